"""Which actor a name means, in any script or press transcription."""

from typing import Any, Final

import msgspec
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from events.api import openapi, parameters
from events.api.views.public import PublicView, conditional, etag_of, json_response
from events.search import PublicMatch
from events.timeline import reading

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


def candidate(match: PublicMatch) -> dict[str, Any]:
    return {
        "actor": {member: getattr(match.actor, member) for member in _SHOWN},
        "score": match.score,
        "match": match.how,
        "matched": msgspec.to_builtins(match.name),
        "reason": REASONS[match.how],
    }
