"""The one reader of stored documents."""

import json
import re

import pytest
from msgspec.structs import replace

from events import record
from events.record import stored
from events.record.stored import current_profile, current_record, read_record, shape_of
from events.record.vocabulary import ProfileKind
from tests.record.documents import EVENT, citation, claim, event, known_source, when


def tombstone(**edition) -> record.Retraction:
    made = replace(event().edition, kind="retracted", note="wrong", **edition)
    return record.Retraction(id=EVENT, url=f"/events/{EVENT}/", retracted=True, edition=made)


def test_record_of_today_is_read_and_passed_on_as_it_is():
    told = event(claims=[claim()], citations=[citation()])
    text = record.write(told)
    assert read_record(text) == told
    assert current_record(text) is text


def test_tombstones_are_told_apart():
    gone = tombstone()
    moved = record.Merger(
        id=EVENT, url=gone.url, merged_into="c3rs-m5xw-9ktp", edition=gone.edition
    )
    assert read_record(record.write(gone)) == gone
    assert read_record(record.write(moved)) == moved


@pytest.mark.parametrize("cut", [1, 10, 200, -1, -2, -40])
def test_cut_document_is_unreadable(cut):
    text = record.write(event())[:cut]
    with pytest.raises(record.UnreadableDocument):
        read_record(text)
    with pytest.raises(record.UnreadableDocument):
        current_record(text)


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", "no JSON", '{"id":"x","edition":{}}'])
def test_what_is_no_document_is_unreadable(text):
    with pytest.raises(record.UnreadableDocument):
        current_record(text)


@pytest.mark.parametrize("shape", [0, record.SHAPE + 1, 99])
def test_shape_that_is_not_known_is_unreadable(shape):
    told = event(edition=replace(event().edition, shape=shape))
    with pytest.raises(record.UnreadableDocument, match=f"shape {shape}"):
        current_record(record.write(told))


def test_member_of_a_wrong_type_is_unreadable():
    document = json.loads(record.write(event()))
    document["participants"] = {"not": "a list"}
    with pytest.raises(record.UnreadableDocument):
        read_record(json.dumps(document))


def test_shape_is_that_of_the_edition_whatever_texts_say():
    told = event(title='"shape":7,', edition=replace(event().edition, note='"edition":{"shape":8'))
    assert shape_of(record.write(told)) == record.SHAPE
    assert shape_of('{"id":"x","edition":{"seq":1}}') == 1


def test_value_beyond_the_vocabulary_of_today_is_read():
    told = event(occurrence="of a later day")
    assert read_record(record.write(told)).occurrence == "of a later day"


def test_dates_gain_the_words_of_a_new_language_of_the_interface():
    text = record.write(event(sources={"x": known_source(published=when("2023"))}))
    english = re.sub(r'("(?:display|period)":\{"en":"[^"]*"),"de":"[^"]*"', r"\1", text)
    assert english.count('"de":') == 0 < text.count('"de":')
    assert current_record(english) == text
    assert read_record(english) == read_record(text)


def test_profile_of_today_is_passed_on_as_it_is_and_a_cut_one_refused():
    told = record.Storyline(
        id=EVENT,
        url=f"/storylines/{EVENT}/",
        title="One year",
        introduction="",
        language="en",
        texts={},
        filter="",
        pinned=[],
        shape=record.SHAPE,
    )
    text = record.write(told)
    kind = stored.PROFILES[ProfileKind.STORYLINE]
    assert current_profile(text, kind) is text
    with pytest.raises(record.UnreadableDocument):
        current_profile(text[:-5], kind)
