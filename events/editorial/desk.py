"""The verbs of the desk's working copy: what happens when an event, actor, source or storyline is
saved.

An interface saves rows in one transaction in this order: `begin_change` (compare-and-swap, locks
the row), then the rows, then the `record_…` or `save_…` verb, which updates derived columns, logs
the change and, if the editor may publish, updates the public record of what is already public. A
change by an editor who may not publish stays at the desk until a reviewer saves the record, or
publishes something that names it.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from events.editorial.editions import Issue
from events.editorial.errors import EditorialError, Problem, problems_of
from events.editorial.profiles import refresh_profiles
from events.editorial.reissue import reissue_actor, reissue_pinned, reissue_source
from events.editorial.versions import begin_change, require
from events.editorial.visibility import public_actors, public_sources
from events.models import Action, Actor, ActorName, Event, EventText, Source, Storyline, User
from events.record.vocabulary import EditionKind, TextOrigin, Verb
from events.search import name_key


def record_created(*, event: Event, editor: User, now: datetime, reason: str = "") -> None:
    """Complete a new event after its rows were saved."""
    _follow_title(event.pk, created_by=editor, created_at=now, updated_at=now)
    _log(event.pk, Verb.CREATED, editor, now, reason)


def record_change(*, event: Event, editor: User, now: datetime, reason: str = "") -> None:
    """Complete a change of an event after `begin_change` and the saving of its rows."""
    _follow_title(event.pk)
    _log(event.pk, Verb.CHANGED, editor, now, reason)


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


def save_actor(*, actor: Actor, editor: User, now: datetime) -> None:
    """Complete the saving of an actor with its names and tenures."""
    with transaction.atomic():
        for name in ActorName.objects.filter(actor=actor):
            ActorName.objects.filter(pk=name.pk).update(key=name_key(name.name))
        if _may_freeze(editor) and public_actors([actor.pk]):
            actor = Actor.objects.prefetch_related("names").get(pk=actor.pk)
            reissue_actor(actor, Issue(EditionKind.UPDATED, editor, now))
            refresh_profiles(
                now=now,
                actors=[actor.pk],
                sources=actor.published_sources.values_list("pk", flat=True),
            )


def save_source(*, source: Source, editor: User, now: datetime) -> None:
    """Complete the saving of a source. Refuse a circular chain of revisions."""
    with transaction.atomic():
        try:
            source.clean()
        except ValidationError as refusal:
            raise EditorialError(problems_of(refusal)) from refusal
        if _may_freeze(editor) and public_sources([source.pk]):
            source = Source.objects.select_related("publisher").get(pk=source.pk)
            reissue_source(source, Issue(EditionKind.UPDATED, editor, now))
            related = [source.pk, source.publisher_id or ""]
            refresh_profiles(now=now, actors=related[1:], sources=related[:1])


def save_storyline(*, storyline: Storyline, editor: User, now: datetime) -> None:
    """Complete the saving of a storyline with its texts and pins."""
    with transaction.atomic():
        if storyline.public and editor.has_perm("events.publish_storyline"):
            _freeze_storyline(storyline.pk, editor, now)


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
        _freeze_storyline(storyline_id, editor, now)


def _freeze_storyline(storyline_id: str, editor: User, now: datetime) -> None:
    refresh_profiles(now=now, storylines=[storyline_id])
    reissue_pinned(storyline_id, Issue(EditionKind.UPDATED, editor, now))


def _may_freeze(editor: Any) -> bool:
    return bool(editor.has_perm("events.publish_event"))
