import threading

import pytest

from events import record
from events.search import MAX_WORDS, SearchError, analyse, edition_words, query_words
from tests.record.documents import (
    OTHER,
    TASS,
    WANG,
    actor,
    citation,
    claim,
    event,
    hop,
    participation,
    source,
)


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("The talks were announced.", "en", "the talk were announc"),
        ("Die Gespräche", "de", "die gesprach"),
        ("Gespräch", "de-AT", "gesprach"),
        ("STRASSE Straße", "de", "strass strass"),
        ("Переговоры", "ru", "переговор"),
        ("Président Macron", "xx", "president macron"),
        ("Gespräche", "xx", "gesprache"),
        ("王毅", "zh", "王 毅 王毅"),
        ("北京大学 2023", "zh", "北 京 大 学 北京 京大 大学 2023"),
        ("हिन्दी", "hi", "हिन्दी"),
        ("مرحبا", "ar", "مرحبا"),
        ("서울", "ko", "서울"),
        ("2023-02-21, 16:00", "en", "2023 02 21 16 00"),
        ("ﬁve Ⅻ", "xx", "five xii"),
        ("\"*' §!", "en", ""),
        ("", "en", ""),
    ],
)
def test_analyse_folds_text(text, language, words):
    assert analyse(text, language) == words


def test_analyse_cuts_a_word_that_no_index_would_take():
    assert analyse("x" * 5000, "xx") == "x" * 64


def test_analyse_gives_the_same_in_many_threads():
    text = "announced meetings announcing metings denied denials " * 40
    expected = analyse(text, "en")
    seen = []
    threads = [threading.Thread(target=lambda: seen.append(analyse(text, "en"))) for _n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert seen == [expected] * 8


def test_query_words_hold_each_word_as_every_language_would_index_it():
    assert query_words("Gespräche Moscow") == [
        ("gesprache", "gesprach", "§gesprahe"),
        ("moscow", "§moskov"),
    ]


def test_query_words_of_chinese_are_pairs_or_the_whole_name():
    assert query_words("王毅") == [("王毅", "§vangi")]
    assert query_words("北京大") == [("北京", "§beingda"), ("京大", "§beingda")]


@pytest.mark.parametrize("query", ["", "   ", '"', "*", "()", "--", "§", "\u0301"[:0] + "…"])
def test_query_without_words_is_refused(query):
    with pytest.raises(SearchError) as caught:
        query_words(query)

    assert caught.value.code == "empty"


def test_query_with_too_many_words_is_refused():
    assert len(query_words("word " * MAX_WORDS)) == MAX_WORDS
    with pytest.raises(SearchError) as caught:
        query_words("word " * 10_000)

    assert caught.value.code == "too_many"


def talks() -> record.Event:
    via = [hop(source=source(TASS, "Tass wire"), wording="laut Tass")]
    patrushev = participation(
        actor=actor(WANG, "Nikolai Patrushev"),
        described_as="führender Politiker",
        office="Secretary",
        offices={"en": "Secretary", "de": "Sekretär"},
        citations=[citation(source=source(title="Report of the day"), via=via)],
    )
    place = record.Place(
        name="Moscow",
        names={"de": "Moskau"},
        country="RU",
        precision="city",
        latitude=None,
        longitude=None,
    )
    return event(
        summary="They met.",
        texts={
            "de": record.EventText(
                title="Gespräche", summary="Sie trafen sich.", origin="translation", translator=""
            )
        },
        participants=[patrushev],
        claims=[
            claim(
                speaker=actor(OTHER, "Wang Yi"),
                text="Peace",
                texts={"de": "Frieden"},
                quote="a lasting ceasefire",
            )
        ],
        place=place,
        actors={
            WANG: record.NamedActor(names={"de": "Nikolai Patruschew"}, kind="person"),
            OTHER: record.NamedActor(names={}, kind="person"),
        },
    )


def test_edition_words_are_those_of_the_row_s_language():
    words = edition_words(talks(), "de").split()

    assert set(analyse("Gespräche Sekretär Frieden Moskau führender Tass", "de").split()) <= set(
        words
    )
    assert "secretari" not in words
    assert "talk" not in words


def test_edition_words_of_the_original_hold_names_in_every_transcription():
    words = edition_words(talks(), "en").split()

    assert words.count("§patruhev") == 1
    assert {"talk", "secretari", "patrushev", "patruschew", "moskau", "§vangi"} <= set(words)
    assert {"last", "ceasefir", "peac", "report"} <= set(words)
    assert len(words) == len(set(words))
