"""Redaction: the one act that changes stored editions.

A text is removed for ever from the record, the desk and its working papers (`redaction_scope`), or
a superseded edition as a whole. A new edition of each event tells those who follow the changes.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import orjson
from django.db import transaction
from django.db.models import F, Min, Model
from django.utils.translation import gettext as _
from msgspec.structs import replace

from events import record
from events.editorial.approved import APPROVABLE
from events.editorial.editions import Issue, date_columns, write_edition
from events.editorial.errors import EditorialError, Problem
from events.editorial.event_links import NO_LINKS
from events.editorial.profiles import sort_key
from events.editorial.recording import Change, erase_versions, record_versions
from events.editorial.redaction_scope import DOCUMENTS, Pattern, Spot, changes, find, rows
from events.editorial.versions import optional_text, require, required_text
from events.models import (
    Action,
    Actor,
    ActorName,
    Claim,
    Edition,
    EditionText,
    Event,
    Import,
    ImportFile,
    Office,
    Place,
    Profile,
    Redaction,
    Source,
    Storyline,
    User,
    Version,
)
from events.record.redaction import MIN_LENGTH, SCAR, redaction_pattern
from events.record.stored import PROFILES, read_profile, read_record
from events.record.vocabulary import EditionCause, EditionKind, ImportState, ProfileKind, Verb
from events.search import edition_words, name_key
from events.search.purging import empty_log, lock_writers, purge_words

PERMISSION: Final = "redact_event"
SUBJECTS: Final[Sequence[type[Model]]] = (Event, Actor, Source, Storyline, Office, Place)
_VERSIONED: Final[Sequence[type[Model]]] = (*SUBJECTS, Claim)


@dataclass(frozen=True)
class _Act:
    editor: User
    now: datetime
    ground: str
    reason: str


def preview_redaction(*, subject: str, text: str, editor: User) -> list[Spot]:
    """Return where the text would be removed. Raise `EditorialError` if it cannot be."""
    require(editor, PERMISSION)
    return _found(subject, text, _pattern(subject, text))


def redact_text(
    *, subject: str, text: str, editor: User, now: datetime, ground: str, reason: str = ""
) -> Redaction:
    """Replace a text by a scar in a record and in all that are linked to it and have it, too.

    `subject` is the id of an event, actor, source, storyline, office or place. `ground` is public,
    `reason` is not; neither may contain the text.
    """
    require(editor, PERMISSION)
    pattern = _pattern(subject, text)
    act = _act(editor, now, ground, reason, pattern)
    with transaction.atomic():
        lock_writers(*_VERSIONED)
        spots = _found(subject, text, pattern)
        by_model: dict[type[Model], list[Spot]] = {}
        for spot in spots:
            by_model.setdefault(spot.model, []).append(spot)
        for model, found in by_model.items():
            for row in rows(model, [spot.pk for spot in found]):
                _rewrite(row, pattern, now)
        _raise_versions(spots, act)
        _interrupt_imports([spot.pk for spot in by_model.get(ImportFile, ())])
        events = {spot.owner for spot in spots if spot.model is Edition}
        _announce(events, act)
        return _finish(subject, None, act, spots)


def redact_edition(
    *, event_id: str, number: int, editor: User, now: datetime, ground: str, reason: str = ""
) -> Redaction:
    """Remove a superseded edition as a whole: what is left says that it was withdrawn, and why."""
    require(editor, PERMISSION)
    act = _act(editor, now, ground, reason)
    with transaction.atomic():
        lock_writers(*_VERSIONED)
        edition = Edition.objects.filter(event=event_id, number=number).first()
        problem = _refusal(edition)
        if edition is None or problem:
            raise EditorialError([Problem("number", problem)])
        _remove(edition, act)
        _erase_versions(edition)
        _announce([event_id], act)
        return _finish(event_id, number, act, [Spot(Edition, edition.pk, event_id, 1)])


def _refusal(edition: Edition | None) -> str:
    if edition is None:
        return _("There is no such edition.")
    if edition.superseded_at is None:
        return _("This edition is current. Correct or retract the event first.")
    if not edition.listed:
        return _("There is nothing left of this edition to be removed.")
    return ""


def _act(
    editor: User, now: datetime, ground: str, reason: str, pattern: Pattern | None = None
) -> _Act:
    ground = required_text("ground", ground, _("Say publicly on what ground."))
    reason = optional_text("reason", reason)
    for field, said in (("ground", ground), ("reason", reason)):
        if pattern and pattern.search(said):
            raise EditorialError([Problem(field, _("This repeats the text to be removed."))])
    return _Act(editor, now, ground, reason)


def _pattern(subject: str, text: str) -> Pattern:
    """Return the pattern of a text that can be removed. Raise `EditorialError`."""
    if not any(model._default_manager.filter(pk=subject).exists() for model in SUBJECTS):
        raise EditorialError([Problem("subject", _("There is no such record."))])
    text = text.strip()
    if len(text) < MIN_LENGTH:
        message = _("At least %(count)d characters.") % {"count": MIN_LENGTH}
        raise EditorialError([Problem("text", message)])
    pattern = redaction_pattern(text)
    if pattern.search(SCAR):
        raise EditorialError([Problem("text", _("The mark of a redaction cannot be removed."))])
    return pattern


def _found(subject: str, text: str, pattern: Pattern) -> list[Spot]:
    found = find(subject, text, pattern)
    if found:
        return found
    documents = [
        *Edition.objects.filter(event=subject).values_list("document", flat=True),
        *Profile.objects.filter(subject=subject).values_list("document", flat=True),
    ]
    if any(pattern.search(document) for document in documents):
        message = _(
            "This occurs only in what structures the record, such as ids, types, dates and "
            "languages. Correct or retract the record instead, or remove an edition as a whole."
        )
    else:
        message = _("This does not occur in the record.")
    raise EditorialError([Problem("text", message)])


def _interrupt_imports(import_ids: Iterable[Any]) -> None:
    """End the runs that have read the text in their file; they are resumed with what is left."""
    running = Import.objects.filter(pk__in=import_ids, state=ImportState.RUNNING)
    running.update(state=ImportState.WAITING)


def _rewrite(row: Any, pattern: Pattern, now: datetime) -> None:
    """Write the scars into a row, and update what is derived from it."""
    changed, _count = changes(row, pattern)
    if isinstance(row, ActorName):
        changed["key"] = name_key(changed["name"])
        same = ActorName.objects.filter(
            actor=row.actor_id, name=changed["name"], language=row.language, kind=row.kind
        )
        if same.exclude(pk=row.pk).exists():
            row.delete()
            return
    if isinstance(row, DOCUMENTS):
        changed["redacted_at"] = now
    if isinstance(row, Profile):
        text = changed.get("upgraded") or changed.get("document") or row.text
        changed["sort_key"] = sort_key(read_profile(text, PROFILES[ProfileKind(row.kind)]))
    _update(row, changed)
    if isinstance(row, Edition):
        _index_again(row)


def _update(row: Model, columns: dict[str, Any]) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(**columns)
    for name, value in columns.items():
        setattr(row, name, value)


def _index_again(edition: Edition) -> None:
    """Write the words of the texts of an edition from its document."""
    event = read_record(edition.text)
    if isinstance(event, record.Event):
        for text in EditionText.objects.filter(edition=edition):
            words = edition_words(event, text.language)
            EditionText.objects.filter(pk=text.pk).update(words=words)


def _raise_versions(spots: Iterable[Spot], act: _Act) -> None:
    """Count and write a version for each record whose rows at the desk have changed, so that no
    form and no program that has the former one can write it back.
    """
    desk = [spot for spot in spots if spot.model not in {*DOCUMENTS, Version}]
    changed = {spot.owner for spot in desk} | {spot.pk for spot in desk if spot.model is Claim}
    # What was published is still what is at the desk: both have the scars.
    same = Event.objects.filter(pk__in=changed, published_version=F("version"))
    same.update(published_version=F("version") + 1)
    for approvable in APPROVABLE:
        rows = approvable._default_manager.filter(pk__in=changed, approved_version=F("version"))
        rows.update(approved_version=F("version") + 1)
    for model in _VERSIONED:
        found = model._default_manager.filter(pk__in=changed)
        found.update(version=F("version") + 1, updated_at=act.now)
        record_versions(list(found), Change(act.editor, act.now, act.ground, Verb.REDACTED))


def _remove(edition: Edition, act: _Act) -> None:
    """Leave a tombstone of an edition, and nothing in the tables that link to it."""
    own = read_record(edition.text).edition
    tombstone = record.Retraction(
        id=edition.event_id,
        url=f"/events/{edition.event_id}/",
        retracted=True,
        edition=replace(
            own, shape=record.SHAPE, cause=EditionCause.REDACTED.value, note=act.ground
        ),
    )
    for rows_of in (edition.texts, edition.actors, edition.sources, edition.storylines):
        rows_of.all().delete()
    edition.relations.all().delete()
    Action.objects.filter(edition=edition).exclude(reason="").update(reason=SCAR)
    columns = {
        "document": record.write(tombstone),
        "upgraded": None,
        "shape": record.SHAPE,
        "note": act.ground,
        "listed": False,
        "type": None,
        "occurrence": "",
        "event_links": orjson.dumps(NO_LINKS).decode(),
        "redacted_at": act.now,
        **date_columns(tombstone),
    }
    _update(edition, columns)


def _erase_versions(edition: Edition) -> None:
    """Remove the versions of the event that its next edition has superseded."""
    later = Action.objects.filter(event=edition.event_id, edition__number__gt=edition.number)
    before = later.aggregate(first=Min("version"))["first"]
    if before is not None:
        erase_versions(Event(pk=edition.event_id), before=before)


def _announce(event_ids: Iterable[str], act: _Act) -> None:
    """Write a new edition of each event, which says that the earlier ones were redacted."""
    editions = Edition.objects.current().filter(event__in=set(event_ids)).select_related("event")
    for current in editions.order_by("seq"):
        body = read_record(current.text)
        kind, note = EditionKind.UPDATED, act.ground
        if not isinstance(body, record.Event):
            # The note of a tombstone is all that it says.
            kind, note = EditionKind(current.kind), current.note
        issue = Issue(kind, act.editor, act.now, note, EditionCause.REDACTED)
        again = write_edition(current.event, body, issue, orjson.loads(current.event_links))
        Action.objects.create(
            event=current.event,
            verb=Verb.REDACTED,
            editor=act.editor,
            at=act.now,
            reason=act.ground,
            version=Event.objects.values_list("version", flat=True).get(pk=current.event_id),
            edition=again,
        )


def _finish(subject: str, number: int | None, act: _Act, spots: Iterable[Spot]) -> Redaction:
    purge_words()
    transaction.on_commit(empty_log)
    places: Counter[str] = Counter()
    for spot in spots:
        places[spot.model._meta.label_lower] += spot.count
    return Redaction.objects.create(
        subject=subject,
        number=number,
        at=act.now,
        editor=act.editor,
        ground=act.ground,
        reason=act.reason,
        places=dict(sorted(places.items())),
    )
