"""Under which heading an event stands."""

import json

import pytest
from django.utils.translation import override

from events.dates import When, period
from events.web.grouping import grouped

EDITION = {"kind": "published"}


def document(edtf: str | None, number: int = 0, timezone: str | None = None):
    start = When.parse(edtf, timezone=timezone) if edtf else None
    event_id = f"2222-2222-222{number}"
    return {
        "id": event_id,
        "url": f"/events/{event_id}/",
        "title": f"Event {number}",
        "summary": "",
        "language": "en",
        "texts": {},
        "type": "talks",
        "type_names": {},
        "occurrence": "occurred",
        "start": start.as_json() if start else None,
        "period": {key: period(start, None, key) if start else "" for key in ("en", "de")},
        "place": None,
        "participants": [],
        "claims": [],
        "origins": 1,
        "edition": EDITION,
    }


def outline(*texts: str | None, newest_first: bool = False, timezone: str | None = None):
    documents = [json.dumps(document(text, number, timezone)) for number, text in enumerate(texts)]
    return [
        (year.heading, month.heading, day.heading, [str(card.title) for card in day.cards])
        for year in grouped(documents, newest_first=newest_first)
        for month in year.months
        for day in month.days
    ]


@pytest.mark.parametrize(
    ("edtf", "place"),
    [
        ("2023-02-21", ("2023", "February 2023", "Tuesday, 21 February 2023")),
        ("2023-02-21T16:00+01:00", ("2023", "February 2023", "Tuesday, 21 February 2023")),
        ("2023-02", ("2023", "February 2023", "Day not known")),
        ("2023", ("2023", "Month not known for certain", "Month and day not known")),
        (
            "[2023-02-21..2023-02-22]",
            ("2023", "February 2023", "between 21 and 22 February 2023"),
        ),
        ("2023-02-18~", ("2023", "February 2023", "around Saturday, 18 February 2023")),
        ("2023-02-18?", ("2023", "February 2023", "Saturday, 18 February 2023 (uncertain)")),
        (
            "[2023-01-30..2023-02-02]",
            (
                "2023",
                "Month not known for certain",
                "between 30 January and 2 February 2023",
            ),
        ),
        (
            "[2023-02-22..]",
            ("2023", "Later, month not known", "on or after Wednesday, 22 February 2023"),
        ),
        (
            "[..2023-02-22]",
            (
                "Date not known",
                "Beginning not known",
                "on or before Wednesday, 22 February 2023",
            ),
        ),
        (None, ("Date not known", "Beginning not known", "No date given")),
    ],
)
def test_event_stands_where_its_date_is_known(edtf, place):
    assert outline(edtf) == [(*place, ["Event 0"])]


def test_year_is_never_filed_under_january():
    headings = " ".join(part for row in outline("2023", "2023~", "202X") for part in row[:3])
    assert "January" not in headings


def test_headings_are_in_the_readers_language():
    with override("de"):
        year, month, day, _titles = outline("2023-02-21")[0]
    assert (year, month, day) == ("2023", "Februar 2023", "Dienstag, 21. Februar 2023")


def test_all_day_date_keeps_its_day_in_its_own_zone():
    (row,) = outline("2023-02-21", timezone="Pacific/Auckland")
    assert row[2] == "Tuesday, 21 February 2023"


def test_same_heading_gathers_its_events():
    rows = outline("2023-02-21", "2023-02-21", "2023-02-21T09:00Z")
    assert rows == [
        ("2023", "February 2023", "Tuesday, 21 February 2023", ["Event 0", "Event 1", "Event 2"])
    ]


def test_oldest_first_begins_with_the_year_and_ends_with_what_may_come_later():
    rows = outline("2023", "2023-02-21", "[2023-02-22..]", "2023-03")
    assert [row[1] for row in rows] == [
        "Month not known for certain",
        "February 2023",
        "March 2023",
        "Later, month not known",
    ]


def test_newest_first_begins_with_what_may_come_later():
    rows = outline("2023-03", "[2023-02-22..]", "2023-02-21", "2023", newest_first=True)
    assert [row[1] for row in rows] == [
        "Later, month not known",
        "March 2023",
        "February 2023",
        "Month not known for certain",
    ]


def test_undated_comes_last_in_either_order():
    assert outline(None, "2023")[-1][0] == "Date not known"
    assert outline("2023", None, newest_first=True)[-1][0] == "Date not known"


def test_card_does_not_repeat_the_heading():
    cards = [
        card.period
        for year in grouped(
            map(json.dumps, (document("2023-02-21"), document("2023-02-21T09:00Z", 1)))
        )
        for card in year.months[0].days[0].cards
    ]
    assert cards == ["", "Tuesday, 21 February 2023, 09:00 UTC"]
