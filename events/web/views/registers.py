"""The registers of actors, sources and storylines: by name, a page at a time."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from events.record.vocabulary import ProfileKind
from events.timeline import documents, reading
from events.timeline.filters import FilterError
from events.timeline.paging import clean_cursor
from events.timeline.reading import ProfilePage
from events.web.as_of import PastMoment, past_moment
from events.web.caching import conditional
from events.web.citations import profile_view
from events.web.profiles import actor_row, storyline_profile
from events.web.views.responses import PAGE_SIZE, pager, refused

_WORDS_LENGTH = 200
_ROWS: dict[ProfileKind, Callable[[Any, str], object]] = {
    ProfileKind.ACTOR: actor_row,
    ProfileKind.SOURCE: profile_view,
    ProfileKind.STORYLINE: storyline_profile,
}


@require_safe
def actors(request: HttpRequest) -> HttpResponseBase:
    return _register(request, ProfileKind.ACTOR)


@require_safe
def sources(request: HttpRequest) -> HttpResponseBase:
    return _register(request, ProfileKind.SOURCE)


@require_safe
def storylines(request: HttpRequest) -> HttpResponseBase:
    return _register(request, ProfileKind.STORYLINE)


def _register(request: HttpRequest, kind: ProfileKind) -> HttpResponseBase:
    """The profiles of one kind; ``q`` narrows them to names or titles with these words."""
    words = request.GET.get("q", "").strip()[:_WORDS_LENGTH]
    try:
        past = past_moment(request, "q", "cursor")
        found = reading.profiles(
            kind, q=words, as_of=past.moment, limit=PAGE_SIZE, cursor=clean_cursor(request.GET)
        )
    except FilterError as error:
        return refused(request, error)
    # A profile is never changed, only replaced: the rows on the page say which page it is.
    rows = " ".join(profile.state for profile in found.records)
    identity = f"{found.previous} {rows} {found.next}"
    return conditional(request, identity, lambda: _page(request, kind, words, found, past))


def _page(
    request: HttpRequest, kind: ProfileKind, words: str, found: ProfilePage, past: PastMoment
) -> HttpResponse:
    context = {
        "section": f"{kind.value}s",
        "past": past,
        "words": words,
        "rows": [
            _ROWS[kind](profile, past.suffix)
            for profile in documents.profile_records(found.records)
        ],
        **pager(request, found.previous, found.next, gettext("Back"), gettext("More")),
    }
    return render(request, f"events/{kind.value}s.html", context)
