"""The product of directions, parts, units and clock times, against a second implementation."""

import pytest

from events.dates import read
from tests.dates.phrases.product import english, german, pairs
from tests.dates.phrases.resolving import REPORT

PRODUCT = {
    "en": [*english(), *pairs("en")],
    "de": [*german(), *pairs("de")],
}


@pytest.mark.parametrize("language", sorted(PRODUCT))
def test_every_phrase_of_the_product_has_its_date(language):
    wrong = []
    for phrase, expected in PRODUCT[language]:
        reading = read(phrase, REPORT, language)
        given = reading.when.edtf if reading and reading.when else None
        if given != expected:
            wrong.append((phrase, given, expected))
    assert wrong == []


def test_the_product_has_thousands_of_phrases():
    assert sum(map(len, PRODUCT.values())) > 5_000
