"""The one filter of the timeline: read from a query string, applied to editions, written back.

A value that is not understood is a problem and never widens the result. An id that is well formed
but unknown, or known to the desk alone, finds nothing: nobody can tell drafts from nothing. An
event without a date may lie in any period and must lie in none.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from functools import reduce
from operator import and_, or_
from typing import Any, Final, Self
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from events.dates import MATCHES, json_datetime, window
from events.models import (
    CurrentActor,
    Edition,
    EditionActor,
    EditionSource,
    EditionText,
    Profile,
)
from events.models.edition import FIRST_MOMENT, LAST_MOMENT
from events.record import Storyline
from events.record.vocabulary import Occurrence, ProfileKind, Role
from events.search import matching_editions
from events.timeline import values
from events.timeline.documents import storyline_records
from events.timeline.parameters import Parameters
from events.timeline.problems import FilterError, Problem

__all__ = [
    "NAMES",
    "ORDERINGS",
    "EventFilter",
    "FilterError",
    "Problem",
    "saved_filter",
    "saved_filter_problems",
    "storyline_condition",
]

ORDERINGS: Final = ("date", "-date", "updated", "-updated")
DEFAULTS: Final = {"match": "may", "ordering": "-date"}
NAMES: Final = {
    "from": "from_text",
    "to": "to_text",
    "match": "match",
    "actor": "actors",
    "role": "roles",
    "source": "sources",
    "publisher": "publishers",
    "storyline": "storylines",
    "type": "types",
    "occurrence": "occurrences",
    "language": "languages",
    "q": "q",
    "reported_from": "reported_from",
    "reported_to": "reported_to",
    "updated_since": "updated_since",
    "as_of": "as_of",
    "ordering": "ordering",
}
"""Every parameter in the order of the canonical query, and the attribute that holds its value."""
# A saved filter is a set of events: not a moment, not an order, and not another storyline.
_UNSAVED: Final = ("storyline", "as_of", "ordering", "updated_since")


@dataclass(frozen=True)
class EventFilter:
    """Which editions, current when, in which order. An empty value sets no condition.

    `actors` must all take part (each in one of `roles`); of `types` (and their subtypes),
    `occurrences`, `languages`, `sources`, `publishers` and `storylines` any will do.
    """

    from_text: str = ""
    to_text: str = ""
    match: str = "may"
    actors: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    storylines: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    occurrences: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    q: str = ""
    reported_from: str = ""
    reported_to: str = ""
    updated_since: datetime | None = None
    as_of: datetime | None = None
    ordering: str = "-date"
    # The rows of `types` and of their subtypes; None: not looked up yet.
    type_ids: tuple[int, ...] | None = field(default=None, compare=False, repr=False)

    @classmethod
    def clean(
        cls, params: MultiValueDict[str, str], *, now: datetime, extra: Iterable[str] = ()
    ) -> Self:
        """Read a query string. Raises `FilterError` with every problem.

        `extra` names the parameters that the caller reads itself. ``as_of`` is an instant not after
        `now`, or a date: the end of that day in UTC. ``updated_since`` is an instant or a date: its
        beginning in UTC. ``actor`` and ``publisher`` are ids or public names; a name that several
        have is a problem.
        """
        parameters = Parameters(params)
        parameters.refuse_unknown({*NAMES, *extra})
        if not any(name in params for name in NAMES):  # the commonest question
            parameters.finish()
            return cls()
        as_of = values.as_of(parameters, now)
        from_text, to_text = parameters.period("from", "to")
        reported_from, reported_to = parameters.period("reported_from", "reported_to")
        types, type_ids = values.types(parameters)
        found = cls(
            from_text=from_text,
            to_text=to_text,
            match=parameters.choice("match", MATCHES, DEFAULTS["match"]),
            actors=values.actors(parameters, "actor", as_of),
            roles=parameters.choices("role", Role.values),
            sources=parameters.ids("source"),
            publishers=values.actors(parameters, "publisher", as_of),
            storylines=parameters.ids("storyline"),
            types=types,
            occurrences=parameters.choices("occurrence", Occurrence.values),
            languages=values.languages(parameters),
            q=values.query(parameters),
            reported_from=reported_from,
            reported_to=reported_to,
            updated_since=parameters.instant("updated_since", at=time.min),
            as_of=as_of,
            ordering=parameters.choice("ordering", ORDERINGS, DEFAULTS["ordering"]),
            type_ids=type_ids,
        )
        parameters.finish()
        return found

    @property
    def is_everything(self) -> bool:
        """Whether it is the set of all events as they are now, in whatever order."""
        return not self.to_query(ordering=None)

    @property
    def key_bound(self) -> str | None:
        """All events of the period have a smaller `date_key`; None: any."""
        if not self.to_text:
            return None
        return _key_bound(window(self.from_text or None, self.to_text).end)

    def apply(self) -> QuerySet[Edition]:
        """The listed editions that are current at `as_of` (None: now) and meet all conditions."""
        return Edition.objects.current(self.as_of).listed().filter(self.condition()).order_by()

    def apply_to_actors(self) -> QuerySet[CurrentActor] | None:
        """The same set as rows of `CurrentActor`, whose index covers actor, order and period; None
        if the filter sets other conditions.
        """
        rest = replace(self, actors=(), from_text="", to_text="", type_ids=None)
        if not self.actors or rest.ordering not in {"date", "-date"} or not rest.is_everything:
            return None
        first, *others = self.actors
        rows = CurrentActor.objects.filter(*_date_conditions(self), actor=first)
        for other in others:
            also = CurrentActor.objects.filter(actor=other, edition=OuterRef("edition"))
            rows = rows.filter(Exists(also))
        return rows.order_by()

    def condition(self) -> Q:
        """All conditions but `as_of` on one edition."""
        parts = [*_date_conditions(self), *_link_conditions(self)]
        if self.occurrences:
            parts.append(Q(occurrence__in=self.occurrences))
        if self.types:
            ids = values.type_family(self.types) if self.type_ids is None else self.type_ids
            parts.append(Q(type__in=ids))
        if self.storylines:
            parts.append(_storylines(self.storylines, self.as_of))
        if self.q:
            parts.append(Q(seq__in=matching_editions(self.q)))
        if self.updated_since is not None:
            parts.append(Q(at__gte=self.updated_since))
        return reduce(and_, parts, Q())

    def to_query(self, **changes: Any) -> str:
        """The canonical query string: parameters in the order of `NAMES`, defaults left out.

        `changes` are named like parameters, ``to_query(**{"from": "2023", "cursor": None})``: a
        text, a list of texts or an instant replaces the value, None takes it away. Further names
        (limit, cursor) follow at the end.
        """
        pairs = []
        for name in (*NAMES, *(name for name in changes if name not in NAMES)):
            value = changes[name] if name in changes else getattr(self, NAMES[name])
            # Most are empty, and a page of facets calls this some three hundred times.
            if value:
                texts = [text for text in _texts(value) if text and text != DEFAULTS.get(name)]
                pairs += [(name, text) for text in texts]
        return urlencode(pairs)


def saved_filter(text: str) -> EventFilter:
    """The saved filter of a storyline, a query string. Raises `FilterError`.

    It cannot hold ``storyline``, ``as_of``, ``ordering`` and ``updated_since``.
    """
    params = QueryDict(text)
    parameters = Parameters(params)
    parameters.refuse_unknown({name for name in NAMES if name not in _UNSAVED})
    if not params:
        parameters.add("filter", _("The filter sets no condition."))
    parameters.finish()
    # Only `as_of` is compared with `now`.
    return EventFilter.clean(params, now=LAST_MOMENT)


def saved_filter_problems(text: str) -> list[str]:
    """Why a saved filter is invalid; an empty list if it is valid or empty."""
    try:
        if text:
            saved_filter(text)
    except FilterError as error:
        return [f"{problem.parameter}: {problem.detail}" for problem in error.problems]
    return []


def storyline_condition(storyline: Storyline) -> Q:
    """Which editions belong to a storyline: the pinned ones and those of its saved filter.

    A saved filter that cannot be read any more (a type was removed) adds nothing.
    """
    pinned = Q(event__in=storyline.pinned)
    if not storyline.filter:
        return pinned
    try:
        return pinned | saved_filter(storyline.filter).condition()
    except FilterError:
        return pinned


# Conditions


def _date_conditions(chosen: EventFilter) -> Iterable[Q]:
    if chosen.from_text or chosen.to_text:
        period = window(chosen.from_text or None, chosen.to_text or None)
        day = "day_" if period.floating else ""
        yield _begins_before(period.end)
        if chosen.match == "may":
            if period.end is not None:
                yield Q(**{f"{day}earliest__lt": period.end})
            if period.start is not None:
                yield Q(**{f"{day}latest__gt": period.start})
        else:
            # An unknown bound holds the first or last moment, which is sure of nothing.
            if period.end is not None:
                yield Q(**{f"{day}starts_by__lte": period.end, f"{day}starts_by__lt": LAST_MOMENT})
            if period.start is not None:
                yield Q(
                    **{f"{day}ends_from__gte": period.start, f"{day}ends_from__gt": FIRST_MOMENT}
                )
    if chosen.reported_from or chosen.reported_to:
        # Reports have no calendar of their own: a bare date is a day in UTC.
        period = window(chosen.reported_from or None, chosen.reported_to or None)
        reports = EditionSource.objects.filter(reported_earliest__isnull=False)
        if period.end is not None:
            reports = reports.filter(reported_earliest__lt=period.end)
        if period.start is not None:
            reports = reports.filter(
                Q(reported_latest__gt=period.start) | Q(reported_latest__isnull=True)
            )
        yield Q(seq__in=reports.values("edition"))


def _begins_before(end: datetime | None) -> Q:
    """Implied by the bounds, but a condition on the key of the order: the index scan starts at the
    end of the period.
    """
    key = _key_bound(end)
    return Q() if key is None else Q(date_key__lt=key)


def _key_bound(end: datetime | None) -> str | None:
    """An upper bound for the `date_key` of all events that begin before the end of a period."""
    if end is None or end > LAST_MOMENT - timedelta(days=2):
        return None
    # The key begins with the day on the event's own clock: 14 hours ahead of UTC at most.
    return f"{end.date() + timedelta(days=1)}~"


def _link_conditions(chosen: EventFilter) -> Iterable[Q]:
    parts = EditionActor.objects.filter(takes_part=True)
    if chosen.roles:
        parts = parts.filter(role__in=chosen.roles)
        if not chosen.actors:
            yield Q(Exists(parts.filter(edition=OuterRef("pk"))))
    for actor in chosen.actors:
        yield Q(seq__in=parts.filter(actor=actor).values("edition"))
    if chosen.sources:
        rows = EditionSource.objects.filter(source__in=chosen.sources)
        yield Q(seq__in=rows.values("edition"))
    if chosen.publishers:
        rows = EditionSource.objects.filter(publisher__in=chosen.publishers)
        yield Q(seq__in=rows.values("edition"))
    if chosen.languages:
        # Most editions have it: checking each in the list's order soon fills a page.
        texts = EditionText.objects.filter(language__in=chosen.languages)
        yield Q(Exists(texts.filter(edition=OuterRef("pk"))))


def _storylines(ids: tuple[str, ...], as_of: datetime | None) -> Q:
    rows = Profile.objects.current(as_of).filter(kind=ProfileKind.STORYLINE, subject__in=ids)
    parts = [storyline_condition(found) for found in storyline_records(rows)]
    return reduce(or_, parts) if parts else Q(pk__in=[])


def _texts(value: Any) -> list[str]:
    if value is None:
        return []
    if isinstance(value, datetime):
        return [json_datetime(value.astimezone(UTC)) or ""]
    if isinstance(value, str):
        return [value]
    return [str(item) for item in (value if isinstance(value, list | tuple) else [value])]
