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
    answer,
    body_of,
    expected_version,
    once,
    paged,
    stale,
)
from events.editorial.drafts.given import MOST_PROBLEMS
from events.editorial.drafts.listing import desk_actors, desk_events, desk_sources, summary
from events.models import User
from events.record.vocabulary import Scope
from events.timeline.keyset import Order, Slice, cut

Document = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """How the records of one kind are shown, made and changed."""

    name: str
    show: Callable[[str], Document]
    create: Callable[..., Document]
    change: Callable[..., Document]
    rows: Callable[..., Any]
    asked: tuple[str, ...] = ("q",)


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
)
SOURCE: Final = Kind(
    "source",
    editorial.desk_source,
    editorial.create_source,
    editorial.change_source,
    desk_sources,
)
# The newest change first: what a program looks for is mostly what it has just sent.
NEWEST_FIRST: Final = Order(("updated_at", "id"), descending=True)


class Records(DeskView):
    """GET lists the desk's records, POST makes a new one."""

    kind: Kind

    def get(self, request: Request) -> Response:
        require_view(self.editor, self.kind)
        asked, limit, cursor = parameters.together(
            lambda: parameters.desk(request, self.kind.asked),
            lambda: parameters.limit(request),
            lambda: parameters.cursor(request),
        )
        page: Slice[Any] = cut(
            self.kind.rows(**asked),
            NEWEST_FIRST,
            query=f"desk {self.kind.name} {sorted(asked.items())}",
            limit=limit,
            cursor=cursor,
        )
        return paged(request, page, [summary(row) for row in page.rows])

    def post(self, request: Request) -> HttpResponse:
        parameters.refuse_others(request)
        document = body_of(request)

        def act() -> Response:
            made = self.kind.create(document=document, editor=self.editor, now=timezone.now())
            path = reverse(f"api:desk-{self.kind.name}", kwargs={"id": made["id"]})
            return answer(made, 201, Location=request.build_absolute_uri(path))

        return once(request, act)


class Record(DeskView):
    """GET shows one, PATCH writes the members that are given, PUT the whole."""

    kind: Kind

    def get(self, request: Request, id: str) -> Response:
        require_view(self.editor, self.kind)
        parameters.refuse_others(request)
        return answer(shown(self.kind, id))

    def patch(self, request: Request, id: str) -> HttpResponse:
        return self.change(request, id, whole=False)

    def put(self, request: Request, id: str) -> HttpResponse:
        return self.change(request, id, whole=True)

    def change(self, request: Request, id: str, *, whole: bool) -> HttpResponse:
        parameters.refuse_others(request)
        version = expected_version(request, shown(self.kind, id)["version"])
        document = body_of(request)
        try:
            changed = self.kind.change(
                **{f"{self.kind.name}_id": id},
                document=document,
                editor=self.editor,
                now=timezone.now(),
                expected_version=version,
                whole=whole,
            )
        except editorial.StaleVersion as error:
            return stale(error, lambda: shown(self.kind, id))
        return answer(changed)


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
"""By the last part of the address: the verb, what a token needs, and what the body may say."""


class EventVerb(DeskView):
    """POST carries out an editorial verb on the version that If-Match names."""

    verb: str

    def post(self, request: Request, id: str) -> HttpResponse:
        parameters.refuse_others(request)
        version = expected_version(request, shown(EVENT, id)["version"])
        words = self.words(request)
        carry_out = VERBS[self.verb][0]

        def act() -> Response:
            edition = carry_out(
                event_id=id,
                editor=self.editor,
                now=timezone.now(),
                expected_version=version,
                **words,
            )
            number = None if edition is None else {"seq": edition.seq, "number": edition.number}
            return answer({**shown(EVENT, id), "edition": number})

        try:
            return once(request, act)
        except editorial.StaleVersion as error:
            return stale(error, lambda: shown(EVENT, id))

    def words(self, request: Request) -> dict[str, str]:
        """The note and the reason in the body; a body may be missing."""
        has_body = request.META.get("CONTENT_LENGTH") not in {None, "", "0"}
        given = body_of(request) if has_body else {}
        known = VERBS[self.verb][2]
        errors = [
            {"pointer": f"/{name[:100]}", "detail": _("There is no such member.")}
            for name in sorted(set(given) - set(known))[:MOST_PROBLEMS]
        ]
        errors += [
            {"pointer": f"/{name}", "detail": _("A text is expected here.")}
            for name in known
            if not isinstance(given.get(name, ""), str)
        ]
        if errors:
            raise Refusal(422, _("The body is not valid. Nothing was written."), errors)
        needed = {name: "" for name in known if name == "reason" or self.verb == "correct"}
        return {**needed, **given}


def verb_view(verb: str) -> type[EventVerb]:
    """The view of one verb: what it may be used for depends on it."""
    words = verb.title().replace("-", "")
    members = {"verb": verb, "scope": VERBS[verb][1]}
    named = type(f"{words}Event", (EventVerb,), members)
    return openapi_desk.verb(words[0].lower() + words[1:], SUMMARIES[verb])(named)


SUMMARIES: Final = {
    "submit": "Hand a draft to the reviewers",
    "send-back": "Return an event in review to its editor",
    "publish": "Make an event public for the first time",
    "update": "Publish what has been added since",
    "correct": "Publish a change as a correction",
    "retract": "Take an event back",
    "restore": "Make a retracted event public again",
}


def require_view(editor: User, kind: Kind) -> None:
    if not editor.has_perm(f"events.view_{kind.name}"):
        raise Refusal(403)


def shown(kind: Kind, id: str) -> Document:
    try:
        return kind.show(id)
    except ObjectDoesNotExist:
        raise Http404 from None
