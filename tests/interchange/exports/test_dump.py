"""What every format is written from."""

import json
import logging

from events import record
from events.interchange.exports.dump import PIECE, Dump, json_array, names_of, pieces
from events.interchange.exports.dump import source_addresses as addresses
from tests.interchange.dumping import told
from tests.record import documents


def dump(*texts: str) -> Dump:
    return Dump(documents=texts, gone=(), address=str, title="Events", changed=None)


def test_documents_are_read_as_events():
    event = told()
    assert list(dump(record.write(event)).parsed()) == [event]
    assert list(dump(record.write(event)).with_texts()) == [(record.write(event), event)]


def test_damaged_document_is_left_out_and_logged(caplog):
    good = record.write(told())
    with caplog.at_level(logging.ERROR):
        assert list(dump(good[:-9] + "}", good, "{").parsed()) == [told()]
    assert len(caplog.records) == 2


def test_tombstones_are_read():
    gone = record.Retraction(id=documents.EVENT, url="/x/", retracted=True, edition=told().edition)
    found = Dump(documents=(), gone=[record.write(gone)], address=str, title="", changed=None)
    assert list(found.tombstones()) == [gone]


def test_pieces_are_the_same_bytes_in_fewer_parts():
    parts = [b"x" * 1000] * 600
    joined = list(pieces(parts))
    assert b"".join(joined) == b"".join(parts)
    assert [len(piece) >= PIECE for piece in joined] == [True, True, False]
    assert list(pieces([])) == []


def test_json_array_has_an_item_on_each_line():
    assert b"".join(json_array([1, 2])) == b"[\n1,\n2\n]\n"
    assert json.loads(b"".join(json_array([]))) == []


def test_each_address_stands_once_and_names_are_those_of_participants():
    event = told()
    assert addresses(event) == ["https://paper.example/report"]
    assert addresses(told(citations=event.citations * 2)) == addresses(event)
    assert names_of(event) == ["Antony Blinken", "Wang Yi", "Xi Jinping"]
