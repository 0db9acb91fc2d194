"""The page of one actor."""

from datetime import timedelta

from events import editorial
from events.models import Edition, Profile
from tests import newsroom
from tests.web.pages import headings, links, text

UNKNOWN = "2222-2222-2222"


def test_actor_has_names_with_language_and_script_and_its_metonyms_apart(reader, minister):
    response = reader.get(f"/actors/{minister.pk}/")
    shown = text(response)
    assert "Николай Патрушев official name, Russian, Cyrillic script" in shown
    assert "Nikolaj Patruschew transliteration, German" in shown
    assert "Also meant by" in headings(response, 2)
    assert "The Lubyanka metonym, English" in shown
    assert '<span lang="ru" dir="ltr">Николай Патрушев</span>' in response.content.decode()


def test_beginning_of_an_office_is_said_as_such(reader, minister):
    minister.tenures.update(start_means="in_office_since")
    editorial.save_actor(
        actor=minister, editor=newsroom.reviewer(), now=newsroom.NOW + timedelta(days=1)
    )
    shown = text(reader.get(f"/actors/{minister.pk}/"))
    assert "in office since May 2008" in shown


def test_first_mention_is_not_a_first_day(reader, minister):
    shown = text(reader.get(f"/actors/{minister.pk}/"))
    assert "cited in this office since May 2008; when it began is not known" in shown


def test_actor_has_its_own_timeline(reader, minister):
    newsroom.published_event("Talks without him")
    assert headings(reader.get(f"/actors/{minister.pk}/"), 5) == ["Talks in Moscow"]


def test_publisher_shows_what_it_reports(reader):
    event = newsroom.linked_event("Deliveries")
    paper = event.citations.get().source.publisher
    response = reader.get(f"/actors/{paper.pk}/")
    assert "Reported by its publications" in headings(response, 2)
    assert links(response)["Deliveries"] == f"/events/{event.pk}/deliveries/"


def test_unknown_actor_is_not_found(reader):
    assert reader.get(f"/actors/{UNKNOWN}/").status_code == 404


def test_bad_moment_is_refused(reader, minister):
    assert reader.get(f"/actors/{minister.pk}/?as_of=soon").status_code == 400


def test_actor_is_not_public_before_anything_names_it(reader, minister):
    assert reader.get(f"/actors/{minister.pk}/?as_of=2023-02-01").status_code == 404


def test_damaged_profile_is_unavailable_and_logged(reader, minister, caplog):
    found = Profile.objects.filter(kind="actor", subject=minister.pk)
    found.update(document="{", upgraded=None)
    response = reader.get(f"/actors/{minister.pk}/")
    assert response.status_code == 503
    assert "What is stored for this address cannot be read." in text(response)
    assert minister.pk in caplog.text


def test_damaged_event_is_left_out_of_the_timeline_of_an_actor(reader, minister):
    other = newsroom.draft_event("More talks")
    other.participations.create(actor=minister)
    newsroom.publish(other)
    Edition.objects.filter(event__label="Talks in Moscow").update(document="{", upgraded=None)
    response = reader.get(f"/actors/{minister.pk}/")
    assert headings(response, 5) == ["More talks"]


def test_links_of_a_past_page_stay_in_the_past(reader, minister):
    response = reader.get(f"/actors/{minister.pk}/?as_of=2023-03-02")
    assert links(response)["Talks in Moscow"].endswith("?as_of=2023-03-02T23%3A59%3A59.999999Z")
