"""What an editor can do with an event or storyline apart from saving it: one table of the verbs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from events import editorial
from events.models import Event, Storyline
from events.record.vocabulary import State


@dataclass(frozen=True)
class Act:
    """One button: what it says, who may see it, when, and which text it asks for.

    `text`: the verb's argument that the box fills ("note", "reason" or "" for none).
    `publishes`: puts out a new edition, so what it changes and what keeps it from that is shown.
    """

    slug: str
    label: Any
    permission: str
    verb: Callable[..., Any]
    offered: Callable[[Any], bool]
    explains: Any
    done: Any
    text: str = ""
    text_label: Any = ""
    required: bool = False
    publishes: bool = False
    grave: bool = False


def _in(*states: State) -> Callable[[Event], bool]:
    return lambda event: event.state in states


EVENT_ACTS: Sequence[Act] = (
    Act(
        "submit",
        _("Submit for review"),
        "events.submit_event",
        editorial.submit,
        _in(State.DRAFT),
        _("A reviewer decides about publication."),
        _("Submitted for review."),
        text="reason",
        text_label=_("For the reviewer (optional, not public)"),
    ),
    Act(
        "publish",
        _("Publish"),
        "events.publish_event",
        editorial.publish,
        _in(State.DRAFT, State.IN_REVIEW),
        _("Readers, feeds and the API show the event from now on."),
        _("Published."),
        text="note",
        text_label=_("Public note (optional)"),
        publishes=True,
    ),
    Act(
        "send_back",
        _("Send back"),
        "events.publish_event",
        editorial.send_back,
        _in(State.IN_REVIEW),
        _("The event becomes a draft again."),
        _("Sent back to the editor."),
        text="reason",
        text_label=_("What is missing (not public)"),
        required=True,
    ),
    Act(
        "update",
        _("Publish update"),
        "events.publish_event",
        editorial.update,
        lambda event: bool(event.has_unpublished_changes),
        _("Something was added or has happened since. Nothing that was public was wrong."),
        _("Update published."),
        text="note",
        text_label=_("Public note (optional)"),
        publishes=True,
    ),
    Act(
        "correct",
        _("Correct"),
        "events.publish_event",
        editorial.correct,
        lambda event: bool(event.has_unpublished_changes),
        _("Something that was public was wrong. Readers see the note and what has changed."),
        _("Correction published."),
        text="note",
        text_label=_("Public note: what was wrong, and what is right"),
        required=True,
        publishes=True,
    ),
    Act(
        "retract",
        _("Retract"),
        "events.retract_event",
        editorial.retract,
        _in(State.PUBLISHED),
        _(
            "The event is taken back: its address shows only the reason. "
            "The editions stay on record."
        ),
        _("Retracted."),
        text="reason",
        text_label=_("Public reason"),
        required=True,
        grave=True,
    ),
    Act(
        "restore",
        _("Restore"),
        "events.retract_event",
        editorial.restore,
        _in(State.RETRACTED),
        _("The event becomes public again, as it is on the desk now."),
        _("Public again."),
        text="reason",
        text_label=_("Why it is public again (for the desk's log)"),
        required=True,
        publishes=True,
    ),
)

STORYLINE_ACTS: Sequence[Act] = (
    Act(
        "publish",
        _("Publish"),
        "events.publish_storyline",
        editorial.publish_storyline,
        lambda storyline: isinstance(storyline, Storyline) and not storyline.public,
        _("Readers see the storyline, with those of its events that are public."),
        _("Published."),
    ),
    Act(
        "withdraw",
        _("Withdraw"),
        "events.publish_storyline",
        editorial.withdraw_storyline,
        lambda storyline: bool(storyline.public),
        _("Readers no longer see the storyline; its events stay."),
        _("Withdrawn."),
        grave=True,
    ),
)


def offered(acts: Sequence[Act], request: HttpRequest, record: Any) -> list[Act]:
    """The acts that this account may do with the record as it is."""
    return [act for act in acts if request.user.has_perm(act.permission) and act.offered(record)]
