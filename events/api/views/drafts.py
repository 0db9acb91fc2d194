"""Drafts of events, actors and sources, and the editorial verbs."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from events import editorial
from events.api import openapi_desk, parameters
from events.api.problems import Refusal
from events.api.views.desk import (
    DeskView,
    body_of,
    expected_version,
    page_response,
    record_response,
    run_once,
    stale_response,
)
from events.editorial.drafts.listing import desk_actors, desk_events, desk_sources, summary
from events.editorial.drafts.node import MOST_PROBLEMS
from events.editorial.drafts.outdated import outdated
from events.editorial.drafts.showing import Json
from events.editorial.recording import BY_KIND
from events.models import User
from events.record.vocabulary import RecordKind, Scope
from events.timeline.addresses import absolute_url
from events.timeline.keyset import Order, Slice, paginate


@dataclass(frozen=True)
class Kind:
    """How the records of one kind are shown, created, changed and listed."""

    name: str
    show: Callable[[str], Json]
    create: Callable[..., Json]
    change: Callable[..., Json]
    rows: Callable[..., Any]
    filters: tuple[str, ...] = ("q",)


EVENT: Final = Kind(
    "event",
    editorial.desk_event,
    editorial.create_event,
    editorial.change_event,
    desk_events,
    ("q", "state", "external_key"),
)
ACTOR: Final = Kind(
    "actor",
    editorial.desk_actor,
    editorial.create_actor,
    editorial.change_actor,
    desk_actors,
    ("q", "waiting"),
)
SOURCE: Final = Kind(
    "source",
    editorial.desk_source,
    editorial.create_source,
    editorial.change_source,
    desk_sources,
    ("q", "waiting"),
)
# Programs mostly look for what they have just sent.
NEWEST_FIRST: Final = Order(("updated_at", "id"), descending=True)


class Records(DeskView):
    """GET lists records of the desk, POST creates one."""

    kind: Kind

    def get(self, request: Request) -> Response:
        require_view(self.editor, self.kind)
        chosen, limit, cursor = parameters.read_all(
            lambda: parameters.desk_filter(request, self.kind.filters),
            lambda: parameters.limit(request),
            lambda: parameters.cursor(request),
        )
        page: Slice[Any] = paginate(
            self.kind.rows(**chosen),
            NEWEST_FIRST,
            query=f"desk {self.kind.name} {sorted(chosen.items())}",
            limit=limit,
            cursor=cursor,
        )
        return page_response(request, page, [summary(row) for row in page.rows])

    def post(self, request: Request) -> HttpResponse:
        parameters.refuse_unknown(request)
        document = body_of(request)

        def create() -> Response:
            created = self.kind.create(document=document, editor=self.editor, now=timezone.now())
            path = reverse(f"api:desk-{self.kind.name}", kwargs={"id": created["id"]})
            return record_response(created, 201, Location=absolute_url(request, path))

        return run_once(request, create)


class Record(DeskView):
    """GET shows a record, PATCH changes the members that are sent, PUT replaces all of them."""

    kind: Kind

    def get(self, request: Request, id: str) -> Response:
        require_view(self.editor, self.kind)
        parameters.refuse_unknown(request)
        return record_response(shown(self.kind, id))

    def patch(self, request: Request, id: str) -> HttpResponse:
        return self.change(request, id, whole=False)

    def put(self, request: Request, id: str) -> HttpResponse:
        return self.change(request, id, whole=True)

    def change(self, request: Request, id: str, *, whole: bool) -> HttpResponse:
        parameters.refuse_unknown(request)
        version = expected_version(request, shown(self.kind, id)["version"])
        document = body_of(request)
        try:
            changed = self.kind.change(
                pk=id,
                document=document,
                editor=self.editor,
                now=timezone.now(),
                expected_version=version,
                whole=whole,
            )
        except editorial.StaleVersion as error:

            def others(current: Json) -> Json:
                return told_outdated(
                    self.editor, self.kind, current, version, sent=document, whole=whole
                )

            return stale_response(error, lambda: shown(self.kind, id), others)
        return record_response(changed)


@openapi_desk.records("events", "Event")
class EventRecords(Records):
    kind = EVENT


@openapi_desk.record("events", "Event")
class EventRecord(Record):
    kind = EVENT


@openapi_desk.records("actors", "Actor")
class ActorRecords(Records):
    kind = ACTOR


@openapi_desk.record("actors", "Actor")
class ActorRecord(Record):
    kind = ACTOR


@openapi_desk.records("sources", "Source")
class SourceRecords(Records):
    kind = SOURCE


@openapi_desk.record("sources", "Source")
class SourceRecord(Record):
    kind = SOURCE


VERBS: Final[Mapping[str, tuple[Callable[..., Any], Scope, tuple[str, ...]]]] = {
    "submit": (editorial.submit, Scope.WRITE, ("reason",)),
    "send-back": (editorial.send_back, Scope.PUBLISH, ("reason",)),
    "publish": (editorial.publish, Scope.PUBLISH, ("note",)),
    "update": (editorial.update, Scope.PUBLISH, ("note",)),
    "correct": (editorial.correct, Scope.PUBLISH, ("note",)),
    "retract": (editorial.retract, Scope.PUBLISH, ("reason",)),
    "restore": (editorial.restore, Scope.PUBLISH, ("reason", "note")),
}
"""By the last part of the address: the verb, the scope that a token needs, and the members that the
body may have.
"""


class EventVerb(DeskView):
    """POST carries out an editorial verb on the version in If-Match."""

    verb: str

    def post(self, request: Request, id: str) -> HttpResponse:
        parameters.refuse_unknown(request)
        version = expected_version(request, shown(EVENT, id)["version"])
        words = self.words(request)
        verb = VERBS[self.verb][0]

        def run() -> Response:
            edition = verb(
                event_id=id,
                editor=self.editor,
                now=timezone.now(),
                expected_version=version,
                **words,
            )
            number = None if edition is None else {"seq": edition.seq, "number": edition.number}
            return record_response({**shown(EVENT, id), "edition": number})

        try:
            return run_once(request, run)
        except editorial.StaleVersion as error:

            def others(current: Json) -> Json:
                return told_outdated(self.editor, EVENT, current, version)

            return stale_response(error, lambda: shown(EVENT, id), others)

    def words(self, request: Request) -> dict[str, str]:
        """The note and the reason in the body, which is optional."""
        known = VERBS[self.verb][2]
        required = {name: "" for name in known if name == "reason" or self.verb == "correct"}
        return {**required, **words_of(request, known)}


def words_of(request: Request, known: tuple[str, ...]) -> dict[str, str]:
    """The texts of these names in the body, which is optional. Raises `Refusal`."""
    has_body = request.META.get("CONTENT_LENGTH") not in {None, "", "0"}
    body = body_of(request) if has_body else {}
    errors = [
        {"pointer": f"/{name[:100]}", "detail": _("There is no such member.")}
        for name in sorted(set(body) - set(known))[:MOST_PROBLEMS]
    ]
    errors += [
        {"pointer": f"/{name}", "detail": _("A text is expected here.")}
        for name in known
        if not isinstance(body.get(name, ""), str)
    ]
    if errors:
        raise Refusal(422, _("The body is not valid. Nothing was written."), errors)
    return body


def verb_view(verb: str) -> type[EventVerb]:
    """The view of one verb, with its scope."""
    name = verb.title().replace("-", "")
    view = type(f"{name}Event", (EventVerb,), {"verb": verb, "scope": VERBS[verb][1]})
    return openapi_desk.verb(name[0].lower() + name[1:], SUMMARIES[verb])(view)


SUMMARIES: Final = {
    "submit": "Submit a draft for review",
    "send-back": "Return an event in review to its editor",
    "publish": "Publish an event for the first time",
    "update": "Publish additions to a published event",
    "correct": "Publish a change as a correction",
    "retract": "Retract a published event",
    "restore": "Publish a retracted event again",
}


def told_outdated(
    editor: User, kind: Kind, current: Json, version: int, sent: Any = None, *, whole: bool = False
) -> Json:
    """What a program is told of the changes since the version that it named."""
    titles = editor.has_perm("events.view_event")
    kept = BY_KIND[RecordKind(kind.name)]
    return outdated(kept, current["id"], version, current, sent, whole=whole, titles=titles)


def require_view(editor: User, kind: Kind) -> None:
    if not editor.has_perm(f"events.view_{kind.name}"):
        raise Refusal(403)


def shown(kind: Kind, id: str) -> Json:
    try:
        return kind.show(id)
    except ObjectDoesNotExist:
        raise Http404 from None
