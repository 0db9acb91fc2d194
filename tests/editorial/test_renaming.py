"""Names that changed are renewed without telling readers of a change that is none."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from events import editorial, record
from events.editorial import naming
from events.editorial.editions import Issue
from events.editorial.reissue import reissue_events
from events.editorial.renaming import _renamed, renew_names
from events.management.consistency import check_record
from events.models import Edition, Event, EventText, EventTypeName, OfficeName, Place, PlaceName
from events.record.vocabulary import EditionKind
from events.search.turns import Pace
from tests import factories, newsroom
from tests.killing import kill_after
from tests.newsroom import NOW, current

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def issue() -> Issue:
    return Issue(EditionKind.UPDATED, newsroom.reviewer(), LATER)


def renew() -> int:
    return renew_names(issue())


def test_nothing_is_reissued_where_every_name_is_right():
    newsroom.linked_event()
    before = Edition.objects.count()
    assert renew() == 0
    assert Edition.objects.count() == before


def test_names_of_place_type_and_office_are_renewed():
    event = newsroom.linked_event()
    PlaceName.objects.create(place=event.place, language="de", name="Moskau")
    EventTypeName.objects.create(type=event.type, language="de", name="Gespräche")
    tenure = event.participations.get(role="participant").tenure
    OfficeName.objects.create(office=tenure.office, language="de", name="Außenminister")
    renew()
    found = current(event)
    assert (found.place.names, found.type_names, found.participants[0].offices) == (
        {"de": "Moskau"},
        {"de": "Gespräche"},
        {"de": "Außenminister"},
    )
    assert (found.edition.kind, found.edition.cause, found.edition.note) == (
        "updated",
        "reference",
        "",
    )


def test_unpublished_changes_stay_on_the_desk():
    event = newsroom.published_event(place=factories.PlaceFactory())
    EventText.objects.filter(event=event).update(title="unpublished marker")
    editorial.begin_change(type(event), event.pk, expected_version=event.version, now=LATER)
    Place.objects.filter(pk=event.place_id).update(country="BY")
    EventTypeName.objects.create(type=event.type, language="de", name="Gespräche")
    assert renew() == 1
    found = current(event)
    assert (found.title, found.place.country, found.type_names) == (
        "Talks in Moscow",
        "RU",
        {"de": "Gespräche"},
    )


def test_name_that_nobody_approved_is_not_taken_from_the_desk():
    person = newsroom.actor("Wang Yi")
    event = newsroom.draft_event()
    factories.ParticipationFactory(event=event, actor=person)
    newsroom.publish(event)
    newsroom.name(person, "unapproved marker", "de")
    assert renew() == 0


def test_actor_gains_its_public_name_in_a_new_language_of_the_interface(monkeypatch):
    person = newsroom.actor("Wang Yi")
    newsroom.name(person, "Wang Yi (fr)", "fr")
    event = newsroom.draft_event()
    factories.ParticipationFactory(event=event, actor=person)
    newsroom.publish(event)
    assert current(event).actors[person.pk].names == {"en": "Wang Yi"}
    monkeypatch.setattr(naming, "LANGUAGES", {"en": 1, "de": 2, "fr": 3})
    assert renew() == 1
    assert current(event).actors[person.pk] == record.NamedActor(
        names={"en": "Wang Yi", "fr": "Wang Yi (fr)"}, kind="person"
    )


def test_office_that_ended_since_is_still_the_one_that_was_held():
    event = newsroom.linked_event()
    tenure = event.participations.get(role="participant").tenure
    other = factories.TenureFactory(
        actor=tenure.actor, office=factories.OfficeFactory(label="Other")
    )
    event.participations.filter(role="participant").update(tenure=other)
    renew()
    assert current(event).participants[0].office == "Minister of Foreign Affairs"


@pytest.mark.django_db(transaction=True)
def test_killed_reissue_keeps_what_it_has_committed_and_is_resumed():
    newsroom.reviewer()
    kind = factories.EventTypeFactory(key="visit")
    events = [newsroom.published_event(f"Visit {n}", type=kind) for n in range(Pace().rows + 2)]
    EventTypeName.objects.create(type=kind, language="de", name="Besuch")

    def renewed() -> int:
        return Edition.objects.filter(number=2).count()

    kill_after(5, "reissue", "--editor=reviewer")
    assert renewed() == 0
    assert list(check_record()) == []
    kill_after(writes_of_a_reissue(events) - 2, "reissue", "--editor=reviewer")
    kept = renewed()
    assert 0 < kept < len(events)
    assert list(check_record()) == []
    assert renew() == len(events) - kept
    assert [current(event).type_names for event in events] == [{"de": "Besuch"}] * len(events)
    assert (Edition.objects.count(), renew()) == (2 * len(events), 0)
    assert list(check_record()) == []


def writes_of_a_reissue(events: list[Event]) -> int:
    """How often a reissue of these events writes: counted, and undone."""
    with CaptureQueriesContext(connection) as queries, transaction.atomic():
        reissue_events([event.pk for event in events], _renamed, issue())
        transaction.set_rollback(True)
    words = ("INSERT", "UPDATE", "DELETE")
    return sum(query["sql"].startswith(words) for query in queries)
