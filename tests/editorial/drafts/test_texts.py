"""Texts: the original and its translations."""

import pytest

from events import editorial
from events.editorial.drafts import texts
from events.models import EventText
from events.record import limits
from tests import factories, newsroom
from tests.editorial.drafts.conftest import Desk, places, refused

DE = {"title": "Gespräche", "summary": "Kurz.", "origin": "translation", "translator": "desk"}
TAG = "Enter a language tag, such as de, en or zh-Hans."
HERE = "The record itself is in this language. Change it there."


def test_words_of_texts_follow_from_the_declaration():
    assert texts.EVENT.words == ("title", "summary")
    assert texts.STORYLINE.words == ("title", "introduction")


def test_original_and_translations_are_written_and_shown(desk: Desk):
    event = desk.create(summary="Short.", texts={"de": DE, "fr": {"title": "Entretiens"}})
    assert (event["title"], event["summary"], event["language"]) == ("Talks", "Short.", "en")
    assert event["texts"]["de"] == DE
    assert event["texts"]["fr"] == {
        "title": "Entretiens", "summary": "", "origin": "translation", "translator": "",
    }  # fmt: skip
    assert EventText.objects.get(language="en").origin == "original"


def test_what_of_the_texts_is_not_given_stays(desk: Desk):
    event = desk.create(summary="Short.", texts={"de": DE})
    changed = desk.change(event, {"title": "Other talks"})
    assert (changed["title"], changed["summary"]) == ("Other talks", "Short.")
    assert changed["texts"] == {"de": DE}
    emptied = desk.change(changed, {"texts": {}})
    assert (emptied["title"], emptied["texts"]) == ("Other talks", {})
    whole = desk.change(emptied, desk.minimal(), whole=True)
    assert whole["summary"] == ""


def test_original_may_change_its_language(desk: Desk):
    event = desk.create(texts={"de": DE})
    changed = desk.change(event, {"language": "fr", "title": "Entretiens"})
    assert (changed["language"], changed["texts"].keys()) == ("fr", {"de"})
    swapped = desk.change(
        changed,
        {"language": "de", "title": "Gespräche", "texts": {"fr": {"title": "Entretiens"}}},
    )
    assert (swapped["title"], swapped["texts"].keys()) == ("Gespräche", {"fr"})


def test_language_is_written_in_its_usual_spelling(desk: Desk):
    event = desk.create(language="EN", texts={"DE": DE, "zh-hans": {"title": "x"}})
    assert (event["language"], list(event["texts"])) == ("en", ["de", "zh-Hans"])
    assert desk.change(event, {"language": "En", "texts": event["texts"]}) == event


def test_rows_of_before_there_was_one_spelling_are_taken_over(desk: Desk):
    event = desk.create(texts={"de": DE})
    EventText.objects.filter(language="de")._raw_delete(EventText.objects.db)
    row = factories.EventTextFactory(event_id=event["id"], language="de", origin="translation")
    EventText.objects.filter(pk=row.pk).extra(where=["1=1"]).update(title="Old")
    changed = desk.change(event, {"texts": {"DE": DE}})
    assert EventText.objects.get(event=event["id"], language="de").pk == row.pk
    assert changed["texts"] == {"de": DE}


@pytest.mark.parametrize(
    ("wrong", "problems"),
    [
        ({"texts": {"en": {"title": "Other"}}}, [("/texts/en/title", HERE)]),
        (
            {"texts": {"EN": {"title": "Talks", "summary": "More."}}},
            [("/texts/EN/summary", HERE)],
        ),
        (
            {"texts": {"de": {"title": "x", "origin": "original"}}},
            [("/texts/de/origin", "Only the title itself is the original.")],
        ),
        ({"texts": {"de": "x"}}, [("/texts/de", "An object is expected here.")]),
        ({"language": "xx"}, [("/language", TAG)]),
        ({"language": "q"}, [("/language", TAG)]),
        ({"texts": {"german": {"title": "x"}}}, [("/texts/german", TAG)]),
        ({"start": {"edtf": "2023", "phrase_language": "i"}}, [("/start/phrase_language", TAG)]),
        ({"language": ""}, [("/language", "Say in which language the title is.")]),
    ],
)
def test_text_that_contradicts_is_refused(desk: Desk, wrong, problems):
    found = refused(desk.create, **wrong)
    assert [one for one in problems if one not in found] == []


def test_text_in_the_language_of_the_original_may_repeat_it(desk: Desk):
    event = desk.create(texts={"en": {"title": "Talks"}})
    assert event["texts"] == {}


def test_title_is_needed_and_no_longer_than_its_column(desk: Desk):
    assert places(desk.create, title="") == ["/title"]
    assert places(desk.create, texts={"de": {"title": "x" * 301}}) == ["/texts/de/title"]


def test_text_is_as_long_as_the_limit_and_no_longer(desk: Desk):
    longest = "x" * limits.SUMMARY
    assert desk.create(summary=longest, texts={"de": {**DE, "summary": longest}})["summary"]
    too_long = f"Ensure this value has at most {limits.SUMMARY} characters (it has 4001)."
    assert refused(desk.create, summary=f"{longest}x") == [("/summary", too_long)]
    assert refused(desk.create, texts={"de": {**DE, "summary": f"{longest}x"}}) == [
        ("/texts/de/summary", too_long)
    ]


def test_texts_of_storylines_are_written_alike(desk: Desk):
    document = {
        "title": "Visit", "introduction": "About.", "language": "EN",
        "texts": {"de": {"title": "Besuch"}},
    }  # fmt: skip
    made = editorial.create_storyline(document=document, **desk.who)
    assert (made["label"], made["language"], made["introduction"]) == ("Visit", "en", "About.")
    assert made["texts"]["de"] == {
        "title": "Besuch", "introduction": "", "origin": "translation",
    }  # fmt: skip
    changed = editorial.change_storyline(
        pk=made["id"],
        document={"introduction": "More."},
        expected_version=1,
        editor=newsroom.editor(),
        now=newsroom.NOW,
    )
    assert (changed["title"], changed["introduction"]) == ("Visit", "More.")
    assert changed["texts"] == made["texts"]
