"""Restoring editions that another archive has published, with their numbers and instants.

This is only possible in an archive without published events, because numbers are assigned once, in
the order in which editions become public; and only if the desk's rows agree: the restored record
is exactly the one that publishing them would create.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max, Min
from django.utils.translation import gettext as _
from msgspec import to_builtins
from msgspec.structs import replace

from events import record
from events.editorial.approved import approve_new, records_of
from events.editorial.building import build_event, unnumbered
from events.editorial.editions import Issue, insert_edition, set_sequence
from events.editorial.errors import EditorialError, Problem
from events.editorial.event_links import linked, linked_events, links_of
from events.editorial.graph import load_event
from events.editorial.naming import instant
from events.editorial.profiles import refresh_profiles
from events.editorial.recording import Change, record_version
from events.editorial.versions import require
from events.models import (
    Action,
    Edition,
    EditionActor,
    EditionSource,
    Event,
    StorylinePin,
    User,
)
from events.record.answers import answers_to
from events.record.members import members_of
from events.record.vocabulary import EditionCause, EditionKind, State, Verb

_KINDS = {EditionKind.PUBLISHED, EditionKind.UPDATED, EditionKind.CORRECTED}
_BIGGEST = 2**31


def require_unpublished(editor: User) -> None:
    """Raise `NotAllowed`, or `EditorialError` if anything was ever published."""
    require(editor, "publish_event")
    if Edition.objects.exists():
        message = _("Editions can only be restored into an archive without published events.")
        raise EditorialError([Problem("", message)])


def restore_edition(
    exported: record.Event,
    *,
    editor: User,
    others: Mapping[str, record.Event],
    answering: Collection[str],
    complete: bool = True,
) -> None:
    """Restore the edition of a record whose event is already at the desk.

    `others`: the records of all restored events, by id; `answering`: those that answer claims of
    this one. `complete`: False if the record had a shape without origins and answers. Raise
    `EditorialError` with the member in which the record of the desk's rows differs.
    """
    issue = _issue(exported.edition, editor)
    event = load_event(exported.id)
    links = links_of(event)
    named = [others[event_id] for event_id in {*linked_events(links), *answering} & others.keys()]
    answers = answers_to([exported.id], [(other, other.edition.number) for other in named])
    built = linked(build_event(event), links, {other.id: other for other in named}, answers)
    if not complete:
        exported = _completed(exported, built)
    _compare(exported, built)
    approve_new(records_of(event))
    seq, number = exported.edition.seq, exported.edition.number
    edition = insert_edition(event, exported, issue, links, seq=seq, number=number)
    Event.objects.filter(pk=event.pk).update(state=State.PUBLISHED, published_version=event.version)
    Action.objects.create(
        event_id=event.pk,
        verb=Verb.PUBLISHED,
        editor=editor,
        at=issue.now,
        reason=issue.note,
        version=event.version,
        edition=edition,
    )
    record_version(event, Change(editor, issue.now, issue.note, Verb.PUBLISHED))


def finish_restoring() -> None:
    """Create the profiles of everything that the restored editions name, and set the sequence."""
    found = Edition.objects.aggregate(first=Min("at"), last=Max("seq"))
    set_sequence(found["last"])
    refresh_profiles(
        now=found["first"],
        actors=set(EditionActor.objects.values_list("actor_id", flat=True)),
        sources=set(EditionSource.objects.values_list("source_id", flat=True)),
        storylines=set(StorylinePin.objects.values_list("storyline_id", flat=True)),
    )


def _issue(edition: record.Edition, editor: User) -> Issue:
    """Return the issue from the edition of a record. Raise `EditorialError`."""
    problem = Problem("/edition", _("Each row must contain its edition."))
    try:
        at = datetime.fromisoformat(edition.at)
        kind, cause = EditionKind(edition.kind), EditionCause(edition.cause)
    except ValueError:
        raise EditorialError([problem]) from None
    numbered = all(0 < number < _BIGGEST for number in (edition.seq, edition.number))
    if kind not in _KINDS or not numbered or at.utcoffset() is None or instant(at) != edition.at:
        raise EditorialError([problem])
    return Issue(kind, editor, at, edition.note, cause)


def _completed(exported: record.Event, built: record.Event) -> record.Event:
    """Return the record with what its shape did not have: tenures, origins and answers."""
    claims = {claim.id: claim for claim in built.claims}
    tenures = {(part.actor.id, part.role): part.tenure for part in built.participants}

    def completed(claim: record.Claim) -> record.Claim:
        same = claims.get(claim.id, claim)
        return replace(claim, origins=same.origins, answered_by=same.answered_by)

    return replace(
        exported,
        participants=[
            replace(part, tenure=tenures.get((part.actor.id, part.role)))
            for part in exported.participants
        ],
        claims=[completed(claim) for claim in exported.claims],
        origins=built.origins,
        date_origins=built.date_origins,
        actors={**built.actors, **exported.actors},
    )


def _compare(exported: record.Event, built: record.Event) -> None:
    for name in members_of(record.Event):
        mine, theirs = (getattr(_comparable(event), name) for event in (built, exported))
        if mine != theirs:
            message = _("The resulting record differs from the one being restored.")
            raise EditorialError([Problem(f"/{name}", message)])


def _comparable(event: record.Event) -> record.Event:
    """Return the record without the numbers of editions, and without the names in claims that it
    repeats from other events: after a renaming these depend on its own language.
    """
    return replace(unnumbered(event), claims=[_comparable_claim(event, c) for c in event.claims])


def _comparable_claim(event: record.Event, claim: record.Claim) -> Any:
    answers = [replace(answer, edition=None) for answer in claim.answered_by]
    unnumbered_claim = replace(claim, answered_by=answers)
    return unnumbered_claim if claim.event == event.id else _nameless(to_builtins(unnumbered_claim))


def _nameless(value: Any) -> Any:
    if isinstance(value, list):
        return [_nameless(item) for item in value]
    if isinstance(value, dict):
        return {key: _nameless(item) for key, item in value.items() if key != "name"}
    return value
