"""The tense of a clause."""

import pytest

from events.dates import find
from events.dates.phrases.grammar import grammar
from events.dates.phrases.tense import cues, direction, reports_speech, tenses
from tests.dates.phrases.resolving import REPORT, context_of, matches_of


def direction_at(text, language, resolver="weekday"):
    match = matches_of(context_of(text, language), resolver)[0]
    return match.context.direction(match.first, match.last)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Putin sprach am Freitag mit Xi.", "de", -1),
        ("Putin hat am Freitag mit Xi gesprochen.", "de", -1),
        ("Wang ist am Freitag eingetroffen.", "de", -1),
        ("Putin wird am Freitag mit Xi sprechen.", "de", 1),
        ("Das Treffen soll am Freitag stattfinden.", "de", 1),
        ("Am Freitag ist Premiere.", "de", 1),  # present tense without a participle
        ("Der Freitag.", "de", 0),
        ("Er ging, und am Freitag kommt sie.", "de", 1),  # the clause of the date decides
        ("Er ging, und am Freitag, dem Feiertag.", "de", -1),  # no verb in it: the sentence
        # a verb outweighs an ending, even a nearer one
        ("Am Freitag vermutete Schäden werden behoben.", "de", 1),
        ("He spoke on Friday.", "en", -1),
        ("He is to speak on Friday.", "en", 1),
        ("He will speak on Friday.", "en", 1),
        ("He has spoken on Friday, though talks will follow.", "en", -1),
        ("He said talks will be on Friday.", "en", 1),  # the verb next before the date
        ("On Friday he spoke and will leave.", "en", -1),  # the verb next after it
        ("Friday.", "en", 0),
        ("Il viendra vendredi.", "fr", 1),
        ("Il est venu vendredi.", "fr", -1),
    ],
)
def test_direction_of_a_clause(text, language, expected):
    assert direction_at(text, language) == expected


def test_sentence_before_says_nothing():
    assert direction_at("He will come. Friday.", "en") == 0


def test_verb_far_away_says_nothing():
    assert direction_at("He spoke " + "and so on " * 5 + "Friday", "en") == -1
    assert direction_at("He spoke " + "and so on " * 20 + "Friday", "en") == 0


def test_language_without_a_table_of_tense_has_no_direction():
    context = context_of("He spoke on Friday.")
    assert direction(cues(tenses({}), context.tokens), 3, 4, (0, 5)) == 0


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("sagte Lawrow", "de", True),
        ("Lawrow SAGTE", "de", True),
        ("kam Lawrow", "de", False),
        ("Lavrov said", "en", True),
        ("Lavrov came", "en", False),
    ],
)
def test_speech_verbs(text, language, expected):
    known = grammar(language)
    assert reports_speech(known.tenses, list(known.tokens(text))) is expected


@pytest.mark.parametrize(
    ("sentence", "language", "edtf"),
    [
        ("Putin sprach am Freitag mit Xi.", "de", "2023-02-17"),
        ("Putin wird am Freitag mit Xi sprechen.", "de", "2023-02-24"),
        ("He spoke on Friday.", "en", "2023-02-17"),
        ("He is to speak on Friday.", "en", "2023-02-24"),
    ],
)
def test_tense_of_the_clause_decides_the_direction_of_a_weekday(sentence, language, edtf):
    assert [one.when.edtf for one in find(sentence, REPORT, language)] == [edtf]
