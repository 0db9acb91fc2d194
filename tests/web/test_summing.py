"""The sentence on what a list shows."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from events.timeline.filters import EventFilter
from events.web.summing import summary

NOTHING = {
    "total": 0,
    "undated": 0,
    "occurrences": {},
    "denied": 0,
    "first": None,
    "last": None,
    "changed": "",
}


def said(chosen: EventFilter | None = None, **fields):
    return summary(chosen or EventFilter(), **{**NOTHING, **fields})


def test_number_is_grouped_and_in_words():
    assert [said(total=n).number for n in (1, 412, 100_000)] == [
        "1 event",
        "412 events",
        "100\u202f000 events",
    ]


def test_span_ends_with_the_last_day_and_not_the_day_after():
    first, last = datetime(2019, 1, 1, tzinfo=UTC), datetime(2023, 2, 22, tzinfo=UTC)
    assert said(first=first, last=last).span == "1 January 2019 – 21 February 2023"
    assert (
        said(first=first, last=datetime(2019, 1, 2, tzinfo=UTC)).span == "Tuesday, 1 January 2019"
    )


def test_what_must_not_be_taken_for_a_fact_is_counted():
    counts = {"occurred": 9, "announced": 3, "alleged": 1}
    found = said(occurrences=counts, denied=2, undated=1)
    assert found.parts == ("3 announced", "1 alleged", "2 with denied claims", "1 undated")


@pytest.mark.django_db
def test_conditions_are_in_words_and_the_period_is_left_to_the_span():
    chosen = EventFilter(occurrences=("announced",), from_text="2023", to_text="2024")
    assert said(chosen).conditions == "(occurrence: announced)"


def test_last_change_is_a_day():
    assert said(changed="2023-03-01T12:00:00Z").changed == "last change: Wednesday, 1 March 2023"


def test_sentence_is_german_on_german_pages():
    with translation.override("de"):
        assert said(total=2, occurrences={"announced": 1}).number == "2 Ereignisse"
