"""The demo says the whole report, sentence by sentence, and nothing besides."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pytest

from events import record
from events.dates import anchor_of, read
from tests.management.conftest import Story

# `story` is read before the test begins; without the mark nobody would make the database for it.
pytestmark = pytest.mark.django_db

STAND = "2023-02-22T16:00:00+01:00"
"""As of when the report says what it says: what its relative phrases are counted from."""


@dataclass(frozen=True)
class Sentence:
    """A statement of the report in our words, and where the demo has it.

    `claims` by the event that records them; `phrases` are words of the report that say when, by the
    date that keeps them: of an event ("visit.start") or of a claim ("wang-no-limits").
    """

    place: str
    words: str
    events: tuple[str, ...] = ()
    claims: dict[str, str] = field(default_factory=dict)
    phrases: dict[str, str] = field(default_factory=dict)


REPORT = [
    Sentence(
        "lead",
        "Days after China announced a peace initiative, Wang Yi met Putin.",
        ("peace-initiative", "putin-meeting"),
        phrases={
            "peace-initiative.start": "Wenige Tage nach der Ankündigung einer Friedensinitiative"
        },
    ),
    Sentence(
        "lead",
        "Xi is to come to Russia as well, Putin says.",
        ("xi-visit",),
        phrases={"xi-visit.start": "soll laut Putin folgen"},
    ),
    Sentence(
        "¶ 1",
        "During a visit to Moscow, Wang talked with Putin and with Lavrov.",
        ("visit", "putin-meeting", "lavrov-talks"),
    ),
    Sentence(
        "¶ 1",
        "Wang, as Tass reports, offered closer political and strategic cooperation.",
        claims={"wang-offers-cooperation": "visit"},
    ),
    Sentence(
        "¶ 1",
        "Putin called the close relations especially important now.",
        claims={"putin-praises-relations": "putin-meeting"},
        phrases={"putin-praises-relations": "derzeit"},
    ),
    Sentence(
        "¶ 1",
        "Putin announced, as Reuters reports, that Xi will visit Russia.",
        ("xi-visit",),
        {"putin-announces-xi-visit": "xi-visit"},
    ),
    Sentence("¶ 1", "This has been agreed, Putin says.", claims={"putin-visit-agreed": "xi-visit"}),
    Sentence(
        "¶ 2",
        "Putin said that international relations are complicated.",
        claims={"putin-on-relations-today": "putin-meeting"},
        phrases={"putin-on-relations-today": "heute"},
    ),
    Sentence(
        "¶ 2",
        "Putin said at the opening that the cooperation makes the world more stable.",
        claims={"putin-on-world-situation": "putin-meeting"},
        phrases={"putin-on-world-situation": "zum Auftakt des Treffens"},
    ),
    Sentence(
        "¶ 2",
        "For now there is no official word on the peace initiative.",
        claims={"no-statement-on-initiative": "peace-initiative"},
        phrases={"no-statement-on-initiative": "Zunächst"},
    ),
    Sentence(
        "¶ 2",
        "China had announced it in Munich, for a Ukraine that Russia attacked a year ago.",
        ("munich-conference", "peace-initiative", "war"),
        {"china-announces-initiative": "peace-initiative"},
        {"war.other_dates": "vor einem Jahr"},
    ),
    Sentence(
        "heading above ¶ 3",
        "Before that, Wang had met the Secretary of the Security Council.",
        ("patrushev-talks", "putin-meeting", "lavrov-talks"),
        phrases={
            "putin-meeting.start": "Zuvor Treffen mit Sekretär des Sicherheitsrates",
            "lavrov-talks.start": "Zuvor Treffen mit Sekretär des Sicherheitsrates",
        },
    ),
    Sentence(
        "¶ 3",
        "Lavrov said at the beginning that relations had moved forward.",
        claims={"lavrov-relations-developed": "lavrov-talks"},
        phrases={"lavrov-relations-developed": "zu Beginn des Gesprächs"},
    ),
    Sentence(
        "¶ 3", "Wang said that relations know no limits.", claims={"wang-no-limits": "lavrov-talks"}
    ),
    Sentence(
        "¶ 4",
        "On Tuesday, Wang had talked with Patrushev in Moscow.",
        ("patrushev-talks", "visit"),
        phrases={"patrushev-talks.start": "am Dienstag", "visit.start": "am Dienstag"},
    ),
    Sentence(
        "¶ 4",
        "Patrushev called for closer cooperation against the West.",
        claims={"patrushev-appeals": "patrushev-talks"},
        phrases={"patrushev-appeals": "am Dienstag"},
    ),
    Sentence(
        "¶ 4",
        "Patrushev accused the West of wanting to prevent an alliance.",
        claims={"patrushev-accuses": "patrushev-talks"},
        phrases={"patrushev-accuses": "am Dienstag"},
    ),
    Sentence(
        "¶ 5",
        "The war strains the relations between China and the United States.",
        claims={"report-strained-relations": "us-concern"},
        phrases={"report-strained-relations": "derzeit"},
    ),
    Sentence(
        "¶ 5",
        "In recent days the United States feared that China could deliver arms to Russia.",
        ("us-concern", "arms-delivery"),
        {"us-fears-arms": "us-concern"},
        {
            "us-concern.start": "in den vergangenen Tagen",
            "us-fears-arms": "in den vergangenen Tagen",
        },
    ),
    Sentence("¶ 5", "China denies it.", claims={"china-denies-arms": "us-concern"}),
    Sentence(
        "¶ 5",
        "This week Russia suspended its part in New START.",
        ("new-start",),
        {"report-new-start-suspended": "new-start"},
        {"new-start.start": "diese Woche"},
    ),
    Sentence("¶ 6", "China counts as a close ally.", claims={"report-close-ally": "visit"}),
    Sentence(
        "¶ 6",
        "So far China has mostly kept to the sanctions.",
        claims={"report-sanctions": "visit"},
        phrases={"report-sanctions": "bislang"},
    ),
]
RELATIVE = (
    "Wenige Tage nach", "soll", "derzeit", "heute", "zum Auftakt", "Zunächst", "vor einem Jahr",
    "Zuvor", "zu Beginn", "am Dienstag", "in den vergangenen Tagen", "diese Woche", "bislang",
)  # fmt: skip
"""The words of the report that say when, one of them (derzeit) twice."""
NOT_OF_THE_REPORT = {"position-paper", "un-vote", "lavrov-duplicate"}


@pytest.fixture(params=REPORT, ids=lambda sentence: sentence.words)
def sentence(request) -> Sentence:
    return request.param


def test_sentence_has_its_events_with_a_citation_of_the_report(story: Story, sentence: Sentence):
    for key in sentence.events:
        event = story.event(key)
        cited = [one.locator for one in event.citations if one.source.id == story.ids["report"]]
        assert cited, key


def test_sentence_has_its_claims_as_records_of_their_own(story: Story, sentence: Sentence):
    for key, event in sentence.claims.items():
        claim = story.claim(event, key)
        assert claim.event == story.ids[event]
        assert [c.source.id for c in claim.citations] == [story.ids["report"]]
        assert [c.locator for c in claim.citations] == [sentence.place]


def test_sentence_keeps_its_phrases_with_what_they_are_counted_from(
    story: Story, sentence: Sentence
):
    for place, phrase in sentence.phrases.items():
        when = when_at(story, sentence, place)
        assert (when.phrase, when.phrase_language, when.anchor) == (phrase, "de", STAND), place


def when_at(story: Story, sentence: Sentence, place: str) -> record.When:
    key, _, member = place.partition(".")
    if not member:
        events = [event for one in REPORT for claim, event in one.claims.items() if claim == key]
        found = story.claim(events[0], key).said
    elif member == "other_dates":
        found = story.event(key).other_dates[0].start
    else:
        found = getattr(story.event(key), member)
    assert found is not None
    return found


def test_every_claim_is_a_sentence_of_the_report(story: Story):
    told = {story.ids[key] for sentence in REPORT for key in sentence.claims}
    recorded = {
        claim.id
        for event in story.current.values()
        if isinstance(event, record.Event)
        and event.id not in {story.ids[key] for key in NOT_OF_THE_REPORT}
        for claim in event.claims
    }
    assert recorded == told
    assert len(told) == 18


def test_every_phrase_that_says_when_is_kept():
    phrases = [phrase for sentence in REPORT for phrase in sentence.phrases.values()]
    assert [words for words in RELATIVE if not any(p.startswith(words) for p in phrases)] == []
    assert phrases.count("derzeit") == 2


def dates(value: Any) -> Iterator[record.When]:
    if isinstance(value, record.When):
        yield value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from dates(getattr(value, name))
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from dates(item)


def test_date_is_what_its_phrase_says_or_is_marked_as_the_editors(story: Story):
    for when in (date for event in story.current.values() for date in dates(event)):
        if when.basis == "resolved_phrase":
            assert when.anchor is not None
            reading = read(when.phrase, anchor_of(when.anchor), when.phrase_language)
            assert reading is not None, when.phrase
            assert reading.when is not None, when.phrase
            assert reading.when.edtf == when.edtf, when.phrase
        elif when.phrase and not when.phrase.startswith("Stand:"):
            assert when.basis == "inferred", when.phrase


def test_visit_claims_no_first_day_and_no_end(story: Story):
    visit, talks = story.event("visit"), story.event("patrushev-talks")
    assert visit.start is not None
    assert (visit.start.edtf, visit.start.basis, visit.end) == ("2023-02-21~", "inferred", None)
    words = [e.summary + e.texts["de"].summary for e in (visit, talks)]
    assert not any(day in text for text in words for day in ("first day", "ersten Tag", "22"))


def test_visit_rests_on_one_report(story: Story):
    origins = story.event("visit").origins
    assert (origins.count, [one.actor for one in origins.of]) == (1, [story.ids["report-newsroom"]])
