"""What was published, corrected and retracted, under the days on which it became public."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext

from events.models import Edition
from events.record import Event, EventRecord
from events.record.vocabulary import EditionKind
from events.timeline.documents import edition_record, readable
from events.timeline.filters import FilterError
from events.web.dating import day_in_words
from events.web.filter_form import (
    Field,
    FormProblem,
    Option,
    Params,
    errors_by_name,
    form_problems,
)
from events.web.history import Step, edition_step
from events.web.languages import Text, in_reader_language
from events.web.vocabulary import heading_word


@dataclass(frozen=True)
class ChangedEdition:
    """`url` leads to the event, of a tombstone to the history."""

    title: Text
    url: str
    history_url: str
    step: Step


@dataclass(frozen=True)
class DayOfChanges:
    heading: str
    changes: list[ChangedEdition]


@dataclass(frozen=True)
class ChangeForm:
    """`hidden`: the conditions on events, which travel along."""

    fields: Mapping[str, Field]
    hidden: tuple[tuple[str, str], ...]
    problems: tuple[FormProblem, ...]


def change_days(editions: Sequence[Edition], before: Mapping[int, Edition]) -> list[DayOfChanges]:
    """The editions in the order given; `before`: the one before each, by its `seq`.

    One whose document cannot be read is left out and logged.
    """
    found = readable(editions, lambda edition: _change(edition, before.get(edition.seq)))
    days = groupby(found, lambda change: day_in_words(change.step.edition.moment))
    return [DayOfChanges(heading, list(changes)) for heading, changes in days]


def _change(edition: Edition, before: Edition | None) -> ChangedEdition:
    newer = edition_record(edition)
    older = edition_record(before) if before else None
    history_url = f"/events/{newer.id}/history/"
    return ChangedEdition(
        title=_title(newer, older),
        url=newer.url if isinstance(newer, Event) else history_url,
        history_url=f"{history_url}#edition-{edition.number}",
        step=edition_step(older, newer),
    )


def _title(newer: EventRecord, older: EventRecord | None) -> Text:
    for record in (newer, older):
        if isinstance(record, Event):
            return in_reader_language(record, "title")
    return Text(gettext("Untitled event"))


def change_form(params: Params, error: FilterError | None = None) -> ChangeForm:
    """The form as it was filled in, each problem beside its field."""
    errors = errors_by_name(error)
    fields = {field.name: field for field in _fields(params, errors)}
    hidden = tuple(
        (name, value)
        for name, values in params.lists()
        if name not in {*fields, "cursor", *errors}
        for value in values
    )
    return ChangeForm(fields, hidden, form_problems(fields, errors))


def _fields(params: Params, errors: Mapping[str, str]) -> Iterator[Field]:
    def made(name: str, label: str, hint: str = "", options: Iterable[Option] = ()) -> Field:
        return Field(name, label, params.get(name, ""), hint, errors.get(name, ""), tuple(options))

    dates = gettext("a date as you write it: 2023, February 2023, 21.02.2023")
    yield made("since", gettext("Changed since"), dates)
    yield made("until", gettext("Until"), gettext("included"))
    chosen = params.getlist("kind")
    kinds = (Option(kind, heading_word(EditionKind, kind), kind in chosen) for kind in EditionKind)
    yield made("kind", gettext("What changed"), options=kinds)
