"""Bibliographies, read by the software of others."""

import io
import json

import pytest
import rispy
from pybtex.database import parse_string
from pybtex.plugin import find_plugin

from tests.interchange.dumping import EXCHANGE, dumped, told
from tests.record import documents

URL = f"https://tracker.example/events/{documents.EVENT}/?as_of=2023-03-01T12:00:00Z"
KEY = f"event-{documents.EVENT}-1"
ODD = 'A_b & 50% of $1 {x} \\y ~z ^ #1 "q" — Владимир'


def bibtex(*events):
    return parse_string(dumped("bibtex", *events).decode(), "bibtex")


def typeset(*events) -> str:
    """The bibliography as a style of BibTeX sets it."""
    style, backend = (
        find_plugin("pybtex.style.formatting", "plain"),
        find_plugin("pybtex.backends", "plaintext"),
    )
    entries = style().format_entries(bibtex(*events).entries.values())
    return " ".join(entry.text.render(backend()) for entry in entries)


def ris(*events):
    return rispy.load(io.StringIO(dumped("ris", *events).decode()))


def csl(*events):
    return json.loads(dumped("csl", *events))


def test_bibtex_is_the_edition_of_the_page(settings):
    settings.SITE_NAME = "The Paper"
    [(key, entry)] = bibtex(told()).entries.items()
    assert (key, entry.type) == (KEY, "misc")
    fields = dict(entry.fields)
    abstract = fields.pop("abstract")
    assert fields == {
        "title": "{Talks in Moscow}", "year": "2023", "month": "March", "url": URL,
        "note": "Edition 1 of Wednesday, 1 March 2023", "language": "en",
    }  # fmt: skip
    assert abstract.startswith("Tuesday, 21 February 2023 They met.")
    # An organisation has one name, which is not taken apart.
    [author] = entry.persons["author"]
    assert (str(author), author.first_names) == ("{The Paper}", [])


def test_ris_is_the_edition_of_the_page(settings):
    settings.SITE_NAME = "The Paper"
    [item] = ris(told())
    assert item == {
        "type_of_reference": "ELEC", "id": KEY, "authors": ["The Paper,"],
        "title": "Talks in Moscow", "year": "2023", "date": "2023/03/01", "edition": "1",
        "urls": [URL], "language": "en",
        "abstract": f"Tuesday, 21 February 2023 They met. {EXCHANGE}",
    }  # fmt: skip


def test_csl_is_the_edition_of_the_page(settings):
    settings.SITE_NAME = "The Paper"
    assert csl(told()) == [
        {
            "id": KEY, "type": "webpage", "title": "Talks in Moscow", "URL": URL,
            "author": [{"literal": "The Paper"}], "container-title": "The Paper",
            "issued": {"date-parts": [[2023, 3, 1]]}, "version": "1", "language": "en",
            "abstract": f"Tuesday, 21 February 2023\nThey met.\n{EXCHANGE}",
        }
    ]  # fmt: skip


@pytest.mark.parametrize("occurrence", ["alleged", "announced", "did_not_occur"])
def test_title_says_what_is_no_fact(occurrence):
    event = told(occurrence)
    titles = [csl(event)[0]["title"], ris(event)[0]["title"]]
    assert titles == [bibtex(event).entries[KEY].fields["title"].strip("{}")] * 2
    assert titles[0].endswith(": Talks in Moscow")


def test_special_characters_stay_what_they_are():
    event = told(title=ODD, summary=f"{ODD}\r\nER  - \nTY  - BOOK")
    assert bibtex(event).entries[KEY].fields["title"] == (
        r"{A\_b \& 50\% of \$1 \textbraceleft{}x\textbraceright{} \textbackslash{}y "
        r'\textasciitilde{}z \textasciicircum{} \#1 "q" — Владимир}'
    )
    assert ris(event)[0]["title"] == ODD
    assert "TY - BOOK" in ris(event)[0]["abstract"]
    assert csl(event)[0]["title"] == ODD


@pytest.mark.parametrize("title", ["{", "}}", "\\", "@misc{x,", "% no comment", "Łódź & Çavuşoğlu"])
def test_no_title_breaks_an_entry(title):
    event = told(title=f"{title} Talks")
    assert list(bibtex(event, told(id=documents.OTHER)).entries) == [
        KEY, f"event-{documents.OTHER}-1",
    ]  # fmt: skip
    assert "Talks. March 2023. Edition 1 of Wednesday, 1 March 2023." in typeset(event)


def test_each_event_is_an_item():
    events = told(), told("alleged", id=documents.OTHER)
    assert [len(bibtex(*events).entries), len(ris(*events)), len(csl(*events))] == [2, 2, 2]
