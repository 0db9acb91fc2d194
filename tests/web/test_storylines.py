"""The page of one storyline."""

from events.dates import When
from events.editorial.redacting import redact_text
from tests import factories, newsroom
from tests.web.pages import headings, links, text


def test_storyline_is_a_timeline_oldest_first(reader):
    storyline = factories.StorylineFactory(public=True)
    factories.StorylineTextFactory(
        storyline=storyline, title="China and Russia", introduction="How it began."
    )
    for day in (22, 20, 21):
        event = newsroom.draft_event(f"Event {day}", start=When.parse(f"2023-02-{day}"))
        factories.StorylinePinFactory(storyline=storyline, event=event)
        newsroom.publish(event)
    response = reader.get(f"/storylines/{storyline.pk}/")
    assert headings(response, 1) == ["China and Russia"]
    assert "How it began." in text(response)
    assert headings(response, 5) == ["Event 20", "Event 21", "Event 22"]
    assert links(reader.get("/storylines/"))["China and Russia"] == f"/storylines/{storyline.pk}/"


def test_storyline_without_events_says_so(reader):
    storyline = factories.StorylineFactory(public=True)
    factories.StorylineTextFactory(storyline=storyline, title="China and Russia")
    event = newsroom.draft_event("Talks in Moscow")
    factories.StorylinePinFactory(storyline=storyline, event=event)
    newsroom.publish(event)
    newsroom.retract(event, reason="It never took place.")
    response = reader.get(f"/storylines/{storyline.pk}/")
    assert "No event of this storyline is public." in text(response)


def test_redacted_storyline_says_on_what_ground(reader):
    event = newsroom.linked_event("Deliveries")
    storyline = event.pins.get().storyline_id
    redact_text(
        subject=storyline,
        text="Deliveries",
        editor=newsroom.administrator(),
        now=newsroom.NOW,
        ground="Court order",
    )
    shown = text(reader.get(f"/storylines/{storyline}/"))
    assert "Parts of this record have been redacted. On what ground: Court order" in shown
    assert "Story of [redacted]" in shown


def test_unknown_storyline_is_not_found(reader):
    assert reader.get("/storylines/2222-2222-2222/").status_code == 404
