"""The conditions of a filter on one edition."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from events.dates import window
from events.models import Edition, EditionActor, EditionRelation, EditionSource, EditionText
from events.models.edition import FIRST_MOMENT, LAST_MOMENT
from events.record.meaning import OPEN
from events.record.vocabulary import RelationType

Ids = tuple[str, ...]


def in_period(first: str, last: str, match: str) -> Iterable[Q]:
    """That the event lies in a period, two dates of the EDTF profile; "" for no limit.

    `match`: whether it may or must, as far as its date is known.
    """
    if not (first or last):
        return
    period = window(first or None, last or None)
    day = "day_" if period.floating else ""
    yield _begins_before(period.end)
    if match == "may":
        if period.end is not None:
            yield Q(**{f"{day}earliest__lt": period.end})
        if period.start is not None:
            yield Q(**{f"{day}latest__gt": period.start})
    else:
        # An unknown bound holds the first or last moment, which is sure of nothing.
        if period.end is not None:
            yield Q(**{f"{day}starts_by__lte": period.end, f"{day}starts_by__lt": LAST_MOMENT})
        if period.start is not None:
            yield Q(**{f"{day}ends_from__gte": period.start, f"{day}ends_from__gt": FIRST_MOMENT})


def _begins_before(end: datetime | None) -> Q:
    """Implied by the bounds, but a condition on the key of the order: the index scan starts at the
    end of the period.
    """
    key = key_bound(end)
    return Q() if key is None else Q(date_key__lt=key)


def key_bound(end: datetime | None) -> str | None:
    """An upper bound for the `date_key` of all events that begin before the end of a period."""
    if end is None or end > LAST_MOMENT - timedelta(days=2):
        return None
    # The key begins with the day on the event's own clock: 14 hours ahead of UTC at most.
    return f"{end.date() + timedelta(days=1)}~"


def reported(first: str, last: str) -> Iterable[Q]:
    """That a source was published in a period."""
    if not (first or last):
        return
    # Reports have no calendar of their own: a bare date is a day in UTC.
    period = window(first or None, last or None)
    reports = EditionSource.objects.filter(reported_earliest__isnull=False)
    if period.end is not None:
        reports = reports.filter(reported_earliest__lt=period.end)
    if period.start is not None:
        reports = reports.filter(
            Q(reported_latest__gt=period.start) | Q(reported_latest__isnull=True)
        )
    yield Q(seq__in=reports.values("edition"))


def is_dated() -> Q:
    """That something is known of when it started."""
    return Q(date_key__gt="")


def is_overdue(moment: datetime) -> Q:
    """That the event was announced for a date that had passed at a moment.

    Where its end is open, the date of its start counts.
    """
    ends = Q(latest__lte=moment) | Q(latest=LAST_MOMENT)
    return Q(occurrence__in=sorted(OPEN), starts_by__lte=moment) & ends


def takes_part(actors: Ids, roles: Ids = (), *, lookup: bool = False) -> Q:
    """That any of the actors takes part, in any of the roles if there are some."""
    parts = EditionActor.objects.filter(takes_part=True, actor__in=actors)
    if roles:
        parts = parts.filter(role__in=roles)
    return _has(parts, lookup=lookup)


def has_role(roles: Ids) -> Q:
    return _has(EditionActor.objects.filter(takes_part=True, role__in=roles), lookup=True)


def cites(sources: Ids, *, lookup: bool = False) -> Q:
    return _has(EditionSource.objects.filter(source__in=sources), lookup=lookup)


def cites_publisher(publishers: Ids, *, lookup: bool = False) -> Q:
    return _has(EditionSource.objects.filter(publisher__in=publishers), lookup=lookup)


def has_language(languages: Ids) -> Q:
    # Most editions have it: checking each in the list's order soon fills a page.
    return _has(EditionText.objects.filter(language__in=languages), lookup=True)


def is_related(types: Ids, as_of: datetime | None) -> Q:
    """That the event states a relation of one of these types."""
    return _has(_relations(as_of).filter(type__in=types), lookup=True)


def is_part_of(events: Ids, as_of: datetime | None) -> Q:
    rows = _relations(as_of).filter(type=RelationType.PART_OF, to_event__in=events)
    return _has(rows, lookup=False)


def _relations(as_of: datetime | None) -> QuerySet[EditionRelation]:
    """Those to public events: the others are not public either."""
    public = Edition.objects.current(as_of).listed().filter(event=OuterRef("to_event"))
    return EditionRelation.objects.filter(Exists(public))


def _has(rows: QuerySet[Any], *, lookup: bool) -> Q:
    """That an edition has one of these rows. `lookup`: look them up for each edition, which is
    faster where most editions have them, or most do not have to.
    """
    if lookup:
        return Q(Exists(rows.filter(edition=OuterRef("pk"))))
    return Q(seq__in=rows.values("edition"))
