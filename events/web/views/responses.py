"""What several views answer: refusals, lists with their neighbours, and the pages of profiles."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from events.models import Profile
from events.record.vocabulary import ProfileKind
from events.timeline import reading
from events.timeline.filters import EventFilter, FilterError
from events.timeline.generation import generation
from events.timeline.paging import DEFAULT_LIMIT, Page, clean_cursor, page
from events.timeline.parameters import Parameters, without_blanks
from events.timeline.redactions import redactions
from events.web.as_of import PastMoment, past_moment
from events.web.band import Band, View, band, clean_lanes
from events.web.caching import conditional, public
from events.web.languages import fixed_language

Context = dict[str, Any]


@dataclass(frozen=True)
class ProfileQuery:
    """What the address of a profile's page asks for: a period, and how the band shows it.

    `chosen` has the period and the moment, but not yet whose events they are.
    """

    past: PastMoment
    chosen: EventFilter
    lanes: str

    def band(self, own: EventFilter) -> Band:
        """The band of the profile's events."""
        return band(View(own, self.chosen, self.lanes, self.past.now))


ContextOf = Callable[[HttpRequest, Profile, ProfileQuery], Context]

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


def refuse_parameters(request: HttpRequest) -> None:
    """Raise `FilterError` for a page that takes no parameters if it is given any."""
    parameters = Parameters(without_blanks(request.GET))
    parameters.refuse_unknown(())
    parameters.finish()


def profile_page(
    request: HttpRequest,
    kind: ProfileKind,
    id: str,
    context_of: ContextOf,
) -> HttpResponseBase:
    """The page of an actor, source or storyline. `context_of` may raise `FilterError`."""
    try:
        query = _profile_query(request)
        past = query.past
        found = reading.profile(kind, id, as_of=past.moment)
        if found is None:
            raise Http404
        identity = f"{found.state} {generation(EventFilter(as_of=past.moment))} {past.now}"
        return conditional(
            request, identity, lambda: _profile(request, kind, found, query, context_of)
        )
    except FilterError as error:
        return refused(request, error)


def _profile_query(request: HttpRequest) -> ProfileQuery:
    past = past_moment(request, "from", "to", "match", "lanes", "cursor")
    params = without_blanks(request.GET)
    lanes = clean_lanes(params)
    chosen = EventFilter.clean(params, now=timezone.now(), extra=("lanes", "cursor"))
    return ProfileQuery(past, chosen, lanes)


def _profile(
    request: HttpRequest,
    kind: ProfileKind,
    found: Profile,
    query: ProfileQuery,
    context_of: ContextOf,
) -> HttpResponse:
    context = {
        "section": f"{kind.value}s",
        "past": query.past,
        "redactions": redactions(found.subject, found.text),
        **context_of(request, found, query),
    }
    return render(request, f"events/{kind.value}.html", context)


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
    if language := fixed_language(request):
        query["hl"] = language
    return f"{request.path}?{query.urlencode()}"
