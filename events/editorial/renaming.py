"""Updating changed names of places, types, offices and actors in current records.

Only names that are already public are used: those of actors from their profiles, those of offices
and places as they were approved, of a place from an event without unpublished changes.
"""

from collections.abc import Callable

from msgspec.structs import replace

from events import record
from events.editorial.approved import as_approved
from events.editorial.building import place_record
from events.editorial.editions import Issue
from events.editorial.naming import best_names, office_names
from events.editorial.reissue import reissue_events, with_links
from events.models import Edition, Event, EventTypeName, Profile, Tenure
from events.record.language import in_language
from events.record.stored import PROFILES, read_profile
from events.record.vocabulary import ProfileKind
from events.search.purging import wait_for_redaction
from events.search.turns import Pace, short_transaction

Progress = Callable[[int, int], None]


def renew_names(issue: Issue, progress: Progress = lambda _done, _total: None) -> int:
    """Reissue every public event whose record has an outdated name or lacks an answer to one of
    its claims. Return how many were reissued.

    It can be stopped and run again: events that are up to date are skipped.
    """
    ids = list(
        Edition.objects.current().listed().order_by("seq").values_list("event_id", flat=True)
    )
    renewed = done = 0
    pace = Pace()
    while done < len(ids):
        part = ids[done : done + pace.rows]
        with short_transaction():
            pace.begin()
            wait_for_redaction(Event)
            renewed += len(reissue_events(part, _renamed, issue))
            pace.learn(len(part))
        done += len(part)
        progress(done, len(ids))
    return renewed


def _renamed(event: record.Event) -> record.Event:
    desk = Event.objects.select_related("place").get(pk=event.id)
    place = event.place
    if desk.version == desk.published_version and desk.place and place:
        as_approved([desk.place])
        place = place_record(desk.place, event.language)
    types = EventTypeName.objects.filter(type__key=event.type)
    fresh = replace(
        event,
        place=place,
        type_names=dict(types.values_list("language", "name")) or event.type_names,
        participants=[_with_office(part, event.language) for part in event.participants],
        actors={**event.actors, **_public_names(event)},
    )
    return with_links(fresh)


def _with_office(part: record.Participation, language: str) -> record.Participation:
    """Return the participation with the current title of its office; the office is unchanged."""
    rows = Tenure.objects.filter(public_id=part.tenure or "").select_related("office")
    tenure = rows.prefetch_related("office__names").first()
    if tenure is None:
        return part
    as_approved([tenure.office])
    names = office_names(tenure.office)
    office = in_language(names, language, tenure.office.label)
    return replace(part, office=office, offices=names)


def _public_names(event: record.Event) -> dict[str, record.NamedActor]:
    rows = Profile.objects.current().filter(kind=ProfileKind.ACTOR, subject__in=event.actors)
    profiles = (read_profile(row.text, PROFILES[ProfileKind.ACTOR]) for row in rows)
    return {
        profile.id: record.NamedActor(names=best_names(profile.all_names), kind=profile.kind)
        for profile in profiles
        if isinstance(profile, record.Actor)
    }
