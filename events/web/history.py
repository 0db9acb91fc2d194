"""The editions of an event with what each of them changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext

from events.record import Answer, Claim, Event, EventRecord
from events.record.comparing import Part, word_differences
from events.record.vocabulary import EditionCause
from events.timeline.differences import Difference, differences
from events.web.editions import EditionLine, edition_line
from events.web.languages import Text, actor_name, in_reader_language, said
from events.web.links import event_link, event_path
from events.web.vocabulary import ANSWERS


@dataclass(frozen=True)
class ShownDifference:
    """`parts`: both wordings in one text, if they share at least half of their characters."""

    label: str
    old: str
    new: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Step:
    """`url` leads to the event as this edition showed it; "" for a retraction. `causes`: what
    others did that brought the edition about (escaped HTML).
    """

    edition: EditionLine
    heading: str
    url: str
    causes: tuple[SafeString, ...]
    differences: tuple[ShownDifference, ...]
    first: bool
    current: bool


@dataclass(frozen=True)
class History:
    title: Text
    url: str
    steps: tuple[Step, ...]


def history(records: Sequence[EventRecord]) -> History:
    """`records`: all editions in order, tombstones included. The newest step comes first."""
    newest = records[-1]
    full = next((found for found in reversed(records) if isinstance(found, Event)), None)
    pairs = [(None, records[0]), *pairwise(records)]
    return History(
        title=in_reader_language(full, "title") if full else Text(""),
        url=event_path(newest) if isinstance(newest, Event) else "",
        steps=tuple(
            edition_step(older, newer, current=newer is newest) for older, newer in reversed(pairs)
        ),
    )


def edition_step(older: EventRecord | None, newer: EventRecord, *, current: bool = False) -> Step:
    """An edition with what it changed; `older`: the one before it, None for the first."""
    line = edition_line(newer.edition)
    number = gettext("Edition %(number)s") % {"number": line.number}
    step = Step(
        edition=line,
        heading=f"{number} · {capfirst(line.does)}",
        url=f"{newer.url}?as_of={line.moment}" if isinstance(newer, Event) else "",
        causes=(),
        differences=(),
        first=older is None,
        current=current,
    )
    if not (isinstance(older, Event) and isinstance(newer, Event)):
        return step
    causes = tuple(_answers(older, newer)) if newer.edition.cause == EditionCause.ANSWER else ()
    shown = tuple(_shown(difference) for difference in differences(older, newer))
    return replace(step, causes=causes, differences=shown)


def _shown(difference: Difference) -> ShownDifference:
    old, new = difference.old, difference.new
    parts = word_differences(old, new) if old and new else []
    shared = sum(len(text) for kind, text in parts if kind == "same")
    alike = 2 * shared >= max(len(old), len(new))
    return ShownDifference(difference.label, old, new, tuple(parts) if alike else ())


def _answers(older: Event, newer: Event) -> Iterator[SafeString]:
    """Which answers were published, changed or taken back between two editions."""
    before, after = _answers_of(older), _answers_of(newer)
    for key, (claim, answer) in {**before, **after}.items():
        if key not in before:
            pattern = gettext("An answer was published: {answer}")
        elif key not in after:
            pattern = gettext("An answer was taken back: {answer}")
        elif before[key][1] != answer:
            pattern = gettext("An answer was changed: {answer}")
        else:
            continue
        event = newer if key in after else older
        yield format_html(pattern, answer=_sentence(claim, answer, event))


def _answers_of(event: Event) -> dict[tuple[str, str, str], tuple[Claim, Answer]]:
    return {
        (claim.id, answer.type, answer.claim): (claim, answer)
        for claim in event.claims
        for answer in claim.answered_by
    }


def _sentence(claim: Claim, answer: Answer, event: Event) -> SafeString:
    """ "China denies this: “They do it.” (Press conference)"."""
    return format_html(
        gettext("{speaker} {answers}: “{claim}” ({event})"),
        speaker=actor_name(answer.speaker, event).html,
        answers=ANSWERS.get(answer.type, answer.type),
        claim=said(claim).html,
        event=event_link(answer.event).html,
    )
