"""The page of one event: addresses, claims, dates, sources, languages, tombstones."""

from datetime import UTC, datetime, timedelta

import pytest

from events.dates import When
from tests import factories, newsroom
from tests.web.pages import headings, links, text

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


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("Переговоры в Москве", "peregovory-v-moskve/"),
        ("Gespräche über Öl", "gesprache-uber-ol/"),
        ("History", "history-event/"),
        ("???", ""),
        ("word " * 40, "word-" * 15 + "word/"),
    ],
)
def test_slug_reads_in_any_script(reader, written, slug):
    event = newsroom.published_event(written)
    response = page(reader, event)
    assert response.status_code == 200
    assert response.request["PATH_INFO"] == f"/events/{event.pk}/{slug}"


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


def test_date_says_how_it_is_known(reader):
    source = factories.SourceFactory(
        title="Report",
        modified=When.parse("2023-02-22T16:00+01:00", timezone="Europe/Berlin"),
    )
    start = When.parse(
        "2023-02-21",
        timezone="Europe/Moscow",
        basis="resolved_phrase",
        phrase="am Dienstag",
        phrase_language="de",
        anchor=datetime(2023, 2, 22, 15, 0, tzinfo=UTC),
    )
    response = page(reader, newsroom.published_event(start=start, source=source))
    assert (
        "Worked out from am Dienstag, read as of Wednesday, 22 February 2023, 16:00 CET,"
        " the date of Report."
    ) in text(response)
    assert '<q lang="de" dir="ltr">am Dienstag</q>' in response.content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Stated by the source."),
        ({"phrase": "on Tuesday", "phrase_language": "en"}, "Stated by the source as on Tuesday."),
        ({"basis": "inferred"}, "Inferred by the editors; no source states it."),
        ({"basis": "external"}, "Known from outside this report."),
    ],
)
def test_basis_of_a_date_is_said(reader, fields, sentence):
    event = newsroom.published_event(start=When.parse("2023-02-21", **fields))
    assert sentence in text(page(reader, event))


def test_uncertain_and_approximate_are_told_apart(reader):
    uncertain = newsroom.published_event("One", start=When.parse("2023-02-21?"))
    approximate = newsroom.published_event("Two", start=When.parse("2023-02-21~"))
    assert "The date is uncertain." in text(page(reader, uncertain))
    assert "The date is approximate." not in text(page(reader, uncertain))
    assert "The date is approximate." in text(page(reader, approximate))


def test_earlier_and_differing_dates_stay_in_sight(reader):
    event = newsroom.draft_event()
    factories.EventOtherDateFactory(event=event, note="as planned in January")
    newsroom.publish(event)
    shown = text(page(reader, event))
    assert "Earlier announced date Monday, 20 February 2023 as planned in January" in shown


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
    assert "rests on two independent origins" in text(page(reader, event))


def test_claims_and_citations_have_anchors_once_each(reader):
    event = newsroom.linked_event("Deliveries")
    body = page(reader, event).content.decode()
    ids = [part.split('"')[0] for part in body.split(' id="')[1:]]
    assert sorted(ids) == sorted(set(ids))
    assert {f"claim-{claim.pk}" for claim in event.claims.all()} <= set(ids)
    assert f"citation-{event.citations.get().pk}" in ids
    assert {
        f"citation-{claim.citations.get().pk}" for claim in event.claims.filter(position=0)
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
        body = response.content.decode()
        assert (body.count("<script"), body.count("<img")) == (0, 0)


def test_pages_carry_no_inline_style_or_script(reader):
    event = newsroom.linked_event("Deliveries")
    for response in (reader.get("/"), page(reader, event)):
        body = response.content.decode()
        assert [mark for mark in (" style=", "<style", "<script", " onclick") if mark in body] == []
