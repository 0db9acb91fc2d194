"""A refusal tells all of its problems, and what stands where somebody was quicker."""

import pytest

from events.editorial.errors import EditorialError, NotAllowed, Problem, StaleVersion

TITLE = Problem("texts", "The event needs a title.")
SOURCE = Problem("citations", "The event needs a source.")


def test_refusal_says_every_problem():
    assert str(EditorialError([TITLE, SOURCE])) == (
        "The event needs a title. The event needs a source."
    )


def test_refusal_keeps_its_problems_when_the_list_goes_on():
    found = [TITLE]
    refusal = EditorialError(found)
    found.append(SOURCE)
    assert refusal.problems == [TITLE]


def test_refusal_without_a_problem_says_nothing():
    refusal = EditorialError(())
    assert (str(refusal), refusal.problems) == ("", [])


@pytest.mark.parametrize("version", [3, None])
def test_stale_version_has_one_problem_and_says_what_stands(version):
    refusal = StaleVersion(TITLE, version)
    assert (str(refusal), refusal.problems, refusal.current_version) == (
        "The event needs a title.",
        [TITLE],
        version,
    )


@pytest.mark.parametrize("refusal", [NotAllowed([TITLE]), StaleVersion(TITLE, 2)])
def test_every_refusal_is_caught_as_an_editorial_error(refusal):
    with pytest.raises(EditorialError) as caught:
        raise refusal
    assert caught.value.problems == [TITLE]


def test_problems_that_say_the_same_of_one_field_are_equal():
    assert {TITLE, Problem("texts", "The event needs a title.")} == {TITLE}
    assert Problem("", TITLE.message) != TITLE
