"""What a file wrote is undone, unit by unit, unless somebody has changed or used it since."""

import pytest

from events import editorial
from events.editorial.drafts import desk_event
from events.editorial.drafts.session import Session
from events.editorial.drafts.undoing import Made, Undone, Written, made_by, stays, undo_events
from events.editorial.naming import instant
from events.models import Action, Actor, Claim, Event, Place, Storyline
from tests import factories, newsroom
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db
CHANGED = "Somebody has changed it since. It stays."
OTHER = "It stays with an event that refers to it."


def undo(*unit: Written) -> Undone:
    return undo_events(unit, editor=newsroom.editor(), now=NOW)


def new(event: Event, *made: Made, pins: int = 0) -> Written:
    return Written(event.pk, event.version, made=made, pins=pins)


def changed(event: Event, **members: object) -> Written:
    """What a change by a file has written."""
    before = desk_event(event.pk)
    after = editorial.change_event(
        pk=event.pk,
        document=members,
        editor=newsroom.editor(),
        now=NOW,
        expected_version=event.version,
    )
    return Written(event.pk, after["version"], before)


def follow(event: Event, *others: Event) -> None:
    for other in others:
        factories.EventRelationFactory(from_event=event, to_event=other, type="follows")


def test_new_event_is_deleted_with_all_its_rows():
    event, other = newsroom.linked_event(publish_it=False), newsroom.draft_event()
    follow(event, other)
    Action.objects.all().delete()
    assert undo(new(event, pins=event.pins.count())) == Undone(made={event.pk: []})
    assert not Event.objects.filter(pk=event.pk).exists()
    assert not Claim.objects.filter(event=event.pk).exists()
    assert Event.objects.filter(pk=other.pk).exists()


def test_changed_event_is_set_back_and_the_log_says_so():
    event = newsroom.draft_event("Before")
    before = desk_event(event.pk)
    written = changed(event, title="After", start="2024", citations=[], place={"name": "Kyiv"})
    assert undo(written) == Undone(made={event.pk: []})
    after = desk_event(event.pk)
    assert (after.pop("version"), after.pop("updated_at")) == (3, instant(NOW))
    assert after == {name: before[name] for name in after}
    assert event.actions.first().reason == "The import was undone."


def test_account_needs_no_permissions_any_more():
    event = newsroom.draft_event("Before")
    written = changed(event, title="After")
    gone = factories.UserFactory(is_active=False)
    assert undo_events([written], editor=gone, now=NOW).events == {}
    event.refresh_from_db()
    assert (event.label, event.actions.first().editor) == ("Before", gone)
    gone.refresh_from_db()
    assert (gone.is_superuser, gone.is_active) == (False, False)


def test_event_of_another_version_stays():
    event = newsroom.draft_event("Before")
    written = changed(event, title="After")
    event.refresh_from_db()
    changed(event, title="Better")
    assert undo(written) == Undone(events={event.pk: CHANGED})
    assert desk_event(event.pk)["title"] == "Better"


def test_new_event_that_was_published_stays():
    event = newsroom.draft_event()
    written = new(event)
    newsroom.publish(event)
    assert undo(written).events == {event.pk: "It has been published since, and stays."}


def test_new_event_that_was_pinned_stays():
    event = newsroom.draft_event()
    factories.StorylinePinFactory(event=event)
    told = "It has been added to a storyline since, and stays."
    assert undo(new(event)).events == {event.pk: told}
    assert undo(new(event, pins=1)).events == {}


def test_new_event_that_others_refer_to_stays():
    related, answered, shared = [newsroom.draft_event(str(n)) for n in range(3)]
    follow(newsroom.draft_event("Other"), related)
    factories.ClaimLinkFactory(to_claim=factories.ClaimFactory(event=answered))
    factories.ClaimFactory().also_about.add(shared)
    told = "Another event refers to it. It stays."
    for event in (related, answered, shared):
        assert undo(new(event)) == Undone(events={event.pk: told})
    assert Event.objects.filter(pk__in=[related.pk, answered.pk, shared.pk]).count() == 3


def test_events_in_a_circle_are_deleted_together_or_stay_together():
    first, second = newsroom.draft_event("First"), newsroom.draft_event("Second")
    follow(first, second)
    follow(second, first)
    claims = [factories.ClaimFactory(event=event) for event in (first, second)]
    for one, other in (claims, claims[::-1]):
        factories.ClaimLinkFactory(from_claim=one, to_claim=other)
    unit = [new(first), Written(second.pk, second.version + 1)]
    assert undo(*unit) == Undone(events={first.pk: OTHER, second.pk: CHANGED})
    assert first.relations.count() == 1
    assert undo(new(first), new(second)).events == {}
    assert Event.objects.filter(pk__in=[first.pk, second.pk]).count() == 0


def test_event_that_somebody_has_deleted_is_gone():
    event = newsroom.draft_event()
    written = new(event)
    event.delete()
    assert undo(written).events == {}


def test_event_that_cannot_be_set_back_stays_and_says_why():
    person = newsroom.actor("Wang Yi")
    event = newsroom.draft_event("Before")
    factories.ParticipationFactory(event=event, actor=person)
    written = changed(event, title="After", participants=[])
    person.delete()
    [reason] = undo(written).events.values()
    told = "It cannot be set back, and stays: There is no actor with this id."
    assert (reason, desk_event(event.pk)["title"]) == (told, "After")


def test_claim_that_was_noted_to_be_about_the_event_is_so_no_more():
    claim, event = factories.ClaimFactory(), newsroom.draft_event()
    claim.also_about.add(event)
    through = Claim.also_about.through.objects.all()
    assert undo(new(event, *made_by(through))).events == {}
    assert (claim.also_about.count(), Event.objects.filter(pk=event.pk).count()) == (0, 0)


def test_records_that_were_created_are_deleted_unless_they_are_used_or_changed():
    unused, used = newsroom.actor("Unused"), newsroom.actor("Used")
    edited = newsroom.actor("Edited", version=2)
    place, storyline, pinned = (
        factories.PlaceFactory(),
        factories.StorylineFactory(),
        factories.StorylineFactory(label="Pinned"),
    )
    factories.StorylinePinFactory(storyline=pinned)
    factories.ClaimFactory(speaker=used)
    event = newsroom.draft_event()
    made = made_by([unused, *unused.names.all(), used, edited, place, storyline, pinned])
    undone = undo(new(event, *made))
    assert undone.made == {event.pk: ["Pinned", "Edited", "Used"]}
    assert stays(undone.made[event.pk]).message == (
        "These records were created and stay, since they are used: Pinned, Edited, Used"
    )
    assert not Actor.objects.filter(pk=unused.pk).exists()
    assert not Place.objects.filter(pk=place.pk).exists()
    assert [one.label for one in Storyline.objects.all()] == ["Pinned"]


def test_parts_of_records_are_not_listed_among_what_was_made():
    session = Session(newsroom.editor())
    person = newsroom.actor("Wang Yi")
    session.made = [person, *person.names.all(), factories.EventTypeNameFactory()]
    assert made_by(session.made) == [("events.actor", person.pk)]
