"""The page of an actor's announcements."""

import time_machine

from events.dates import When
from tests import factories, newsroom
from tests.newsroom import NOW
from tests.web.pages import headings, links, text


def announced(actor, title: str, start: str):
    event = newsroom.draft_event(title, occurrence="announced", start=When.parse(start))
    source = event.citations.get().source
    factories.CitationFactory(event=event, source=source, field="occurrence")
    factories.ParticipationFactory(event=event, actor=actor)
    newsroom.publish(event)
    return event


def test_page_says_what_became_of_each(reader):
    actor = newsroom.actor("Xi Jinping")
    announced(actor, "Visit to Russia", "2023-03")
    announced(actor, "Visit to France", "2024-05")
    with time_machine.travel("2023-06-01T12:00:00Z", tick=False):
        page = reader.get(f"/actors/{actor.pk}/announcements/")
    assert headings(page, 2) == ["Date passed, outcome not on record 1", "Still to come 1"]
    assert "That has passed; whether it took place is not on record" in text(page)
    assert links(page)["Announced: Visit to Russia"].startswith("/events/")
    own = links(reader.get(f"/actors/{actor.pk}/"))["Announcements and what became of them"]
    assert own == f"/actors/{actor.pk}/announcements/"


def test_page_changes_when_a_date_passes(reader):
    actor = newsroom.actor("Xi Jinping")
    announced(actor, "Visit", "2023-03-10")
    path = f"/actors/{actor.pk}/announcements/"
    with time_machine.travel("2023-03-10T12:00:00Z", tick=False):
        before = reader.get(path)
    with time_machine.travel("2023-03-11T12:00:00Z", tick=False):
        after = reader.get(path, headers={"if-none-match": before["ETag"]})
    assert headings(before, 2) == ["Still to come 1"]
    assert headings(after, 2) == ["Date passed, outcome not on record 1"]


def test_page_without_announcements_says_so(reader, minister):
    page = reader.get(f"/actors/{minister.pk}/announcements/")
    assert "Nothing with this actor was announced." in text(page)


def test_past_and_language_are_kept(leser):
    actor = newsroom.actor("Xi Jinping")
    announced(actor, "Visit", "2023-03-10")
    later = NOW.replace(day=20)
    with time_machine.travel(later, tick=False):
        page = leser.get(f"/actors/{actor.pk}/announcements/?as_of=2023-03-02")
    assert headings(page, 2) == ["Steht noch aus 1"]
    assert links(page)["Xi Jinping"].endswith("?as_of=2023-03-02T23%3A59%3A59.999999Z")


def test_parameters_that_it_has_no_use_for_are_refused(reader, minister):
    page = reader.get(f"/actors/{minister.pk}/announcements/?from=2023")
    assert (page.status_code, "There is no such parameter." in text(page)) == (400, True)
