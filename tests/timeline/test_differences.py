from copy import deepcopy

import pytest
from django.utils.translation import override

from events.dates import When
from events.timeline.differences import differences
from events.timeline.reading import document_of, event_edition
from tests import factories, newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def document() -> dict:
    event = newsroom.linked_event("Talks")
    return document_of(event_edition(event.pk))


def changed(old: dict, change) -> list[tuple[str, str, str, str]]:
    new = deepcopy(old)
    change(new)
    return [(d.path, d.label, d.old, d.new) for d in differences(old, new)]


def test_differences_of_a_document_from_itself_are_none(document):
    assert differences(document, deepcopy(document)) == []


def test_differences_leave_out_the_edition_s_own_data(document):
    def change(new):
        new["edition"] = {"seq": 99, "number": 7, "kind": "corrected", "at": "x", "note": "y"}
        new["origins"] = 5
        new["url"] = "/elsewhere/"

    assert changed(document, change) == []


def test_differences_word_texts_and_choices(document):
    def change(new):
        new["title"] = "Conversations"
        new["texts"]["de"]["title"] = "Unterredung"
        new["summary"] = ""
        new["occurrence"] = "did_not_occur"
        new["type_names"] = {"en": "Visit"}

    assert changed(document, change) == [
        ("title", "Title", "Talks", "Conversations"),
        ("summary", "Summary", "Summary of Talks.", ""),
        ("texts.de.title", "Title (German)", "Talks (deutsch)", "Unterredung"),
        ("type", "Type", "talks", "Visit"),
        ("occurrence", "Occurrence", "took place", "did not take place"),
    ]


def test_differences_word_dates(document):
    def change(new):
        new["start"] = When.parse(
            "2023-02-21~", timezone="Europe/Moscow", phrase="am Dienstag", basis="resolved_phrase"
        ).as_json()
        new["end"] = When.parse("2023-02-22").as_json()

    assert changed(document, change) == [
        (
            "start",
            "Start",
            "Tuesday, 21 February 2023",
            "around Tuesday, 21 February 2023 (Europe/Moscow)",
        ),
        ("start.basis", "Start: basis", "stated", "resolved phrase"),
        ("start.phrase", "Start: as written", "", "am Dienstag"),
        ("end", "End", "", "Wednesday, 22 February 2023"),
        ("end.basis", "End: basis", "", "stated"),
    ]


def test_differences_word_place_and_participants(document):
    actor = document["participants"][1]["actor"]

    def change(new):
        new["place"] = None
        new["participants"][0]["described_as"] = "Chef"
        new["participants"].pop(1)
        new["participants"].append(
            {**document["participants"][1], "role": "mediator", "office": "", "offices": {}}
        )

    speaker = document["participants"][0]["actor"]["id"]
    before = "Speaker of Talks, participant, Minister of Foreign Affairs"
    assert changed(document, change) == [
        ("place", "Place", "Moscow, RU, city", ""),
        (
            f"participants.{speaker}.participant",
            "Participant",
            f"{before}, “leitender Außenpolitiker”",
            f"{before}, “Chef”",
        ),
        (f"participants.{actor['id']}.host", "Participant", "Host of Talks, host", ""),
        (f"participants.{actor['id']}.mediator", "Participant", "", "Host of Talks, mediator"),
    ]


def test_differences_word_claims_and_their_answers(document):
    accusation, denial = document["claims"]

    def change(new):
        new["claims"][0]["text"] = "Harsher words"
        new["claims"][1]["links"] = []
        new["claims"][1]["modality"] = "negated"

    assert changed(document, change) == [
        (
            f"claims.{accusation['id']}",
            "Claim",
            "Speaker of Talks: Accusation in Talks",
            "Speaker of Talks: Harsher words",
        ),
        (f"claims.{denial['id']}.modality", "Modality", "asserted", "negated"),
        (
            f"claims.{denial['id']}.links.denies.{accusation['id']}",
            "Answer",
            "denies: Accusation in Talks",
            "",
        ),
    ]


def test_differences_word_citations_with_their_chain(document):
    claim = document["claims"][0]
    citation = claim["citations"][0]

    def change(new):
        new["claims"][0]["citations"][0] |= {"quote": "so heißt es", "stance": "disputes"}
        new["citations"] = []

    own = document["citations"][0]
    source = f"{own['source']['title']}, Paper of Talks"
    assert changed(document, change) == [
        (
            f"claims.{claim['id']}.citations.{citation['id']}",
            "Citation",
            f"{source}, laut Angaben der Agentur, confidence: medium",
            f"{source}, laut Angaben der Agentur, “so heißt es”, disputes, confidence: medium",
        ),
        (f"citations.{own['id']}", "Citation", f"{source}, confidence: medium", ""),
    ]


def test_differences_word_relations_and_storylines(document):
    def change(new):
        new["relations"] = []
        new["storylines"] = []

    relation, story = document["relations"][0], document["storylines"][0]
    assert changed(document, change) == [
        (f"relations.part_of.{relation['event']['id']}", "part of", "Visit around Talks", ""),
        (f"storylines.{story['id']}", "Storyline", "Story of Talks", ""),
    ]


def test_differences_speak_the_active_language(document):
    def change(new):
        new["start"] = When.parse("2023-02-22").as_json()

    with override("de"):
        found = changed(document, change)

    assert [(path, old, new) for path, _label, old, new in found] == [
        ("start", "Dienstag, 21. Februar 2023", "Mittwoch, 22. Februar 2023")
    ]


def test_differences_of_a_tombstone_say_only_that_it_is_one(document):
    event = newsroom.published_event("Other")
    before = document_of(event_edition(event.pk))
    newsroom.retract(event, reason="Wrong")
    tombstone = document_of(event_edition(event.pk))

    assert [(d.path, d.label, d.old, d.new) for d in differences(before, tombstone)] == [
        ("retracted", "Withdrawn", "", "yes")
    ]
    assert [(d.path, d.old, d.new) for d in differences(tombstone, before)] == [
        ("retracted", "yes", "")
    ]


def test_differences_of_real_editions_name_a_correction():
    event = newsroom.published_event("Talks", start=When.parse("2023-02-20"))
    before = document_of(event_edition(event.pk))
    event.start = When.parse("2023-02-21")
    event.save()
    factories.EventOtherDateFactory(event=event)
    newsroom.correct(event, note="It was Tuesday.")

    assert [
        (d.path, d.old, d.new) for d in differences(before, document_of(event_edition(event.pk)))
    ] == [
        ("start", "Monday, 20 February 2023", "Tuesday, 21 February 2023"),
        ("other_dates.earlier_announced.2023-02-20", "", "Monday, 20 February 2023"),
    ]
