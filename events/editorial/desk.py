"""The verbs of the desk's working copy: what happens when an event, actor, source or storyline is
saved.

An interface saves rows in one transaction in this order: `begin_change` (compare-and-swap, locks
the row), then the rows, then the `record_…` or `save_…` verb, which updates derived columns, logs
the change and, if the editor may publish, updates the public record of what is already public. A
change by an editor who may not publish waits until it is approved (see `approving`), and so do
later changes of the same record.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from events.editorial.approving import put_out, saved
from events.editorial.drafts.showing import Json
from events.editorial.editions import Issue
from events.editorial.errors import EditorialError, Problem, problems_of
from events.editorial.recording import Change, record_version
from events.editorial.versions import begin_change, require
from events.models import (
    Action,
    Actor,
    ActorName,
    Event,
    EventText,
    EventType,
    Office,
    Place,
    Source,
    Storyline,
    User,
)
from events.record.vocabulary import EditionKind, TextOrigin, Verb
from events.search import name_key


def record_created(
    *, event: Event, editor: User, now: datetime, reason: str = "", document: Json | None = None
) -> None:
    """Complete a new event after its rows were saved.

    `document`: its desk document, if it is known already.
    """
    log_created(event=event, editor=editor, now=now, reason=reason)
    record_version(event, Change(editor, now, reason, Verb.CREATED), document)


def log_created(*, event: Event, editor: User, now: datetime, reason: str = "") -> None:
    """Do the same without the version, which the caller writes with those of other events."""
    _follow_title(event.pk, created_by=editor, created_at=now, updated_at=now)
    _log(event.pk, Verb.CREATED, editor, now, reason)


def record_change(
    *,
    event: Event,
    editor: User,
    now: datetime,
    reason: str = "",
    verb: Verb = Verb.CHANGED,
    document: Json | None = None,
) -> None:
    """Complete a change of an event after `begin_change` and the saving of its rows.

    `verb`: what the change was, if not only a change. `document`: see `record_created`.
    """
    _follow_title(event.pk)
    _log(event.pk, verb, editor, now, reason)
    record_version(event, Change(editor, now, reason, verb), document)


def _follow_title(event_id: str, **columns: Any) -> None:
    """Copy the original title to the event's label; write `columns` with it."""
    original = EventText.objects.filter(event=event_id, origin=TextOrigin.ORIGINAL)
    for title in original.values_list("title", flat=True):
        columns["label"] = title
    if columns:
        Event.objects.filter(pk=event_id).update(**columns)


def _log(event_id: str, verb: Verb, editor: User, now: datetime, reason: str) -> None:
    version = Event.objects.values_list("version", flat=True).get(pk=event_id)
    Action.objects.create(
        event_id=event_id, verb=verb, editor=editor, at=now, reason=reason, version=version
    )


def save_actor(*, actor: Actor, editor: User, now: datetime, **version: Any) -> None:
    """Complete the saving of an actor with its names and tenures.

    `version`: the `reason`, the `verb` and the desk `document`, as far as they are known (see
    `recording`). The following functions take the same.
    """
    with transaction.atomic():
        _record(actor, editor, now, **version)
        for name in ActorName.objects.filter(actor=actor):
            ActorName.objects.filter(pk=name.pk).update(key=name_key(name.name))
        saved(actor, editor, now)


def save_office(*, office: Office, editor: User, now: datetime, **version: Any) -> None:
    """Complete the saving of an office with its titles."""
    with transaction.atomic():
        _record(office, editor, now, **version)
        saved(office, editor, now)


def save_place(*, place: Place, editor: User, now: datetime, **version: Any) -> None:
    """Complete the saving of a place with its names."""
    with transaction.atomic():
        _record(place, editor, now, **version)
        saved(place, editor, now)


def save_event_type(*, event_type: EventType, editor: User, now: datetime, **version: Any) -> None:
    """Complete the saving of an event type with its names."""
    _record(event_type, editor, now, **version)


def save_source(*, source: Source, editor: User, now: datetime, **version: Any) -> None:
    """Complete the saving of a source. Refuse a circular chain of revisions."""
    with transaction.atomic():
        try:
            source.clean()
        except ValidationError as refusal:
            raise EditorialError(problems_of(refusal)) from refusal
        _record(source, editor, now, **version)
        saved(source, editor, now)


def save_storyline(*, storyline: Storyline, editor: User, now: datetime, **version: Any) -> None:
    """Complete the saving of a storyline with its texts and pins."""
    with transaction.atomic():
        _record(storyline, editor, now, **version)
        saved(storyline, editor, now)


def _record(
    record: Model,
    editor: User,
    now: datetime,
    *,
    reason: str = "",
    verb: Verb | None = None,
    document: Json | None = None,
) -> None:
    record_version(record, Change(editor, now, reason, verb), document)


def publish_storyline(
    *, storyline_id: str, editor: User, now: datetime, expected_version: int
) -> None:
    """Show a storyline to readers."""
    _set_public(storyline_id, editor, now, expected_version, public=True)


def withdraw_storyline(
    *, storyline_id: str, editor: User, now: datetime, expected_version: int
) -> None:
    """Hide a storyline from readers; its events stay public."""
    _set_public(storyline_id, editor, now, expected_version, public=False)


def _set_public(
    storyline_id: str, editor: User, now: datetime, expected_version: int, *, public: bool
) -> None:
    require(editor, "publish_storyline")
    with transaction.atomic():
        begin_change(Storyline, storyline_id, expected_version=expected_version, now=now)
        storyline = Storyline.objects.prefetch_related("texts").get(pk=storyline_id)
        if public and not storyline.texts.all():
            raise EditorialError([Problem("texts", _("The storyline needs a title."))])
        Storyline.objects.filter(pk=storyline_id).update(public=public)
        verb = Verb.PUBLISHED if public else Verb.RETRACTED
        record_version(storyline, Change(editor, now, verb=verb))
        put_out(storyline, Issue(EditionKind.UPDATED, editor, now))
