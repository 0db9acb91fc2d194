"""Text in the reader's language where there is one, and marked where there is not."""

import pytest
from django.utils.translation import override

from events import record
from events.dates import LANGUAGES
from events.web.dating import date_in_words
from events.web.languages import (
    Text,
    actor_name,
    choose,
    direction,
    in_reader_language,
    language_name,
    named,
    said,
    script_name,
    titled,
)
from tests.web import records


def translated(origin="translation", title="Gespräche", summary="Sie sprachen.", translator=""):
    text = record.EventText(title=title, summary=summary, origin=origin, translator=translator)
    return records.event("Talks", summary="They talked.", texts={"de": text})


def test_reader_gets_the_translation_and_learns_what_it_is_from():
    with override("de"):
        shown = in_reader_language(translated(translator="A. Meyer"), "title")
        assert (shown.value, shown.language) == ("Gespräche", "de")
        assert shown.origin == "Übersetzt von A. Meyer, Original auf Englisch"
        assert (
            in_reader_language(translated(), "title").origin == "Übersetzt, Original auf Englisch"
        )


def test_second_original_is_no_translation():
    with override("de"):
        assert in_reader_language(translated(origin="original"), "title") == Text("Gespräche", "de")


def test_translation_without_a_summary_falls_back_to_the_original():
    with override("de"):
        shown = in_reader_language(translated(summary=""), "summary")
    assert shown == Text("They talked.", "en")


def test_original_counts_in_its_own_language():
    assert in_reader_language(translated(), "title") == Text("Talks", "en")


def test_text_in_a_third_language_is_marked_with_it():
    event = records.event("Переговоры", language="ru", texts={})
    shown = in_reader_language(event, "title")
    assert shown.html == '<span lang="ru" dir="ltr">Переговоры</span>'
    assert shown.origin == "In Russian"


def test_claim_is_said_in_the_readers_language_or_in_its_own():
    claim = records.claim("China", "我们没有", language="zh", texts={"de": "Haben wir nicht."})
    with override("de"):
        assert said(claim) == Text("Haben wir nicht.", "de")
    assert said(claim) == Text("我们没有", "zh")


def test_language_that_the_interface_learnt_later_is_shown_what_there_is(monkeypatch):
    """A document of before has no words in it: nothing fails, dates are worded anew."""
    start = records.when("2023-02-21")
    monkeypatch.setitem(LANGUAGES, "fr", LANGUAGES["en"])
    with override("fr"):
        assert date_in_words(start) == "Tuesday, 21 February 2023"
        assert in_reader_language(translated(), "title") == Text("Talks", "en")
        assert choose({"de": "Gespräche", "en": "Talks"}) == "Talks"
        assert choose({"de": "Gespräche"}) == "Gespräche"


def test_actor_is_named_from_what_the_document_knows_of_it():
    event = records.event(actors={"China": records.named_actor(de="China (VR)", en="China")})
    with override("de"):
        assert actor_name(records.actor("China"), event) == Text("China (VR)", "de")
        assert actor_name(records.actor("Wang Yi"), event) == Text("Wang Yi", "")


def test_name_in_no_language_of_the_reader_keeps_its_own():
    place = record.Place(
        name="Москва", names={"ru": "Москва"}, country="RU", precision="city",
        latitude=None, longitude=None,
    )  # fmt: skip
    assert named(place) == Text("Москва", "ru")


def test_reference_has_the_title_in_the_readers_language():
    reference = record.EventRef(id="x", title="Talks", titles={"de": "Gespräche"}, url="/events/x/")
    assert titled(reference) == Text("Talks")
    with override("de"):
        assert titled(reference) == Text("Gespräche", "de")


@pytest.mark.parametrize(
    ("names", "chosen"), [({"en": "a", "de": "b"}, "a"), ({"ru": "c"}, "c"), ({}, "key")]
)
def test_choose_falls_back(names, chosen):
    assert choose(names, "key") == chosen


@pytest.mark.parametrize(
    ("tag", "script", "expected"),
    [
        ("ar", "", "rtl"),
        ("ar-EG", "", "rtl"),
        ("en", "", "ltr"),
        ("", "", "auto"),
        ("az", "Arab", "rtl"),
        ("ar", "Latn", "ltr"),
    ],
)
def test_direction_follows_script_before_language(tag, script, expected):
    assert direction(tag, script) == expected


def test_text_of_unknown_language_is_isolated():
    assert Text("a <b>").html == "<bdi>a &lt;b&gt;</bdi>"


def test_text_in_the_language_of_the_page_needs_no_mark():
    assert Text("a & b", "en-GB").html == "a &amp; b"


def test_language_and_script_without_a_name_are_their_codes():
    assert (language_name("de"), language_name("tlh")) == ("German", "tlh")
    assert (script_name("Cyrl"), script_name("Qaaa")) == ("Cyrillic script", "Qaaa")
