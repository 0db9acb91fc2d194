"""What the demo tells: the report line by line, in the documents that readers and consumers get."""

import re
from typing import Any

import pytest

from events.record.identity import PUBLIC_ID_PATTERN
from tests.management.conftest import Document, Story

# `story` is read before the test begins; without the mark nobody would make the database for it.
pytestmark = pytest.mark.django_db

STAND = "2023-02-22T16:00:00+01:00"
BEFORE_STAND = "[2023-02-21..2023-02-22T16:00+01:00]"


def told(when: Document | None) -> dict[str, Any] | None:
    """A date as an editor gave it."""
    keys = ("edtf", "timezone", "basis", "phrase", "phrase_language", "anchor")
    return {key: when[key] for key in keys} if when else None


def phrase(edtf: str, words: str, timezone: str = "Europe/Moscow", basis: str = "resolved_phrase"):
    return {
        "edtf": edtf,
        "timezone": timezone,
        "basis": basis,
        "phrase": words,
        "phrase_language": "de",
        "anchor": STAND,
    }


def date(edtf: str, timezone: str, basis: str, anchor: str | None = None):
    return {
        "edtf": edtf,
        "timezone": timezone,
        "basis": basis,
        "phrase": "",
        "phrase_language": "",
        "anchor": anchor,
    }


STARTS = {
    "war": date("2022-02-24", "Europe/Kyiv", "external"),
    "munich-conference": date("2023-02-17", "Europe/Berlin", "external"),
    "peace-initiative": phrase(
        "[2023-02-17..2023-02-19]",
        "Wenige Tage nach der Ankündigung einer Friedensinitiative",
        "Europe/Berlin",
        "inferred",
    ),
    "visit": phrase("2023-02-21", "am Dienstag", basis="inferred"),
    "patrushev-talks": phrase("2023-02-21", "am Dienstag"),
    "putin-meeting": date(BEFORE_STAND, "Europe/Moscow", "inferred", STAND),
    "lavrov-talks": date(BEFORE_STAND, "Europe/Moscow", "inferred", STAND),
    "xi-visit": date("[2023-02-22..]", "Europe/Moscow", "inferred", STAND),
    "new-start": phrase("[2023-02-20..2023-02-22]", "diese Woche"),
    "us-concern": phrase("2023-02-18~", "in den vergangenen Tagen", "Europe/Berlin"),
    "arms-delivery": None,
    "position-paper": date("2023-02-24", "Asia/Shanghai", "stated"),
}
ENDS = {
    "munich-conference": date("2023-02-19", "Europe/Berlin", "external"),
    "visit": date("2023-02-22", "Europe/Moscow", "inferred", STAND),
    "us-concern": phrase("2023-02-22T16:00+01:00", "in den vergangenen Tagen", "Europe/Berlin"),
}
OCCURRENCES = {
    **dict.fromkeys(STARTS, "occurred"),
    "war": "ongoing",
    "xi-visit": "announced",
    "arms-delivery": "hypothetical",
}
PERIODS = {
    "patrushev-talks": {"en": "Tuesday, 21 February 2023", "de": "Dienstag, 21. Februar 2023"},
    "visit": {"en": "21–22 February 2023", "de": "21.–22. Februar 2023"},
    "new-start": {
        "en": "between 20 and 22 February 2023",
        "de": "zwischen 20. und 22. Februar 2023",
    },
    "arms-delivery": {"en": "", "de": ""},
}


def test_story_publishes_every_event_of_the_report(story: Story):
    listed = {id for id, document in story.standing.items() if "title" in document}

    assert listed == {story.ids[f"events/{key}"] for key in STARTS}


@pytest.mark.parametrize("key", STARTS)
def test_start_of_event_is_as_the_report_or_its_own_citation_gives_it(story: Story, key: str):
    assert told(story.event(key)["start"]) == STARTS[key]


@pytest.mark.parametrize("key", STARTS)
def test_end_of_event_is_given_where_it_is_known(story: Story, key: str):
    assert told(story.event(key)["end"]) == ENDS.get(key)


@pytest.mark.parametrize("key", STARTS)
def test_occurrence_of_event_claims_no_more_than_is_known(story: Story, key: str):
    assert story.event(key)["occurrence"] == OCCURRENCES[key]


@pytest.mark.parametrize("key", PERIODS)
def test_period_is_worded_in_both_languages(story: Story, key: str):
    assert story.event(key)["period"] == PERIODS[key]


def test_undated_talks_lie_before_the_report(story: Story):
    start = story.event("lavrov-talks")["start"]

    # The minute of the "Stand" itself is the last one that may be.
    assert (start["earliest"], start["latest"]) == ("2023-02-20T21:00:00Z", "2023-02-22T15:01:00Z")


@pytest.mark.parametrize("key", STARTS)
def test_event_has_a_title_and_summary_in_english_and_german(story: Story, key: str):
    document = story.event(key)
    language, other = ("de", "en") if key == "new-start" else ("en", "de")
    translation = document["texts"][other]

    assert document["language"] == language
    assert set(document["texts"]) == {other}
    assert (translation["origin"], translation["translator"]) == ("translation", "Demo newsroom")
    assert all((document["title"], document["summary"]))
    assert all((translation["title"], translation["summary"]))


def test_claims_places_types_and_storylines_are_in_english_and_german(story: Story):
    documents = [story.event(key) for key in STARTS]
    claims = [claim for document in documents for claim in document["claims"]]
    places = [document["place"] for document in documents if document["place"]]
    storylines = [one for document in documents for one in document["storylines"]]

    assert {frozenset((claim["language"], *claim["texts"])) for claim in claims} == {
        frozenset(("en", "de"))
    }
    assert {frozenset(place["names"]) for place in places} == {frozenset(("en", "de"))}
    assert {frozenset(document["type_names"]) for document in documents} == {
        frozenset(("en", "de"))
    }
    assert {(one["title"], one["titles"]["de"]) for one in storylines} == {
        ("China and Russia, February 2023", "China und Russland, Februar 2023")
    }


def test_attack_keeps_the_phrase_beside_the_preferred_day(story: Story):
    (other,) = story.event("war")["other_dates"]

    assert told(other["start"]) == phrase("2022-02~", "vor einem Jahr", "Europe/Kyiv")
    assert (other["kind"], other["source"]["id"]) == (
        "differing_account",
        story.ids["sources/report"],
    )


def citations(document: Document, field: str, of: str) -> list[str]:
    return [citation["source"]["id"] for citation in document[of] if citation["field"] == field]


def test_knowledge_from_outside_has_its_own_citation(story: Story):
    ids = story.ids

    assert {
        (key, field): citations(story.event(key), field, "citations")
        for key, field in (
            ("war", "start"),
            ("munich-conference", "start"),
            ("munich-conference", "end"),
            ("peace-initiative", "start"),
        )
    } == {
        ("war", "start"): [ids["sources/un-resolution"]],
        ("munich-conference", "start"): [ids["sources/msc-programme"]],
        ("munich-conference", "end"): [ids["sources/msc-programme"]],
        ("peace-initiative", "start"): [
            ids["sources/report"],
            ids["sources/msc-programme"],
        ],
    }


RELATIONS = {
    "peace-initiative": [("part_of", "munich-conference"), ("responds_to", "war")],
    "patrushev-talks": [("part_of", "visit")],
    "putin-meeting": [
        ("part_of", "visit"),
        ("follows", "patrushev-talks"),
        ("announces", "xi-visit"),
    ],
    "lavrov-talks": [("part_of", "visit"), ("follows", "patrushev-talks")],
    "position-paper": [("follows", "peace-initiative")],
}


@pytest.mark.parametrize("key", STARTS)
def test_event_is_related_to_others(story: Story, key: str):
    found = [(one["type"], one["event"]["id"]) for one in story.event(key)["relations"]]

    assert found == [(kind, story.ids[f"events/{to}"]) for kind, to in RELATIONS.get(key, [])]


TASS = ("sources/tass-report", "TASS")
REUTERS = ("sources/reuters-report", "Reuters")
CLAIMS = [
    ("peace-initiative", "china-announces-initiative", "China", "announcement", "future", None),
    ("peace-initiative", "no-statement-on-initiative", "China", "no_statement", "negated", None),
    ("visit", "wang-offers-cooperation", "Wang Yi", "assertion", "asserted", TASS),
    ("patrushev-talks", "patrushev-appeals", "Nikolai Patrushev", "appeal", "asserted", None),
    ("patrushev-talks", "patrushev-accuses", "Nikolai Patrushev", "accusation", "asserted", None),
    ("putin-meeting", "putin-praises-relations", "Vladimir Putin", "evaluation", "asserted", TASS),
    ("putin-meeting", "putin-on-world-situation", "Vladimir Putin", "evaluation", "asserted", TASS),
    ("lavrov-talks", "lavrov-relations-developed", "Sergey Lavrov", "evaluation", "asserted", None),
    ("lavrov-talks", "wang-no-limits", "Wang Yi", "evaluation", "asserted", None),
    ("xi-visit", "putin-announces-xi-visit", "Vladimir Putin", "announcement", "future", REUTERS),
    ("us-concern", "us-fears-arms", "United States", "concern", "possible", None),
    ("us-concern", "china-denies-arms", "China", "denial", "negated", None),
]


@pytest.mark.parametrize("expected", CLAIMS, ids=lambda expected: expected[1])
def test_claim_says_who_how_and_by_way_of_whom(story: Story, expected: tuple[Any, ...]):
    event, key, *said, chain = expected
    claim = story.claim(event, key)
    (citation,) = claim["citations"]
    via = [
        (hop["source"]["id"], hop["source"]["publisher"]["name"], hop["source"]["held"])
        for hop in citation["via"]
    ]

    assert [claim["speaker"]["name"], claim["kind"], claim["modality"]] == said
    assert citation["source"]["id"] == story.ids["sources/report"]
    assert via == ([(story.ids[chain[0]], chain[1], False)] if chain else [])


def test_chains_keep_the_wording_of_the_report(story: Story):
    keys = ("putin-praises-relations", "putin-on-world-situation")

    assert [
        story.claim("putin-meeting", key)["citations"][0]["via"][0]["wording"] for key in keys
    ] == ["demnach", "den Angaben zufolge"]
    assert story.claim("lavrov-talks", "wang-no-limits")["quote"] == "keine Grenzen"


def test_denial_is_linked_to_the_concern_in_both_events(story: Story):
    concern, denial = story.ids["claims/us-fears-arms"], story.ids["claims/china-denies-arms"]
    home = story.ids["events/us-concern"]

    for event in ("us-concern", "arms-delivery"):
        ids = [claim["id"] for claim in story.event(event)["claims"]]
        assert ids[:2] == [concern, denial]
        assert story.claim(event, "china-denies-arms")["links"] == [
            {"type": "denies", "claim": concern, "event": home}
        ]


def test_missing_statement_is_dated_by_the_report(story: Story):
    said = story.claim("peace-initiative", "no-statement-on-initiative")["said"]

    assert told(said) == phrase("2023-02-22T16:00+01:00", "Zunächst", "Europe/Berlin", "stated")
    assert said["earliest"] == "2023-02-22T15:00:00Z"
    # It is about the visit too, and shown there.
    assert story.claim("visit", "no-statement-on-initiative")["said"] == said


def test_xi_visit_is_known_from_one_announcement_alone(story: Story):
    document = story.event("xi-visit")

    assert [(c["field"], c["via"][0]["source"]["id"]) for c in document["citations"]] == [
        ("occurrence", story.ids["sources/reuters-report"])
    ]
    assert document["origins"] == 1


ORIGINS = {
    "war": 2,
    "munich-conference": 2,
    "peace-initiative": 3,
    "visit": 3,
    "patrushev-talks": 1,
    "putin-meeting": 2,
    "lavrov-talks": 1,
    "xi-visit": 1,
    "new-start": 1,
    "us-concern": 1,
    "arms-delivery": 1,
    "position-paper": 1,
}


@pytest.mark.parametrize("key", STARTS)
def test_origins_are_counted_by_the_far_end_of_the_chains(story: Story, key: str):
    assert story.event(key)["origins"] == ORIGINS[key]


def test_storyline_pins_what_stands_in_order(story: Story):
    profile = story.profile("storylines/china-and-russia")
    order = (
        "war munich-conference peace-initiative new-start visit patrushev-talks putin-meeting "
        "lavrov-talks xi-visit us-concern arms-delivery position-paper"
    )

    assert profile["pinned"] == [story.ids[f"events/{key}"] for key in order.split()]
    assert (profile["language"], list(profile["texts"])) == ("en", ["de"])


def test_editions_on_purpose_are_one_update_one_correction_one_retraction(story: Story):
    later = [
        (document["id"], document["edition"]["number"], document["edition"]["kind"])
        for document in story.editions
        if document["edition"]["kind"] != "published"
    ]

    assert later == [
        (story.ids["events/lavrov-duplicate"], 2, "retracted"),
        (story.ids["events/patrushev-talks"], 2, "corrected"),
        (story.ids["events/peace-initiative"], 2, "updated"),
    ]


def test_draft_of_the_desk_is_nowhere_public(story: Story):
    assert story.ids["events/un-vote"] not in story.standing
    assert story.ids["sources/un-vote-record"] not in story.profiles


def test_addresses_of_the_demo_have_the_shape_of_public_ids(story: Story):
    assert [key for key, id in story.ids.items() if not re.fullmatch(PUBLIC_ID_PATTERN, id)] == []
    assert len(set(story.ids.values())) == len(story.ids)


def quotes(value: Any) -> list[str]:
    if isinstance(value, list):
        return [quote for item in value for quote in quotes(item)]
    if isinstance(value, dict):
        own = [value[key] for key in ("quote", "phrase", "wording") if value.get(key)]
        return own + [quote for item in value.values() for quote in quotes(item)]
    return []


def test_nothing_of_others_is_quoted_at_length(story: Story):
    found = {quote for document in story.editions for quote in quotes(document)}

    assert max(map(len, found)) <= 80
    assert sum(map(len, found)) <= 1000
