"""Under which heading an event stands."""

import logging
from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from events.record import write
from events.web.grouping import by_change, grouped
from tests.web import records

NOW = datetime(2023, 3, 1, 12, tzinfo=UTC)


def text(edtf: str | None, number: int = 0, timezone: str | None = None, **fields) -> str:
    start = records.when(edtf, timezone=timezone) if edtf else None
    return write(records.event(f"Event {number}", start=start, **fields))


def outline(*dates: str | None, newest_first: bool = False, timezone: str | None = None):
    texts = [text(edtf, number, timezone) for number, edtf in enumerate(dates)]
    return [
        (year.heading, month.heading, day.heading, [str(card.title) for card in day.cards])
        for year in grouped(texts, NOW, newest_first=newest_first)
        for month in year.months
        for day in month.days
    ]


def cards(texts, now=NOW):
    return [
        card
        for year in grouped(texts, now)
        for month in year.months
        for day in month.days
        for card in day.cards
    ]


@pytest.mark.parametrize(
    ("edtf", "headings"),
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
def test_event_stands_where_its_date_is_known(edtf, headings):
    assert outline(edtf) == [(*headings, ["Event 0"])]


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
    found = cards([text("2023-02-21"), text("2023-02-21T09:00Z", 1)])
    assert [card.period for card in found] == ["", "Tuesday, 21 February 2023, 09:00 UTC"]


def test_same_card_is_overdue_as_soon_as_its_date_has_passed():
    """Cards are kept, but never what time it is."""
    announced = text("2023-03-20", occurrence="announced")
    before, after = datetime(2023, 3, 20, 23, tzinfo=UTC), datetime(2023, 3, 21, tzinfo=UTC)
    passed = ["has passed" in card.caution for now in (before, after, before)
              for card in cards([announced], now)]  # fmt: skip
    assert passed == [False, True, False]


def test_overdue_card_is_made_once(monkeypatch):
    announced = text("2023-03-20", occurrence="announced")
    later = datetime(2023, 4, 1, tzinfo=UTC)
    first, again = (cards([announced], later)[0] for _visit in range(2))
    assert first is again


@pytest.mark.parametrize("damaged", ["", "{", '{"id":"2222-2222-2222"}', "nonsense"])
def test_damaged_document_is_left_out_and_logged(damaged, caplog):
    with caplog.at_level(logging.ERROR):
        found = cards([damaged, text("2023-02-21")])
    assert [str(card.title) for card in found] == ["Event 0"]
    assert "cannot be read" in caplog.text


def test_damage_inside_a_document_names_its_event(caplog):
    whole = text("2023-02-21")
    cards([whole.replace('"occurrence":"occurred"', '"occurrence":7')])
    assert f"event {whole[7:21]}" in caplog.text


def test_changes_stand_under_their_days_with_what_was_done():
    editions = [
        records.edition(2, kind="corrected", note="Wrong day.", at="2023-03-02T09:00:00Z"),
        records.edition(2, kind="updated", at="2023-03-02T08:00:00Z"),
        records.edition(1),
    ]
    texts = [text("2020", number, edition=one) for number, one in enumerate(editions)]
    days = by_change(texts, NOW)
    assert [
        (day.heading, [(change.edition.does, str(change.card.title)) for change in day.changes])
        for day in days
    ] == [
        ("Thursday, 2 March 2023", [("corrected", "Event 0"), ("updated", "Event 1")]),
        ("Wednesday, 1 March 2023", [("published", "Event 2")]),
    ]
    assert days[0].changes[0].card.period == "2020"
