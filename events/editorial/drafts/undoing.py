"""Undoing what a file wrote to events, unless somebody has changed or used it since."""

import copy
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.apps import apps
from django.db import transaction
from django.db.models import Model, ProtectedError
from django.utils.translation import gettext as _

from events.editorial.drafts.comparing import settable
from events.editorial.drafts.showing import Json
from events.editorial.drafts.verbs import change_event
from events.editorial.errors import EditorialError, Problem
from events.models import Claim, ClaimLink, Event, EventRelation, Storyline, User
from events.models.identity import Curated
from events.record.desk import DeskEvent
from events.record.vocabulary import State

_PARTS: Final = ("actorname", "eventtypename", "officename", "placename", "storylinetext")
"""Rows that are deleted with the record that they are part of."""
Made = tuple[str, Any]
"""The name of a model, and a primary key."""


@dataclass(frozen=True)
class Written:
    """What a row wrote to an event.

    `version`: of the event, afterwards. `before`: its desk document; None for a new event. `made`:
    what was created beside it. `pins`: the number of storylines that a new event was added to.
    """

    event: str
    version: int
    before: Json | None = None
    made: Sequence[Made] = ()
    pins: int = 0


@dataclass
class Undone:
    """By event, why it stays; by event, which of the records that were created with it stay."""

    events: dict[str, str] = field(default_factory=dict)
    made: dict[str, list[str]] = field(default_factory=dict)


class _Kept(Exception):
    """The unit stays; the savepoint is rolled back. `reasons`: by event."""

    def __init__(self, reasons: dict[str, str]) -> None:
        super().__init__()
        self.reasons = reasons


def made_by(rows: Sequence[Model]) -> list[Made]:
    """Return what `Session.made` lists in the form in which it can be kept."""
    return [(row._meta.label_lower, row.pk) for row in rows if row._meta.model_name not in _PARTS]


def undo_events(unit: Sequence[Written], *, editor: User, now: datetime) -> Undone:
    """Delete new events, and set changed ones back; all events of a unit, or none.

    Events stay if somebody has changed, published or deleted one of them since, or refers to a new
    one. The units must come in the reverse order of writing. The account needs no permissions: it
    had those to write.
    """
    events = Event.objects.select_for_update().in_bulk([one.event for one in unit])
    undone = Undone()
    try:
        with transaction.atomic():
            _refuse_touched(unit, events)
            _undo_unit([one for one in unit if one.event in events], _with_all_rights(editor), now)
    except _Kept as kept:
        other = _("It stays with an event that refers to it.")
        undone.events = {one.event: kept.reasons.get(one.event, other) for one in unit}
        return undone
    for one in reversed(unit):
        undone.made[one.event] = _delete_made(one.made)
    return undone


def _with_all_rights(editor: User) -> User:
    """Return a copy of the account, never to be saved, whose rights are not asked for."""
    same = copy.copy(editor)
    same.is_superuser = same.is_active = True
    return same


def _refuse_touched(unit: Sequence[Written], events: dict[str, Event]) -> None:
    reasons = {}
    for one in unit:
        event = events.get(one.event)
        if event is None:
            continue  # Somebody has deleted it.
        is_new = one.before is None
        if event.published_version is not None and is_new:
            reasons[one.event] = _("It has been published since, and stays.")
        elif event.version != one.version or (is_new and event.state != State.DRAFT):
            reasons[one.event] = _("Somebody has changed it since. It stays.")
        elif is_new and event.pins.count() > one.pins:
            reasons[one.event] = _("It has been added to a storyline since, and stays.")
    if reasons:
        raise _Kept(reasons)


def _undo_unit(unit: Sequence[Written], editor: User, now: datetime) -> None:
    new = [one.event for one in unit if one.before is None]
    for one in unit:
        _delete_shares(one.made)
    _refuse_used(new, {one.event for one in unit})
    # Their links to each other would protect them.
    ClaimLink.objects.filter(from_claim__event__in=new).delete()
    EventRelation.objects.filter(from_event__in=new).delete()
    for one in unit:
        if one.before is not None:
            _set_back(one, one.before, editor, now)
    try:
        Event.objects.filter(pk__in=new).delete()
    except ProtectedError:
        raise _Kept(dict.fromkeys(new, _used())) from None


def _refuse_used(new: Collection[str], unit: Collection[str]) -> None:
    """Raise `_Kept` if events outside the unit refer to a new one."""
    relations = EventRelation.objects.filter(to_event__in=new).exclude(from_event__in=unit)
    links = ClaimLink.objects.filter(to_claim__event__in=new).exclude(from_claim__event__in=unit)
    shares = Claim.objects.filter(also_about__in=new).exclude(event__in=unit)
    used = {
        *relations.values_list("to_event_id", flat=True),
        *links.values_list("to_claim__event_id", flat=True),
        *shares.values_list("also_about", flat=True),
    } & set(new)
    if used:
        raise _Kept(dict.fromkeys(used, _used()))


def _used() -> str:
    return _("Another event refers to it. It stays.")


def _set_back(one: Written, before: Json, editor: User, now: datetime) -> None:
    try:
        change_event(
            pk=one.event,
            document=settable(DeskEvent, before),
            editor=editor,
            now=now,
            expected_version=one.version,
            reason=_("The import was undone."),
            whole=True,
        )
    except EditorialError as refusal:
        reason = _("It cannot be set back, and stays: %(problem)s") % {"problem": str(refusal)}
        raise _Kept({one.event: reason}) from refusal


def _delete_shares(made: Sequence[Made]) -> None:
    """Delete which claims of other events were noted to be about this one."""
    through = Claim.also_about.through
    keys = [pk for name, pk in made if name == through._meta.label_lower]
    if keys:
        through._default_manager.filter(pk__in=keys).delete()


def _delete_made(made: Sequence[Made]) -> list[str]:
    """Delete records that were created; return the names of those that are used or changed."""
    kept = []
    for name, pk in reversed(made):
        row: Any = apps.get_model(name)._default_manager.filter(pk=pk).first()
        if row is None or name == Claim.also_about.through._meta.label_lower:
            continue
        if (isinstance(row, Curated) and row.version > 1) or (
            isinstance(row, Storyline) and row.pins.exists()
        ):
            kept.append(str(row))
            continue
        try:
            with transaction.atomic():
                row.delete()
        except ProtectedError:
            kept.append(str(row))
    return kept


def stays(names: Sequence[str]) -> Problem:
    """Return what is said of records that were created with an event and stay without it."""
    message = _("These records were created and stay, since they are used: %(names)s")
    return Problem("", message % {"names": ", ".join(names)})
