"""Actors, sources and storylines: their frozen profiles, by name and one by one."""

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from events.api import openapi, parameters
from events.api.selecting import selection
from events.api.views.public import PublicView, answered, conditional, digest, listing
from events.record.vocabulary import ProfileKind
from events.timeline import reading


class ActorList(PublicView):
    @openapi.actor_list
    def get(self, request: HttpRequest) -> HttpResponseBase:
        return profile_list(request, ProfileKind.ACTOR)


class ActorDetail(PublicView):
    @openapi.actor_detail
    def get(self, request: HttpRequest, id: str) -> HttpResponseBase:
        return profile_detail(request, ProfileKind.ACTOR, id)


class SourceList(PublicView):
    @openapi.source_list
    def get(self, request: HttpRequest) -> HttpResponseBase:
        return profile_list(request, ProfileKind.SOURCE)


class SourceDetail(PublicView):
    @openapi.source_detail
    def get(self, request: HttpRequest, id: str) -> HttpResponseBase:
        return profile_detail(request, ProfileKind.SOURCE, id)


class StorylineList(PublicView):
    @openapi.storyline_list
    def get(self, request: HttpRequest) -> HttpResponseBase:
        return profile_list(request, ProfileKind.STORYLINE)


class StorylineDetail(PublicView):
    @openapi.storyline_detail
    def get(self, request: HttpRequest, id: str) -> HttpResponseBase:
        return profile_detail(request, ProfileKind.STORYLINE, id)


def profile_list(request: HttpRequest, kind: ProfileKind) -> HttpResponseBase:
    chosen, limit, cursor, selected = parameters.together(
        lambda: parameters.asked(request, "q", "as_of", "limit", "cursor", "fields"),
        lambda: parameters.limit(request),
        lambda: parameters.cursor(request),
        lambda: selection(request, kind.name.title()),
    )
    page = reading.profiles(kind, q=chosen.q, as_of=chosen.as_of, limit=limit, cursor=cursor)
    # Profiles have no sequence; each row is one frozen version, so the rows are the page's state.
    rows = [profile.pk for profile in page.records]
    return conditional(
        request,
        lambda: listing(request, chosen, page, selected),
        etag=digest(rows, page.next, page.previous),
    )


def profile_detail(request: HttpRequest, kind: ProfileKind, id: str) -> HttpResponseBase:
    chosen, selected = parameters.together(
        lambda: parameters.asked(request, "as_of", "fields"),
        lambda: selection(request, kind.name.title()),
    )
    profile = reading.profile(kind, id, as_of=chosen.as_of)
    if profile is None:
        raise Http404
    return conditional(
        request,
        lambda: answered(selected.document(profile)),
        etag=str(profile.pk),
        last_modified=profile.at,
    )
