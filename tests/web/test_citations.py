"""Citations gathered by source."""

from events.web.citations import (
    chains,
    citation_view,
    cited_sources,
    has_one_source,
    leads_to,
    profile_view,
)
from tests.web import records
from tests.web.pages import words

WIRE = records.hop(records.source("Wire"), "laut der Agentur")


def event(**fields):
    return records.event(sources={"Wire": records.named_source("Reuters", held=False)}, **fields)


def test_citation_says_what_it_is_for_and_how_far_it_is_trusted():
    cited = records.citation(
        field="start", stance="disputes", confidence="low", quote="on Monday",
        quote_language="en", locator="¶ 2",
    )  # fmt: skip
    view = citation_view(cited, event(), about="USA takes part")
    assert (view.about, view.field, view.stance_word) == (
        "USA takes part",
        "for the date",
        "Disputes",
    )
    assert (view.confidence, str(view.quote), view.locator) == ("low", "on Monday", "¶ 2")


def test_field_that_is_newer_than_the_program_is_shown_as_it_is():
    assert citation_view(records.citation(field="motto"), event()).field == "motto"


def test_citation_has_an_anchor_and_a_link_by_its_public_id():
    cited = records.citation()
    view = citation_view(cited, event(), url="/events/x/")
    assert view.anchor == f"citation-{cited.id}"
    assert view.url == f"/events/x/#citation-{cited.id}"
    assert citation_view(cited, event(), anchor=False).anchor == ""


def test_chain_is_left_out_where_it_would_say_nothing():
    direct, passed_on = records.citation(), records.citation("Report", WIRE)
    assert citation_view(direct, event()).chain is None
    assert words(citation_view(direct, event(), here=False).chain) == "in the article Report"
    view = citation_view(passed_on, event())
    assert words(view.chain) == "according to Reuters, in this report"
    assert view.wordings == ("laut der Agentur",)


def test_same_chain_is_said_once():
    twice = [records.citation(), records.citation(locator="¶ 2")]
    assert [words(chain) for chain in chains(twice, event())] == ["in the article Report"]


def test_sources_stand_in_the_order_of_citation_those_of_hops_last():
    cited = event(
        citations=[records.citation("Report", WIRE), records.citation(locator="¶ 2")],
        claims=[records.claim("USA", "So.", citations=[records.citation("Wire")])],
    )
    report, wire = cited_sources(cited)
    assert (str(report.source.link.text), len(report.citations)) == ("Report", 2)
    assert (str(wire.source.link.text), wire.citations) == ("Wire", ())
    assert (wire.source.held, str(wire.source.publisher.text)) == (False, "Reuters")


def test_one_source_is_all_that_any_part_cites():
    assert has_one_source(event(citations=[records.citation("Report", WIRE)]))
    other = records.claim("USA", "So.", citations=[records.citation("Wire")])
    assert not has_one_source(event(claims=[other]))
    part = records.participation("USA", citations=[records.citation("Wire")])
    assert not has_one_source(event(participants=[part]))


def test_citation_leads_to_what_it_cites_and_to_its_hops():
    cited = records.citation("Report", WIRE, records.hop(records.actor("Tass")))
    found = [leads_to(cited, records.source(title).id) for title in ("Report", "Wire", "Other")]
    assert found == [True, True, False]


def test_profile_of_a_source_is_shown_as_other_pages_name_it():
    profile = records.source_profile(
        "Report", publisher="The Paper", language="de", canonical_url="https://paper.example/"
    )
    view = profile_view(profile, "?as_of=2023")
    assert view.link.url == f"{profile.url}?as_of=2023"
    assert (str(view.publisher.text), view.language) == ("The Paper", "German")
    assert view.canonical_url == "https://paper.example/"
