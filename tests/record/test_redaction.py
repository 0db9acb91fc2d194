"""What a redaction finds in a document, and what it leaves alone."""

import unicodedata

import orjson
import pytest

from events import record
from events.record import desk
from events.record.members import documents_in, members_of
from events.record.redaction import EMPTIED, SCAR, TEXTS, redacted, redaction_pattern
from tests.record.documents import event as made
from tests.record.documents import participation, when

STRUCTURE = {
    "accessed_at", "actor", "also_about", "anchor", "at", "basis", "cause", "citations", "claim",
    "confidence", "country", "described_as_language", "display", "earliest", "edtf", "event",
    "field", "id", "kind", "language", "latest", "merged_into", "modality", "occurrence", "origin",
    "period", "phrase_language", "pinned", "precision", "quote_language", "revision_of",
    "revisions", "role", "script", "source", "stance", "start_means", "state", "tenure",
    "timezone", "type", "type_names", "updated_at", "url", "why",
}  # fmt: skip


KEPT = (
    desk.DeskEvent, desk.DeskActor, desk.DeskOffice, desk.DeskPlaceRecord, desk.DeskSource,
    desk.DeskStoryline,
)  # fmt: skip
"""What the desk keeps versions of, as far as it is part of the record."""


def whole() -> record.Event:
    return made(participants=[participation()], start=when("2023-02-21"), title="A meeting")


def test_every_member_with_text_is_either_free_text_or_structure():
    found = {
        name
        for document in documents_in(*record.PUBLIC, *KEPT)
        for name, declared in members_of(document).items()
        if declared.document is None and "str" in str(declared.type)
    }
    assert found == TEXTS | EMPTIED | STRUCTURE


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Zelda Quass", "zelda  QUASS"),
        ("Zelda Quass", "Zelda\n Quass"),
        ("Jörg", unicodedata.normalize("NFD", "Jörg")),
        ("Jörg", r"J\u00f6rg"),
        ("Jörg", "J%C3%B6rg"),
        ("Zelda Quaß", "Zelda+Qua%C3%9F"),
        ("Quaß", "QUASS"),
        ('the "cat"', r"the \"cat\""),
        ("a.b (c)", "A.B (C)"),
        ("Москва", "МОСКВА"),
        ("👍👍👍", r"\ud83d\udc4d\ud83d\udc4d\ud83d\udc4d"),
    ],
)
def test_text_is_found_however_it_is_written(text, written):
    assert redaction_pattern(text).sub(SCAR, f"<{written}>") == f"<{SCAR}>"


@pytest.mark.parametrize("other", ["axb (c)", "a.b c", "a.b"])
def test_text_is_no_pattern(other):
    assert redaction_pattern("a.b (c)").search(other) is None


def test_document_without_the_text_is_the_same():
    document = orjson.loads(record.write(whole()))
    assert redacted(document, redaction_pattern("no such text")) == (document, 0)


def test_ids_types_dates_and_languages_are_left_alone():
    event = orjson.loads(record.write(whole()))
    for word in (event["id"], event["type"], event["occurrence"], "2023-02", "stated"):
        assert redacted(event, redaction_pattern(word)) == (event, 0)


def test_texts_of_every_depth_get_scars_and_the_document_stays_readable():
    event = orjson.loads(record.write(whole()))
    event["title"] = event["summary"] = "About Zelda Quass"
    fresh, count = redacted(event, redaction_pattern("Zelda Quass"))
    assert (fresh["title"], fresh["summary"], count) == ("About [redacted]",) * 2 + (2,)
    assert record.read_event(orjson.dumps(fresh).decode()).title == "About [redacted]"


def test_address_with_the_text_is_emptied():
    source = {"id": "x", "canonical_url": "https://a.test/Zelda", "url": "/sources/zelda/"}
    assert redacted(source, redaction_pattern("zelda")) == (
        {"id": "x", "canonical_url": "", "url": "/sources/zelda/"},
        1,
    )
