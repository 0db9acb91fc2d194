"""iCalendar, judged by the icalendar package: what is known to the day, with its status."""

import icalendar
import pytest

from events.interchange.exports.ics import LINE_BYTES, fold
from tests.interchange.dumping import EXCHANGE, dated, dumped, told


def entries(*events):
    calendar = icalendar.Calendar.from_ical(dumped("ics", *events).decode())
    return calendar.walk("VEVENT")


def shown(event) -> tuple[str, ...]:
    """Its dates as they are written; empty: it is left out."""
    return tuple(
        entry[end].to_ical().decode()
        for entry in entries(event)
        for end in ("DTSTART", "DTEND")
        if end in entry
    )


@pytest.mark.parametrize(
    ("occurrence", "status", "summary"),
    [
        ("occurred", "CONFIRMED", "Talks in Moscow"),
        ("ongoing", "CONFIRMED", "Ongoing: Talks in Moscow"),
        ("announced", "TENTATIVE", "Announced: Talks in Moscow"),
        ("scheduled", "CONFIRMED", "Scheduled: Talks in Moscow"),
        ("postponed", "CANCELLED", "Postponed: Talks in Moscow"),
        ("cancelled", "CANCELLED", "Cancelled: Talks in Moscow"),
        ("did_not_occur", "CANCELLED", "Did not take place: Talks in Moscow"),
    ],
)
def test_status_and_summary_say_what_is_the_case(occurrence, status, summary):
    [entry] = entries(told(occurrence))
    assert (entry["STATUS"], entry["SUMMARY"]) == (status, summary)


@pytest.mark.parametrize("occurrence", ["alleged", "hypothetical", "unknown", "of_later"])
def test_what_nobody_planned_or_saw_is_left_out(occurrence):
    assert entries(told(occurrence)) == []


@pytest.mark.parametrize(
    ("start", "end", "zone", "dates"),
    [
        ("2023-02-21", None, None, ("20230221", "20230222")),
        ("2023-02-20", "2023-02-22", None, ("20230220", "20230223")),
        ("2023-02-21T16:00Z", None, None, ("20230221T160000Z", "20230221T160100Z")),
        ("2023-02-21T16:00", None, None, ("20230221T160000", "20230221T160100")),
        ("2023-02-21T16:00", None, "Europe/Moscow", ("20230221T130000Z", "20230221T130100Z")),
        ("2023-02-21T16:00Z", "2023-02-21T18:00Z", None, ("20230221T160000Z", "20230221T180100Z")),
        ("2023-02-21T16:00Z", "2023-02-22", None, ("20230221", "20230223")),
        ("2023-02-21T16:00Z/2023-02-21T18:00Z", None, None, ("20230221", "20230222")),
        ("0950-03-01", None, None, ("09500301", "09500302")),
        ("9999-12-31", None, None, ("99991231",)),  # nothing comes after the last day
        ("2023", None, None, ()),
        ("2023-02", None, None, ()),
        ("2023-02-20/2023-02-22", None, None, ()),
        ("[2023-02-20..2023-02-22]", None, None, ()),
        ("2023-02-20", "2023-02", None, ()),
        ("../2023-02-21", None, None, ()),
        ("2023-02-21/..", None, None, ()),
        (None, None, None, ()),
    ],
)
def test_dates_are_what_is_known_to_the_day(start, end, zone, dates):
    assert shown(dated(start, end, timezone=zone)) == dates


@pytest.mark.parametrize(
    ("start", "end", "summary"),
    [
        ("2023-02-18~", None, "Talks (around Saturday, 18 February 2023)"),
        ("2023-02-18?", None, "Talks (Saturday, 18 February 2023 (uncertain))"),
        ("2023-02-18", None, "Talks"),
    ],
)
def test_date_that_is_not_sure_says_so_in_the_summary(start, end, summary):
    [entry] = entries(dated(start, end))
    assert entry["SUMMARY"] == summary


def test_unsure_end_is_said_as_well():
    words = "18 February 2023 – 19 February 2023 (approximate)"
    [entry] = entries(dated("2023-02-18", "2023-02-19~", period={"en": words, "de": words}))
    assert entry["SUMMARY"] == f"Talks ({words})"


def test_entry_has_all_that_is_known():
    [entry] = entries(told("announced"))
    assert entry["UID"].endswith("@event-tracker")
    assert entry["SEQUENCE"] == 0
    assert entry["LOCATION"] == "Moscow"
    assert entry["X-EDTF"] == "2023-02-21"
    assert entry["DESCRIPTION"].splitlines() == [
        "Tuesday, 21 February 2023",
        "As of Wednesday, 1 March 2023",
        "They met.",
        EXCHANGE,
        "Antony Blinken, Wang Yi, Xi Jinping",
    ]


def test_texts_survive_and_lines_are_short():
    title = 'a\\n; b, "c" \r\n 😀' * 20
    [entry] = entries(told(title=title))
    assert entry["SUMMARY"] == title.replace("\r\n", "\n")
    assert max(map(len, dumped("ics", told(title=title)).split(b"\r\n"))) <= LINE_BYTES


@pytest.mark.parametrize("length", range(70, 80))
def test_fold_splits_no_character(length):
    line = "x" * length + "é😀" * 40
    pieces = fold(line).split(b"\r\n ")
    assert b"".join(pieces).decode() == line
    assert len(pieces[0]) <= LINE_BYTES
    assert all(len(piece) < LINE_BYTES for piece in pieces[1:])
    assert all(piece.decode() for piece in pieces)


def test_zones_that_end_in_an_offset_are_instants():
    assert shown(dated("2023-02-21T16:00+03:00")) == ("20230221T130000Z", "20230221T130100Z")
