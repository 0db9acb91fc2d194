"""The pages of one event and of its editions."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from events.dates import When
from events.editorial.redacting import redact_edition, redact_text
from events.models import Edition
from tests import factories, newsroom
from tests.web.pages import headings, links, text, words

LATER = newsroom.NOW + timedelta(days=1)


def page(client, event, **query):
    return client.get(event.get_absolute_url(), query, follow=True)


def test_address_leads_to_the_slug_of_the_original_title(reader):
    event = newsroom.published_event("Talks in Moscow")
    response = reader.get(f"/events/{event.pk}/")
    assert (response.status_code, response["Location"]) == (
        302,
        f"/events/{event.pk}/talks-in-moscow/",
    )
    wrong = reader.get(f"/events/{event.pk}/talks-in-minsk/?as_of=2023-03-02")
    assert (wrong.status_code, wrong["Location"]) == (
        302,
        f"/events/{event.pk}/talks-in-moscow/?as_of=2023-03-02T23%3A59%3A59.999999Z",
    )


def test_denial_stands_directly_beside_its_claim(reader):
    event = newsroom.linked_event("Deliveries")
    body = page(reader, event).content.decode()
    exchange = body.split('class="exchange exchange-answered exchange-denied"')[1]
    exchange = exchange.split("</section>")[0]
    claim, denial = (
        exchange.index("Accusation in Deliveries"),
        exchange.index("Denial in Deliveries"),
    )
    assert claim < denial
    assert exchange.count("<article") == 2
    assert "denies this" in exchange


def test_chain_of_a_claim_is_worded(reader):
    event = newsroom.linked_event("Deliveries")
    shown = text(page(reader, event))
    assert "Speaker of Deliveries, according to Agency of Deliveries, in this report" in shown
    assert "in the words of the source: laut Angaben der Agentur" in shown


def answered_elsewhere():
    """A claim of one event, denied by a claim that is recorded with another."""
    accused = newsroom.draft_event("Accusation made")
    claim = factories.ClaimFactory(
        event=accused, speaker=newsroom.actor("Accuser"), kind="accusation"
    )
    factories.ClaimTextFactory(claim=claim, text="They did it.")
    factories.CitationFactory(claim=claim)
    newsroom.publish(accused)
    denied = newsroom.draft_event("Denial given")
    denial = factories.ClaimFactory(event=denied, speaker=newsroom.actor("Accused"), kind="denial")
    factories.ClaimTextFactory(claim=denial, text="We did not.")
    factories.CitationFactory(claim=denial)
    factories.ClaimLinkFactory(from_claim=denial, to_claim=claim)
    newsroom.publish(denied)
    return accused, denied


@pytest.mark.parametrize("which", [0, 1])
def test_denial_recorded_with_another_event_stands_beside_its_claim_on_both_pages(reader, which):
    event = answered_elsewhere()[which]
    body = page(reader, event).content.decode()
    exchange = body.split("exchange-denied")[1].split("</section>")[0]
    assert exchange.index("They did it.") < exchange.index("We did not.")


def test_denial_that_was_retracted_leaves_the_claim_undenied_but_not_in_the_past(reader):
    accused, denied = answered_elsewhere()
    newsroom.retract(denied, reason="Never said.", now=LATER)
    assert "We did not." not in text(page(reader, accused))
    assert "exchange-denied" not in page(reader, accused).content.decode()
    before = page(reader, accused, as_of="2023-03-01T12:00:01Z")
    assert "We did not." in text(before)


def test_claim_that_is_no_longer_public_leaves_its_denial_alone(reader):
    accused, denied = answered_elsewhere()
    newsroom.retract(accused, reason="Nobody said so.", now=LATER)
    shown = text(page(reader, denied))
    assert "We did not." in shown
    assert "They did it." not in shown


def test_participant_has_office_role_and_the_wording_of_the_source(reader):
    response = page(reader, newsroom.linked_event("Deliveries"))
    shown = text(response)
    assert "Speaker of Deliveries Participant · Minister of Foreign Affairs" in shown
    assert "described as leitender Außenpolitiker" in shown


def test_relation_is_worded_from_both_sides(reader):
    event = newsroom.linked_event("Deliveries")
    container = event.relations.get().to_event
    assert "Part of" in headings(page(reader, event), 2)
    assert "Includes" in headings(page(reader, container), 2)
    assert links(page(reader, container))["Deliveries"] == f"/events/{event.pk}/deliveries/"


def test_stub_source_is_visibly_second_hand(reader):
    shown = text(page(reader, newsroom.linked_event("Deliveries")))
    assert "Wire of Deliveries Article Agency of Deliveries English known only second hand" in shown


def test_origins_are_counted_in_words(reader):
    event = newsroom.draft_event()
    factories.CitationFactory(
        event=event, source=factories.SourceFactory(publisher=newsroom.actor("Another paper"))
    )
    newsroom.publish(event)
    assert "Two independent origins:" in text(page(reader, event))


def test_claims_and_citations_have_anchors_once_each(reader):
    event = newsroom.linked_event("Deliveries")
    body = page(reader, event).content.decode()
    ids = [part.split('"')[0] for part in body.split(' id="')[1:]]
    assert sorted(ids) == sorted(set(ids))
    assert {f"claim-{claim.pk}" for claim in event.claims.all()} <= set(ids)
    assert f"citation-{event.citations.get().public_id}" in ids
    assert {
        f"citation-{claim.citations.get().public_id}" for claim in event.claims.filter(position=0)
    } <= set(ids)


def test_translation_is_shown_and_says_so(leser):
    event = newsroom.linked_event("Deliveries")
    response = page(leser, event)
    assert headings(response, 1) == ["Deliveries (deutsch)"]
    assert response["Content-Language"] == "de"
    assert '<html lang="de" dir="ltr">' in response.content.decode()


def test_text_in_another_language_carries_language_and_direction(reader):
    event = newsroom.draft_event()
    event.texts.update(language="ar", title="محادثات في موسكو", summary="ملخص")
    newsroom.publish(event)
    body = page(reader, event).content.decode()
    assert '<span lang="ar" dir="rtl">محادثات في موسكو</span>' in body
    assert '<div class="prose" lang="ar" dir="rtl">' in body


def test_correction_is_said_on_the_page(reader):
    event = newsroom.published_event("Talks in Moscow")
    event.texts.update(summary="Better.")
    newsroom.correct(event, note="The summary was wrong.", now=LATER)
    shown = text(page(reader, event))
    assert "Correction: The summary was wrong." in shown
    assert "Edition 2, corrected on Thursday, 2 March 2023, 12:00 UTC" in shown


def test_retracted_event_is_gone_and_says_why(reader):
    event = newsroom.published_event("A meeting that never was")
    newsroom.retract(event, reason="It never took place.", now=LATER)
    response = page(reader, event)
    assert response.status_code == 410
    assert headings(response, 1) == ["This event has been retracted"]
    assert "It never took place." in text(response)
    assert "A meeting that never was" not in response.content.decode()


def test_retracted_event_as_of_before_says_that_it_was_retracted_since(reader):
    event = newsroom.published_event("A meeting that never was")
    newsroom.retract(event, reason="It never took place.", now=LATER)
    response = page(reader, event, as_of="2023-03-01T12:00:01Z")
    assert headings(response, 1) == ["A meeting that never was"]
    assert "The event has been retracted since." in text(response, "aside")


def test_page_as_of_before_the_first_edition_is_not_found(reader):
    event = newsroom.published_event("Talks in Moscow")
    assert page(reader, event, as_of="2023-02-01").status_code == 404


def test_bad_moment_is_refused(reader):
    event = newsroom.published_event("Talks in Moscow")
    response = page(reader, event, as_of="soon")
    assert response.status_code == 400
    assert "Write a date such as" in text(response)
    assert "Talks in Moscow" not in text(response)


def without_data(response) -> str:
    """The page without the block of linked data in its head, which no browser runs."""
    return re.sub(r'<script type="application/ld\+json">[^<]*</script>', "", response.text, count=1)


def test_user_text_is_never_markup(reader):
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    event = newsroom.linked_event("Deliveries", publish_it=False)
    event.texts.update(title=evil, summary=evil)
    event.citations.update(quote=evil, locator=evil)
    event.participations.update(described_as=evil)
    for claim in event.claims.all():
        claim.texts.update(text=evil)
    newsroom.publish(event, note=evil)
    for response in (reader.get("/"), page(reader, event)):
        body = without_data(response)
        assert (body.count("<script"), body.count("<img")) == (0, 0)


def test_pages_carry_no_inline_style_or_script(reader):
    event = newsroom.linked_event("Deliveries")
    for response in (reader.get("/"), page(reader, event)):
        body = without_data(response)
        assert [mark for mark in (" style=", "<style", "<script", " onclick") if mark in body] == []


def test_history_words_the_differences_and_the_note(reader):
    event = newsroom.published_event("Talks in Moscow")
    event.texts.update(title="Talks in Minsk")
    newsroom.correct(event, note="It was Minsk.", now=newsroom.NOW + timedelta(days=1))
    response = reader.get(f"/events/{event.pk}/history/")
    assert headings(response, 2) == ["Edition 2 · Corrected", "Edition 1 · Published"]
    shown = text(response)
    assert "It was Minsk." in shown
    assert "Title is Talks in Moscow Minsk" in shown  # one struck out, one in bold
    then = reader.get(links(response)["See the event as it was then"], follow=True)
    assert headings(then, 1) == ["Talks in Moscow"]


def test_history_of_a_retracted_event_keeps_the_reason(reader):
    event = newsroom.published_event("A meeting that never was")
    newsroom.retract(event, reason="It never took place.", now=newsroom.NOW + timedelta(days=1))
    response = reader.get(f"/events/{event.pk}/history/")
    assert headings(response, 2) == ["Edition 2 · Retracted", "Edition 1 · Published"]
    assert "It never took place." in text(response)


def test_history_says_that_another_event_answered(reader):
    accused, denied = answered_elsewhere()
    response = reader.get(f"/events/{accused.pk}/history/")
    assert headings(response, 2) == ["Edition 2 · Answers updated", "Edition 1 · Published"]
    sentence = "An answer was published: Accused denies this: “They did it.” (Denial given)"
    assert sentence in words(response.content.decode())
    assert links(response)["Denial given"] == f"/events/{denied.pk}/denial-given/"


def test_event_becomes_overdue_without_a_new_edition(reader):
    event = newsroom.draft_event(
        "Xi to visit Russia", occurrence="announced", start=When.parse("2023-03-20")
    )
    event.citations.update(field="occurrence")
    newsroom.publish(event)
    with time_machine.travel(datetime(2023, 3, 20, 23, 30, tzinfo=UTC), tick=False):
        before = page(reader, event)
        listed = reader.get("/")
    assert "has passed" not in text(before) + text(listed)
    with time_machine.travel(datetime(2023, 3, 21, 0, 30, tzinfo=UTC), tick=False):
        after = page(reader, event)
        for address, old in ((before.request["PATH_INFO"], before), ("/", listed)):
            again = reader.get(address, headers={"if-none-match": old["ETag"]})
            assert again.status_code == 200
            assert "That has passed;" in text(again)
        then = page(reader, event, as_of="2023-03-20")
    assert "That has passed;" in text(after)
    assert "has passed" not in text(then)


def damage(event, *, number: int | None = None):
    rows = Edition.objects.filter(event=event)
    rows = rows.filter(number=number) if number else rows.filter(superseded_at=None)
    rows.update(document='{"id":"cut', upgraded=None)
    return rows.get().seq


@pytest.mark.parametrize("end", ["", "talks-in-moscow/", "history/"])
def test_damaged_document_makes_its_own_pages_unavailable_and_is_logged(reader, caplog, end):
    event = newsroom.published_event("Talks in Moscow")
    newsroom.published_event("Talks in Minsk")
    seq = damage(event)
    response = reader.get(f"/events/{event.pk}/{end}")
    assert response.status_code == 503
    assert "What is stored for this address cannot be read." in text(response)
    assert response["Cache-Control"] == "no-store"
    assert f"edition {seq}" in caplog.text
    assert headings(reader.get("/"), 5) == ["Talks in Minsk"]


def test_damaged_old_edition_leaves_the_event_readable(reader):
    event = newsroom.published_event("Talks in Moscow")
    event.texts.update(title="Talks in Minsk")
    newsroom.correct(event, note="It was Minsk.", now=LATER)
    damage(event, number=1)
    assert headings(page(reader, event), 1) == ["Talks in Minsk"]
    assert page(reader, event, as_of="2023-03-01T12:00:01Z").status_code == 503


def test_damaged_neighbour_is_left_out(reader):
    accused, denied = answered_elsewhere()
    damage(accused)
    shown = text(page(reader, denied))
    assert "We did not." in shown
    assert "They did it." not in shown


ORDER = {"ground": "Court order", "now": newsroom.NOW + timedelta(days=9)}


def test_redacted_event_says_so_on_every_page_in_the_language_of_the_reader(reader, leser):
    event = newsroom.linked_event("Deliveries")
    actor = event.claims.first().speaker_id
    source = event.citations.get().source
    source.title = "About Deliveries"
    source.save()
    newsroom.editorial.save_source(source=source, editor=newsroom.reviewer(), now=newsroom.NOW)
    administrator = newsroom.administrator()
    redact_text(subject=event.pk, text="Deliveries", editor=administrator, **ORDER)
    for path in (f"/events/{event.pk}/", f"/actors/{actor}/", f"/sources/{source.pk}/"):
        page = leser.get(path, follow=True).content.decode()
        assert "Teile dieses Datensatzes sind geschwärzt." in page, path
        assert "Court order" in page, path
        assert "[geschwärzt]" in page, path
        assert "eliveries" not in page, path
    history = reader.get(f"/events/{event.pk}/history/").content.decode()
    assert "Redacted" in history
    assert "Court order" in history


def test_removed_edition_is_gone_in_the_past_alone_and_says_why(reader):
    event = newsroom.published_event("Deliveries")
    event.texts.update(title="Transports")
    newsroom.correct(event, note="No deliveries.", now=newsroom.NOW + timedelta(days=1))
    administrator = newsroom.administrator()
    redact_edition(event_id=event.pk, number=1, editor=administrator, **ORDER)
    past = reader.get(f"/events/{event.pk}/", {"as_of": "2023-03-01T13:00:00Z"})
    assert past.status_code == 410
    assert headings(past, 1) == ["This edition has been redacted"]
    assert "Court order" in text(past)
    assert reader.get(f"/events/{event.pk}/", follow=True).status_code == 200
    assert "Deliveries" not in reader.get(f"/events/{event.pk}/history/").content.decode()


def test_page_says_how_to_cite_the_edition_that_it_shows(reader, settings):
    settings.SITE_NAME = "The Paper"
    event = newsroom.published_event("Talks", occurrence="alleged", start=When.parse("2023-02-20"))
    page = reader.get(f"/events/{event.pk}/talks/")
    address = f"http://testserver/events/{event.pk}/?as_of=2023-03-01T12:00:00Z"
    line = f"The Paper: Alleged: Talks. Edition 1 of Wednesday, 1 March 2023. {address}"
    assert line in text(page)
    assert "<h1>" in reader.get(address, follow=True).text
    files = [href for words, href in links(page).items() if words in {"BibTeX", "RIS", "JSON-LD"}]
    assert [reader.get(href).status_code for href in links(page).values() if "format=" in href] == [
        200, 200, 200, 200,
    ]  # fmt: skip
    assert len(files) == 3
