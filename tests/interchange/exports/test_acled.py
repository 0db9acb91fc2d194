"""ACLED's columns: only what took place, and no day that nobody named."""

import csv
import io

import pytest

from tests.interchange.dumping import NOT_HAPPENED, dated, dumped, told


def rows(*events) -> list[dict[str, str]]:
    text = dumped("acled", *events).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("occurrence", NOT_HAPPENED)
def test_what_did_not_take_place_has_no_row(occurrence):
    assert rows(told(occurrence)) == []


@pytest.mark.parametrize("occurrence", ["occurred", "ongoing"])
def test_what_took_place_has_a_row(occurrence):
    [row] = rows(told(occurrence))
    assert row["sub_event_type"] == occurrence
    assert (row["actor1"], row["actor2"], row["assoc_actor_2"]) == (
        "Antony Blinken", "Wang Yi", "Xi Jinping",
    )  # fmt: skip
    assert (row["country"], row["location"], row["geo_precision"]) == ("RU", "Moscow", "1")
    assert (row["latitude"], row["longitude"]) == ("55.75", "37.6")
    assert (row["source"], row["notes"]) == ("Report", "They met.")


@pytest.mark.parametrize(
    ("edtf", "date", "year", "precision"),
    [
        ("2023-02-18", "2023-02-18", "2023", "1"),
        ("2023-02-18~", "2023-02-18", "2023", "2"),
        ("2023-02-18?", "2023-02-18", "2023", "2"),
        ("2023-02-18T16:00Z", "2023-02-18", "2023", "1"),
        ("2023-02-20/2023-02-22", "", "2023", "2"),
        ("2023-02", "", "2023", "3"),
        ("2023-02-01/2023-03-04", "", "2023", ""),
        ("2023", "", "2023", ""),
        ("2023~", "", "", ""),
        ("2022/2023", "", "", ""),
        ("2023-02-18/..", "", "", ""),
        (None, "", "", ""),
    ],
)
def test_date_is_a_day_only_where_one_is_known(edtf, date, year, precision):
    [row] = rows(dated(edtf))
    assert (row["event_date"], row["year"], row["time_precision"]) == (date, year, precision)
    assert row["tags"] == (edtf or "")


def test_no_cell_is_a_formula_and_numbers_stay_numbers():
    place = told().place
    event = told(summary="=1+1", title="x", place=type(place)(
        name="+1", names={}, country="RU", precision="country", latitude=-33.5, longitude=-70.6,
    ))  # fmt: skip
    [row] = rows(event)
    assert (row["notes"], row["location"]) == ("'=1+1", "'+1")
    assert (row["latitude"], row["longitude"], row["geo_precision"]) == ("-33.5", "-70.6", "3")
