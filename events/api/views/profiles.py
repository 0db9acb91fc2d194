"""Actors, sources and storylines: lists of their profiles by name, and each of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from events.api import openapi, parameters
from events.api.selecting import selection
from events.api.views.public import (
    PublicView,
    conditional,
    etag_of,
    json_response,
    list_response,
)
from events.record.vocabulary import ProfileKind
from events.timeline import reading
from events.timeline.documents import profile_text, profile_texts


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
    chosen, limit, cursor, selected = parameters.read_all(
        lambda: parameters.record_filter(request, "q", "as_of", "limit", "cursor", "fields"),
        lambda: parameters.limit(request),
        lambda: parameters.cursor(request),
        lambda: selection(request, kind.name.title()),
    )
    page = reading.profiles(kind, q=chosen.q, as_of=chosen.as_of, limit=limit, cursor=cursor)

    def respond() -> HttpResponse:
        documents = map(selected.document, profile_texts(page.records))
        return list_response(request, chosen, page, documents, selected)

    # Profiles have no sequence; each row is one frozen version, so the rows are the page's state.
    rows = [profile.state for profile in page.records]
    return conditional(request, respond, etag=etag_of(rows, page.next, page.previous))


def profile_detail(request: HttpRequest, kind: ProfileKind, id: str) -> HttpResponseBase:
    chosen, selected = parameters.read_all(
        lambda: parameters.record_filter(request, "as_of", "fields"),
        lambda: selection(request, kind.name.title()),
    )
    profile = reading.profile(kind, id, as_of=chosen.as_of)
    if profile is None:
        raise Http404
    return conditional(
        request,
        lambda: json_response(selected.document(profile_text(profile))),
        etag=etag_of(profile.state),
        last_modified=profile.modified_at,
    )
