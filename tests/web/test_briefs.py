"""What the band shows of a single event."""

from django.utils import translation

from events import record
from events.record.stored import write
from events.web.briefs import brief
from tests.web import records


def known(event: record.Event, language: str = "en"):
    return brief(write(event), language)


def test_words_say_what_is_the_case_unless_it_took_place():
    start = records.when("2023-02-21")
    assert known(records.event("Talks", start=start)).words == "Talks, Tuesday, 21 February 2023"
    announced = records.event("A visit", occurrence="announced", start=records.when("2023"))
    assert known(announced).words == "Announced: A visit, 2023"


def test_words_are_in_the_language_of_the_page():
    with translation.override("de"):
        found = known(records.event("Gespräche", start=records.when("2023-02")), "de")
    assert found.words == "Gespräche, Februar 2023"


def test_long_title_is_cut():
    assert len(known(records.event("word " * 60)).words) < 110


def test_event_without_a_date_has_no_place():
    assert not known(records.event()).bounds.is_dated


def test_event_with_a_denied_claim_is_marked():
    claims = [
        records.claim("Ann", "It happened."),
        records.claim(
            "Bob", "It did not.", kind="denial", answers=[("denies", "It happened.", "Talks")]
        ),
    ]
    assert known(records.event(claims=claims)).denied
    assert not known(records.event(claims=claims[:1])).denied


def test_only_what_is_under_way_without_an_end_goes_on():
    start, end = records.when("2022-02-24"), records.when("2023-02-24")
    assert known(records.event(occurrence="ongoing", start=start)).goes_on
    assert not known(records.event(occurrence="ongoing", start=start, end=end)).goes_on
    assert not known(records.event(start=start)).goes_on


def test_actors_are_named_once():
    roles = [records.participation("Ann", "host"), records.participation("Ann", "speaker")]
    assert [name for _id, name in known(records.event(participants=roles)).actors] == ["Ann"]
