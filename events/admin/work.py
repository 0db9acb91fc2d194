"""What there is to do at the desk: the sections of the front page, and the lists they lead to.

A section is declared once, as a condition on events. The front page reads all of them with a number
of queries that does not depend on what there is, and counts no further than `COUNTED`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, LessThanOrEqual
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.admin.filters import ValueFilter
from events.admin.origins import on_one_origin
from events.editorial.resolving import ASKED
from events.models import Action, ClaimLink, Event, EventOtherDate, User
from events.models.event import UNPUBLISHED_CHANGES
from events.record.vocabulary import ClaimKind, Occurrence, OtherDateKind, State, Verb

RECENT: Final = timedelta(days=30)
UNANSWERED: Final = (
    Q(kind=ClaimKind.ACCUSATION)
    & Exists(Event.objects.filter(pk=OuterRef("event"), state=State.PUBLISHED))
    & ~Exists(ClaimLink.objects.filter(to_claim=OuterRef("pk")))
)
"""Public accusations to which nobody has answered."""

Condition = Callable[[User, datetime], Any]


@dataclass(frozen=True)
class Section:
    """Events that something is to be done about.

    `condition`: which, for a user at a moment. `verb`: the step that made it so, "" for the last
    one of any kind. `needs`: the permission that the section is for. `order`: "updated_at" for
    those that have waited longest first.
    """

    key: str
    title: Any
    condition: Condition
    verb: str = ""
    needs: str = "events.view_event"
    order: str = "-updated_at"
    asks: bool = False

    def is_for(self, user: Any) -> bool:
        return bool(user.has_perm("events.view_event") and user.has_perm(self.needs))

    def events(self, user: Any, now: datetime) -> QuerySet[Event]:
        return Event.objects.filter(self.condition(user, now))


def _last(verb: Verb, column: str) -> Subquery:
    steps = Action.objects.filter(event=OuterRef("pk"), verb=verb).order_by("-at", "-id")
    return Subquery(steps.values(column)[:1])


def _submitted_by(user: User) -> Exact:
    last = Coalesce(_last(Verb.SUBMITTED, "editor"), Value(0), output_field=IntegerField())
    return Exact(last, user.pk)


def _waiting(user: User, _now: datetime) -> Any:
    return Q(state=State.IN_REVIEW) & ~Q(_submitted_by(user))


def _in_review(user: User, _now: datetime) -> Any:
    in_review = Q(state=State.IN_REVIEW)
    if not user.has_perm("events.publish_event"):
        return in_review
    return in_review & Q(_submitted_by(user))  # the others wait for this user


def _was_sent_back() -> Exists:
    return Exists(Action.objects.filter(event=OuterRef("pk"), verb=Verb.SENT_BACK))


def _sent_back(user: User, _now: datetime) -> Any:
    own = Q(created_by=user.pk) | Q(_submitted_by(user))
    return Q(state=State.DRAFT) & Q(_was_sent_back()) & own


def _mine(user: User, _now: datetime) -> Any:
    return Q(state=State.DRAFT, created_by=user.pk) & ~Q(_was_sent_back())


def unresolved(now: datetime) -> Q:
    """Announced, scheduled or postponed to a date, which has passed."""
    deadline = Coalesce("end_latest", "start_latest")
    moved = EventOtherDate.objects.filter(
        event=OuterRef("pk"), kind=OtherDateKind.EARLIER_ANNOUNCED
    )
    return (
        Q(occurrence__in=sorted(ASKED), merged_into=None)
        & ~Q(state=State.RETRACTED)
        & Q(LessThanOrEqual(deadline, now))
        & (~Q(occurrence=Occurrence.POSTPONED) | Q(Exists(moved)))
    )


def _corrected(_user: User, now: datetime) -> Any:
    steps = Action.objects.filter(verb=Verb.CORRECTED, at__gte=now - RECENT)
    return Q(pk__in=steps.values("event"))


def _one_origin(_user: User, _now: datetime) -> Any:
    return Q(pk__in=on_one_origin())


SECTIONS: Final = (
    Section(
        "waiting",
        _("Waiting for you"),
        _waiting,
        Verb.SUBMITTED,
        needs="events.publish_event",
        order="updated_at",
    ),
    Section("sent_back", _("Sent back to you"), _sent_back, Verb.SENT_BACK),
    Section(
        "unresolved",
        _("Did it happen?"),
        lambda _user, now: unresolved(now),
        order="updated_at",
        asks=True,
    ),
    Section(
        "in_review", _("In review"), _in_review, Verb.SUBMITTED, order="updated_at"
    ),
    Section("mine", _("Your drafts"), _mine),
    Section("changed", _("Unpublished changes"), lambda *_: UNPUBLISHED_CHANGES),
    Section("one_origin", _("Resting on one origin"), _one_origin),
    Section("corrected", _("Recently corrected"), _corrected, Verb.CORRECTED),
)  # fmt: skip


class WorkFilter(ValueFilter):
    """The sections of the front page, as lists."""

    title = _("to do")
    parameter_name = "work"
    parameters = ("work",)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        self.user: Any = request.user
        return [(one.key, one.title) for one in SECTIONS if one.is_for(request.user)]

    def condition(self, value: str) -> Any:
        found = (one for one in SECTIONS if one.key == value and one.is_for(self.user))
        section = next(found, None)
        return section and section.condition(self.user, timezone.now())


class AnswerFilter(ValueFilter):
    """Public accusations to which nobody has answered."""

    title = _("answers")
    parameter_name = "answers"
    parameters = ("answers",)

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("none", _("public accusations without one"))]

    def condition(self, value: str) -> Q | None:
        return UNANSWERED if value == "none" else None
