"""New editions of events whose record repeats data of another record that changed.

A reissue starts from the current record and never from the desk, which may contain unpublished
changes. It does not change the office that an actor held at the event's date.
"""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, Final

import msgspec
import orjson
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override
from msgspec import structs

from events import record
from events.dates import LANGUAGES
from events.editorial.approved import as_approved
from events.editorial.building import unnumbered
from events.editorial.editions import Issue, write_edition
from events.editorial.event_links import EventLinks, relinked
from events.editorial.naming import (
    Mentions,
    Names,
    first_version,
    office_names,
    storyline_ref,
)
from events.models import (
    Action,
    Actor,
    Claim,
    Edition,
    EditionRelation,
    Office,
    Source,
    StorylinePin,
)
from events.record.language import in_language
from events.record.mentions import with_known
from events.record.stored import read_record
from events.record.vocabulary import ClaimLinkType, EditionCause, Verb

Rewrite = Callable[[record.Event, EventLinks], record.Event]
Note = Callable[[record.Event, record.Event], str]


def reissue(
    editions: Iterable[Edition], rewrite: Rewrite, issue: Issue, note: Note = lambda _old, _new: ""
) -> list[Edition]:
    """Create new editions of the events whose record `rewrite` changes, with the public `note`."""
    written = []
    for edition in editions:
        links: EventLinks = orjson.loads(edition.event_links)
        old = read_record(edition.text)
        if not isinstance(old, record.Event):
            continue
        new = rewrite(unnumbered(old), links)
        if new == unnumbered(old):
            continue
        said = note(old, new)
        cause = EditionCause.ANSWER if said else EditionCause.REFERENCE
        note_of_it = said or issue.note
        again = write_edition(
            edition.event, new, replace(issue, cause=cause, note=note_of_it), links
        )
        Action.objects.create(
            event=edition.event,
            verb=Verb.REISSUED,
            editor=issue.editor,
            at=issue.now,
            version=edition.event.version,
            edition=again,
        )
        written.append(again)
    return written


def reissue_linked(event_id: str, issue: Issue, *, also: Iterable[str] = ()) -> list[Edition]:
    """Update what other current editions say about this event, after it changed or was retracted.

    `also`: events that it was linked to until now. Reissued events can be linked to further events,
    so this continues until no record changes any more.
    """
    written: list[Edition] = []
    waiting = deque([(event_id, frozenset(also))])
    while waiting:
        changed, former = waiting.popleft()
        editions = _linked_to(changed, former)
        for edition in reissue(editions, _rewrite_links(changed), issue, _answer_note):
            written.append(edition)
            waiting.append((edition.event_id, frozenset()))
    return written


def reissue_events(
    event_ids: Iterable[str], fresh: Callable[[record.Event], record.Event], issue: Issue
) -> list[Edition]:
    """Create new editions of the events for which `fresh` returns a different record."""
    editions = _current(Q(event_id__in=set(event_ids)))
    return reissue(editions, lambda event, _links: fresh(event), issue, _answer_note)


def with_links(event: record.Event) -> record.Event:
    """Return the record of a public event with its current links to other events."""
    edition = Edition.objects.current().get(event=event.id)
    return relinked(event, orjson.loads(edition.event_links), event)


def answered_events(event_id: str) -> set[str]:
    """Return the events whose claims the current edition of an event answers."""
    rows = EditionRelation.objects.filter(type=EditionRelation.ANSWERS)
    rows = rows.filter(edition__in=Edition.objects.current().filter(event=event_id))
    return set(rows.values_list("to_event_id", flat=True))


def _linked_to(event_id: str, former: frozenset[str]) -> QuerySet[Edition]:
    """Return the current editions of other events that are linked to this one, either way."""
    about = Claim.objects.filter(event=event_id, also_about__isnull=False)
    others = {*former, *answered_events(event_id), *about.values_list("also_about", flat=True)}
    linking = EditionRelation.objects.filter(to_event=event_id).values("edition")
    return _current(Q(seq__in=linking) | Q(event_id__in=others)).exclude(event_id=event_id)


def _current(condition: Q) -> QuerySet[Edition]:
    return Edition.objects.current().listed().filter(condition).select_related("event")


def _rewrite_links(changed: str) -> Rewrite:
    def rewrite(event: record.Event, links: EventLinks) -> record.Event:
        if Claim.objects.filter(event=changed, also_about=event.id).exists():
            links["shared"] = sorted({*links["shared"], changed})
        return relinked(event, links, event)

    return rewrite


def _answer_note(old: record.Event, new: record.Event) -> str:
    """Return what changed in the answers to the event's claims, in its own language, or ""."""
    before, after = (
        {(answer.claim, claim.id): answer for claim in event.claims for answer in claim.answered_by}
        for event in (old, new)
    )
    came = [answer for key, answer in after.items() if before.get(key) != answer]
    went = [answer for key, answer in before.items() if key not in after]
    with override(new.language if new.language in LANGUAGES else "en"):
        patterns = [(_(_ANSWERED[ClaimLinkType(answer.type)]), answer) for answer in came]
        patterns += [(_("An answer by %(speaker)s is no longer public."), a) for a in went]
    notes = [pattern % {"speaker": answer.speaker.name} for pattern, answer in patterns]
    return " ".join(dict.fromkeys(notes))


_ANSWERED: Final = {
    ClaimLinkType.DENIES: gettext_noop("%(speaker)s denies a claim of this event."),
    ClaimLinkType.CONFIRMS: gettext_noop("%(speaker)s confirms a claim of this event."),
    ClaimLinkType.REPEATS: gettext_noop("%(speaker)s repeats a claim of this event."),
    ClaimLinkType.QUALIFIES: gettext_noop("%(speaker)s qualifies a claim of this event."),
    ClaimLinkType.RETRACTS: gettext_noop("%(speaker)s takes back a claim of this event."),
}


def reissue_actor(actor: Actor, issue: Issue) -> list[Edition]:
    """Reissue every current edition that names the actor, after a corrected name."""

    def rewrite(event: record.Event, _links: EventLinks) -> record.Event:
        mentions = Mentions(Names(event.language))
        reference = mentions.actor(actor)
        fresh = _renamed(event, reference, name=reference.name)
        return structs.replace(fresh, actors={**fresh.actors, **mentions.actors})

    return reissue(_current(Q(actors__actor=actor)).distinct(), rewrite, issue)


def reissue_source(source: Source, issue: Issue) -> list[Edition]:
    """Reissue every current edition that cites the source, after a correction of the source."""
    as_approved([source.publisher] if source.publisher else [])

    def rewrite(event: record.Event, _links: EventLinks) -> record.Event:
        mentions = Mentions(Names(event.language))
        reference = mentions.source(source)
        fresh = structs.replace(
            _renamed(event, reference, name=reference.title),
            sources={**event.sources, **mentions.sources},
        )
        known = with_known(fresh, [mentions.actors, event.actors], [fresh.sources])
        return record.with_origins(known, _first_versions(known))

    return reissue(_current(Q(sources__source=source)), rewrite, issue)


def reissue_pinned(storyline_id: str, issue: Issue) -> list[Edition]:
    """Reissue the events that are or were in a storyline that changed. Others are left as named."""
    pinned = StorylinePin.objects.filter(storyline=storyline_id).values("event_id")
    chosen = Q(storylines__storyline=storyline_id) | Q(event_id__in=pinned)

    def rewrite(event: record.Event, _links: EventLinks) -> record.Event:
        known = {one.id: one for one in event.storylines}
        pins = StorylinePin.objects.filter(event=event.id, storyline__public=True)
        pins = pins.select_related("storyline").prefetch_related("storyline__texts")
        pinned = {pin.storyline_id: pin.storyline for pin in pins}
        if storyline_id in pinned:
            known[storyline_id] = storyline_ref(pinned[storyline_id])
        else:
            known.pop(storyline_id, None)
        order = {pk: place for place, pk in enumerate(pinned)}
        fresh = sorted(known.values(), key=lambda one: order.get(one.id, len(order)))
        return structs.replace(event, storylines=fresh)

    return reissue(_current(chosen).distinct(), rewrite, issue)


def reissue_office(office: Office, issue: Issue) -> list[Edition]:
    """Reissue every current edition in which somebody holds the office, after it was renamed."""
    names = office_names(office)
    held = set(office.tenures.values_list("public_id", flat=True))

    def renamed(part: record.Participation, language: str) -> record.Participation:
        if part.tenure not in held:
            return part
        title = in_language(names, language, office.label)
        return structs.replace(part, office=title, offices=names)

    def rewrite(event: record.Event, _links: EventLinks) -> record.Event:
        parts = [renamed(part, event.language) for part in event.participants]
        return structs.replace(event, participants=parts)

    holders = Q(actors__actor__tenures__office=office, actors__takes_part=True)
    return reissue(_current(holders).distinct(), rewrite, issue)


def _first_versions(event: record.Event) -> dict[str, str]:
    rows = list(Source.objects.filter(pk__in=event.sources).select_related("revision_of"))
    as_approved(rows)
    return {source.id: first_version(source) for source in rows if source.revision_of_id}


def _renamed(
    event: record.Event, reference: record.ActorRef | record.SourceRef, *, name: str
) -> record.Event:
    """Return the event with this reference instead of each one to the same page."""
    fresh = msgspec.to_builtins(reference)

    def replaced(value: Any) -> Any:
        if isinstance(value, list):
            return [replaced(item) for item in value]
        if not isinstance(value, dict):
            return value
        if value.keys() == fresh.keys() and value["url"] == fresh["url"]:
            return fresh
        renewed = {key: replaced(item) for key, item in value.items()}
        # An origin refers to its actor or source by id only.
        if "why" in value and reference.id in (value.get("actor"), value.get("source")):
            renewed["name"] = name
        return renewed

    return msgspec.convert(replaced(msgspec.to_builtins(event)), record.Event)
