"""When the events of a filtered set begin: one by one if they are few, counted if they are many."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.db.models import Count, Q, QuerySet

from events.dates import json_datetime, window
from events.models import CurrentActor, Edition, EditionActor, EventType, FacetCount, Profile
from events.models.edition import FIRST_MOMENT, LAST_MOMENT
from events.record.meaning import HAPPENED
from events.record.vocabulary import Occurrence, ProfileKind
from events.search.intervals import COARSER, UNDATED
from events.search.lookups import newest_seq
from events.timeline.documents import storyline_records
from events.timeline.filters import EventFilter, storyline_condition
from events.timeline.paging import Listed, page

MOST_LANES: Final = 6
UNSURE: Final = tuple(value for value in Occurrence.values if value not in HAPPENED)
"""What must not be taken for a fact, such as what is only announced."""

_DAY: Final = timedelta(days=1)
_DATED: Final = "0"
_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_MOST_MONTHS: Final = 150
"""Up to which period single days are of interest."""


class Start(NamedTuple):
    """So many events that begin in [start, end), by their own clocks."""

    start: datetime
    end: datetime
    number: int


@dataclass
class Starts:
    """`total`: how many events there are, of which `undated` have no date, or one that is open to
    the past. `occurrences`: how many of them are of what readers must not take for a fact.
    """

    starts: list[Start] = field(default_factory=list)
    total: int = 0
    undated: int = 0
    occurrences: dict[str, int] = field(default_factory=dict)


def few(chosen: EventFilter, most: int) -> list[Listed] | None:
    """The events of a set, newest first, if there are at most so many."""
    found = page(replace(chosen, ordering="-date"), limit=most)
    return found.records if found.next is None else None


def last_change(as_of: datetime | None = None) -> str:
    """When the newest edition of all was published, as in its document; "" if there is none.

    For a filter of many events it would have to look through the wide rows by their updates.
    """
    newest = page(EventFilter(as_of=as_of, ordering="-updated"), limit=1).records
    return (json_datetime(newest[0].at) or "") if newest else ""


def lanes(chosen: EventFilter, by: str) -> dict[str, Starts]:
    """As `starts`, by type, occurrence, actor or storyline: the `MOST_LANES` with most events.

    The keys are those of types, values of `Occurrence`, or public ids.
    """
    return _LANES[by](chosen)


def starts(chosen: EventFilter) -> Starts:
    """When the events of a set begin. Counted anew only when something was published."""
    plain = replace(chosen, ordering="-date")
    # The events of a storyline can change without any new edition.
    if chosen.storylines:
        return _counted(plain)
    return _kept(plain, chosen.type_ids, newest_seq())


# Filters are equal whatever their `type_ids`, which are therefore an argument of their own.
@lru_cache(maxsize=64)
def _kept(chosen: EventFilter, _types: tuple[int, ...] | None, _newest: int) -> Starts:
    return _counted(chosen)


def forget() -> None:
    """Forget what was counted, for a database that was exchanged."""
    _kept.cache_clear()


def _counted(chosen: EventFilter) -> Starts:
    if replace(chosen, from_text="", to_text="", match="may").is_everything:
        found = _stored(chosen)
        if found is not None:
            return found
    of_actors = chosen.apply_to_actors()
    if of_actors is not None:
        found = _grouped(of_actors)
        found.occurrences = _by_occurrence_alone(chosen.apply()).occurrences
        return found
    # One pass over the set for everything: finding it is most of the work.
    unsure = {value: Count("pk", filter=Q(occurrence=value)) for value in UNSURE}
    counts = chosen.apply().order_by("date_key").values_list("date_key")
    rows = list(counts.annotate(n=Count("pk"), **unsure))
    found = _starts((key, count) for key, count, *_unsure in rows)
    totals = map(sum, zip(*(row[2:] for row in rows), strict=True))
    found.occurrences = {value: n for value, n in zip(UNSURE, totals, strict=False) if n}
    return found


def _grouped(rows: QuerySet[Any]) -> Starts:
    # In the order of the index there is nothing to sort.
    counts = rows.order_by("date_key").values_list("date_key").annotate(n=Count("pk"))
    return _starts(counts)


def _by_occurrence_alone(rows: QuerySet[Edition]) -> Starts:
    """The numbers without the dates."""
    found = Starts()
    undated = Count("pk", filter=Q(date_key__lt=_DATED))
    counts = rows.order_by().values_list("occurrence").annotate(n=Count("pk"), undated=undated)
    for occurrence, count, without_date in counts:
        found.total += count
        found.undated += without_date
        if occurrence in UNSURE:
            found.occurrences[occurrence] = count
    return found


def _starts(counts: Iterable[tuple[str, int]]) -> Starts:
    found = Starts()
    for key, count in counts:
        found.total += count
        if key < _DATED:
            found.undated += count
        else:
            found.starts.append(Start(*_bounds(key), count))
    return found


# Sets of events have most of their dates in common.
@lru_cache(maxsize=16_384)
def _bounds(date_key: str) -> tuple[datetime, datetime]:
    """The bounds of a start on its own clock, from its `When.sort_key`."""
    day, _precision, first, last, edtf = date_key.split(" ", 4)
    start = datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC)
    if edtf[10:11] == "T":
        start += timedelta(hours=int(edtf[11:13]), minutes=int(edtf[13:15]))
    if last == "~":
        return start, LAST_MOMENT
    try:
        return start, start + timedelta(seconds=_unpacked(last) - _unpacked(first))
    except OverflowError:
        return start, LAST_MOMENT


def _unpacked(text: str) -> int:
    number = 0
    for digit in text:
        number = number * 36 + _DIGITS.index(digit)
    return number


# Counts that are stored


def _stored(chosen: EventFilter) -> Starts | None:
    """From the counts of all current events by day, month and year; None for a period that does not
    consist of days.
    """
    first, last = _period(chosen)
    if first is None or last is None:
        return None
    found = Starts()
    counts = _stored_counts(first[:4], last[:4], ("year", "month"))
    others = _stored_counts("", "~", (COARSER, UNDATED, "occurrence"))
    months = sorted(counts["month"]) or sorted(counts["year"]) or [first]
    begin = max(first, months[0])
    end = min(last, f"{months[-1]}-31")
    if (int(end[:4]) - int(begin[:4])) * 12 <= _MOST_MONTHS:
        counts |= _stored_counts(begin[:7], f"{end[:7]}~", ("day",))
    coarser = others[COARSER].get("year", 0)
    if chosen.from_text or chosen.to_text:
        found = _by_occurrence_alone(chosen.apply())
    else:
        found.undated = others[UNDATED].get("", 0)
        found.occurrences = {key: n for key, n in others["occurrence"].items() if key in UNSURE}
        found.total = sum(counts["year"].values()) + coarser + found.undated
    found.starts = list(_from_stored(counts, first, last))
    if coarser:
        found.starts.append(Start(FIRST_MOMENT, LAST_MOMENT, coarser))
    return found


def _period(chosen: EventFilter) -> tuple[str | None, str | None]:
    """The first and last day of the period as ISO dates; None if it does not consist of days."""
    if chosen.match != "may":
        return None, None
    if not (chosen.from_text or chosen.to_text):
        return "0000", "9999-12-31"
    asked = window(chosen.from_text or None, chosen.to_text or None)
    ends = [end for end in (asked.start, asked.end) if end is not None]
    if not asked.floating or any(end.hour or end.minute for end in ends if end != LAST_MOMENT):
        return None, None
    first = "0000" if asked.start is None else asked.start.date().isoformat()
    if asked.end is None:
        return first, "9999-12-31"
    return first, (asked.end - timedelta(seconds=1)).date().isoformat()


def _stored_counts(first: str, last: str, facets: tuple[str, ...]) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {facet: Counter() for facet in facets}
    rows = FacetCount.objects.filter(
        Q(facet__in=facets), value__gte=first, value__lte=f"{last}~", count__gt=0
    )
    for facet, value, count in rows.values_list("facet", "value", "count"):
        counts[facet][value] = count
    return counts


def _from_stored(counts: dict[str, Counter[str]], first: str, last: str) -> Iterator[Start]:
    """A day is counted for its month, too, and a month for its year: what is left of a month is
    known to the month alone.
    """
    months, years = Counter(counts["month"]), Counter(counts["year"])
    for day, count in counts.get("day", {}).items():
        months[day[:7]] -= count
        if first <= day <= last:
            start = datetime.fromisoformat(day).replace(tzinfo=UTC)
            yield Start(start, _later(start, _DAY), count)
    for month, count in counts["month"].items():
        years[month[:4]] -= count
    for month, count in months.items():
        if count > 0 and first[:7] <= month <= last[:7]:
            yield Start(*_month(month), count)
    for year, count in years.items():
        if count > 0:
            yield Start(_month(f"{year}-01")[0], _month(f"{year}-12")[1], count)


def _month(text: str) -> tuple[datetime, datetime]:
    start = datetime(int(text[:4]), int(text[5:]), 1, tzinfo=UTC)
    return start, _later(start, 31 * _DAY).replace(day=1) if text != "9999-12" else LAST_MOMENT


def _later(moment: datetime, by: timedelta) -> datetime:
    return LAST_MOMENT if moment > LAST_MOMENT - by else moment + by


# Lanes


def _by_column(rows: QuerySet[Any], column: str) -> dict[Any, Starts]:
    counted = rows.order_by().values_list(column, "date_key").annotate(n=Count("pk"))
    by_lane: dict[Any, list[tuple[str, int]]] = {}
    for lane, key, count in counted:
        by_lane.setdefault(lane, []).append((key, count))
    return _most({lane: _starts(sorted(counts)) for lane, counts in by_lane.items()})


def _by_type(chosen: EventFilter) -> dict[str, Starts]:
    keys = dict(EventType.objects.values_list("pk", "key"))
    return {keys[pk]: found for pk, found in _by_column(chosen.apply(), "type").items()}


def _by_occurrence(chosen: EventFilter) -> dict[str, Starts]:
    return _by_column(chosen.apply(), "occurrence")


def _by_actor(chosen: EventFilter) -> dict[str, Starts]:
    editions = chosen.apply().values("pk")
    rows: QuerySet[Any] = CurrentActor.objects.filter(edition__in=editions)
    if chosen.as_of is not None:
        rows = EditionActor.objects.filter(edition__in=editions, takes_part=True)
    count = Count("edition", distinct=True)
    most = rows.values_list("actor").annotate(n=count).order_by("-n", "actor")[:MOST_LANES]
    found = {}
    for actor, _count in most:
        of_actor = rows.filter(actor=actor).values("edition")
        found[actor] = _grouped(Edition.objects.filter(pk__in=of_actor))
    return found


def _by_storyline(chosen: EventFilter) -> dict[str, Starts]:
    rows = Profile.objects.current(chosen.as_of).filter(kind=ProfileKind.STORYLINE)
    found = {}
    for storyline in storyline_records(rows.order_by("sort_key", "subject")):
        starts = _grouped(chosen.apply().filter(storyline_condition(storyline)))
        if starts.total:
            found[storyline.id] = starts
    return _most(found)


def _most(found: dict[Any, Starts]) -> dict[Any, Starts]:
    ordered = sorted(found.items(), key=lambda pair: (-pair[1].total, str(pair[0])))
    return dict(ordered[:MOST_LANES])


_LANES: Final = {
    "type": _by_type,
    "occurrence": _by_occurrence,
    "actor": _by_actor,
    "storyline": _by_storyline,
}
