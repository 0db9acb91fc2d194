"""What the demo tells: the report line by line, in the documents that readers and consumers get."""

from typing import Any

import msgspec
import pytest

from events import record
from events.record.identity import is_public_id
from tests.management.conftest import Story

# `story` is read before the test begins; without the mark nobody would make the database for it.
pytestmark = pytest.mark.django_db

STAND = "2023-02-22T16:00:00+01:00"
EARLIER = "Zuvor Treffen mit Sekretär des Sicherheitsrates"
BEFORE_STAND = "[2023-02-21..2023-02-22T16:00+01:00]"


def told(when: record.When | None) -> dict[str, Any] | None:
    """A date as an editor gave it."""
    keys = ("edtf", "timezone", "basis", "phrase", "phrase_language", "anchor")
    return {key: getattr(when, key) for key in keys} if when else None


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
    "visit": phrase("2023-02-21~", "am Dienstag", basis="inferred"),
    "patrushev-talks": phrase("2023-02-21", "am Dienstag"),
    "putin-meeting": phrase(BEFORE_STAND, EARLIER, basis="inferred"),
    "lavrov-talks": phrase(BEFORE_STAND, EARLIER, basis="inferred"),
    "xi-visit": phrase("[2023-02-22..]", "soll laut Putin folgen", basis="inferred"),
    "new-start": phrase("[2023-02-20..2023-02-22]", "diese Woche", basis="inferred"),
    "us-concern": phrase("2023-02-15~/2023-02-22~", "in den vergangenen Tagen", "Europe/Berlin"),
    "arms-delivery": None,
    "position-paper": date("2023-02-24", "Asia/Shanghai", "stated"),
}
ENDS = {
    "munich-conference": date("2023-02-19", "Europe/Berlin", "external"),
}
OCCURRENCES = {
    **dict.fromkeys(STARTS, "occurred"),
    "war": "ongoing",
    "xi-visit": "announced",
    "arms-delivery": "hypothetical",
}
PERIODS = {
    "patrushev-talks": {"en": "Tuesday, 21 February 2023", "de": "Dienstag, 21. Februar 2023"},
    "visit": {"en": "around Tuesday, 21 February 2023", "de": "etwa Dienstag, 21. Februar 2023"},
    "new-start": {
        "en": "between 20 and 22 February 2023",
        "de": "zwischen 20. und 22. Februar 2023",
    },
    "arms-delivery": {"en": "", "de": ""},
}


def test_story_publishes_every_event_of_the_report(story: Story):
    listed = {id for id, event in story.current.items() if isinstance(event, record.Event)}

    assert listed == {story.ids[key] for key in STARTS}


@pytest.mark.parametrize("key", STARTS)
def test_start_of_event_is_as_the_report_or_its_own_citation_gives_it(story: Story, key: str):
    assert told(story.event(key).start) == STARTS[key]


@pytest.mark.parametrize("key", STARTS)
def test_end_of_event_is_given_where_it_is_known(story: Story, key: str):
    assert told(story.event(key).end) == ENDS.get(key)


@pytest.mark.parametrize("key", STARTS)
def test_occurrence_of_event_claims_no_more_than_is_known(story: Story, key: str):
    assert story.event(key).occurrence == OCCURRENCES[key]


@pytest.mark.parametrize("key", PERIODS)
def test_period_is_worded_in_both_languages(story: Story, key: str):
    assert story.event(key).period == PERIODS[key]


def test_undated_talks_lie_before_the_report(story: Story):
    start = story.event("lavrov-talks").start
    assert start is not None

    # The minute of the "Stand" itself is the last one that may be.
    assert (start.earliest, start.latest) == ("2023-02-20T21:00:00Z", "2023-02-22T15:01:00Z")


@pytest.mark.parametrize("key", STARTS)
def test_event_has_a_title_and_summary_in_english_and_german(story: Story, key: str):
    event = story.event(key)
    language, other = ("de", "en") if key == "new-start" else ("en", "de")
    translation = event.texts[other]

    assert event.language == language
    assert set(event.texts) == {other}
    assert (translation.origin, translation.translator) == ("translation", "Demo newsroom")
    assert all((event.title, event.summary))
    assert all((translation.title, translation.summary))


def test_claims_places_types_and_storylines_are_in_english_and_german(story: Story):
    events = [story.event(key) for key in STARTS]
    claims = [claim for event in events for claim in event.claims]
    places = [event.place for event in events if event.place]
    storylines = [one for event in events for one in event.storylines]

    assert {frozenset((claim.language, *claim.texts)) for claim in claims} == {
        frozenset(("en", "de"))
    }
    assert {frozenset(place.names) for place in places} == {frozenset(("en", "de"))}
    assert {frozenset(event.type_names) for event in events} == {frozenset(("en", "de"))}
    assert {(one.title, one.titles["de"]) for one in storylines} == {
        ("China and Russia, February 2023", "China und Russland, Februar 2023")
    }


def test_attack_keeps_the_phrase_beside_the_preferred_day(story: Story):
    (other,) = story.event("war").other_dates

    assert told(other.start) == phrase("2022-02~", "vor einem Jahr", "Europe/Kyiv")
    assert other.source is not None
    assert (other.kind, other.source.id) == ("differing_account", story.ids["report"])


def cited(event: record.Event, field: str) -> list[str]:
    return [citation.source.id for citation in event.citations if citation.field == field]


def test_knowledge_from_outside_has_its_own_citation(story: Story):
    ids = story.ids

    assert {
        (key, field): cited(story.event(key), field)
        for key, field in (
            ("war", "start"),
            ("munich-conference", "start"),
            ("munich-conference", "end"),
            ("peace-initiative", "start"),
        )
    } == {
        ("war", "start"): [ids["un-resolution"]],
        ("munich-conference", "start"): [ids["msc-programme"]],
        ("munich-conference", "end"): [ids["msc-programme"]],
        ("peace-initiative", "start"): [
            ids["report"],
            ids["msc-programme"],
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
    found = [(one.type, one.event.id) for one in story.event(key).relations]

    assert found == [(kind, story.ids[to]) for kind, to in RELATIONS.get(key, [])]


TASS = ("tass-report", "TASS")
REUTERS = ("reuters-report", "Reuters")
NEWSROOM = "Newsroom of the report (not named)"
NEWSROOM_DE = "Redaktion des Berichts (nicht genannt)"
CLAIMS = [
    ("peace-initiative", "china-announces-initiative", "China", "announcement", "future", None),
    ("peace-initiative", "no-statement-on-initiative", "China", "no_statement", "negated", None),
    ("visit", "wang-offers-cooperation", "Wang Yi", "assertion", "asserted", TASS),
    ("patrushev-talks", "patrushev-appeals", "Nikolai Patrushev", "appeal", "asserted", None),
    ("patrushev-talks", "patrushev-accuses", "Nikolai Patrushev", "accusation", "asserted", None),
    ("putin-meeting", "putin-praises-relations", "Vladimir Putin", "evaluation", "asserted", TASS),
    ("putin-meeting", "putin-on-relations-today", "Vladimir Putin", "evaluation", "asserted", TASS),
    ("putin-meeting", "putin-on-world-situation", "Vladimir Putin", "evaluation", "asserted", TASS),
    ("lavrov-talks", "lavrov-relations-developed", "Sergey Lavrov", "evaluation", "asserted", None),
    ("lavrov-talks", "wang-no-limits", "Wang Yi", "evaluation", "asserted", None),
    ("xi-visit", "putin-announces-xi-visit", "Vladimir Putin", "announcement", "future", REUTERS),
    ("xi-visit", "putin-visit-agreed", "Vladimir Putin", "assertion", "asserted", REUTERS),
    ("new-start", "report-new-start-suspended", NEWSROOM_DE, "assertion", "asserted", None),
    ("visit", "report-close-ally", NEWSROOM, "evaluation", "asserted", None),
    ("visit", "report-sanctions", NEWSROOM, "assertion", "asserted", None),
    ("us-concern", "report-strained-relations", NEWSROOM, "evaluation", "asserted", None),
    ("us-concern", "us-fears-arms", "United States", "concern", "possible", None),
    ("us-concern", "china-denies-arms", "China", "denial", "negated", None),
]


@pytest.mark.parametrize("expected", CLAIMS, ids=lambda expected: expected[1])
def test_claim_says_who_how_and_by_way_of_whom(story: Story, expected: tuple[Any, ...]):
    event, key, *said, chain = expected
    claim = story.claim(event, key)
    (citation,) = claim.citations
    sources = [hop.source for hop in citation.via if hop.source]
    known = [story.event(event).sources[source.id] for source in sources]
    via = [
        (source.id, about.publisher and about.publisher.name, about.held)
        for source, about in zip(sources, known, strict=True)
    ]

    assert [claim.speaker.name, claim.kind, claim.modality] == said
    assert citation.source.id == story.ids["report"]
    assert via == ([(story.ids[chain[0]], chain[1], False)] if chain else [])


def test_chains_keep_the_wording_of_the_report(story: Story):
    keys = ("putin-praises-relations", "putin-on-world-situation")
    claims = [story.claim("putin-meeting", key) for key in keys]

    assert [claim.citations[0].via[0].wording for claim in claims] == [
        "demnach",
        "den Angaben zufolge",
    ]
    assert story.claim("lavrov-talks", "wang-no-limits").quote == "keine Grenzen"


def test_denial_is_linked_to_the_concern_in_both_events(story: Story):
    concern, denial = story.ids["us-fears-arms"], story.ids["china-denies-arms"]
    home = story.ids["us-concern"]

    for event in ("us-concern", "arms-delivery"):
        ids = [claim.id for claim in story.event(event).claims]
        assert ids[:2] == [concern, denial]
        (link,) = story.claim(event, "china-denies-arms").links
        assert (link.type, link.claim, link.event) == ("denies", concern, home)


def test_denial_stands_with_the_concern(story: Story):
    (answer,) = story.claim("us-concern", "us-fears-arms").answered_by
    assert (answer.type, answer.claim) == ("denies", story.ids["china-denies-arms"])


def test_missing_statement_is_dated_by_the_report(story: Story):
    said = story.claim("peace-initiative", "no-statement-on-initiative").said

    assert told(said) == phrase("2023-02-22T16:00+01:00", "Zunächst", "Europe/Berlin", "inferred")
    assert said is not None
    assert said.earliest == "2023-02-22T15:00:00Z"
    # It is about the visit too, and shown there.
    assert story.claim("visit", "no-statement-on-initiative").said == said


def test_xi_visit_is_known_from_one_announcement_alone(story: Story):
    event = story.event("xi-visit")
    (citation,) = event.citations

    assert citation.field == "occurrence"
    assert citation.via[0].source is not None
    assert citation.via[0].source.id == story.ids["reuters-report"]
    assert event.origins.count == 1


ORIGINS = {
    "war": 2,
    "munich-conference": 2,
    "peace-initiative": 2,
    "visit": 1,
    "patrushev-talks": 1,
    "putin-meeting": 1,
    "lavrov-talks": 1,
    "xi-visit": 1,
    "new-start": 1,
    "us-concern": 1,
    "arms-delivery": 1,
    "position-paper": 1,
}


@pytest.mark.parametrize("key", STARTS)
def test_origins_are_counted_by_the_far_end_of_the_chains(story: Story, key: str):
    assert story.event(key).origins.count == ORIGINS[key]


def test_storyline_pins_what_stands_in_order(story: Story):
    profile = story.profile("china-and-russia")
    order = (
        "war munich-conference peace-initiative new-start visit patrushev-talks putin-meeting "
        "lavrov-talks xi-visit us-concern arms-delivery position-paper"
    )

    assert profile.pinned == [story.ids[key] for key in order.split()]
    assert (profile.language, list(profile.texts)) == ("en", ["de"])


def test_editions_on_purpose_are_one_update_one_correction_one_retraction(story: Story):
    later = [
        (event.id, event.edition.number, event.edition.kind)
        for event in story.editions
        if event.edition.kind != "published"
    ]

    assert later == [
        (story.ids["lavrov-duplicate"], 2, "retracted"),
        (story.ids["patrushev-talks"], 2, "corrected"),
        (story.ids["peace-initiative"], 2, "updated"),
    ]


def test_draft_of_the_desk_is_nowhere_public(story: Story):
    assert story.ids["un-vote"] not in story.current
    assert story.ids["un-vote-record"] not in story.profiles


def test_addresses_of_the_demo_have_the_shape_of_public_ids(story: Story):
    assert [key for key, id in story.ids.items() if not is_public_id(id)] == []
    assert len(set(story.ids.values())) == len(story.ids)


def quotes(value: Any) -> list[str]:
    if isinstance(value, list):
        return [quote for item in value for quote in quotes(item)]
    if isinstance(value, dict):
        own = [value[key] for key in ("quote", "phrase", "wording") if value.get(key)]
        return own + [quote for item in value.values() for quote in quotes(item)]
    return []


def test_nothing_of_others_is_quoted_at_length(story: Story):
    found = {quote for event in story.editions for quote in quotes(msgspec.to_builtins(event))}

    assert max(map(len, found)) <= 80
    assert sum(map(len, found)) <= 1000
