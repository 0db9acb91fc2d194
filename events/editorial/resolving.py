"""Whether an announced event took place: the answer and its source, saved and published at once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.dates import When
from events.editorial.drafts.showing import Json, as_json, desk_event, desk_when
from events.editorial.drafts.verbs import change_event
from events.editorial.errors import EditorialError, Problem
from events.editorial.publishing import submit, update
from events.editorial.versions import stale
from events.models import Event, User
from events.record.meaning import OPEN
from events.record.vocabulary import Occurrence, OtherDateKind, State

ASKED: Final = OPEN | {Occurrence.POSTPONED.value}
"""Occurrences of which a desk asks whether it happened, once the date has passed."""


class Outcome(TextChoices):
    """What became of an announcement. `OPEN`: it is not known, as of today."""

    OCCURRED = "occurred", gettext_lazy("Took place")
    POSTPONED = "postponed", gettext_lazy("Postponed to")
    CANCELLED = "cancelled", gettext_lazy("Called off")
    DID_NOT_OCCUR = "did_not_occur", gettext_lazy("Did not happen")
    OPEN = "open", gettext_lazy("Still open, checked today")


@dataclass(frozen=True)
class Answer:
    """An outcome, and the source that says so. `start`: the new date of what was postponed."""

    outcome: Outcome
    source_id: str
    start: When | None = None
    note: str = ""


def resolve(
    *, event_id: str, answer: Answer, editor: User, now: datetime, expected_version: int
) -> None:
    """Write an answer with its citation; publish it as an update, or submit a draft, by the rights
    of the editor.

    “Still open” changes no more than the citations: the new edition says as of when it is open.
    """
    with transaction.atomic():
        event = desk_event(event_id)
        if event["version"] != expected_version:
            raise stale(Event, event_id)
        if event["occurrence"] not in ASKED:
            raise EditorialError([Problem("outcome", _("Whether it happened is on record."))])
        changed = change_event(
            pk=event_id,
            document=_changes(event, answer),
            editor=editor,
            now=now,
            expected_version=expected_version,
            reason=answer.note,
        )
        act: dict[str, Any] = {
            "event_id": event_id,
            "editor": editor,
            "now": now,
            "expected_version": changed["version"],
        }
        if publishes(editor, event["state"]):
            update(**act, note=answer.note)
        elif event["state"] == State.DRAFT and not editor.has_perm("events.publish_event"):
            submit(**act, reason=answer.note)


def publishes(editor: Any, state: str) -> bool:
    """Return whether an answer of this editor is public at once."""
    return bool(state == State.PUBLISHED and editor.has_perm("events.publish_event"))


def _changes(event: Json, answer: Answer) -> Json:
    """The members of the document that the answer changes."""
    citation = {"source": {"id": answer.source_id}, "field": "occurrence"}
    changes: Json = {"citations": [*event["citations"], citation]}
    if answer.outcome != Outcome.OPEN:
        changes["occurrence"] = answer.outcome.value
    if answer.outcome == Outcome.POSTPONED:
        return changes | _new_date(event, answer.start)
    if answer.start:
        raise EditorialError([Problem("start", _("There is a new date only if it was postponed."))])
    return changes


def _new_date(event: Json, start: When | None) -> Json:
    new = desk_when(start)
    if new is None:
        raise EditorialError([Problem("start", _("Give the new date."))])
    if event["start"] and new.edtf == event["start"]["edtf"]:
        raise EditorialError([Problem("start", _("This is the date that has passed."))])
    earlier = {
        "kind": OtherDateKind.EARLIER_ANNOUNCED.value,
        "start": event["start"],
        "end": event["end"],
    }
    others = [*event["other_dates"], earlier] if event["start"] else event["other_dates"]
    return {"start": as_json(new), "end": None, "other_dates": others}
