"""Actors, sources, storylines: registers and profiles."""

from datetime import timedelta

import pytest

from events import editorial
from events.dates import When
from tests import factories, newsroom
from tests.web.pages import headings, links, text


@pytest.fixture
def minister(db):
    """An actor with names in two scripts and a metonym, in an office since a first mention."""
    actor = newsroom.actor("Nikolai Patrushev")
    newsroom.name(actor, "Николай Патрушев", "ru", script="Cyrl")
    newsroom.name(actor, "Nikolaj Patruschew", "de", kind="transliteration")
    newsroom.name(actor, "The Lubyanka", "en", kind="metonym")
    tenure = factories.TenureFactory(
        actor=actor, start=When.parse("2008-05"), start_means="cited_since"
    )
    event = newsroom.draft_event("Talks in Moscow")
    factories.ParticipationFactory(event=event, actor=actor, tenure=tenure)
    newsroom.publish(event)
    return actor


@pytest.mark.parametrize("spelling", ["Patrushev", "Patruschew", "Патрушев"])
def test_actor_is_found_in_any_spelling(reader, minister, spelling):
    response = reader.get("/actors/", {"q": spelling})
    assert links(response)["Nikolai Patrushev"] == f"/actors/{minister.pk}/"


def test_actor_not_found_says_so(reader, minister):
    response = reader.get("/actors/", {"q": "Lavrov"})
    assert "Nothing found" in text(response)
    assert links(response)["Show all"] == "/actors/"


def test_register_is_empty_in_words(reader):
    for address in ("/actors/", "/sources/", "/storylines/"):
        assert "Nothing here yet" in text(reader.get(address))


def test_actor_has_names_with_language_and_script_and_its_metonyms_apart(reader, minister):
    response = reader.get(f"/actors/{minister.pk}/")
    shown = text(response)
    assert "Николай Патрушев official name, Russian, Cyrillic script" in shown
    assert "Nikolaj Patruschew transliteration, German" in shown
    assert "Also meant by" in headings(response, 2)
    assert "The Lubyanka metonym, English" in shown
    assert '<span lang="ru" dir="ltr">Николай Патрушев</span>' in response.content.decode()


def test_first_mention_is_not_a_first_day(reader, minister):
    shown = text(reader.get(f"/actors/{minister.pk}/"))
    assert "cited in this office since May 2008; when it began is not known" in shown


def test_beginning_of_an_office_is_said_as_such(reader, minister):
    minister.tenures.update(start_means="in_office_since")
    editorial.save_actor(
        actor=minister, editor=newsroom.reviewer(), now=newsroom.NOW + timedelta(days=1)
    )
    shown = text(reader.get(f"/actors/{minister.pk}/"))
    assert "in office since May 2008" in shown


def test_actor_has_its_own_timeline(reader, minister):
    newsroom.published_event("Talks without him")
    assert headings(reader.get(f"/actors/{minister.pk}/"), 5) == ["Talks in Moscow"]


def test_publisher_shows_what_it_reports(reader):
    event = newsroom.linked_event("Deliveries")
    paper = event.citations.get().source.publisher
    response = reader.get(f"/actors/{paper.pk}/")
    assert "Reported by its publications" in headings(response, 2)
    assert links(response)["Deliveries"] == f"/events/{event.pk}/deliveries/"


def test_source_shows_its_dates_and_what_cites_it(reader):
    source = factories.SourceFactory(
        title="Report",
        url="https://paper.example/report",
        published=When.parse("2023-02-22"),
        modified=When.parse("2023-02-22T16:00+01:00", timezone="Europe/Berlin"),
    )
    event = newsroom.draft_event("Talks in Moscow", source=source)
    event.citations.update(quote="they met", quote_language="en", locator="¶ 2")
    newsroom.publish(event)
    response = reader.get(f"/sources/{source.pk}/")
    shown = text(response)
    assert "As of Wednesday, 22 February 2023, 16:00 CET" in shown
    assert "they met Reports · confidence: medium · ¶ 2" in shown
    assert links(response)["https://paper.example/report"] == "https://paper.example/report"
    citation = event.citations.get().pk
    assert links(response)["link to this citation"] == (
        f"/events/{event.pk}/talks-in-moscow/#citation-{citation}"
    )


def test_stub_says_that_it_is_second_hand_and_shows_the_whole_chain(reader):
    event = newsroom.linked_event("Deliveries")
    stub = event.claims.get(kind="accusation").citations.get().via.get().source
    report = event.citations.get().source
    shown = text(reader.get(f"/sources/{stub.pk}/"))
    assert "We do not hold this item." in shown
    assert (
        f"according to Agency of Deliveries, in the article {report.title} (Paper of Deliveries)"
        in shown
    )


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


@pytest.mark.parametrize("kind", ["actors", "sources", "storylines"])
@pytest.mark.parametrize("query", ["cursor=forged", "as_of=soon", "cursor=a&cursor=b"])
def test_bad_parameter_is_refused(reader, minister, kind, query):
    response = reader.get(f"/{kind}/?{query}")
    assert response.status_code == 400
    assert headings(response, 1) == ["This address asks for something that cannot be answered"]


def test_history_words_the_differences_and_the_note(reader):
    event = newsroom.published_event("Talks in Moscow")
    event.texts.update(title="Talks in Minsk")
    newsroom.correct(event, note="It was Minsk.", now=newsroom.NOW + timedelta(days=1))
    response = reader.get(f"/events/{event.pk}/history/")
    assert headings(response, 2) == ["Edition 2 · Corrected", "Edition 1 · Published"]
    shown = text(response)
    assert "It was Minsk." in shown
    assert "Title was Talks in Moscow is Talks in Minsk" in shown
    then = reader.get(links(response)["See the event as it was then"], follow=True)
    assert headings(then, 1) == ["Talks in Moscow"]


def test_history_of_a_retracted_event_keeps_the_reason(reader):
    event = newsroom.published_event("A meeting that never was")
    newsroom.retract(event, reason="It never took place.", now=newsroom.NOW + timedelta(days=1))
    response = reader.get(f"/events/{event.pk}/history/")
    assert headings(response, 2) == ["Edition 2 · Retracted", "Edition 1 · Published"]
    assert "It never took place." in text(response)
