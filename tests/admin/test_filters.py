"""The filters of the change lists."""

import pytest

from events.admin.filters import UNPUBLISHED_CHANGES
from events.dates import When
from events.models import Event
from tests import factories, newsroom
from tests.admin.pages import listed

LIST = "/admin/events/event/"


@pytest.fixture
def archive(db):
    newsroom.draft_event("Day", start=When.parse("2023-02-21"))
    newsroom.draft_event("Month", start=When.parse("2023-02"), occurrence="announced")
    newsroom.draft_event("Year", start=When.parse("2023"))
    newsroom.draft_event("Before", start=When.parse("../2022"))
    newsroom.draft_event("Undated", start=None)
    newsroom.draft_event("New York", start=When.parse("2023-02-21", timezone="America/New_York"))
    newsroom.draft_event("Tokyo", start=When.parse("2023-02-22", timezone="Asia/Tokyo"))
    newsroom.draft_event("Week", start=When.parse("2023-02-17"), end=When.parse("2023-02-24"))


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2023-02-21", "2023-02-21", {"Day", "Month", "Year", "New York", "Week"}),
        ("2023-02-22", "2023-02-22", {"Month", "Year", "Tokyo", "Week"}),
        ("2023-03", "", {"Year"}),
        ("", "2022-06", {"Before"}),
        ("", "2023-02-20", {"Month", "Year", "Before", "Week"}),
        ("2023-02-24", "2023-02-28", {"Month", "Year", "Week"}),
    ],
)
def test_date_filter_overlaps_on_the_calendar_of_each_event(editor, archive, first, last, found):
    assert listed(editor, LIST, date_from=first, date_to=last) == found


@pytest.mark.parametrize(
    ("first", "last", "message"),
    [
        ("2023-03", "2023-02", "The end is before the start."),
        ("soon", "", "This is not a recognised date format."),
        ("2023-02-30", "", "There is no such day."),
    ],
)
def test_date_filter_that_cannot_be_read_shows_nothing_and_says_so(
    editor, archive, first, last, message
):
    response = editor.get(LIST, {"date_from": first, "date_to": last})
    assert list(response.context["cl"].result_list) == []
    assert message in response.content.decode()


def test_filters_by_state_occurrence_type_and_storyline(editor, archive):
    assert listed(editor, LIST, occurrence__exact="announced") == {"Month"}
    assert listed(editor, LIST, state="published") == set()
    assert listed(editor, LIST, type="talks") == listed(editor, LIST)
    pin = factories.StorylinePinFactory(event=Event.objects.get(label="Year"))
    assert listed(editor, LIST, storyline=pin.storyline_id) == {"Year"}


def test_filter_for_unpublished_changes(editor):
    newsroom.published_event("Same")
    changed = newsroom.published_event("Changed")
    Event.objects.filter(pk=changed.pk).update(version=9)
    assert listed(editor, LIST, state="changed") == {"Changed"}


def test_unpublished_changes_leave_out_drafts(db):
    newsroom.draft_event("Draft")
    newsroom.published_event("Same")
    changed = newsroom.published_event("Changed")
    Event.objects.filter(pk=changed.pk).update(version=9)
    assert list(Event.objects.filter(UNPUBLISHED_CHANGES)) == [changed]


@pytest.mark.parametrize("query", ["state", "type", "storyline"])
def test_unknown_value_of_a_filter_shows_nothing(editor, archive, query):
    assert listed(editor, LIST, **{query: "nonsense"}) == set()


def test_events_at_the_bounds_are_compared_in_their_own_time_zone(editor, archive):
    """Tokyo's 22 February begins on the 21st in UTC, and New York's 21st ends on the 22nd."""
    assert "Tokyo" not in listed(editor, LIST, date_to="2023-02-21")
    assert "Tokyo" in listed(editor, LIST, date_from="2023-02-22")
    assert "New York" not in listed(editor, LIST, date_from="2023-02-22")
    assert "New York" in listed(editor, LIST, date_to="2023-02-21")
