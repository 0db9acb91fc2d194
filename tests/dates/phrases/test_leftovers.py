"""What touches a date is part of it, denies it, or is reported as unread."""

import pytest

from events.dates import find
from tests.dates.phrases.resolving import REPORT


def beside(text, language="en"):
    """[(EDTF, tier, unread words)] of the dates in a text."""
    readings = find(text, REPORT, language)
    return [(one.when.edtf, one.tier, one.unread) for one in readings if one.when]


@pytest.mark.parametrize(
    ("text", "language", "edtf", "unread"),
    [
        ("-2022", "en", "2022", ("-",)),
        ("not Tuesday", "en", "2023-02-21", ("not",)),
        ("since before 2020", "en", "2020", ("since", "before")),
        ("Tuesday week", "en", "2023-02-21", ("week",)),
        ("the second Tuesday", "en", "2023-02-21", ("second",)),
        ("10:00 local time", "en", "2023-02-22T10:00", ("local time",)),
        ("Dienstag oder", "de", "2023-02-21", ("oder",)),
        ("der 2. Dienstag", "de", "2023-02-21", ("2.",)),
        ("fiscal 2023", "en", "2023", ("fiscal",)),
    ],
)
def test_word_that_touches_a_date_and_is_not_understood_makes_it_unsure(
    text, language, edtf, unread
):
    assert beside(text, language) == [(edtf, 3, unread)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Room 2022", "en"),
        ("$ 2022", "en"),
        ("2022 soldiers", "en"),
        ("2000-seat", "en"),
        ("2023-13", "en"),
        ("§ 2022", "de"),
        ("Nr 1930", "de"),
        ("44 BC", "en"),
        ("3. Jahrhundert v. Chr.", "de"),
        ("March 15, 44 B.C.", "en"),
        ("10.1.12.3", "en"),
        ("Version 10.4.11", "de"),
        ("a population of 2012", "en"),
        ("von 2000 auf 1850 Euro", "de"),
    ],
)
def test_words_that_deny_a_date_leave_none(text, language):
    assert beside(text, language) == []


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("On Tuesday 10 people met", "en"),
        ("am Dienstag vor dem Ausschuss", "de"),
        ("the 2010s\nBoeing said on Tuesday", "en"),
        ("level since 1997, 20 more", "en"),
        ("seit Dienstag nicht gestiegen", "de"),
    ],
)
def test_word_beside_a_date_that_cannot_change_it_leaves_it_alone(text, language):
    assert all(unread == () for _, _, unread in beside(text, language))
    assert beside(text, language)
