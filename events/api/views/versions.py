"""The versions of the desk's records, for programs."""

import hashlib
from typing import Any, Final

import orjson
from django.http import Http404
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from events.api import openapi_desk, parameters
from events.api.views.desk import DeskView, page_response
from events.api.views.drafts import ACTOR, EVENT, SOURCE, Kind, require_view
from events.editorial.drafts.merging import version_document
from events.editorial.drafts.showing import Json
from events.editorial.history import exists, version_step
from events.editorial.naming import instant
from events.editorial.recording import BY_KIND, Kept, versions_of
from events.models import Version
from events.record.vocabulary import RecordKind
from events.timeline.addresses import absolute_url
from events.timeline.keyset import Order, Slice, paginate

NEWEST_FIRST: Final = Order(("number",), descending=True)


class VersionView(DeskView):
    kind: Kind

    @property
    def kept(self) -> Kept:
        return BY_KIND[RecordKind(self.kind.name)]

    def require_record(self, id: str) -> None:
        """Raise `Http404` unless the record is there: the versions of deleted ones are for the
        audit at the desk.
        """
        require_view(self.editor, self.kind)
        if not exists(self.kept, id):
            raise Http404

    def row(self, request: Request, version: Version) -> Json:
        address = {"id": version.record, "number": version.number}
        path = reverse(f"api:desk-{self.kind.name}-version", kwargs=address)
        return {
            "number": version.number,
            "act": version.verb,
            "way": version.way,
            "editor": version.editor.get_username() if version.editor else None,
            "at": instant(version.at),
            "reason": version.reason,
            "url": absolute_url(request, path),
        }


class Versions(VersionView):
    """GET lists the versions of a record, the newest first."""

    def get(self, request: Request, id: str) -> Response:
        self.require_record(id)
        limit, cursor, _known = parameters.read_all(
            lambda: parameters.limit(request),
            lambda: parameters.cursor(request),
            lambda: parameters.refuse_unknown(request, ("limit", "cursor")),
        )
        page: Slice[Any] = paginate(
            versions_of(self.kept.kind, id).select_related("editor"),
            NEWEST_FIRST,
            query=f"desk {self.kind.name} {id} versions",
            limit=limit,
            cursor=cursor,
        )
        return page_response(request, page, [self.row(request, row) for row in page.rows])


class VersionDetail(VersionView):
    """GET shows a version with its document, and what it changed in the one before."""

    def get(self, request: Request, id: str, number: int) -> Response:
        self.require_record(id)
        parameters.refuse_unknown(request)
        titles = self.editor.has_perm("events.view_event")
        step = version_step(self.kept, id, number, titles=titles)
        if step is None:
            raise Http404
        told = {
            **self.row(request, step.version),
            "document": version_document(self.kept, id, number) or None,
            "differences": [vars(one) for one in step.differences],
        }
        digest = hashlib.sha256(orjson.dumps(told)).hexdigest()[:16]
        return Response(told, headers={"ETag": f'"{number}-{digest}"'})


@openapi_desk.versions("events", "Event")
class EventVersions(Versions):
    kind = EVENT


@openapi_desk.version("events", "Event")
class EventVersion(VersionDetail):
    kind = EVENT


@openapi_desk.versions("actors", "Actor")
class ActorVersions(Versions):
    kind = ACTOR


@openapi_desk.version("actors", "Actor")
class ActorVersion(VersionDetail):
    kind = ACTOR


@openapi_desk.versions("sources", "Source")
class SourceVersions(Versions):
    kind = SOURCE


@openapi_desk.version("sources", "Source")
class SourceVersion(VersionDetail):
    kind = SOURCE


VIEWS: Final = {
    EVENT.name: (EventVersions, EventVersion),
    ACTOR.name: (ActorVersions, ActorVersion),
    SOURCE.name: (SourceVersions, SourceVersion),
}
"""The list and the detail, by kind."""
