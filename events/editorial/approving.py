"""Making changes of actors, sources, offices, places and storylines public.

Events, and profiles, repeat what they say of such a record. It becomes public with the first event
that names it; a later change waits until somebody who may publish approves it, which reissues them.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from msgspec.structs import replace

from events import record
from events.editorial.approved import as_approved
from events.editorial.building import place_record
from events.editorial.editions import Issue
from events.editorial.errors import EditorialError, Problem
from events.editorial.profiles import refresh_profiles
from events.editorial.recording import KEPT
from events.editorial.reissue import (
    reissue_actor,
    reissue_events,
    reissue_office,
    reissue_pinned,
    reissue_source,
)
from events.editorial.versions import optional_text, require, stale
from events.editorial.visibility import public_actors, public_sources
from events.models import (
    Actor,
    Approval,
    Edition,
    EditionActor,
    EditionSource,
    EditionStoryline,
    Office,
    Place,
    Source,
    Storyline,
    Tenure,
    User,
)
from events.models.identity import Approvable
from events.record.vocabulary import EditionKind


def right_to_approve(model: type[Approvable]) -> str:
    """Return the permission to make changes of these records public: that to publish."""
    return "publish_storyline" if model is Storyline else "publish_event"


def approve(
    *,
    model: type[Approvable],
    pk: str,
    editor: User,
    now: datetime,
    expected_version: int,
    note: str = "",
) -> list[Edition]:
    """Make the changes of a record public, and return the events that were reissued with the note.

    Raise `StaleVersion` if somebody has changed it since, so that only what was seen is approved.
    """
    require(editor, right_to_approve(model))
    note = optional_text("note", note)
    with transaction.atomic():
        # Locked, so that nobody can change it before it is approved.
        row = model._default_manager.select_for_update().filter(pk=pk).first()
        if row is None or row.version != expected_version:
            raise stale(model, pk)
        if problem := _refusal(row):
            raise EditorialError([Problem("", problem)])
        Approval.objects.create(
            kind=KEPT[model].kind, record=pk, version=row.version, editor=editor, at=now, note=note
        )
        return put_out(row, Issue(EditionKind.UPDATED, editor, now, note))


def _refusal(row: Approvable) -> str:
    merged_into = getattr(row, "merged_into", None)
    if merged_into:
        message = _("“%(old)s” was merged into “%(new)s” in the meantime.")
        return message % {"old": row, "new": merged_into}
    if row.approved_version is None:
        return _("This was never public. It becomes public with the first event that names it.")
    return "" if row.is_waiting else _("These changes are public already.")


def saved(row: Approvable, editor: User, now: datetime) -> None:
    """Make a change public at once that somebody who may publish has just saved, unless changes of
    others wait.
    """
    if not editor.has_perm(f"events.{right_to_approve(type(row))}"):
        return
    known = type(row)._default_manager.get(pk=row.pk)
    if known.approved_version is not None and known.version - known.approved_version <= 1:
        put_out(known, Issue(EditionKind.UPDATED, editor, now))


def put_out(row: Approvable, issue: Issue) -> list[Edition]:
    """Make a record public as it is at the desk; reissue what repeats it."""
    rows = type(row)._default_manager.filter(pk=row.pk)
    before = rows.get()
    rows.update(approved_version=F("version"))
    return _PUT_OUT[type(row)](rows.get(), before, issue)


def _actor(actor: Any, _before: Any, issue: Issue) -> list[Edition]:
    if not public_actors([actor.pk]):
        return []
    written = reissue_actor(actor, issue)
    published = actor.published_sources.values_list("pk", flat=True)
    bodies = Tenure.objects.filter(office__body=actor)
    citing = Tenure.objects.filter(citations__source__publisher=actor)
    refresh_profiles(now=issue.now, actors=[actor.pk, *_holders(bodies, citing)], sources=published)
    return written


def _source(source: Any, _before: Any, issue: Issue) -> list[Edition]:
    if not public_sources([source.pk]):
        return []
    written = reissue_source(source, issue)
    holders = _holders(Tenure.objects.filter(citations__source=source))
    publisher = [source.publisher_id] if source.publisher_id else []
    refresh_profiles(now=issue.now, actors=[*publisher, *holders], sources=[source.pk])
    return written


def _office(office: Any, _before: Any, issue: Issue) -> list[Edition]:
    written = reissue_office(office, issue)
    refresh_profiles(now=issue.now, actors=_holders(office.tenures.all()))
    return written


def _holders(*tenures: Any) -> set[str]:
    """Return the public actors who hold these."""
    found = {pk for rows in tenures for pk in rows.order_by().values_list("actor", flat=True)}
    return public_actors(found)


def _place(place: Any, before: Any, issue: Issue) -> list[Edition]:
    as_approved([before])

    def moved(event: record.Event) -> record.Event:
        # The desk may have sent the event elsewhere, and not published that yet.
        if event.place != place_record(before, event.language):
            return event
        return replace(event, place=place_record(place, event.language))

    return reissue_events(place.events.values_list("pk", flat=True), moved, issue)


def _storyline(storyline: Any, _before: Any, issue: Issue) -> list[Edition]:
    written = reissue_pinned(storyline.pk, issue)
    refresh_profiles(now=issue.now, storylines=[storyline.pk])
    return written


_PUT_OUT: Final[dict[type[Any], Callable[[Any, Any, Issue], list[Edition]]]] = {
    Actor: _actor, Office: _office, Place: _place, Source: _source, Storyline: _storyline,
}  # fmt: skip


_LINKS: Final[dict[type[Any], tuple[type[Any], str]]] = {
    Actor: (EditionActor, "actor"),
    Source: (EditionSource, "source"),
    Storyline: (EditionStoryline, "storyline"),
}


def touched_events(model: type[Approvable], pks: Iterable[str]) -> dict[str, list[str]]:
    """Return the ids of the public events that repeat these records, by the id of the record."""
    wanted = set(pks)
    current = {"edition__superseded_at": None, "edition__listed": True}
    pairs: Any
    if model in _LINKS:
        rows, name = _LINKS[model]
        named = rows._default_manager.filter(**{f"{name}__in": wanted}, **current)
        pairs = named.values_list(name, "edition__event")
    else:
        path = "events" if model is Place else "tenures__actor__participations__event"
        public = {f"{path}__editions__superseded_at": None, f"{path}__editions__listed": True}
        pairs = model._default_manager.filter(pk__in=wanted, **public).values_list("pk", path)
    found: dict[str, list[str]] = {}
    for pk, event_id in pairs.order_by().distinct():
        found.setdefault(pk, []).append(event_id)
    return found
