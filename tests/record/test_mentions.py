"""Which actors and sources a record names."""

from events.record import NamedActor, OtherDate
from events.record.answers import answers_in, with_answers
from events.record.mentions import (
    actor_roles,
    citations_in,
    cited_sources,
    source_ids,
    with_known,
)
from tests.record.documents import (
    OTHER,
    REPORT,
    TASS,
    WANG,
    actor,
    citation,
    claim,
    event,
    hop,
    known_source,
    participation,
    source,
    when,
)
from tests.record.test_answers import denial

SECOND = "p4qr-8stv-2wxz"
PUBLISHER = actor("g5hj-6klm-7npq", "Paper")


def test_citations_of_all_parts_are_found():
    told = event(
        citations=[citation("a")],
        participants=[participation(citations=[citation("b")])],
        claims=[claim(citations=[citation("c")])],
    )
    assert [one.id for one in citations_in(told)] == ["a", "b", "c"]


def test_sources_of_chains_and_of_other_dates_are_named():
    other = OtherDate(
        kind="differing_account", note="", start=when("2023"), end=None, source=source(OTHER)
    )
    told = event(citations=[citation(via=[hop(source=source(SECOND))])], other_dates=[other])
    assert [one.id for one in cited_sources(told)] == [REPORT, SECOND]
    assert source_ids(told) == {REPORT, SECOND, OTHER}


def test_actors_take_part_or_are_only_named():
    told = event(
        participants=[participation()],
        claims=[claim(speaker=actor(OTHER, "Lavrov"))],
        citations=[citation(via=[hop(actor=actor(TASS, "Tass"))])],
        sources={REPORT: known_source(PUBLISHER)},
    )
    assert actor_roles(told) == {
        (WANG, "host", True),
        (OTHER, "speaker", True),
        (TASS, "", False),
        (PUBLISHER.id, "", False),
    }


def test_speaker_of_an_answer_elsewhere_is_named_without_taking_part():
    speaker = actor(TASS, "Tass")
    [(_id, given)] = answers_in(event(OTHER, claims=[denial(event=OTHER, speaker=speaker)]), 1)
    told = with_answers(event(claims=[claim()]), {"claim-1": [given]})
    assert actor_roles(told) == {(WANG, "speaker", True), (TASS, "", False)}


def test_only_what_is_named_is_described_and_the_first_description_counts():
    mine, theirs = NamedActor(names={"en": "W"}, kind="person"), NamedActor(names={}, kind="group")
    told = event(participants=[participation()], citations=[citation()])
    found = with_known(
        told,
        [{WANG: mine, TASS: theirs}, {WANG: theirs}],
        [{REPORT: known_source(), SECOND: known_source()}],
    )
    assert found.actors == {WANG: mine}
    assert list(found.sources) == [REPORT]
