"""Reading the query of a request: by the timeline's own rules, all problems at once."""

from collections.abc import Callable, Collection
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from events.timeline.filters import EventFilter
from events.timeline.paging import clean_cursor, clean_limit
from events.timeline.parameters import Parameters
from events.timeline.problems import FilterError, Problem

LAST_SEQ: Final = 2**63 - 1


def all_events(request: Request, *extra: str) -> EventFilter:
    """The filter over events; `extra` are read by the caller. Raises `FilterError`."""
    return EventFilter.clean(request.query_params, now=timezone.now(), extra=extra)


def asked(request: Request, *names: str) -> EventFilter:
    """What of a filter these endpoints know (``as_of``, ``q``); any other name is a problem."""
    refuse_others(request, names)
    return EventFilter.clean(request.query_params, now=timezone.now(), extra=names)


def refuse_others(request: Request, names: Collection[str] = ()) -> None:
    given = Parameters(request.query_params)
    given.refuse_unknown(names)
    given.finish()


def together(*readers: Callable[[], Any]) -> list[Any]:
    """The results of all readers, or one `FilterError` with the problems of all of them."""
    results: list[Any] = []
    problems: list[Problem] = []
    for read in readers:
        try:
            results.append(read())
        except FilterError as error:
            problems += error.problems
    if problems:
        raise FilterError(problems)
    return results


def limit(request: Request) -> int:
    return clean_limit(request.query_params)


def cursor(request: Request) -> str | None:
    return clean_cursor(request.query_params)


def after(request: Request) -> int:
    """The ``after`` of the changes: a sequence number, 0 where there is none."""
    given = Parameters(request.query_params)
    text = given.one("after")
    # Digits are counted first: int() of a megabyte of them takes seconds.
    known = len(text) <= 19 and text.isascii() and text.isdigit() and int(text) <= LAST_SEQ
    if text and not known:
        given.add("after", _("Give the number of an edition, as in last_seq."))
    given.finish()
    return int(text or 0)
