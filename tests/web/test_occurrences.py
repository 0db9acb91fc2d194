"""What is the case in the world, told apart in words and marks."""

from datetime import UTC, datetime

import pytest
from django.template import loader
from django.utils.translation import override

from events.record.vocabulary import Occurrence
from events.web.occurrences import appearance, appearances, caution, deadline_of, is_overdue
from tests.web import records

OVERDUE = {"announced", "scheduled"}


def test_every_occurrence_has_a_badge_a_mark_and_a_sentence_of_its_own():
    assert {look.value for look in appearances()} == set(Occurrence.values)
    badges = {str(look.badge) for look in appearances()}
    marks = {loader.render_to_string(look.icon) for look in appearances()}
    sentences = {caution(records.event(occurrence=value)) for value in Occurrence.values}
    assert len(badges) == len(marks) == len(sentences) == len(Occurrence.values)


@pytest.mark.parametrize("language", ["en", "de"])
def test_only_what_took_place_needs_no_caution(language):
    with override(language):
        silent = [v for v in Occurrence.values if not caution(records.event(occurrence=v))]
    assert silent == ["occurred"]


def test_only_what_took_place_or_is_under_way_may_be_taken_as_happened():
    assert {look.value for look in appearances() if look.happened} == {"occurred", "ongoing"}


def test_occurrence_that_is_newer_than_the_program_is_not_known():
    assert appearance("foretold") is appearance("unknown")
    event = records.event(occurrence="foretold")
    assert caution(event) == ("Whether it took place was not known as of Wednesday, 1 March 2023.")


@pytest.mark.parametrize(
    ("occurrence", "start", "end", "deadline"),
    [
        ("announced", "2023-03-20", None, datetime(2023, 3, 21, tzinfo=UTC)),
        ("scheduled", "2023-03-20", "2023-03-22", datetime(2023, 3, 23, tzinfo=UTC)),
        ("announced", "2023-03", None, datetime(2023, 4, 1, tzinfo=UTC)),
        ("announced", "[2023-03-20..]", None, None),
        ("announced", "2023-03-20", "[2023-03-22..]", datetime(2023, 3, 21, tzinfo=UTC)),
        ("announced", None, None, None),
        *((value, "2023-03-20", None, None) for value in Occurrence.values if value not in OVERDUE),
    ],
)
def test_deadline_is_the_end_of_what_was_announced(occurrence, start, end, deadline):
    start, end = (edtf and records.when(edtf) for edtf in (start, end))
    event = records.event(occurrence=occurrence, start=start, end=end)
    assert deadline_of(event) == deadline


def test_event_is_overdue_from_its_deadline_on():
    event = records.event(occurrence="announced", start=records.when("2023-03-20"))
    assert not is_overdue(event, datetime(2023, 3, 20, 23, 59, tzinfo=UTC))
    assert is_overdue(event, datetime(2023, 3, 21, tzinfo=UTC))


@pytest.mark.parametrize("occurrence", sorted(OVERDUE))
def test_overdue_event_says_that_its_date_has_passed_and_as_of_when_no_more_was_known(occurrence):
    event = records.event(occurrence=occurrence, start=records.when("2023-03-20"))
    assert caution(event, overdue=True) == (
        f"{occurrence.capitalize()} for: Monday, 20 March 2023. That has passed; whether it took"
        " place is not on record (as of Wednesday, 1 March 2023)."
    )
    assert caution(event) == (
        f"{occurrence.capitalize()}. Not known to have taken place as of Wednesday, 1 March 2023."
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "2023-02-22",
            (
                "Announced on Wednesday, 22 February 2023; no later report on record"
                " (as of Wednesday, 1 March 2023)."
            ),
        ),
        ("2023-02", "Announced. Not known to have taken place as of Wednesday, 1 March 2023."),
        ("2023-02-22~", "Announced. Not known to have taken place as of Wednesday, 1 March 2023."),
    ],
)
def test_announcement_says_when_it_was_made_if_that_is_known_to_the_day(said, expected):
    claim = records.claim("Putin", "Xi will come.", kind="announcement", said=records.when(said))
    assert caution(records.event(occurrence="announced", claims=[claim])) == expected
