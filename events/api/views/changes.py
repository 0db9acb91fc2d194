"""Following everything that is published, in the order in which it became public."""

from datetime import UTC
from typing import Any

import orjson
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from events.api import openapi, parameters
from events.api.views.public import PublicView, conditional, digest, links
from events.dates import json_datetime
from events.models import Edition
from events.timeline.changes import changes


class Changes(PublicView):
    """Tombstones and superseded editions included: a copy that applies all of them is in step."""

    @openapi.changes
    def get(self, request: Request) -> HttpResponseBase:
        parameters.refuse_others(request, ("after", "limit"))
        after, limit = parameters.together(
            lambda: parameters.after(request), lambda: parameters.limit(request)
        )
        editions = changes(after, limit + 1)
        more = len(editions) > limit
        editions = editions[:limit]
        last_seq = editions[-1].seq if editions else after

        def answer() -> Response:
            path = f"{request.path}?after={last_seq}&limit={limit}"
            following = request.build_absolute_uri(path) if more else None
            document = {
                "results": [change(edition) for edition in editions],
                "next": following,
                "last_seq": last_seq,
            }
            return Response(document, headers=links(next=following))

        return conditional(request, answer, etag=digest(last_seq, more))


def change(edition: Edition) -> dict[str, Any]:
    return {
        "seq": edition.seq,
        "event": edition.event_id,
        "kind": edition.kind,
        "at": json_datetime(edition.at.astimezone(UTC)),
        "number": edition.number,
        "note": edition.note,
        "document": orjson.Fragment(edition.document),
    }
