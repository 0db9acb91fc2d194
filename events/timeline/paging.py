"""Lists of editions, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Final, NamedTuple

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from events.models import Edition
from events.search import holds_words
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


NEAREST: Final = (100, 1000)
"""Events that are looked through for words before the index is asked, the second number if there
was any among the first: 1 ms and 10 ms. Words that many events have are soon found there."""


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
    words on SQLite up to two more).

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
        for others, words in near:
            nearest = fetched(
                others, wide, order, position, descending=descending, count=count, near=words
            )
            if len(nearest) == count:
                return nearest
            if not nearest:
                break
        return fetched(found, wide, order, position, descending=descending, count=count)

    cut = slice_of(fetch, order, query=chosen.to_query(), limit=limit, cursor=cursor)
    return Page(cut.rows, cut.next, cut.previous)


def _near(chosen: EventFilter) -> list[tuple[Conditions, Near]]:
    """The filter without its words, and these as a condition on the nearest events, on ever more of
    them; nothing where the index is asked at once.
    """
    if not chosen.q or chosen.as_of is not None or (held := holds_words(chosen.q)) is None:
        return []
    others = _worded(replace(chosen, q=""))
    until = chosen.key_bound if "date_key" in _ORDERS[chosen.ordering].columns else None
    # The nearest to the end of a period can all be what is known to the next year alone.
    steps = NEAREST if until is None else NEAREST[-1:]
    return [(others, Near(*held, until, among)) for among in steps if others is not None]


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
