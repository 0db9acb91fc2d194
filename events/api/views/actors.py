"""Which actor a name means, and what became of an actor's announcements."""

from typing import Any, Final

import msgspec
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from events.api import openapi, parameters
from events.api.views.public import PublicView, conditional, etag_of, json_response
from events.record.vocabulary import ProfileKind
from events.search import PublicMatch
from events.timeline import reading
from events.timeline.announcements import ledger
from events.timeline.documents import current_events

REASONS: Final = {
    "spelling": {
        "en": "A name of the actor is spelt like this.",
        "de": "Ein Name des Akteurs in dieser Schreibung.",
    },
    "transcription": {
        "en": "A name of the actor in another transcription or script is spelt like this.",
        "de": "Ein Name des Akteurs in anderer Umschrift oder Schrift.",
    },
    "beginning": {
        "en": "A name of the actor begins like this.",
        "de": "Ein Name des Akteurs beginnt so.",
    },
    "words": {
        "en": "Words of a name of the actor begin like these.",
        "de": "Ein Name des Akteurs hat Wörter, die so beginnen.",
    },
    "part": {
        "en": "A name of the actor contains these words.",
        "de": "Ein Name des Akteurs enthält diese Wörter.",
    },
    "likeness": {
        "en": "A name of the actor is spelt almost like this.",
        "de": "Ein Name des Akteurs wird ganz ähnlich geschrieben.",
    },
}
_ANNOUNCED: Final = ("id", "title", "occurrence", "url")
_SHOWN: Final = ("id", "name", "names", "kind", "url")


class ActorResolve(PublicView):
    policy = "costly"

    @openapi.actor_resolve
    def get(self, request: HttpRequest) -> HttpResponseBase:
        name, chosen, limit = parameters.read_all(
            lambda: parameters.name(request),
            lambda: parameters.record_filter(request, "name", "as_of", "limit"),
            lambda: parameters.limit(request),
        )
        found = reading.like_named(name, limit=limit, as_of=chosen.as_of)
        document = {"name": name, "results": [candidate(match) for match in found]}
        return conditional(request, lambda: json_response(document), etag=etag_of(document))


class ActorAnnouncements(PublicView):
    policy = "costly"

    @openapi.actor_announcements
    def get(self, request: HttpRequest, id: str) -> HttpResponseBase:
        chosen = parameters.record_filter(request, "as_of")
        now = timezone.now()
        profile = reading.profile(ProfileKind.ACTOR, id, as_of=chosen.as_of)
        if profile is None:
            raise Http404
        entries = ledger(profile.subject, as_of=chosen.as_of, now=now)
        document = {
            "actor": {"id": profile.subject, "url": f"/actors/{profile.subject}/"},
            "results": [
                {
                    "outcome": entry.outcome.value,
                    "count": entry.count,
                    "events": [
                        {name: getattr(event, name) for name in _ANNOUNCED}
                        for event in current_events(entry.editions, as_of=chosen.as_of)
                    ],
                }
                for entry in entries
            ],
        }
        return conditional(request, lambda: json_response(document), etag=etag_of(document))


def candidate(match: PublicMatch) -> dict[str, Any]:
    return {
        "actor": {member: getattr(match.actor, member) for member in _SHOWN},
        "score": match.score,
        "match": match.how,
        "matched": msgspec.to_builtins(match.name),
        "reason": REASONS[match.how],
    }
