"""No list costs more queries for more events."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories, newsroom


def count(client, address) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "address", ["/", "/?occurrence=occurred", "/actors/", "/sources/", "/storylines/", "/?q=linked"]
)
def test_list_costs_the_same_for_one_and_for_three(reader, address):
    newsroom.linked_event("Linked one")
    once = count(reader, address)
    newsroom.linked_event("Linked two")
    newsroom.linked_event("Linked three")
    assert count(reader, address) == once


@pytest.mark.parametrize("kind", ["actors", "sources", "storylines"])
def test_page_of_a_profile_costs_the_same_for_one_and_for_three(reader, kind):
    first = newsroom.linked_event("Linked one")
    subject = {
        "actors": first.participations.get(position=0).actor,
        "sources": first.citations.get().source,
        "storylines": first.pins.get().storyline,
    }[kind]
    once = count(reader, f"/{kind}/{subject.pk}/")
    for title in ("Linked two", "Linked three"):
        event = newsroom.linked_event(title, publish_it=False)
        event.participations.filter(position=0).update(
            actor=first.participations.get(position=0).actor
        )
        event.citations.update(source=first.citations.get().source)
        event.pins.update(storyline=first.pins.get().storyline)
        newsroom.publish(event)
    assert count(reader, f"/{kind}/{subject.pk}/") == once


def test_page_of_an_event_costs_the_same_for_answers_to_one_and_to_three_events(reader):
    def page(*accused):
        event = newsroom.draft_event("Denial given")
        denial = factories.ClaimFactory(event=event, kind="denial")
        factories.ClaimTextFactory(claim=denial)
        factories.CitationFactory(claim=denial)
        for other in accused:
            factories.ClaimLinkFactory(
                from_claim=denial, to_claim=other.claims.get(kind="accusation")
            )
        newsroom.publish(event)
        return f"/events/{event.pk}/denial-given/"

    events = [newsroom.linked_event(f"Linked {number}") for number in range(3)]
    assert count(reader, page(*events)) == count(reader, page(events[0]))
