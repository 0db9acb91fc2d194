"""The one filter of the timeline: read from a query string, applied to editions, written back.

A value that is not understood is a problem and never widens the result. An id that is well formed
but unknown, or known to the desk alone, finds nothing: nobody can tell drafts from nothing. An
event without a date may lie in any period and must lie in none.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from functools import partial, reduce
from operator import and_, or_
from typing import Any, Final, Self
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from events.dates import MATCHES, json_datetime, window
from events.models import CurrentActor, Edition, Profile
from events.models.edition import LAST_MOMENT
from events.record import Storyline
from events.record.vocabulary import Occurrence, ProfileKind, RelationType, Role
from events.search import matching_editions
from events.timeline import conditions, values
from events.timeline.conditions import Ids
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
DATED: Final = ("yes", "no")
OVERDUE: Final = ("true", "false")
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
    "overdue": "overdue",
    "dated": "dated",
    "relation": "relations",
    "part_of": "part_of",
    "id": "ids",
    "not_actor": "not_actors",
    "not_source": "not_sources",
    "not_publisher": "not_publishers",
    "not_storyline": "not_storylines",
    "not_type": "not_types",
    "not_occurrence": "not_occurrences",
    "not_language": "not_languages",
    "q": "q",
    "reported_from": "reported_from",
    "reported_to": "reported_to",
    "updated_since": "updated_since",
    "as_of": "as_of",
    "ordering": "ordering",
}
"""Every parameter in the order of the canonical query, and the attribute that holds its value."""
# A saved filter is a set of events: not a moment, not an order, and not another storyline.
_UNSAVED: Final = (
    "storyline", "not_storyline", "overdue", "as_of", "ordering", "updated_since",
)  # fmt: skip


@dataclass(frozen=True)
class EventFilter:
    """Which editions, current when, in which order. An empty value sets no condition.

    `actors` must all take part (each in one of `roles`); of `types` (and their subtypes),
    `occurrences`, `languages`, `sources`, `publishers`, `storylines`, `relations`, `part_of` and
    `ids` any will do. Events with any of the values of ``not_…`` are left out.
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
    overdue: str = ""
    dated: str = ""
    relations: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    not_actors: tuple[str, ...] = ()
    not_sources: tuple[str, ...] = ()
    not_publishers: tuple[str, ...] = ()
    not_storylines: tuple[str, ...] = ()
    not_types: tuple[str, ...] = ()
    not_occurrences: tuple[str, ...] = ()
    not_languages: tuple[str, ...] = ()
    q: str = ""
    reported_from: str = ""
    reported_to: str = ""
    updated_since: datetime | None = None
    as_of: datetime | None = None
    ordering: str = "-date"
    # When `overdue` is asked, to the minute: what it finds changes without any new edition.
    overdue_at: datetime | None = None
    # The rows of `types` and of their subtypes, and those of `not_types`; None: not looked up yet.
    type_ids: tuple[int, ...] | None = field(default=None, compare=False, repr=False)
    not_type_ids: tuple[int, ...] | None = field(default=None, compare=False, repr=False)

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
        found = cls(**_cleaned(parameters, now))
        parameters.finish()
        return found

    @property
    def names_storylines(self) -> bool:
        """Whether its set can change without any new edition, when a saved filter does."""
        return bool(self.storylines or self.not_storylines)

    @property
    def types_are_known(self) -> bool:
        """Whether the rows of its types have been looked up, so that it is the same SQL again."""
        chosen = (self.types, self.type_ids), (self.not_types, self.not_type_ids)
        return all(ids is not None for keys, ids in chosen if keys)

    @property
    def is_everything(self) -> bool:
        """Whether it is the set of all events as they are now, in whatever order."""
        return not self.to_query(ordering=None)

    @property
    def key_bound(self) -> str | None:
        """All events of the period have a smaller `date_key`; None: any."""
        if not self.to_text:
            return None
        return conditions.key_bound(window(self.from_text or None, self.to_text).end)

    def apply(self) -> QuerySet[Edition]:
        """The listed editions that are current at `as_of` (None: now) and meet all conditions."""
        return Edition.objects.current(self.as_of).listed().filter(self.condition()).order_by()

    def apply_to_actors(self) -> QuerySet[CurrentActor] | None:
        """The same set as rows of `CurrentActor`, whose index covers actor, order and period; None
        if the filter sets other conditions.
        """
        rest = replace(self, actors=(), from_text="", to_text="")
        if not self.actors or rest.ordering not in {"date", "-date"} or not rest.is_everything:
            return None
        first, *others = self.actors
        dates = conditions.in_period(self.from_text, self.to_text, self.match)
        rows = CurrentActor.objects.filter(*dates, actor=first)
        for other in others:
            also = CurrentActor.objects.filter(actor=other, edition=OuterRef("edition"))
            rows = rows.filter(Exists(also))
        return rows.order_by()

    def condition(self) -> Q:
        """All conditions but `as_of` on one edition."""
        parts = [
            *conditions.in_period(self.from_text, self.to_text, self.match),
            *conditions.reported(self.reported_from, self.reported_to),
            *self._required(),
            *(~excluded for excluded in self._excluded()),
        ]
        if self.dated:
            parts.append(conditions.is_dated() if self.dated == "yes" else ~conditions.is_dated())
        if self.overdue_at is not None:
            is_overdue = conditions.is_overdue(self.overdue_at)
            parts.append(is_overdue if self.overdue == "true" else ~is_overdue)
        if self.q:
            parts.append(Q(seq__in=matching_editions(self.q)))
        if self.updated_since is not None:
            parts.append(Q(at__gte=self.updated_since))
        return reduce(and_, parts, Q())

    def _required(self) -> Iterable[Q]:
        for actor in self.actors:
            yield conditions.takes_part((actor,), self.roles)
        yield from _conditions(
            (self.ids, lambda ids: Q(event__in=ids)),
            # With actors, the role is theirs.
            (() if self.actors else self.roles, conditions.has_role),
            (self.sources, conditions.cites),
            (self.publishers, conditions.cites_publisher),
            (self.languages, conditions.has_language),
            (self.occurrences, lambda values: Q(occurrence__in=values)),
            (self.types, lambda keys: Q(type__in=_family(keys, self.type_ids))),
            (self.storylines, lambda ids: _storylines(ids, self.as_of)),
            (self.relations, lambda types: conditions.is_related(types, self.as_of)),
            (self.part_of, lambda ids: conditions.is_part_of(ids, self.as_of)),
        )

    def _excluded(self) -> Iterable[Q]:
        """What events must not meet. Most of them do not: each is looked up by itself."""
        yield from _conditions(
            (self.not_actors, partial(conditions.takes_part, lookup=True)),
            (self.not_sources, partial(conditions.cites, lookup=True)),
            (self.not_publishers, partial(conditions.cites_publisher, lookup=True)),
            (self.not_languages, conditions.has_language),
            (self.not_occurrences, lambda values: Q(occurrence__in=values)),
            (self.not_types, lambda keys: Q(type__in=_family(keys, self.not_type_ids))),
            (self.not_storylines, lambda ids: _storylines(ids, self.as_of)),
        )

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


def _cleaned(parameters: Parameters, now: datetime) -> dict[str, Any]:
    """The attributes of a filter; what is wrong with them is added to the parameters."""
    as_of = values.as_of(parameters, now)
    from_text, to_text = parameters.period("from", "to")
    reported_from, reported_to = parameters.period("reported_from", "reported_to")
    types, type_ids = values.types(parameters, "type")
    not_types, not_type_ids = values.types(parameters, "not_type")
    overdue = parameters.choice("overdue", OVERDUE, "")
    return {
        "from_text": from_text,
        "to_text": to_text,
        "match": parameters.choice("match", MATCHES, DEFAULTS["match"]),
        "actors": values.actors(parameters, "actor", as_of),
        "roles": parameters.choices("role", Role.values),
        "sources": parameters.ids("source"),
        "publishers": values.actors(parameters, "publisher", as_of),
        "storylines": parameters.ids("storyline"),
        "types": types,
        "occurrences": parameters.choices("occurrence", Occurrence.values),
        "languages": values.languages(parameters, "language"),
        "overdue": overdue,
        "overdue_at": (as_of or now).replace(second=0, microsecond=0) if overdue else None,
        "dated": parameters.choice("dated", DATED, ""),
        "relations": parameters.choices("relation", RelationType.values),
        "part_of": parameters.ids("part_of"),
        "ids": parameters.ids("id"),
        "not_actors": values.actors(parameters, "not_actor", as_of),
        "not_sources": parameters.ids("not_source"),
        "not_publishers": values.actors(parameters, "not_publisher", as_of),
        "not_storylines": parameters.ids("not_storyline"),
        "not_types": not_types,
        "not_occurrences": parameters.choices("not_occurrence", Occurrence.values),
        "not_languages": values.languages(parameters, "not_language"),
        "q": values.query(parameters),
        "reported_from": reported_from,
        "reported_to": reported_to,
        "updated_since": parameters.instant("updated_since", at=time.min),
        "as_of": as_of,
        "ordering": parameters.choice("ordering", ORDERINGS, DEFAULTS["ordering"]),
        "type_ids": type_ids,
        "not_type_ids": not_type_ids,
    }


def _conditions(*given: tuple[Ids, Callable[[Ids], Q]]) -> Iterable[Q]:
    """The condition of each parameter that has values."""
    return (condition(values) for values, condition in given if values)


def _family(keys: tuple[str, ...], ids: tuple[int, ...] | None) -> tuple[int, ...]:
    return values.type_family(keys) if ids is None else ids


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
