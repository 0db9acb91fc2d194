"""The adapter to the scorer of temporal expressions: rows as the corpora annotate."""

import io
import json

import pytest

from bench.dates.predict import main, predictions


def rows(text, language="de", day="2023-02-22"):
    row = {"doc": "d", "lang": language, "dct": day, "text": text}
    return [(one["text"], one["type"], one["value"]) for one in predictions(row)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "am 21. Februar 2023", [("21. Februar 2023", "DATE", "2023-02-21")]),
        ("de", "am Dienstag", [("Dienstag", "DATE", "2023-02-21")]),
        ("de", "diese Woche", [("diese Woche", "DATE", "2023-02-20/2023-02-26")]),
        (
            "de",
            "gestern um 16 Uhr",
            [("gestern", "DATE", "2023-02-21"), ("16 Uhr", "TIME", "2023-02-21T16:00")],
        ),
        ("de", "Dienstagabend", [("Dienstagabend", "TIME", "2023-02-21TEV")]),
        ("de", "drei Stunden", [("drei Stunden", "DURATION", "PT3H")]),
        ("de", "vor fünf Jahren", [("vor fünf Jahren", "DURATION", "P5Y")]),
        ("en", "five years ago", [("five years ago", "DATE", "2018")]),
        ("en", "three days ago", [("three days ago", "DATE", "2023-02-19")]),
        ("en", "in recent days", [("in recent days", "DURATION", "PXD")]),
        ("de", "täglich", [("täglich", "SET", "P1D")]),
        ("de", "kürzlich", [("kürzlich", "DATE", "PAST_REF")]),
        ("de", "derzeit", [("derzeit", "DATE", "PRESENT_REF")]),
        ("de", "künftig", [("künftig", "DATE", "FUTURE_REF")]),
        (
            "de",
            "vom 20. bis 22. Februar 2023",
            [("20", "DATE", "2023-02-20"), ("22. Februar 2023", "DATE", "2023-02-22")],
        ),
    ],
)
def test_rows_are_those_of_the_corpora(language, text, expected):
    assert rows(text, language) == expected


def test_offsets_count_characters_of_the_text_as_it_came():
    text = "\N{GRINNING FACE}\r\nAm Dienstag\r\nund am 21. Februar 2023"
    found = list(predictions({"doc": "d", "lang": "de", "dct": "2023-02-22", "text": text}))
    assert [(text[one["start"] : one["end"]], one["start"]) for one in found] == [
        ("Dienstag", 6),
        ("21. Februar 2023", 23),
    ]


def test_lines_go_in_and_lines_come_out():
    given = {"doc": "d1", "lang": "en", "dct": "not a day", "text": "On 21 February 2023, Tuesday"}
    out = io.StringIO()
    main(io.StringIO(json.dumps(given) + "\n\n"), out)
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [
        {
            "doc": "d1",
            "start": 3,
            "end": 19,
            "text": "21 February 2023",
            "type": "DATE",
            "value": "2023-02-21",
            "mod": "",
            "tier": 1,
            "kind": "date",
        }
    ]
