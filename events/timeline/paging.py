"""Lists of editions, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache, partial
from itertools import starmap
from typing import Final, NamedTuple

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from events.record import limits
from events.search import word_condition
from events.search.seek import Conditions, ScanWindow, as_instant, conditions, fetch_editions
from events.timeline.filters import EventFilter
from events.timeline.keyset import Order, Position, paginate_fetched
from events.timeline.parameters import Parameters
from events.timeline.problems import FilterError, Problem

DEFAULT_LIMIT: Final = 50

_ORDERS: Final[Mapping[str, Order]] = {
    "date": Order(("date_key", "event_id")),
    "-date": Order(("date_key", "event_id"), descending=True),
    "updated": Order(("at", "seq")),
    "-updated": Order(("at", "seq"), descending=True),
}

FIRST_WINDOW: Final = 3
"""Events that are scanned for words before the full-text index is asked, for each event of the
page: words that many events have are soon found there.
"""
LARGEST_WINDOW: Final = 1000
"""The most that one statement scans: 5 to 10 ms."""


class Listed(NamedTuple):
    """What a list needs of an edition: a tenth of the work of loading the whole row.

    Of `date_key` and `at` it has the one that the list is ordered by. `newest` is the number of the
    newest edition of all when this was read.
    """

    seq: int
    event_id: str
    text: str
    newest: int
    date_key: str = ""
    at: datetime | None = None

    @property
    def pk(self) -> int:
        return self.seq


@dataclass(frozen=True)
class Page:
    """The editions of a page and the cursors of its neighbours; None where there is none."""

    records: list[Listed]
    next: str | None
    previous: str | None

    @property
    def newest(self) -> int | None:
        """The number of the newest edition of all when this was read; None for an empty page."""
        return self.records[0].newest if self.records else None


def clean_limit(params: MultiValueDict[str, str]) -> int:
    """The ``limit`` of a query, 1 to 200. Raises `FilterError` on "limit"."""
    parameters = Parameters(params)
    detail = _("Give one number from 1 to {number}.").format(number=limits.PAGE)
    limit = parameters.number("limit", range(1, limits.PAGE + 1), DEFAULT_LIMIT, detail)
    parameters.finish()
    return limit


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

    Only what a list shows is loaded. Events inserted meanwhile never shift a page. By date, events
    without a date are the earliest. Raises `FilterError` on "cursor" for a forged cursor or one of
    another query; the limit may change from page to page.
    """
    order = _ORDERS[chosen.ordering]
    by_date = "date_key" in order.columns
    columns = ("seq", "event_id", "text", "newest", "date_key" if by_date else "at")
    read = partial(fetch_editions, columns=columns, order=order)
    make = Listed if by_date else _updated
    matching, scan = _conditions_of(chosen), _scan(chosen)

    def fetch(position: Position | None, descending: bool, count: int) -> list[Listed]:
        if matching is None:
            return []
        size = _first_size(scan[1], count=count) if scan else 0
        while scan and size:
            others, window = scan[0], replace(scan[1], size=size)
            nearest = read(others, position, descending=descending, count=count, window=window)
            if len(nearest) == count:
                return list(starmap(make, nearest))
            size = _next_size(size, found=len(nearest), count=count)
        return list(starmap(make, read(matching, position, descending=descending, count=count)))

    part = paginate_fetched(fetch, order, query=chosen.to_query(), limit=limit, cursor=cursor)
    return Page(part.rows, part.next, part.previous)


def _updated(seq: int, event_id: str, text: str, newest: int, at: datetime | str) -> Listed:
    return Listed(seq, event_id, text, newest, at=as_instant(at))


def _scan(chosen: EventFilter) -> tuple[Conditions, ScanWindow] | None:
    """The filter without its words, and a window to be scanned for them; None where the full-text
    index is asked at once.
    """
    if not chosen.q or chosen.as_of is not None or (words := word_condition(chosen.q)) is None:
        return None
    others = _conditions_of(replace(chosen, q=""))
    below = chosen.key_bound if "date_key" in _ORDERS[chosen.ordering].columns else None
    return None if others is None else (others, ScanWindow(*words, below))


def _first_size(window: ScanWindow, *, count: int) -> int:
    """The size of the first window, for a page of so many events."""
    # At the end of a period there can be very many that are known to the next year alone.
    return LARGEST_WINDOW if window.below is not None else min(FIRST_WINDOW * count, LARGEST_WINDOW)


def _next_size(size: int, *, found: int, count: int) -> int:
    """The size of the next window after one of `size` with too few matches: half as large again as
    would do if the rest is alike. 0: ask the full-text index.
    """
    if not found or size >= LARGEST_WINDOW:
        return 0
    return min(3 * size * count // (2 * found), LARGEST_WINDOW)


def _conditions_of(chosen: EventFilter) -> Conditions | None:
    """The filter's conditions in SQL, compiled or remembered from an earlier request."""
    # The events of a storyline and the rows of types can change while the filter does not.
    types = chosen.type_ids, chosen.not_type_ids
    if chosen.names_storylines or not chosen.types_are_known:
        return _compiled(chosen, types)
    return _remembered(chosen, types)


def _compiled(chosen: EventFilter, _types: object) -> Conditions | None:
    rows = chosen.apply_to_actors()
    return conditions(chosen.apply(), "seq") if rows is None else conditions(rows, "edition_id")


# Compiling takes as long as answering. Filters are equal whatever the ids of their types, which are
# therefore an argument of their own.
_remembered = lru_cache(maxsize=1024)(_compiled)
