import pytest

from events.dates import DateError, window
from events.timeline.problems import FilterError, Problem

PERIODS = {
    "too_long": ("2" * 1000, None),
    "no_such_month": ("2023-13", None),
    "no_such_day": ("2023-02-30", None),
    "no_such_time": ("2023-02-21T25:00Z", None),
    "out_of_range": ("0000-01-01", None),
    "reversed": ("2023", "2022"),
    "unbounded": ("../2023", None),
}


def test_filter_error_says_all_problems():
    error = FilterError(iter([Problem("from", "No date."), Problem("q", "No word.")]))

    assert error.problems == [Problem("from", "No date."), Problem("q", "No word.")]
    assert str(error) == "from: No date.; q: No word."


@pytest.mark.parametrize("code", PERIODS)
def test_date_problems_have_the_codes_of_date_errors(code):
    with pytest.raises(DateError) as caught:
        window(*PERIODS[code])

    assert caught.value.code == code
