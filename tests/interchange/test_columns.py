"""The columns of tables: one declaration for what is written and what is read."""

from datetime import date

import pytest
from msgspec.structs import replace

from events import record
from events.interchange import columns
from events.interchange.columns import COLUMNS, Kind
from tests.interchange.dumping import EXCHANGE, dated, told
from tests.record import documents


def value(name: str, event: record.Event):
    return COLUMNS[name].value(event)


def test_columns_are_these():
    """An allow-list: a column that is added is added here."""
    dates = [
        "", "_date", "_year", "_month", "_timezone", "_basis", "_phrase", "_phrase_language",
        "_anchor", "_earliest", "_latest", "_precision", "_approximate", "_uncertain",
    ]  # fmt: skip
    assert list(COLUMNS) == [
        "id", "title", "summary", "language", "title_en", "summary_en", "title_de", "summary_de",
        "type", "occurrence", "url",
        *(f"start{part}" for part in dates), *(f"end{part}" for part in dates),
        "place", "country", "place_precision", "latitude", "longitude",
        "participants", "participant_ids", "claims", "claim_count", "sources", "source_titles",
        "storylines", "origins", "date_origins",
        "seq", "edition", "edition_shape", "edition_kind", "edition_cause", "edition_at",
        "edition_note",
    ]  # fmt: skip


def test_columns_that_are_read_on_import_are_these():
    """All others only follow from these, or are set by the editorial verbs."""
    read = {name for name, column in COLUMNS.items() if column.path}
    dates = {
        f"{end}{part}"
        for end in ("start", "end")
        for part in ("", "_timezone", "_basis", "_phrase", "_phrase_language", "_anchor")
    }
    assert read == dates | {
        "id", "title", "summary", "language", "title_en", "summary_en", "title_de", "summary_de",
        "type", "occurrence", "place", "country", "place_precision", "latitude", "longitude",
        "participants", "sources",
    }  # fmt: skip


def test_plain_members_have_columns_of_their_own_name():
    """A new plain member of the record is a column without an edit here."""
    plain = {
        name: declared
        for name, declared in record.members_of(record.Event).items()
        if declared.type in (str, int, float, bool)
    }
    assert set(plain) <= set(COLUMNS)
    for name, declared in plain.items():
        assert COLUMNS[name].path == (() if declared.member.read_only else (name,))


def test_member_without_a_rule_stops_the_program(monkeypatch):
    monkeypatch.setattr(columns, "_RULES", {})
    with pytest.raises(KeyError):
        list(columns._columns())


def test_flags_and_numbers_are_not_taken_for_nothing():
    event = dated("2023-02-21")
    assert value("start_approximate", event) is False
    assert value("claim_count", event) == 0
    assert value("origins", event) == 0
    assert value("date_origins", event) is None
    assert value("end_approximate", event) is None
    assert value("summary", event) is None


def test_dates_stand_on_the_event_s_own_clock():
    event = dated("2023-02-24", timezone="Asia/Shanghai")
    assert value("start", event) == "2023-02-24"
    assert value("start_date", event) == date(2023, 2, 24)
    assert value("start_earliest", event) == "2023-02-23T16:00:00Z"
    assert value("start_timezone", event) == "Asia/Shanghai"
    assert COLUMNS["start_earliest"].kind is COLUMNS["edition_at"].kind is Kind.INSTANT
    assert value("start_date", dated("2023-02-24~")) is None
    assert value("start_month", dated("2023-02-24~")) == 2


def test_title_in_a_language_is_the_original_or_a_translation():
    text = record.EventText(title="Gespräche", summary="", origin="translation", translator="Anna")
    event = told(texts={"de": text})
    assert value("title_en", event) == "Talks in Moscow"
    assert value("summary_en", event) == "They met."
    assert value("title_de", event) == "Gespräche"
    assert value("summary_de", event) is None
    assert value("title_en", replace(event, language="ar")) is None


def test_lists_are_worded_by_short_rules():
    story = record.StorylineRef(id=documents.OTHER, title="War", titles={}, url="/storylines/x/")
    event = told(storylines=[story])
    assert value("participants", event)[0] == "host: Antony Blinken"
    assert value("participant_ids", event)[0] == event.participants[0].actor.id
    assert value("sources", event) == ["https://paper.example/report"]
    assert value("source_titles", event) == ["Report"]
    assert value("storylines", event) == ["War"]
    assert value("claims", event) == [
        EXCHANGE,
        "Wang Yi (denial, negated): China delivers none.",
    ]
    assert value("claim_count", event) == 2


def test_source_without_an_address_is_named_by_its_id():
    event = told()
    source = replace(event.sources[documents.REPORT], canonical_url="")
    assert value("sources", replace(event, sources={documents.REPORT: source})) == [
        documents.REPORT
    ]


def test_place_and_edition_have_a_column_for_each_member():
    event = told()
    names = ("place", "country", "place_precision", "latitude", "longitude")
    assert [value(name, event) for name in names] == ["Moscow", "RU", "city", 55.75, 37.6]
    assert [value(name, told(place=None)) for name in names] == [None] * 5
    assert (value("edition", event), value("seq", event)) == (1, 1)
    assert value("edition_at", event) == "2023-03-01T12:00:00Z"
