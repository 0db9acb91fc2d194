"""The verbs that make an event public, change the public event, and retract it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events import record
from events.editorial.approved import approve_new, as_approved, records_of
from events.editorial.building import UNNUMBERED, build_event
from events.editorial.checks import problems
from events.editorial.editions import Issue, current_record, write_edition
from events.editorial.errors import EditorialError, Problem
from events.editorial.event_links import NO_LINKS, EventLinks, links_of, relinked
from events.editorial.graph import load_event
from events.editorial.profiles import refresh_profiles
from events.editorial.recording import Change, record_version
from events.editorial.reissue import answered_events, reissue_linked
from events.editorial.versions import begin_change, optional_text, require, required_text
from events.models import Action, Edition, Event, User
from events.record.mentions import actor_roles, source_ids
from events.record.vocabulary import EditionKind, State, Verb


@dataclass(frozen=True)
class _Step:
    """A transition of an event: from which states, with which permission, to which state."""

    verb: Verb
    permission: str
    states: Collection[str]
    state: State


@dataclass(frozen=True)
class _Issuing(_Step):
    """A transition that creates an edition."""

    kind: EditionKind


_DRAFTS = (State.DRAFT, State.IN_REVIEW)
_PUBLIC = (State.PUBLISHED,)
_GONE = (State.RETRACTED,)

_SUBMIT = _Step(Verb.SUBMITTED, "submit_event", (State.DRAFT,), State.IN_REVIEW)
_SEND_BACK = _Step(Verb.SENT_BACK, "publish_event", (State.IN_REVIEW,), State.DRAFT)
_PUBLISH = _Issuing(
    Verb.PUBLISHED, "publish_event", _DRAFTS, State.PUBLISHED, EditionKind.PUBLISHED
)
_UPDATE = _Issuing(Verb.UPDATED, "publish_event", _PUBLIC, State.PUBLISHED, EditionKind.UPDATED)
_CORRECT = _Issuing(
    Verb.CORRECTED, "publish_event", _PUBLIC, State.PUBLISHED, EditionKind.CORRECTED
)
_RETRACT = _Issuing(
    Verb.RETRACTED, "retract_event", _PUBLIC, State.RETRACTED, EditionKind.RETRACTED
)
_RESTORE = _Issuing(Verb.RESTORED, "retract_event", _GONE, State.PUBLISHED, EditionKind.PUBLISHED)


@dataclass(frozen=True)
class _Act:
    """One call of a verb."""

    event_id: str
    editor: User
    now: datetime
    expected_version: int
    note: str = ""
    reason: str = ""


def submit(
    *, event_id: str, editor: User, now: datetime, expected_version: int, reason: str = ""
) -> None:
    """Submit a draft for review."""
    reason = optional_text("reason", reason)
    _move(_SUBMIT, _Act(event_id, editor, now, expected_version, reason=reason))


def send_back(
    *, event_id: str, editor: User, now: datetime, expected_version: int, reason: str
) -> None:
    """Return an event in review to its editor, with a reason."""
    reason = required_text("reason", reason, _("Say what is missing."))
    _move(_SEND_BACK, _Act(event_id, editor, now, expected_version, reason=reason))


def publish(
    *, event_id: str, editor: User, now: datetime, expected_version: int, note: str = ""
) -> Edition:
    """Make an event public for the first time."""
    note = optional_text("note", note)
    return _put_out(_PUBLISH, _Act(event_id, editor, now, expected_version, note=note))


def update(
    *, event_id: str, editor: User, now: datetime, expected_version: int, note: str = ""
) -> Edition:
    """Publish the additions to a published event."""
    note = optional_text("note", note)
    return _put_out(_UPDATE, _Act(event_id, editor, now, expected_version, note=note))


def correct(
    *, event_id: str, editor: User, now: datetime, expected_version: int, note: str
) -> Edition:
    """Publish a changed event as a correction; the public note says what was wrong."""
    note = required_text("note", note, _("Say publicly what was wrong and what is right."))
    return _put_out(_CORRECT, _Act(event_id, editor, now, expected_version, note=note))


def restore(
    *,
    event_id: str,
    editor: User,
    now: datetime,
    expected_version: int,
    reason: str,
    note: str = "",
) -> Edition:
    """Make a retracted event public again, in the state of the desk."""
    reason = required_text("reason", reason, _("Say why the event is public again."))
    note = optional_text("note", note)
    return _put_out(_RESTORE, _Act(event_id, editor, now, expected_version, note, reason))


def retract(
    *, event_id: str, editor: User, now: datetime, expected_version: int, reason: str
) -> Edition:
    """Retract an event: a tombstone with the public reason replaces it."""
    reason = required_text("reason", reason, _("Say publicly why the event is taken back."))
    act = _Act(event_id, editor, now, expected_version, note=reason, reason=reason)
    with transaction.atomic():
        version = _begin(_RETRACT, act)
        event = Event.objects.get(pk=event_id)
        tombstone = record.Retraction(
            id=event.pk, url=f"/events/{event.pk}/", retracted=True, edition=UNNUMBERED
        )
        return _issue(_RETRACT, act, _Change(event, version, current_record(event_id), tombstone))


def preview(event_id: str, *, now: datetime) -> tuple[record.Event | None, list[Problem]]:
    """Return the record that publishing would create, or None and the problems preventing it."""
    event = _loaded(event_id)
    found = problems(event, now=now)
    return (None if found else _built(event, links_of(event), current_record(event_id))), found


def _loaded(event_id: str) -> Event:
    """Return an event of the desk, with what was approved of the records that it names."""
    event = load_event(event_id)
    as_approved(records_of(event))
    return event


def _built(event: Event, links: EventLinks, before: record.Event | None) -> record.Event:
    return relinked(build_event(event), links, before)


def _begin(step: _Step, act: _Act) -> int:
    require(act.editor, step.permission)
    version = begin_change(Event, act.event_id, expected_version=act.expected_version, now=act.now)
    state = Event.objects.values_list("state", flat=True).get(pk=act.event_id)
    if state not in step.states:
        message = _("This cannot be done while the event is “%(state)s”.")
        raise EditorialError([Problem("state", message % {"state": State(state).label})])
    return version


def _move(step: _Step, act: _Act) -> None:
    """Change the state without a public edition."""
    with transaction.atomic():
        version = _begin(step, act)
        Event.objects.filter(pk=act.event_id).update(state=step.state)
        _log(step, act, version, None)


def _put_out(step: _Issuing, act: _Act) -> Edition:
    with transaction.atomic():
        version = _begin(step, act)
        event = _loaded(act.event_id)
        found = problems(event, now=act.now)
        if found:
            raise EditorialError(found)
        before, links = current_record(act.event_id), links_of(event)
        body = _built(event, links, before)
        if body == before:
            raise EditorialError([Problem("", _("Nothing has changed since the last edition."))])
        approve_new(records_of(event))
        return _issue(step, act, _Change(event, version, before, body, links))


@dataclass(frozen=True)
class _Change:
    """The old and the new record; None: not public."""

    event: Event
    version: int
    before: record.Event | None
    after: record.EventRecord
    links: EventLinks = field(default_factory=lambda: NO_LINKS)


def _issue(step: _Issuing, act: _Act, change: _Change) -> Edition:
    """Write the edition, and update everything that depends on it."""
    event, issue = change.event, Issue(step.kind, act.editor, act.now, act.note)
    formerly_answered = answered_events(event.pk)
    edition = write_edition(event, change.after, issue, change.links)
    Event.objects.filter(pk=event.pk).update(state=step.state, published_version=change.version)
    _log(step, act, change.version, edition)
    named = [one for one in (change.before, change.after) if isinstance(one, record.Event)]
    refresh_profiles(
        now=edition.at,
        actors={actor for one in named for actor, _role, _part in actor_roles(one)},
        sources={source for one in named for source in source_ids(one)},
        storylines=event.pins.values_list("storyline_id", flat=True),
    )
    reissued = Issue(EditionKind.UPDATED, act.editor, act.now)
    reissue_linked(event.pk, reissued, also=formerly_answered)
    return edition


def _log(step: _Step, act: _Act, version: int, edition: Edition | None) -> None:
    Action.objects.create(
        event_id=act.event_id,
        verb=step.verb,
        editor=act.editor,
        at=act.now,
        reason=act.reason or act.note,
        version=version,
        edition=edition,
    )
    event = Event(pk=act.event_id)
    record_version(event, Change(act.editor, act.now, act.reason or act.note, step.verb))
