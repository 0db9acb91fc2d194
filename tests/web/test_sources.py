"""The page of one source."""

from events.dates import When
from tests import factories, newsroom
from tests.web.pages import links, text


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
    citation = event.citations.get().public_id
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


def test_unknown_source_is_not_found(reader):
    assert reader.get("/sources/2222-2222-2222/").status_code == 404


def test_source_that_only_a_retracted_event_cited_is_not_public(reader):
    event = newsroom.published_event("Talks in Moscow")
    address = f"/sources/{event.citations.get().source_id}/"
    assert reader.get(address).status_code == 200
    newsroom.retract(event, reason="It never took place.")
    assert reader.get(address).status_code == 404
