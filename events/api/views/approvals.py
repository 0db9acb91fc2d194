"""Making the waiting changes of an actor or a source public."""

from typing import Final

from django.http import HttpResponse
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from events import editorial
from events.api import openapi_desk, parameters
from events.api.views.desk import (
    DeskView,
    expected_version,
    record_response,
    run_once,
    stale_response,
)
from events.api.views.drafts import ACTOR, SOURCE, Kind, shown, told_outdated, words_of
from events.editorial.drafts.showing import Json
from events.editorial.recording import BY_KIND
from events.record.vocabulary import RecordKind, Scope


class Approval(DeskView):
    """POST approves the version in If-Match."""

    kind: Kind
    scope = Scope.PUBLISH

    def post(self, request: Request, id: str) -> HttpResponse:
        parameters.refuse_unknown(request)
        version = expected_version(request, shown(self.kind, id)["version"])
        words = words_of(request, ("note",))

        def run() -> Response:
            editions = editorial.approve(
                model=BY_KIND[RecordKind(self.kind.name)].model,
                pk=id,
                editor=self.editor,
                now=timezone.now(),
                expected_version=version,
                **words,
            )
            reissued = [edition.event_id for edition in editions]
            return record_response({**shown(self.kind, id), "reissued": reissued})

        try:
            return run_once(request, run)
        except editorial.StaleVersion as error:

            def others(current: Json) -> Json:
                return told_outdated(self.editor, self.kind, current, version)

            return stale_response(error, lambda: shown(self.kind, id), others)


@openapi_desk.approval("Actor")
class ActorApproval(Approval):
    kind = ACTOR


@openapi_desk.approval("Source")
class SourceApproval(Approval):
    kind = SOURCE


VIEWS: Final = {ACTOR.name: ActorApproval, SOURCE.name: SourceApproval}
"""By kind."""
