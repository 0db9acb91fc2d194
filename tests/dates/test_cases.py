"""Phrases of known kinds, each with the right answer, as `make bench-cases` scores them."""

from pathlib import Path

import pytest
from django.conf import settings

from bench.dates.score_cases import answer, cases

FOLDER = Path(settings.BASE_DIR) / "bench/dates/cases"
SEEN = list(cases(FOLDER / "seen.tsv"))


@pytest.mark.parametrize("case", SEEN, ids=lambda case: f"{case.language}-{case.text}")
def test_phrase_of_a_known_kind_has_its_answer(case):
    assert answer(case) in case.right


def test_halves_have_the_same_kinds():
    assert len(SEEN) == 159
    assert {one.kind for one in SEEN} == {one.kind for one in cases(FOLDER / "unseen.tsv")}
