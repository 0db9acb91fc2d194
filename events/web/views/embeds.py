"""What other sites show inside their pages: an event, a storyline, or the events of a filter.

Embeds set no cookie, load nothing from elsewhere and tell the page around them how high they are
(`embed.js`). Other than pages, they can be framed by the sites in ``EMBED_ANCESTORS``.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Final, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from events import record
from events.record import Merger, Retraction
from events.record.vocabulary import ProfileKind
from events.timeline import documents, reading
from events.timeline.filters import EventFilter, FilterError
from events.timeline.generation import generation
from events.timeline.paging import page
from events.timeline.parameters import Parameters, without_blanks
from events.web.as_of import PastMoment, moment_of, past_moment
from events.web.band import View, band, clean_lanes
from events.web.caching import conditional, public
from events.web.cards import card
from events.web.event_page import event_page
from events.web.languages import Text, fixed_language
from events.web.links import event_path
from events.web.occurrences import is_overdue
from events.web.profiles import storyline_profile
from events.web.views.responses import Context

THEMES: Final = ("auto", "light", "dark")
LIMITS: Final = range(1, 51)
DEFAULT_LIMIT: Final = 20
_OWN: Final = ("theme", "limit", "lanes")


def _embed(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answers that other sites may frame, refusals included: a browser would show them as blank."""

    @require_safe
    @xframe_options_exempt
    @wraps(view)
    def answer(request: HttpRequest, **names: str) -> HttpResponseBase:
        try:
            response = view(request, **names)
        except Http404:
            response = _problem(request, 404, gettext("This is not available"))
        except FilterError as error:
            details = [f"{problem.parameter}: {problem.detail}" for problem in error.problems]
            title = gettext("This embed is not valid")
            response = _problem(request, 400, title, details=details)
        response["Content-Security-Policy"] = (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            f"base-uri 'none'; frame-ancestors {' '.join(settings.EMBED_ANCESTORS)}"
        )
        return response

    return answer


@_embed
def event(request: HttpRequest, id: str) -> HttpResponseBase:
    """One event in short. Merged: a redirect; retracted: 410 with the reason."""
    theme = _theme(request)
    past = past_moment(request, "theme")
    identity = f"{generation(EventFilter(as_of=past.moment))} {past.now}"
    return conditional(request, identity, lambda: _event(request, id, past, theme))


@_embed
def storyline(request: HttpRequest, id: str) -> HttpResponseBase:
    """The events of a storyline in their order, or those of a period."""
    past = past_moment(request, "from", "to", "match", *_OWN)
    found = reading.profile(ProfileKind.STORYLINE, id, as_of=past.moment)
    if found is None:
        raise Http404
    profile = cast(record.Storyline, documents.profile_record(found))
    title = storyline_profile(profile, past.suffix).link.text
    own = replace(_filter(request), storylines=(id,), ordering="date")
    return _timeline(request, own, f"/storylines/{id}/{past.suffix}", title)


@_embed
def timeline(request: HttpRequest) -> HttpResponseBase:
    """The events of any filter of the timeline."""
    chosen = _filter(request)
    path = f"/?{chosen.to_query(hl=fixed_language(request) or None)}".rstrip("?")
    return _timeline(request, chosen, path, Text(gettext("Timeline")))


def _theme(request: HttpRequest) -> str:
    parameters = Parameters(without_blanks(request.GET))
    theme = parameters.choice("theme", THEMES, THEMES[0])
    parameters.finish()
    return theme


def _filter(request: HttpRequest) -> EventFilter:
    params = without_blanks(request.GET)
    return EventFilter.clean(params, now=timezone.now(), extra=_OWN)


def _timeline(
    request: HttpRequest, chosen: EventFilter, path: str, title: Text
) -> HttpResponseBase:
    """`path`: the page with all of it."""
    params = without_blanks(request.GET)
    parameters = Parameters(params)
    detail = gettext("A whole number from 1 to 50.")
    limit = parameters.number("limit", LIMITS, DEFAULT_LIMIT, detail)
    parameters.finish()
    past = moment_of(chosen, request, timezone.now())
    root = path.partition("?")[0]
    view = View(chosen, chosen, clean_lanes(params), past.now, root, target="_blank")
    context = {"theme": _theme(request), "page_url": path, "title": title, "past": past}

    def answer() -> HttpResponse:
        shown = {**context, **_listed(chosen, limit, past), "band": band(view)}
        return render(request, "events/embed/timeline.html", shown)

    return conditional(request, f"{generation(chosen)} {past.now}", answer)


def _listed(chosen: EventFilter, limit: int, past: PastMoment) -> Context:
    found = page(chosen, limit=limit, cursor=None)
    events = documents.current_events(found.records, as_of=past.moment)
    return {
        "cards": [
            card(event, past.suffix, overdue=is_overdue(event, past.now)) for event in events
        ],
        "has_more": found.next is not None,
    }


def _event(request: HttpRequest, id: str, past: PastMoment, theme: str) -> HttpResponse:
    edition = reading.event_edition(id, as_of=past.moment)
    if edition is None:
        raise Http404
    event = documents.current_event(edition, as_of=past.moment)
    if isinstance(event, Merger):
        return HttpResponsePermanentRedirect(f"/embed/events/{event.merged_into}/{past.suffix}")
    if isinstance(event, Retraction):
        title = gettext("This event has been retracted")
        return _problem(request, 410, title, reason=event.edition.note, page_url=event.url)
    context = {
        "theme": theme,
        "page_url": event_path(event) + past.suffix,
        "event": event_page(event, past.now, suffix=past.suffix),
        "card": card(event, past.suffix),
        "past": past,
    }
    return render(request, "events/embed/event.html", context)


def _problem(request: HttpRequest, status: int, heading: str, **more: object) -> HttpResponse:
    context = {"heading": heading, "theme": request.GET.get("theme", ""), **more}
    if context["theme"] not in THEMES:
        context["theme"] = THEMES[0]
    response = render(request, "events/embed/problem.html", context, status=status)
    public(response)
    return response
