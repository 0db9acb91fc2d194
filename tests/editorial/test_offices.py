"""The office of a participant is one that was surely held on the event's date, or none."""

import pytest

from events.dates import DateError, When, extent
from events.editorial.offices import event_extent, tenure_at
from events.models import Event, Tenure
from tests import factories, newsroom
from tests.newsroom import current

pytestmark = pytest.mark.django_db


def date(text: str, timezone: str | None = None) -> When | None:
    return When.parse(text, timezone=timezone) if text else None


def tenure(start: str, end: str = "") -> Tenure:
    return factories.TenureFactory(start=date(start), end=date(end))


def office_held(tenure: Tenure, start: str, end: str = "", timezone: str | None = None) -> bool:
    """Whether the tenure is taken for the one on the date of an event."""
    event = factories.EventFactory(start=date(start, timezone), end=date(end, timezone))
    participation = factories.ParticipationFactory(event=event, actor=tenure.actor)
    found = tenure_at(participation, event_extent(event))
    assert found in (None, tenure)
    return found is not None


def test_office_is_the_one_held_at_the_date_and_later_changes_do_not_rewrite_it():
    person = newsroom.actor("Sergei Lavrov")
    minister = factories.OfficeFactory(label="Foreign Minister")
    envoy = factories.OfficeFactory(label="Permanent Representative")
    for office, start, end in [(envoy, "1994", "2004-07"), (minister, "2004-03-09", "")]:
        factories.TenureFactory(
            actor=person,
            office=office,
            start=When.parse(start),
            end=When.parse(end) if end else None,
        )
    event = newsroom.draft_event(start=When.parse("2023-02-22"))
    factories.ParticipationFactory(event=event, actor=person)
    newsroom.publish(event)
    assert current(event).participants[0].office == "Foreign Minister"
    Tenure.objects.filter(office=minister).delete()
    assert current(event).participants[0].office == "Foreign Minister"


def test_office_is_never_guessed_among_several():
    person = newsroom.actor("Holder of two")
    factories.TenureFactory.create_batch(2, actor=person)
    event = newsroom.draft_event()
    factories.ParticipationFactory(event=event, actor=person)
    newsroom.publish(event)
    assert current(event).participants[0].office == ""


@pytest.mark.parametrize(
    ("start", "end", "held"),
    [
        # A day is the first moment of the next one long, so the bounds of two days meet.
        ("2004", "2023-02-19", False),
        ("2004", "2023-02-20", False),
        ("2004", "2023-02-21", True),
        ("2023-02-21", "", True),
        ("2023-02-22", "", False),
        ("2023-02-23", "", False),
        ("2023-02-21", "2023-02-21", True),
    ],
)
def test_office_of_a_day_is_held_from_its_first_day_to_its_last(start, end, held):
    assert office_held(tenure(start, end), "2023-02-21") == held


@pytest.mark.parametrize(
    ("start", "end", "held"),
    [
        ("2004", "2023-02-21T11:58Z", False),
        ("2004", "2023-02-21T11:59Z", False),
        ("2004", "2023-02-21T12:00Z", True),
        ("2023-02-21T12:00Z", "", True),
        ("2023-02-21T12:01Z", "", False),
    ],
)
def test_office_of_a_minute_is_held_from_its_first_minute_to_its_last(start, end, held):
    assert office_held(tenure(start, end), "2023-02-21T12:00Z") == held


@pytest.mark.parametrize(
    ("start", "end", "held"),
    [
        ("2004", "2022", False),
        ("2004", "2023", True),
        ("2023", "", True),
        ("2024", "", False),
        ("2023-02", "2023-02", True),
        ("2023-03", "", False),
        ("2004", "2023-01", False),
    ],
)
def test_office_known_to_a_year_or_month_may_have_been_held_in_all_of_it(start, end, held):
    assert office_held(tenure(start, end), "2023-02") == held


@pytest.mark.parametrize(
    ("start", "end", "held"),
    [
        ("2004", "2023-02-20", False),
        ("2004", "2023-02-21", True),
        ("2023-02-24", "", True),
        ("2023-02-25", "", False),
        ("2023-02-22", "2023-02-23", True),
    ],
)
def test_office_held_for_some_of_a_longer_event_is_held_at_it(start, end, held):
    assert office_held(tenure(start, end), "2023-02-21", "2023-02-24") == held


@pytest.mark.parametrize(
    ("start", "end", "day", "held"),
    [
        ("", "2023-02-20", "2023-02-21", False),
        ("", "2023-02-21", "2023-02-21", True),
        ("[..2004]", "", "1990", True),
        ("2004", "[2010..]", "2023-02-21", True),
        ("2030", "", "[2023..]", True),
        ("2030", "", "[..2029]", False),
        ("1990", "1991", "[..2023]", True),
        ("1990", "1991", "[1992..]", False),
    ],
)
def test_side_that_is_open_excludes_no_office(start, end, day, held):
    assert office_held(tenure(start, end), day) == held


def test_office_of_which_nobody_knows_when_it_was_held_is_not_taken():
    assert not office_held(tenure("", ""), "2023-02-21")


def test_office_of_which_nothing_is_known_does_not_hide_the_one_that_is_dated():
    held = tenure("2004")
    factories.TenureFactory(actor=held.actor, start=None)
    assert office_held(held, "2023-02-21")


def test_day_of_the_event_is_that_of_its_own_clock():
    """The 21st begins in Tokyo at 15:00 UTC on the 20th, when the office was still held."""
    assert office_held(tenure("2004", "2023-02-20"), "2023-02-21", timezone="Asia/Tokyo")
    assert not office_held(tenure("2004", "2023-02-20T14:59Z"), "2023-02-21", timezone="Asia/Tokyo")


def test_office_that_changes_hands_on_the_day_is_not_guessed():
    leaving = tenure("2004", "2023-02-21")
    factories.TenureFactory(actor=leaving.actor, start=date("2023-02-21"))
    assert not office_held(leaving, "2023-02-21")
    assert office_held(leaving, "2023-02-20")


def test_office_of_somebody_else_is_not_taken():
    tenure("2004")
    participation = factories.ParticipationFactory()
    assert tenure_at(participation, event_extent(participation.event)) is None


def test_chosen_office_stands_whatever_its_dates_say():
    chosen = tenure("1990", "1991")
    factories.TenureFactory(actor=chosen.actor)
    participation = factories.ParticipationFactory(actor=chosen.actor, tenure=chosen)
    assert tenure_at(participation, event_extent(participation.event)) == chosen
    assert tenure_at(participation, None) == chosen


def test_event_without_a_date_has_no_office_of_its_date():
    event = factories.EventFactory(start=None)
    participation = factories.ParticipationFactory(event=event, actor=tenure("2004").actor)
    assert event_extent(event) is None
    assert tenure_at(participation, None) is None


def test_event_lasts_from_its_start_to_its_end():
    first, last = When.parse("2023-02-21"), When.parse("2023-02-24")
    assert event_extent(Event(start=first)) == extent(first)
    assert event_extent(Event(start=first, end=last)) == extent(first, last)


def test_event_that_ends_before_it_starts_has_no_extent():
    with pytest.raises(DateError) as refusal:
        event_extent(Event(start=When.parse("2023-02-21"), end=When.parse("2023-02-20")))
    assert refusal.value.code == "reversed"
