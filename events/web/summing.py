"""What a list shows, in a sentence: how many events, of which time, and what stands out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext, ngettext, ngettext_lazy

from events import dates
from events.record.vocabulary import Occurrence
from events.timeline.describing import describe
from events.timeline.filters import EventFilter
from events.web.dating import day_in_words
from events.web.languages import reader_language

# What readers must not take for what happened.
_KINDS: Final = {
    Occurrence.ANNOUNCED: ngettext_lazy("%(n)d announced", "%(n)d announced", "n"),
    Occurrence.SCHEDULED: ngettext_lazy("%(n)d scheduled", "%(n)d scheduled", "n"),
    Occurrence.ALLEGED: ngettext_lazy("%(n)d alleged", "%(n)d alleged", "n"),
    Occurrence.HYPOTHETICAL: ngettext_lazy("%(n)d hypothetical", "%(n)d hypothetical", "n"),
    Occurrence.POSTPONED: ngettext_lazy("%(n)d postponed", "%(n)d postponed", "n"),
    Occurrence.CANCELLED: ngettext_lazy("%(n)d cancelled", "%(n)d cancelled", "n"),
    Occurrence.DID_NOT_OCCUR: ngettext_lazy(
        "%(n)d that did not take place", "%(n)d that did not take place", "n"
    ),
}

# Said by the span.
_SPAN: Final = frozenset({"from", "to"})


@dataclass(frozen=True)
class Summary:
    """`number`: "412 events"; `conditions`: "with Wang Yi"; `span`: "2019 to November 2026"."""

    total: int
    number: str
    conditions: str
    span: str
    parts: tuple[str, ...]
    changed: str
    changes_url: str


def summary(
    chosen: EventFilter,
    *,
    total: int,
    undated: int,
    occurrences: Mapping[str, int],
    denied: int,
    first: datetime | None,
    last: datetime | None,
    changed: str,
) -> Summary:
    """`first`, `last`: between them are all events with a date; `changed`: an instant or ""."""
    parts = [
        str(words % {"n": occurrences[kind]})
        for kind, words in _KINDS.items()
        if occurrences.get(kind)
    ]
    if denied:
        parts.append(
            ngettext("%(n)d with a denied claim", "%(n)d with denied claims", denied)
            % {"n": denied}
        )
    if undated:
        parts.append(ngettext("%(n)d undated", "%(n)d undated", undated) % {"n": undated})
    return Summary(
        total=total,
        number=ngettext("%(n)s event", "%(n)s events", total) % {"n": _grouped(total)},
        conditions=_conditions(chosen),
        span=_span(first, last),
        parts=tuple(parts),
        changed=gettext("last change: %(day)s") % {"day": day_in_words(changed)} if changed else "",
        changes_url=_changes_url(chosen),
    )


def _changes_url(chosen: EventFilter) -> str:
    query = chosen.to_query(ordering=None, as_of=None, updated_since=None)
    return f"/changes/?{query}".rstrip("?")


def _conditions(chosen: EventFilter) -> str:
    conditions = [one for one in describe(chosen) if one.parameter not in _SPAN]
    actors = [f"{one.label} {one.text}" for one in conditions if one.parameter == "actor"]
    others = [f"{one.label}: {one.text}" for one in conditions if one.parameter != "actor"]
    words = [", ".join(actors), f"({'; '.join(others)})" if others else ""]
    return " ".join(filter(None, words))


def _span(first: datetime | None, last: datetime | None) -> str:
    if first is None or last is None:
        return ""
    end = max(first, last - timedelta(seconds=1))
    days = [moment.strftime("%Y-%m-%d").zfill(10) for moment in (first, end)]
    text = days[0] if days[0] == days[1] else "/".join(days)
    return dates.display(dates.When.parse(text), reader_language())


def _grouped(number: int) -> str:
    """With a narrow space between thousands, which both languages read."""
    return f"{number:,}".replace(",", "\u202f")
