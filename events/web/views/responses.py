"""What several views answer: refusals, and lists with their neighbours."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from events.timeline.filters import EventFilter, FilterError
from events.timeline.paging import DEFAULT_LIMIT, Page, clean_cursor, page
from events.web.caching import public

Context = dict[str, Any]

# As many as on a page of the API.
PAGE_SIZE = DEFAULT_LIMIT


def refused(request: HttpRequest, error: FilterError) -> HttpResponse:
    """400 for a page without a form: every problem in a sentence."""
    context = {
        "title": gettext("This request is not valid"),
        "details": [str(problem.detail) for problem in error.problems],
    }
    response = render(request, "400.html", context, status=400)
    public(response)
    return response


def event_list(request: HttpRequest, chosen: EventFilter) -> tuple[Page, Context]:
    """A page of events and the links to its neighbours. Raises `FilterError` on "cursor"."""
    found = page(chosen, limit=PAGE_SIZE, cursor=clean_cursor(request.GET))
    earlier, later = gettext("Earlier"), gettext("Later")
    onward, back = {
        "-date": (earlier, later),
        "date": (later, earlier),
    }.get(chosen.ordering, (gettext("Next"), gettext("Previous")))
    return found, pager(request, found.previous, found.next, back, onward)


def pager(
    request: HttpRequest, previous: str | None, following: str | None, back: str, onward: str
) -> Context:
    """What the pager needs: the same address with another cursor."""
    return {
        "previous_url": _with_cursor(request, previous),
        "next_url": _with_cursor(request, following),
        "previous_words": back,
        "next_words": onward,
    }


def _with_cursor(request: HttpRequest, cursor: str | None) -> str:
    if cursor is None:
        return ""
    query = request.GET.copy()
    query["cursor"] = cursor
    return f"{request.path}?{query.urlencode()}"
