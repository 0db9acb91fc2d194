"""The public record: exactly the contract's keys, exactly what was published."""

import orjson
import pytest

from events.dates import When
from events.models import Tenure
from tests import factories, newsroom

pytestmark = pytest.mark.django_db

EVENT_KEYS = [
    "id", "url", "title", "summary", "language", "texts", "type", "type_names", "occurrence",
    "start", "end", "period", "other_dates", "place", "participants", "claims", "citations",
    "relations", "storylines", "origins", "edition",
]  # fmt: skip


def document(event) -> dict:
    return orjson.loads(event.editions.get(superseded_at=None).document)


def test_record_has_exactly_the_keys_of_the_contract():
    event = newsroom.linked_event()
    found = document(event)
    assert list(found) == EVENT_KEYS
    assert list(found["start"]) == [
        "edtf", "earliest", "latest", "precision", "approximate", "uncertain", "timezone",
        "basis", "phrase", "phrase_language", "anchor", "display",
    ]  # fmt: skip
    assert list(found["participants"][0]) == [
        "actor", "role", "described_as", "described_as_language", "office", "offices", "citations",
    ]  # fmt: skip
    assert list(found["claims"][0]) == [
        "id", "event", "speaker", "kind", "modality", "text", "language", "texts", "quote",
        "quote_language", "said", "links", "citations",
    ]  # fmt: skip
    assert list(found["citations"][0]) == [
        "id", "source", "field", "quote", "quote_language", "locator", "stance", "confidence",
        "via",
    ]  # fmt: skip
    assert list(found["citations"][0]["source"]) == [
        "id", "title", "kind", "language", "publisher", "url", "canonical_url", "archive_url",
        "published", "modified", "held",
    ]  # fmt: skip
    assert list(found["place"]) == [
        "name", "names", "country", "precision", "latitude", "longitude",
    ]  # fmt: skip


def test_year_is_never_the_first_of_january():
    event = newsroom.published_event(start=When.parse("2022"))
    start = document(event)["start"]
    assert (start["edtf"], start["precision"], start["display"]) == (
        "2022",
        "year",
        {"en": "2022", "de": "2022"},
    )
    assert (start["earliest"], start["latest"]) == ("2022-01-01T00:00:00Z", "2023-01-01T00:00:00Z")


def test_phrase_and_anchor_are_kept_with_their_offset():
    when = When.parse(
        "2023-02-21",
        basis="resolved_phrase",
        phrase="am Dienstag",
        phrase_language="de",
        anchor=When.parse("2023-02-22T16:00:00+01:00").earliest,
    )
    event = newsroom.published_event(start=when)
    start = document(event)["start"]
    assert (start["phrase"], start["phrase_language"], start["basis"]) == (
        "am Dienstag",
        "de",
        "resolved_phrase",
    )
    assert start["display"] == {
        "en": "Tuesday, 21 February 2023",
        "de": "Dienstag, 21. Februar 2023",
    }


def test_office_is_the_one_held_at_the_date_and_later_changes_do_not_rewrite_it():
    person = newsroom.actor("Sergei Lavrov")
    minister = factories.OfficeFactory(label="Foreign Minister")
    envoy = factories.OfficeFactory(label="Permanent Representative")
    for office, start, end in [(envoy, "1994", "2004-07"), (minister, "2004-03-09", "")]:
        factories.TenureFactory(
            actor=person,
            office=office,
            start=When.parse(start),
            end=When.parse(end) if end else None,
        )
    event = newsroom.draft_event(start=When.parse("2023-02-22"))
    factories.ParticipationFactory(event=event, actor=person)
    newsroom.publish(event)
    assert document(event)["participants"][0]["office"] == "Foreign Minister"
    Tenure.objects.filter(office=minister).delete()
    assert document(event)["participants"][0]["office"] == "Foreign Minister"


def test_office_is_never_guessed_among_several():
    person = newsroom.actor("Holder of two")
    factories.TenureFactory.create_batch(2, actor=person)
    event = newsroom.draft_event()
    factories.ParticipationFactory(event=event, actor=person)
    newsroom.publish(event)
    assert document(event)["participants"][0]["office"] == ""


def test_five_copies_of_one_wire_are_one_origin():
    agency = newsroom.actor("Tass", kind="organisation")
    wire = factories.SourceFactory(title="Wire", held=False, publisher=agency)
    event = newsroom.draft_event()
    event.citations.all().delete()
    for number in range(5):
        paper = newsroom.actor(f"Paper {number}", kind="organisation")
        citation = factories.CitationFactory(
            event=event, source=factories.SourceFactory(publisher=paper)
        )
        factories.HopFactory(citation=citation, source=wire)
    newsroom.publish(event)
    assert document(event)["origins"] == 1


def test_own_report_beside_a_wire_is_a_second_origin_and_a_dispute_is_none():
    agency = newsroom.actor("Tass", kind="organisation")
    event = newsroom.draft_event()
    wire = factories.CitationFactory(event=event)
    factories.HopFactory(citation=wire, actor=agency)
    factories.CitationFactory(event=event, stance="disputes")
    newsroom.publish(event)
    assert document(event)["origins"] == 2


def test_names_are_given_in_the_languages_of_the_interface_and_metonyms_stand_for_nobody():
    russia = newsroom.actor("Russia", kind="state")
    newsroom.name(russia, "der Kreml", "de", kind="metonym")
    newsroom.name(russia, "Russland", "de")
    newsroom.name(russia, "Россия", "ru", script="Cyrl")
    event = newsroom.draft_event()
    factories.ParticipationFactory(event=event, actor=russia)
    newsroom.publish(event)
    assert document(event)["participants"][0]["actor"] == {
        "id": russia.pk,
        "name": "Russia",
        "names": {"en": "Russia", "de": "Russland"},
        "kind": "state",
        "url": f"/actors/{russia.pk}/",
    }


def test_participants_keep_their_order_within_one_role():
    event = newsroom.draft_event()
    people = [newsroom.actor(name) for name in ("Zed", "Ann", "Moe")]
    for position, person in enumerate(people):
        factories.ParticipationFactory(event=event, actor=person, position=position)
    newsroom.publish(event)
    assert [part["actor"]["name"] for part in document(event)["participants"]] == [
        "Zed",
        "Ann",
        "Moe",
    ]
