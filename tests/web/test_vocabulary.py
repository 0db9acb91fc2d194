"""Words for the closed vocabularies."""

import pytest
from django.utils.translation import override

from events.record.vocabulary import (
    ClaimLinkType,
    EditionCause,
    Modality,
    PlacePrecision,
    RelationType,
    Role,
)
from events.web.vocabulary import (
    ANSWERS,
    CAUSES,
    MODALITIES,
    PLACE_PRECISIONS,
    RELATIONS,
    heading_word,
    word,
)


def test_word_is_in_the_language_of_the_page():
    assert (word(Role, "host"), heading_word(Role, "host")) == ("host", "Host")
    with override("de"):
        assert heading_word(Role, "host") == "Gastgeber"


def test_value_that_is_newer_than_the_program_is_its_own_word():
    assert word(Role, "umpire") == "umpire"


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (ANSWERS, ClaimLinkType.values),
        (MODALITIES, Modality.values),
        (RELATIONS, RelationType.values),
        (CAUSES, [value for value in EditionCause.values if value != "editors"]),
    ],
)
def test_every_value_has_words(words, values):
    assert sorted(words) == sorted(values)


def test_only_places_that_are_known_exactly_go_without_words():
    assert set(PlacePrecision.values) - set(PLACE_PRECISIONS) == {"point", "city"}
