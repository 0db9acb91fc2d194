"""How the pages answer."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import loader
from django.utils.translation import gettext

from events.timeline.filters import EventFilter, FilterError
from events.timeline.paging import DEFAULT_LIMIT, Page, clean_cursor
from events.timeline.paging import page as page_of
from events.timeline.reading import Stored, document_of
from events.web.caching import conditional, public

Context = dict[str, Any]

# As many as on a page of the API.
PAGE_SIZE = DEFAULT_LIMIT


def page(
    request: HttpRequest, template: str, identity: str, context: Callable[[], Context]
) -> HttpResponseBase:
    """A page from `context`, which is asked for only if the browser does not hold the page yet."""

    def answer() -> HttpResponse:
        return HttpResponse(loader.render_to_string(template, context(), request))

    return conditional(request, identity, answer)


def refused(request: HttpRequest, error: FilterError) -> HttpResponse:
    """400 for a page without a form: every problem in a sentence."""
    context = {
        "title": gettext("This address asks for something that cannot be answered"),
        "details": [str(problem.detail) for problem in error.problems],
    }
    response = HttpResponse(loader.render_to_string("400.html", context, request), status=400)
    public(response)
    return response


def event_list(request: HttpRequest, chosen: EventFilter) -> tuple[Page, Context]:
    """A page of events and the links to its neighbours. Raises `FilterError` on "cursor"."""
    found = page_of(chosen, limit=PAGE_SIZE, cursor=clean_cursor(request.GET))
    earlier, later = gettext("Earlier"), gettext("Later")
    onward, back = {
        "-date": (earlier, later),
        "date": (later, earlier),
    }.get(chosen.ordering, (gettext("Next"), gettext("Previous")))
    return found, neighbours(request, found.previous, found.next, back, onward)


def neighbours(
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


def texts(records: Iterable[Stored]) -> list[str]:
    """The documents as they are stored."""
    return [record.document for record in records]


def documents(records: Iterable[Stored]) -> list[Context]:
    """The stored documents of editions or profiles."""
    return [document_of(record) for record in records]
