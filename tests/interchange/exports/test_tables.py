"""CSV as a spreadsheet reads it, and Parquet as pyarrow does."""

import csv
import io
from datetime import UTC, date, datetime

import pyarrow.compute
import pyarrow.parquet

from events import record
from events.interchange.columns import COLUMNS
from tests.interchange.dumping import dated, dumped, told
from tests.record import documents


def rows(*events) -> list[dict[str, str]]:
    text = dumped("csv", *events).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def table(*events) -> pyarrow.Table:
    return pyarrow.parquet.read_table(io.BytesIO(dumped("parquet", *events)))


BEIJING = dated("2023-02-24", timezone="Asia/Shanghai")


def test_csv_begins_with_the_byte_order_mark_and_the_columns():
    octets = dumped("csv", told())
    assert octets.startswith(b"\xef\xbb\xbfid,title,")
    assert list(rows(told())[0]) == list(COLUMNS)
    assert octets.endswith(b"\r\n")


def test_date_is_that_of_the_event_s_own_clock():
    [row] = rows(BEIJING)
    assert row["start_earliest"] == "2023-02-23T16:00:00Z"
    assert row["start_date"] == "2023-02-24"
    assert (row["start_year"], row["start_month"]) == ("2023", "2")
    assert (row["start_timezone"], row["start_precision"]) == ("Asia/Shanghai", "day")
    [kept] = table(BEIJING).to_pylist()
    assert kept["start_date"] == date(2023, 2, 24)
    assert kept["start_earliest"] == datetime(2023, 2, 23, 16, tzinfo=UTC)
    assert kept["start_latest"] == datetime(2023, 2, 24, 16, tzinfo=UTC)


def test_formulas_are_marked_and_numbers_are_not():
    [row] = rows(told(title="=1+1", summary="＝SUM(1)\nsecond line"))
    assert (row["title"], row["summary"]) == ("'=1+1", "'＝SUM(1)\nsecond line")


def test_parquet_has_types_and_nulls():
    south = record.Place(
        name="Santiago", names={}, country="CL", precision="city", latitude=-33.5, longitude=-70.6
    )
    found = table(told(place=south), BEIJING, dated(None))
    types = {field.name: str(field.type) for field in found.schema}
    assert {types[name] for name in ("latitude", "longitude")} == {"double"}
    assert {types[name] for name in ("start_year", "claim_count", "edition", "seq")} == {"int64"}
    assert types["start_approximate"] == "bool"
    assert types["start_date"] == "date32[day]"
    assert types["start_earliest"] == types["edition_at"] == "timestamp[us, tz=UTC]"
    assert types["participants"].startswith("list<")
    assert pyarrow.compute.mean(found["latitude"]).as_py() == -33.5
    assert found["latitude"].to_pylist() == [-33.5, None, None]
    assert found["summary"].null_count == 2
    assert found["start_approximate"].to_pylist() == [False, False, None]
    assert found["participants"].to_pylist()[0] == [
        "host: Antony Blinken", "visitor: Wang Yi", "subject: Xi Jinping",
    ]  # fmt: skip
    assert found["participants"].to_pylist()[1] == []
    assert record.read_event(found["document"].to_pylist()[1]) == BEIJING


def test_instants_at_the_ends_of_the_calendar_are_kept():
    [row] = table(dated("0001-01-01/9999-12-31")).to_pylist()
    assert row["start_earliest"] == datetime(1, 1, 1, tzinfo=UTC)
    assert row["start_latest"] == datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC)


def test_parquet_of_many_is_written_in_groups(monkeypatch):
    monkeypatch.setattr("events.interchange.exports.tables.ROWS_IN_GROUP", 2)
    octets = dumped("parquet", *(dated("2023", title=f"Event {n}") for n in range(5)))
    file = pyarrow.parquet.ParquetFile(io.BytesIO(octets))
    assert file.num_row_groups == 3
    assert file.read()["title"].to_pylist() == [f"Event {n}" for n in range(5)]


def test_table_of_nothing_is_a_table():
    assert rows() == []
    assert table().num_rows == 0
    assert documents.EVENT not in dumped("csv").decode()
