"""How many independent origins a statement has, and why several citations are one."""

import pytest
from msgspec.structs import replace

from events.record import with_origins
from events.record.origins import DATE, WHOLE, origins_of, supporting
from tests.record.documents import (
    REPORT,
    TASS,
    actor,
    citation,
    claim,
    event,
    hop,
    known_source,
    source,
)

SECOND = "p4qr-8stv-2wxz"
AGENCY = actor(TASS, "Tass")
PAPER = actor("g5hj-6klm-7npq", "Paper")


def test_two_reports_by_way_of_one_agency_are_one_origin():
    citations = [
        citation("one", via=[hop(actor=AGENCY)]),
        citation("two", source=source(SECOND), via=[hop(actor=AGENCY)]),
    ]
    found = origins_of(citations, {REPORT: known_source(PAPER), SECOND: known_source()}, {})
    [only] = found.of
    assert (found.count, found.why) == (1, "same_agency")
    assert (only.name, only.actor, only.source, only.citations, only.why) == (
        "Tass",
        TASS,
        None,
        ["one", "two"],
        "same_agency",
    )


def test_far_end_of_a_chain_is_the_origin():
    chain = [hop(actor=PAPER), hop(source=source(SECOND))]
    found = origins_of(
        [citation(via=chain)], {REPORT: known_source(), SECOND: known_source(AGENCY)}, {}
    )
    assert [(one.name, one.why) for one in found.of] == [("Tass", "separate")]


def test_two_items_of_one_publisher_do_not_confirm_each_other():
    citations = [citation("one"), citation("two", source=source(SECOND))]
    sources = {REPORT: known_source(PAPER), SECOND: known_source(PAPER)}
    found = origins_of(citations, sources, {})
    assert (found.count, found.why, found.of[0].name) == (1, "same_publisher", "Paper")


def test_two_versions_of_one_item_are_one_origin():
    citations = [citation("one"), citation("two", source=source(SECOND))]
    sources = {REPORT: known_source(), SECOND: known_source()}
    assert origins_of(citations, sources, {}).count == 2
    found = origins_of(citations, sources, {SECOND: REPORT})
    assert (found.count, found.why, found.of[0].source) == (1, "revision", REPORT)


def test_one_item_cited_twice_is_one_origin():
    found = origins_of([citation("one"), citation("two")], {REPORT: known_source()}, {})
    assert (found.count, found.why, found.of[0].citations) == (1, "same_item", ["one", "two"])


def test_separate_origins_are_named_in_the_order_of_citation():
    citations = [citation("one", source=source(SECOND, "B")), citation("two")]
    found = origins_of(citations, {REPORT: known_source(), SECOND: known_source(AGENCY)}, {})
    assert ([one.name for one in found.of], found.why) == (["Tass", "Report"], "separate")


def test_no_citation_is_no_origin():
    found = origins_of([], {}, {})
    assert (found.count, found.of, found.why) == (0, [], "separate")


@pytest.mark.parametrize(
    ("members", "counts"),
    [
        ({}, True),
        ({"field": "occurrence"}, True),
        ({"stance": "supports"}, True),
        ({"stance": "disputes"}, False),
        ({"field": "place"}, False),
        ({"field": "start"}, False),
    ],
)
def test_only_what_supports_the_whole_counts_for_it(members, counts):
    assert bool(supporting([citation(**members)], WHOLE)) is counts


def test_date_has_origins_of_its_own_where_a_citation_is_for_it():
    assert supporting([citation(field="end"), citation()], DATE) == [citation(field="end")]


def test_event_its_date_and_its_claims_are_counted_apart():
    other = source(SECOND)
    told = event(
        citations=[citation("whole"), citation("date", source=other, field="start")],
        claims=[claim(citations=[citation("said", source=other)])],
        sources={REPORT: known_source(), SECOND: known_source(AGENCY)},
    )
    found = with_origins(told, {})
    assert (found.origins.count, found.origins.of[0].citations) == (1, ["whole"])
    assert (found.date_origins.count, found.date_origins.of[0].citations) == (1, ["date"])
    assert [one.origins.of[0].citations for one in found.claims] == [["said"]]
    without = with_origins(replace(told, citations=[citation("whole")]), {})
    assert without.date_origins is None
