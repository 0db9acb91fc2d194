"""The document that a row stands for, alone and beside what is published of its event."""

import msgspec
import pytest
from msgspec.structs import replace

from events import record
from events.dates import When, anchor_of
from events.interchange.cells import cell_of
from events.interchange.columns import COLUMNS
from events.interchange.imports.columns import Known, column_of, document_of, is_column, path_of
from events.record.when import DeskWhen
from tests.interchange.dumping import dated, taking_part, told
from tests.record import documents


def exported(event: record.Event) -> dict[str, str]:
    return {name: cell_of(column.value(event)) for name, column in COLUMNS.items()}


def known(event: record.Event, **desk) -> Known:
    """The event, and the desk's document of it where nobody has changed anything since."""
    plain = msgspec.to_builtins(event)
    whens = {
        name: {part: plain[name][part] for part in record.members_of(DeskWhen)}
        for name in ("start", "end")
        if plain[name]
    }
    place = {**plain["place"], "id": documents.OTHER} if plain["place"] else None
    return Known(event, {**plain, **whens, "place": place, **desk})


def test_row_becomes_a_document():
    cells = {
        "external_key": "7",
        "title": "'=Talks",
        "title_fr": "Entretiens",
        "start": "2023-02",
        "start_timezone": "Europe/Moscow",
        "place": "Moscow",
        "latitude": "55.75",
        "longitude": "east",
        "participants": f"host: Sergei Lavrov | {documents.WANG} | Speaker: someone else",
        "sources": f"https://paper.example/a | {documents.REPORT}",
        "summary": "",
        "start_date": "2023-02-01",
        "edition": "9",
    }
    assert document_of(cells) == {
        "external_key": "7",
        "title": "=Talks",
        "texts": {"fr": {"title": "Entretiens"}},
        "start": {"edtf": "2023-02", "timezone": "Europe/Moscow"},
        "place": {"name": "Moscow", "latitude": 55.75, "longitude": "east"},
        "participants": [
            {"role": "host", "actor": {"name": "Sergei Lavrov"}},
            {"actor": {"id": documents.WANG}},
            {"role": "speaker", "actor": {"name": "someone else"}},
        ],
        "citations": [
            {"source": {"canonical_url": "https://paper.example/a"}},
            {"source": {"id": documents.REPORT}},
        ],
    }


@pytest.mark.parametrize(
    ("cell", "number"),
    [("0", 0.0), ("-33.5", -33.5), ("1e-05", 1e-05), ("12.345678901234567", 12.345678901234567),
     ("nan", "nan"), ("1,5", "1,5"), ("1e400", "1e400"), ("1_0", "1_0")],
)  # fmt: skip
def test_only_what_is_a_number_becomes_one(cell, number):
    assert document_of({"latitude": cell}) == {"place": {"latitude": number}}


def test_title_may_be_repeated_in_its_own_language():
    cells = {"title": "Talks", "language": "en", "title_en": "Talks", "title_de": "Gespräche"}
    assert document_of(cells)["texts"] == {"de": {"title": "Gespräche"}}
    assert "texts" not in document_of({**cells, "title_de": ""})
    assert document_of({**cells, "title_en": "Chat"})["texts"]["en"] == {"title": "Chat"}


@pytest.mark.parametrize(
    "event",
    [
        told(),
        told("alleged", start="2023-02-24~", end="2023-03"),
        dated(None),
        dated("2023-02-24", timezone="Asia/Shanghai"),
        told(title="'=1+1", summary="one\r\ntwo | three", language="ar"),
        told(participants=[taking_part("host", documents.actor(name="A | B"))] * 2),
        told(texts={"de": record.EventText(title="T", summary="", origin="translation",
                                           translator="Anna")}),
    ],
    ids=range(7),
)  # fmt: skip
def test_exported_row_says_nothing_new(event):
    assert document_of(exported(event), known(event)) == {"id": event.id}


def test_only_what_was_changed_is_read():
    event = told()
    cells = {**exported(event), "title": "Other talks", "edition_note": "ignored"}
    assert document_of(cells, known(event)) == {"id": event.id, "title": "Other talks"}
    assert document_of({"external_key": "7", "title": event.title}, known(event)) == {
        "external_key": "7"
    }
    assert document_of({"id": event.id, "title": ""}, known(event)) == {"id": event.id}


def test_line_breaks_of_a_spreadsheet_are_no_change():
    event = told(summary="one\ntwo")
    assert document_of({"id": event.id, "summary": "one\r\ntwo"}, known(event)) == {"id": event.id}


def test_changed_date_loses_the_phrase_of_the_one_before():
    start = When.parse(
        "2023-02-21", timezone="Europe/Moscow", basis="resolved_phrase", phrase="am Dienstag",
        phrase_language="de", anchor=anchor_of("2023-02-22T16:00+01:00"),
    )  # fmt: skip
    event = replace(told(), start=record.When(**start.as_json()))
    changed = {**exported(event), "start": "2023-02-22"}
    assert document_of(changed, known(event))["start"] == {
        "edtf": "2023-02-22", "timezone": "Europe/Moscow",
    }  # fmt: skip
    reworded = {**exported(event), "start_phrase": "Dienstag"}
    before = {
        "edtf": "2023-02-21", "timezone": "Europe/Moscow", "basis": "resolved_phrase",
        "phrase": "Dienstag", "phrase_language": "de", "anchor": "2023-02-22T16:00:00+01:00",
    }  # fmt: skip
    assert document_of(reworded, known(event))["start"] == before
    # What the file has no columns for stays as it is.
    alone = {"id": event.id, "start": "2023-02-21", "start_phrase": "Dienstag"}
    assert document_of(alone, known(event))["start"] == before


def test_place_is_one_value():
    event = told()
    moved = {**exported(event), "place_precision": "region"}
    assert document_of(moved, known(event))["place"] == {
        "name": "Moscow", "names": {}, "country": "RU", "precision": "region", "latitude": 55.75,
        "longitude": 37.6,
    }  # fmt: skip
    other = {**exported(event), "place": "Tver", "latitude": ""}
    assert document_of(other, known(event))["place"] == {
        "name": "Tver", "country": "RU", "precision": "city", "longitude": 37.6,
    }  # fmt: skip


def test_changed_translation_leaves_the_others():
    texts = {
        language: record.EventText(
            title=language, summary="s", origin="translation", translator="Anna"
        )
        for language in ("de", "fr")
    }
    event = told(texts=texts)
    changed = document_of({**exported(event), "title_de": "Gespräche"}, known(event))["texts"]
    assert changed["de"] == {
        "title": "Gespräche", "summary": "s", "origin": "translation", "translator": "Anna",
    }  # fmt: skip
    assert changed["fr"]["title"] == "fr"
    added = document_of(
        {"id": event.id, "title_es": "Conversaciones", "title_fr": "fr"}, known(event)
    )
    assert added["texts"]["es"] == {"title": "Conversaciones"}
    assert set(added["texts"]) == {"de", "es", "fr"}


def test_what_only_the_desk_has_changed_stays():
    event = told()
    host, guest, about = msgspec.to_builtins(event.participants)
    speaker = {"role": "speaker", "actor": {"id": documents.REPORT}}
    text = {"title": "Gespräche", "summary": "", "origin": "translation", "translator": ""}
    at_the_desk = known(
        event,
        participants=[{**host, "described_as": "top diplomat"}, about, speaker],
        citations=[],
        texts={"de": text},
        start={**known(event).desk["start"], "basis": "external"},
    )
    cells = exported(event)
    added = {
        **cells, "participants": f"{cells['participants']} | host: Somebody New",
        "sources": f"{cells['sources']} | https://new.example/x", "summary_de": "Kurz.",
        "start_timezone": "Europe/Moscow",
    }  # fmt: skip
    found = document_of(added, at_the_desk)
    assert guest not in found["participants"]
    assert [part.get("described_as") for part in found["participants"]] == [
        "top diplomat", "", None, None,
    ]  # fmt: skip
    assert found["participants"][2:] == [
        {"role": "host", "actor": {"name": "Somebody New"}}, speaker,
    ]  # fmt: skip
    assert found["citations"] == [{"source": {"canonical_url": "https://new.example/x"}}]
    assert found["texts"] == {"de": {**text, "summary": "Kurz."}}
    assert found["start"]["basis"] == "external"
    assert document_of(cells, at_the_desk) == {"id": event.id}


def test_part_that_the_desk_has_taken_away_is_read_whole():
    event = told()
    cells = {**exported(event), "latitude": "55.8"}
    assert document_of(cells, known(event, place=None))["place"] == {
        "name": "Moscow", "country": "RU", "precision": "city", "latitude": 55.8, "longitude": 37.6,
    }  # fmt: skip


def test_who_stays_keeps_what_else_is_known():
    host = replace(taking_part("host", documents.actor()), described_as="top diplomat")
    event = told(participants=[host, taking_part("visitor", documents.actor(documents.OTHER))])
    cells = {**exported(event), "participants": "host: Wang Yi | speaker: Somebody New"}
    first, second = document_of(cells, known(event))["participants"]
    assert (first["actor"]["id"], first["described_as"]) == (documents.WANG, "top diplomat")
    assert second == {"role": "speaker", "actor": {"name": "Somebody New"}}


def test_source_that_stays_keeps_its_citations():
    event = told()
    both = [documents.citation(quote="one"), documents.citation("citation-2", quote="two")]
    event = replace(event, citations=both)
    address = "https://paper.example/report"
    cells = {**exported(event), "sources": f"{address} | https://new.example/x | {address}"}
    citations = document_of(cells, known(event))["citations"]
    assert [citation.get("quote") for citation in citations] == ["one", None, "two"]
    assert citations[1] == {"source": {"canonical_url": "https://new.example/x"}}


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("title", ("title",)),
        ("country", ("place", "country")),
        ("sources", ("citations",)),
        ("external_key", ("external_key",)),
        ("summary_zh-hans", ("texts", "zh-hans", "summary")),
        ("start_date", ()),
        ("titel", ()),
    ],
)
def test_column_is_read_into_a_member(name, path):
    assert path_of(name) == path
    assert is_column(name) == (name != "titel")


@pytest.mark.parametrize(
    ("pointer", "column"),
    [
        ("/title", "title"),
        ("/start", "start"),
        ("/start/timezone", "start_timezone"),
        ("/place", "place"),
        ("/place/latitude", "latitude"),
        ("/place/names/de", "place"),
        ("/participants/1/actor", "participants"),
        ("/citations/0/source", "sources"),
        ("/texts/fr/title", "title_fr"),
        ("/texts/fr", "title_fr"),
        ("/texts/fr/summary", "title_fr"),
        ("/nothing", ""),
        ("", ""),
    ],
)
def test_place_in_a_document_leads_back_to_the_column(pointer, column):
    assert column_of(pointer, ["id", "title_fr"]) == column
