"""No page of the desk asks the database more often for three rows than for one."""

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.dates import When
from events.models import Event
from tests import factories, newsroom
from tests.admin.pages import event_path

LISTS = [
    "action",
    "actor",
    "claim",
    "edition",
    "event",
    "eventtype",
    "office",
    "place",
    "profile",
    "source",
    "storyline",
]


def queries(client, path, **query):
    cache.clear()
    with CaptureQueriesContext(connection) as seen:
        response = client.get(path, query)
    assert response.status_code == 200
    return len(seen)


def fill(number: int) -> None:
    """One more of everything, each linked to everything else."""
    event = newsroom.linked_event(f"Talks {number}")
    kind = factories.EventTypeFactory(key=f"kind_{number}", parent=event.type)
    factories.EventTypeNameFactory(type=kind)
    Event.objects.filter(pk=event.pk).update(type=kind)
    office = factories.OfficeFactory(body=newsroom.actor(f"State {number}"))
    factories.OfficeNameFactory(office=office)
    factories.PlaceNameFactory(place=event.place)


@pytest.fixture
def superuser(db, client):
    client.force_login(factories.UserFactory(username="chief", is_superuser=True))
    return client


@pytest.mark.parametrize("model", LISTS)
def test_list_asks_no_more_for_three_than_for_one(superuser, model):
    path = f"/admin/events/{model}/"
    fill(1)
    queries(superuser, path)
    one = queries(superuser, path)
    fill(2)
    fill(3)
    assert queries(superuser, path) == one


def link(event: Event, number: int) -> None:
    """One more of each row that an event can have, down to the last level."""
    actor, publisher = newsroom.actor(f"Actor {number}"), newsroom.actor(f"Publisher {number}")
    source = factories.SourceFactory(publisher=publisher, published=When.parse("2023-02"))
    tenure = factories.TenureFactory(actor=actor)
    participation = factories.ParticipationFactory(event=event, actor=actor, tenure=tenure)
    claim = factories.ClaimFactory(event=event, speaker=actor, said=When.parse("2023"))
    claim.also_about.add(newsroom.draft_event(f"Other {number}"))
    factories.ClaimTextFactory(claim=claim)
    answered = factories.ClaimFactory(event=newsroom.draft_event(f"Home {number}"), speaker=actor)
    factories.ClaimTextFactory(claim=answered)
    factories.ClaimLinkFactory(from_claim=claim, to_claim=answered)
    for parent in ({"event": event}, {"claim": claim}, {"participation": participation}):
        citation = factories.CitationFactory(source=source, **parent)
        factories.HopFactory(citation=citation, actor=publisher)
        factories.HopFactory(citation=citation, source=source, position=1)
    factories.EventOtherDateFactory(event=event, source=source)
    factories.EventRelationFactory(from_event=event, to_event=newsroom.draft_event(f"To {number}"))
    factories.StorylinePinFactory(event=event)
    factories.EventTextFactory(event=event, language=f"x{chr(96 + number)}", origin="translation")


def test_event_form_asks_no_more_for_three_rows_of_each_kind_than_for_one(superuser):
    event = newsroom.draft_event()
    link(event, 1)
    queries(superuser, event_path(event))
    one = queries(superuser, event_path(event))
    link(event, 2)
    link(event, 3)
    assert queries(superuser, event_path(event)) == one


def test_actor_form_asks_no_more_for_three_rows_than_for_one(superuser):
    actor = newsroom.actor("Wang Yi")
    path = f"/admin/events/actor/{actor.pk}/change/"

    def hold(number):
        tenure = factories.TenureFactory(actor=actor, start=When.parse(f"20{number}"))
        citation = factories.CitationFactory(tenure=tenure)
        factories.HopFactory(citation=citation, actor=newsroom.actor(f"Agency {number}"))
        newsroom.name(actor, f"Name {number}", "de")

    hold(11)
    queries(superuser, path)
    one = queries(superuser, path)
    hold(12)
    hold(13)
    assert queries(superuser, path) == one


@pytest.mark.parametrize("model", ["storyline", "office", "place", "eventtype", "source"])
def test_other_forms_ask_no_more_for_three_than_for_one(superuser, model):
    def path():
        linked = Event.objects.filter(label="Talks 1").get()
        record = {
            "storyline": lambda: linked.pins.get().storyline,
            "office": lambda: (
                linked.participations.filter(tenure__isnull=False).get().tenure.office
            ),
            "place": lambda: linked.place,
            "eventtype": lambda: linked.type,
            "source": lambda: linked.citations.get().source,
        }[model]()
        return f"/admin/events/{model}/{record.pk}/change/"

    fill(1)
    queries(superuser, path())
    one = queries(superuser, path())
    fill(2)
    fill(3)
    assert queries(superuser, path()) == one


@pytest.mark.parametrize(
    ("model", "field"),
    [
        ("participation", "actor"),
        ("participation", "tenure"),
        ("citation", "source"),
        ("claimlink", "to_claim"),
        ("eventrelation", "to_event"),
        ("event", "place"),
    ],
)
def test_search_asks_no_more_for_three_than_for_one(superuser, model, field):
    query = {"app_label": "events", "model_name": model, "field_name": field, "term": ""}
    fill(1)
    queries(superuser, "/admin/autocomplete/", **query)
    one = queries(superuser, "/admin/autocomplete/", **query)
    fill(2)
    fill(3)
    assert queries(superuser, "/admin/autocomplete/", **query) == one


def test_index_asks_no_more_for_three_than_for_one(superuser):
    fill(1)
    Event.objects.update(state="in_review")
    queries(superuser, "/admin/")
    one = queries(superuser, "/admin/")
    fill(2)
    fill(3)
    Event.objects.update(state="in_review")
    assert queries(superuser, "/admin/") == one
