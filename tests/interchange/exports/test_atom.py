"""Atom: entries that say what they are about, and tombstones."""

from xml.etree import ElementTree

import pytest

from events import record
from tests.interchange.dumping import EXCHANGE, NOT_HAPPENED, dumped, told
from tests.record import documents

ATOM = "{http://www.w3.org/2005/Atom}"
GONE = "{http://purl.org/atompub/tombstones/1.0}"


def feed(*events, gone=()):
    return ElementTree.fromstring(dumped("atom", *events, gone=gone))  # noqa: S314


def entry(event):
    return feed(event).find(f"{ATOM}entry")


@pytest.mark.parametrize("occurrence", NOT_HAPPENED)
def test_title_and_category_say_that_it_is_no_fact(occurrence):
    found = entry(told(occurrence))
    assert found.findtext(f"{ATOM}title").endswith(": Talks in Moscow")
    [category] = [c for c in found.iter(f"{ATOM}category") if "scheme" in c.attrib]
    assert category.get("term") == occurrence
    assert category.get("scheme") == "urn:event-tracker:occurrence"


def test_entry_is_what_the_record_says():
    found = entry(told(start="2023-02~"))
    assert found.findtext(f"{ATOM}id") == f"urn:event-tracker:event:{documents.EVENT}"
    assert found.findtext(f"{ATOM}title") == "Talks in Moscow"
    assert found.findtext(f"{ATOM}updated") == "2023-03-01T12:00:00Z"
    assert [c.get("term") for c in found.iter(f"{ATOM}category")] == ["talks", "occurred"]
    assert [(link.get("rel"), link.get("href")) for link in found.iter(f"{ATOM}link")] == [
        ("alternate", f"https://tracker.example/events/{documents.EVENT}/"),
        ("via", "https://paper.example/report"),
    ]
    assert found.findtext(f"{ATOM}summary").splitlines() == [
        "around February 2023",
        "They met.",
        EXCHANGE,
    ]


@pytest.mark.parametrize(
    "gone",
    [
        record.Retraction(id=documents.OTHER, url="/x/", retracted=True, edition=told().edition),
        record.Merger(
            id=documents.OTHER, url="/x/", merged_into=documents.EVENT, edition=told().edition
        ),
    ],
    ids=["retracted", "merged"],
)
def test_what_was_taken_back_is_a_tombstone(gone):
    [deleted] = feed(told(), gone=[gone]).findall(f"{GONE}deleted-entry")
    assert deleted.get("ref") == f"urn:event-tracker:event:{documents.OTHER}"
    assert deleted.get("when") == "2023-03-01T12:00:00Z"


def test_what_no_xml_can_hold_is_replaced():
    found = entry(told(title='<a href="x">\x01 & ]]>', summary="\ufffe"))
    assert found.findtext(f"{ATOM}title") == '<a href="x">\ufffd & ]]>'


def test_feed_of_nothing_has_the_beginning_of_time():
    found = feed()
    assert found.findtext(f"{ATOM}title") == "Events"
    assert found.findall(f"{ATOM}entry") == []
