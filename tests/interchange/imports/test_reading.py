"""From files to rows."""

from time import process_time

import pytest

from events.interchange.columns import COLUMNS
from events.interchange.imports import reading
from events.interchange.imports.columns import Known, column_of
from events.interchange.imports.reading import ImportRefused, read_rows
from tests.record import documents


def csv(text: str) -> list:
    return read_rows(text.encode(), "csv")


def test_each_line_of_ndjson_is_a_row_with_its_number():
    rows = read_rows(
        b'\xef\xbb\xbf{"id": "a"}\n\n  \r\n{"external_key": "k", "id": "b"}\n', "ndjson"
    )
    assert [(row.number, row.key) for row in rows] == [(1, "a"), (4, "k")]


@pytest.mark.parametrize(
    ("line", "pointer", "words"),
    [
        (b"{", "", "not valid JSON"),
        (b"[]", "", "An object"),
        (b'{"a": 1, "a": 2}', "/a", "duplicate"),
        (b'{"a": "\xff"}', "", "UTF-8"),
        (b'{"a": "\\u0000"}', "/a", "Control"),
        (b"[" * 10_000, "", "not valid JSON"),
        (b'{"a": "' + b"x" * 1024 * 1024 + b'"}', "", "too long"),
    ],
)
def test_line_that_cannot_be_read_is_told_and_the_others_are_read(line, pointer, words):
    rows = read_rows(line + b'\n{"id": "b"}', "ndjson")
    [problem] = rows[0].problems
    assert (problem.field, words in problem.message) == (pointer, True), problem.message
    assert (rows[1].key, rows[1].problems) == ("b", [])


def test_row_of_csv_becomes_a_document():
    [row] = csv(
        "external_key,Title,title_de,summary_de,language,type,start,place,country,latitude,"
        "longitude,participants,sources\n"
        '7,"Talks, again",Gespräche,Kurz.,en,talks,2023-02,Moscow,RU,55.75,37.6,'
        "host: Sergei Lavrov | bq4d-7hkm-x2tz,https://paper.example/a | bq4d-7hkm-x2tz\n"
    )
    assert row.document == {
        "external_key": "7",
        "title": "Talks, again",
        "language": "en",
        "type": "talks",
        "start": {"edtf": "2023-02"},
        "texts": {"de": {"title": "Gespräche", "summary": "Kurz."}},
        "place": {"name": "Moscow", "country": "RU", "latitude": 55.75, "longitude": 37.6},
        "participants": [
            {"role": "host", "actor": {"name": "Sergei Lavrov"}},
            {"actor": {"id": "bq4d-7hkm-x2tz"}},
        ],
        "citations": [
            {"source": {"canonical_url": "https://paper.example/a"}},
            {"source": {"id": "bq4d-7hkm-x2tz"}},
        ],
    }
    places = ("/title", "/texts/de/title", "/place/latitude", "/participants/1/actor", "/x", "")
    assert [column_of(place, row.columns) for place in places] == [
        "title", "title_de", "latitude", "participants", "", "",
    ]  # fmt: skip


def test_empty_cells_say_nothing_and_line_breaks_are_kept():
    [row] = csv('id,title,summary,end\n"a","x","two\nlines",\n')
    assert row.document == {"id": "a", "title": "x", "summary": "two\nlines"}
    assert row.number == 3


@pytest.mark.parametrize(
    ("content", "column", "words"),
    [
        (b"", "", "no rows"),
        (b"id,title\n", "", "no rows"),
        (b"id,titel\n1,x", "titel", "Column 2: unknown name"),
        (b"id,<b>\n1,x", "", "unknown name"),
        (b"id;title\n1;x", "", "with commas"),
        (b"id\ttitle\n1\tx", "", "with commas"),
        (b"id,id\n1,x", "id", "duplicate"),
        (b"id,title\n1,\xff", "", "not valid UTF-8 (line 2)"),
        (b'id,title\n1,"x" y', "", "not CSV (line 2)"),
        (b'id,title\n1,"x', "", "not CSV"),
    ],
)
def test_file_that_cannot_be_read_is_refused_as_a_whole(content, column, words):
    with pytest.raises(ImportRefused) as refusal:
        read_rows(content, "csv")
    [(found, detail)] = refusal.value.faults
    assert (found, words in detail) == (column, True)


def test_all_faults_of_a_header_are_named_at_once():
    with pytest.raises(ImportRefused) as refusal:
        csv("id,titel,title,datum,<b>,title\n1,,,,,\n")
    assert refusal.value.faults == [
        ("titel", "Column 2: unknown name."),
        ("datum", "Column 4: unknown name."),
        ("", "Column 5: unknown name."),
        ("title", "The column is a duplicate."),
    ]
    with pytest.raises(ImportRefused) as refusal:
        csv(",".join(f"x{n}" for n in range(1000)) + "\n1\n")
    assert len(refusal.value.faults) == 50


def test_columns_of_our_own_export_are_known():
    [row] = csv(",".join(COLUMNS) + "\n" + "bq4d-7hkm-x2tz" + "," * (len(COLUMNS) - 1) + "\n")
    assert row.document == {"id": "bq4d-7hkm-x2tz"}


def test_row_leaves_out_what_it_repeats_of_a_public_event():
    event = documents.event("bq4d-7hkm-x2tz", title="Talks")
    [row] = csv("id,title,type\nbq4d-7hkm-x2tz,Talks,visit\n")
    row.merge(Known(event, {}))
    assert row.document == {"id": "bq4d-7hkm-x2tz", "type": "visit"}


def test_cells_beyond_the_head_and_control_characters_are_told():
    rows = csv("id,title\n1,x,y\n2,a\x07b\n")
    assert [problem.message for problem in rows[0].problems] == [
        "The row has more cells than columns."
    ]
    assert [(p.field, p.message) for p in rows[1].problems] == [
        ("/title", "Control characters are not allowed.")
    ]
    assert column_of("/title", rows[1].columns) == "title"
    [row] = csv("id,title,summary_de,country\n2,x,a\x07b,\x08\n")
    columns = [column_of(problem.field, row.columns) for problem in row.problems]
    assert columns == ["summary_de", "country"]
    [row] = csv("id,title,edition_note\n2,x,a\x07b\n")
    assert row.problems == []  # a column that nobody reads


def test_long_cell_is_for_its_row_to_refuse():
    rows = csv(f"id,title\n1,{'x' * 200_000}\n2,{'x' * 1024 * 1024}\n3,x\n")
    assert [len(row.document.get("title", "")) for row in rows] == [200_000, 0, 1]
    assert [[p.message for p in row.problems] for row in rows] == [[], ["The row is too long."], []]


def test_rows_of_both_kinds_are_counted(monkeypatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    for kind, head, row in (("csv", b"id\n", b"1\n"), ("ndjson", b"", b"{}\n")):
        assert len(read_rows(head + row * 2, kind)) == 2
        with pytest.raises(ImportRefused, match="At most 2 rows"):
            read_rows(head + row * 3, kind)


def test_file_of_too_many_rows_is_refused_before_they_are_read():
    row = b'{"external_key": "k", "title": "Talks", "claims": [{"text": "x", "language": "en"}]}\n'
    for kind, content in (
        ("ndjson", row * 200_001),
        ("csv", b"external_key,title,language\n" + b'"k","Talks","en"\n' * 200_001),
    ):
        before = process_time()
        with pytest.raises(ImportRefused, match="At most 100000 rows"):
            read_rows(content, kind)
        assert process_time() - before < 1
