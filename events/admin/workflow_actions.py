"""The workflow actions of events and storylines, such as submit and publish, as one table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events import editorial
from events.models import Event, Storyline
from events.record.vocabulary import State


@dataclass(frozen=True)
class WorkflowAction:
    """A button of the form, and its confirmation page.

    `is_available` says for a record whether the action fits its state. `text_argument` is the
    argument of the verb that the text field fills ("note" or "reason"), "" if there is no text
    field. `publishes`: it makes a new edition, so the page shows the differences and the problems.
    `has_page`: readers have a page of the record afterwards, if only with the public reason.
    """

    slug: str
    label: Any
    permission: str
    verb: Callable[..., Any]
    is_available: Callable[[Any], bool]
    description: Any
    success_message: Any
    text_argument: str = ""
    text_label: Any = ""
    text_required: bool = False
    publishes: bool = False
    destructive: bool = False
    has_page: bool = False


def _in(*states: State) -> Callable[[Event], bool]:
    return lambda event: event.state in states


EVENT_ACTIONS: Sequence[WorkflowAction] = (
    WorkflowAction(
        "submit",
        _("Submit for review"),
        "events.submit_event",
        editorial.submit,
        _in(State.DRAFT),
        _("A reviewer decides about publication."),
        _("Submitted for review."),
        text_argument="reason",
        text_label=_("For the reviewer (optional, not public)"),
    ),
    WorkflowAction(
        "publish",
        _("Publish"),
        "events.publish_event",
        editorial.publish,
        _in(State.DRAFT, State.IN_REVIEW),
        _("From now on readers, feeds and the API see the event."),
        _("Published."),
        text_argument="note",
        text_label=_("Public note (optional)"),
        publishes=True,
        has_page=True,
    ),
    WorkflowAction(
        "send_back",
        _("Send back"),
        "events.publish_event",
        editorial.send_back,
        _in(State.IN_REVIEW),
        _("The event becomes a draft again."),
        _("Sent back to the editor."),
        text_argument="reason",
        text_label=_("What is missing (not public)"),
        text_required=True,
    ),
    WorkflowAction(
        "update",
        _("Publish update"),
        "events.publish_event",
        editorial.update,
        _in(State.PUBLISHED),
        _("Something was added or has happened since. Nothing that was public was wrong."),
        _("Update published."),
        text_argument="note",
        text_label=_("Public note (optional)"),
        publishes=True,
        has_page=True,
    ),
    WorkflowAction(
        "correct",
        _("Correct"),
        "events.publish_event",
        editorial.correct,
        _in(State.PUBLISHED),
        _("Something that was public was wrong. Readers see the note and what has changed."),
        _("Correction published."),
        text_argument="note",
        text_label=_("Public note: what was wrong, and what is right"),
        text_required=True,
        publishes=True,
        has_page=True,
    ),
    WorkflowAction(
        "retract",
        _("Retract"),
        "events.retract_event",
        editorial.retract,
        _in(State.PUBLISHED),
        _("The event is retracted: its page shows only the reason. The editions remain on record."),
        _("Retracted."),
        text_argument="reason",
        text_label=_("Public reason"),
        text_required=True,
        destructive=True,
        has_page=True,
    ),
    WorkflowAction(
        "restore",
        _("Restore"),
        "events.retract_event",
        editorial.restore,
        _in(State.RETRACTED),
        _("The event becomes public again, as it is on the desk now."),
        _("Public again."),
        text_argument="reason",
        text_label=_("Reason (for the desk's log)"),
        text_required=True,
        publishes=True,
        has_page=True,
    ),
)

STORYLINE_ACTIONS: Sequence[WorkflowAction] = (
    WorkflowAction(
        "publish",
        _("Publish"),
        "events.publish_storyline",
        editorial.publish_storyline,
        lambda storyline: isinstance(storyline, Storyline) and not storyline.public,
        _("Readers see the storyline, with those of its events that are public."),
        _("Published."),
        has_page=True,
    ),
    WorkflowAction(
        "withdraw",
        _("Withdraw"),
        "events.publish_storyline",
        editorial.withdraw_storyline,
        lambda storyline: bool(storyline.public),
        _("Readers no longer see the storyline; its events stay."),
        _("Withdrawn."),
        destructive=True,
    ),
)


def available_actions(
    actions: Sequence[WorkflowAction], request: HttpRequest, record: Any
) -> list[WorkflowAction]:
    """The actions that the user has the permission for and that fit the record's state."""
    user = request.user
    return [
        action
        for action in actions
        if user.has_perm(action.permission) and action.is_available(record)
    ]
