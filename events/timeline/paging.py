"""Lists of editions, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Final, NamedTuple

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from events.models import Edition
from events.search import word_condition
from events.timeline.filters import EventFilter
from events.timeline.keyset import Order, Position, slice_of
from events.timeline.narrow import Conditions, Near, Wide, as_instant, conditions, fetched
from events.timeline.problems import FilterError, Problem

DEFAULT_LIMIT: Final = 50
MAX_LIMIT: Final = 200

_ORDERS: Final[Mapping[str, Order]] = {
    "date": Order(("date_key", "event_id")),
    "-date": Order(("date_key", "event_id"), descending=True),
    "updated": Order(("at", "seq")),
    "-updated": Order(("at", "seq"), descending=True),
}


FIRST_LOOK: Final = 3
"""Events that are looked through for words before the index is asked, for each that is due: words
that many events have are soon found there."""
LONGEST_LOOK: Final = 1000
"""The most that one look goes through: 5 to 10 ms."""


class Listed(NamedTuple):
    """What a list needs of an edition: a tenth of the work of loading the record itself.

    Of `date_key` and `at` it has the one that the list is ordered by. `newest` is the number of the
    newest edition of all when this was read.
    """

    seq: int
    event_id: str
    document: str
    newest: int
    date_key: str = ""
    at: datetime | None = None

    @property
    def pk(self) -> int:
        return self.seq


def _dated(seq: int, event_id: str, document: str, date_key: str, newest: int) -> Listed:
    return Listed(seq, event_id, document, newest, date_key)


def _updated(seq: int, event_id: str, document: str, at: datetime | str, newest: int) -> Listed:
    return Listed(seq, event_id, document, newest, at=as_instant(at))


_BY_DATE: Final = Wide(_dated, Edition, ("seq", "event", "document", "date_key"))
_BY_UPDATE: Final = Wide(_updated, Edition, ("seq", "event", "document", "at"))


@dataclass(frozen=True)
class Page:
    """The editions of a page and the cursors of its neighbours; None where there is none."""

    records: list[Listed]
    next: str | None
    previous: str | None

    @property
    def newest(self) -> int | None:
        """The number of the newest edition of all when the page was read; an empty page has none
        to tell.
        """
        return self.records[0].newest if self.records else None


def clean_limit(params: MultiValueDict[str, str], default: int = DEFAULT_LIMIT) -> int:
    """The ``limit`` of a query, 1 to 200. Raises `FilterError` on "limit"."""
    values = params.getlist("limit")
    if not values:
        return default
    # Three digits at most: int() of a megabyte of digits takes seconds.
    if len(values) == 1 and len(values[0]) <= 3 and values[0].isascii() and values[0].isdigit():
        limit = int(values[0])
        if 1 <= limit <= MAX_LIMIT:
            return limit
    detail = _("Give one number from 1 to {number}.").format(number=MAX_LIMIT)
    raise FilterError([Problem("limit", detail)])


def clean_cursor(params: MultiValueDict[str, str]) -> str | None:
    """The ``cursor`` of a query. Raises `FilterError` on "cursor" when there are several."""
    values = params.getlist("cursor")
    if len(values) > 1:
        raise FilterError([Problem("cursor", _("Give this parameter only once."))])
    return values[0] if values else None


def order_of(chosen: EventFilter) -> list[str]:
    """The columns of the filter's order, as a queryset takes them."""
    order = _ORDERS[chosen.ordering]
    return [f"-{column}" if order.descending else column for column in order.columns]


def page(chosen: EventFilter, *, limit: int = DEFAULT_LIMIT, cursor: str | None = None) -> Page:
    """One page of the filter's editions in its order, in one query (and one for a storyline; for
    words on SQLite a few more).

    Of the editions only what a list shows is loaded. Events inserted meanwhile never shift a page.
    By date, events without a date are the earliest. Raises `FilterError` on "cursor" for a forged
    cursor or one of another query; the limit may change from page to page.
    """
    order = _ORDERS[chosen.ordering]
    wide: Wide[Listed] = _BY_DATE if "date_key" in order.columns else _BY_UPDATE
    found = _worded(chosen)
    near = _near(chosen)

    def fetch(position: Position | None, descending: bool, count: int) -> list[Listed]:
        if found is None:
            return []
        among = _first_look(near[1], due=count) if near else 0
        while near and among:
            others, words = near[0], replace(near[1], among=among)
            nearest = fetched(
                others, wide, order, position, descending=descending, count=count, near=words
            )
            if len(nearest) == count:
                return nearest
            among = _next_look(among, found=len(nearest), due=count)
        return fetched(found, wide, order, position, descending=descending, count=count)

    cut = slice_of(fetch, order, query=chosen.to_query(), limit=limit, cursor=cursor)
    return Page(cut.rows, cut.next, cut.previous)


def _near(chosen: EventFilter) -> tuple[Conditions, Near] | None:
    """The filter without its words, and these as a condition on the nearest events; None where the
    index is asked at once.
    """
    if not chosen.q or chosen.as_of is not None or (held := word_condition(chosen.q)) is None:
        return None
    others = _worded(replace(chosen, q=""))
    until = chosen.key_bound if "date_key" in _ORDERS[chosen.ordering].columns else None
    return None if others is None else (others, Near(*held, until))


def _first_look(words: Near, *, due: int) -> int:
    """Among how many of the nearest to look for the words."""
    # The nearest to the end of a period can all be what is known to the next year alone.
    return LONGEST_LOOK if words.until is not None else min(FIRST_LOOK * due, LONGEST_LOOK)


def _next_look(among: int, *, found: int, due: int) -> int:
    """Among how many, where so many were not enough: half as many again as would do if the others
    are like these. 0: ask the index.
    """
    if not found or among >= LONGEST_LOOK:
        return 0
    return min(3 * among * due // (2 * found), LONGEST_LOOK)


def _worded(chosen: EventFilter) -> Conditions | None:
    """The filter's conditions in SQL, for one statement or remembered from the last."""
    # What a storyline holds, and which types there are, can change without the filter.
    if chosen.storylines or (chosen.types and chosen.type_ids is None):
        return _conditions(chosen, chosen.type_ids)
    return _remembered(chosen, chosen.type_ids)


def _conditions(chosen: EventFilter, _types: tuple[int, ...] | None) -> Conditions | None:
    kept = chosen.of_actors()
    return conditions(chosen.apply(), "seq") if kept is None else conditions(kept, "edition_id")


# Wording them takes as long as answering. The rows of the types are part of what is remembered:
# filters are equal without them.
_remembered = lru_cache(maxsize=1024)(_conditions)
