"""Our bounds beside those of the ``edtf`` package (5.0), for every form that both support.

Where it differs, a test says how, so that an upgrade which changes that is noticed:

* its winter ends on 31 December;
* its date-times lose their clock: the bounds are those of the day, whatever the offset;
* its open ends are the floats ``inf`` and ``-inf`` among ``struct_time``;
* its unknown ends are ten years away from the known end;
* it takes reversed intervals and ranges, and gives them an end before their start;
* ``000X`` and ``00XX`` begin in the year 0, which it cannot turn into a day;
* much of the profile it does not read at all (see ``NOT_READ``), now and then with an
  ``AttributeError`` or ``TypeError``.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from hypothesis import given, settings
from hypothesis import strategies as st

from events.dates import DateError, When
from events.dates.edtf import Missing, Span, expression_text
from tests.dates.strategies import all_days, all_months, all_years, points

# Of what both read: no clock times, no winter, no year 0, no qualified season.
shared_points = points.filter(
    lambda point: (
        point.year > 0
        and not point.has_clock
        and point.part != 24
        and not (point.part and (point.approximate or point.uncertain))
    )
)
plain_points = st.one_of(all_days, all_months, all_years)
# A whole interval takes unspecified digits and seasons as ends, or qualifiers, but not both.
bare_ends = shared_points.filter(
    lambda point: point.form not in ("month_unknown", "quarter", "half")
).map(lambda point: replace(point, approximate=False, uncertain=False))
bare_pairs = st.sampled_from([all_days, all_months, all_years]).flatmap(
    lambda form: st.tuples(
        *[form.map(lambda p: replace(p, approximate=False, uncertain=False))] * 2
    )
)
few = settings(max_examples=25)  # the oracle needs some milliseconds for each text


def theirs(text):
    """(first day, last day) of the oracle; None where it is open."""
    expression = parse_edtf(text)
    bounds = (expression.lower_strict(), expression.upper_strict())
    return tuple(None if isinstance(b, float) else date(*b[:3]) for b in bounds)


def ours(text):
    when = When(text)
    last = when.latest and (when.latest - timedelta(microseconds=1)).date()
    return (when.earliest and when.earliest.date(), last)


def check_span(kind, first, last):
    text = expression_text(Span(kind, first, last))
    try:
        bounds = ours(text)
    except DateError:
        text = expression_text(Span(kind, last, first))
        bounds = ours(text)
    assert bounds == theirs(text)


@few
@given(shared_points)
def test_bounds_of_a_date_agree(point):
    text = expression_text(point)
    assert ours(text) == theirs(text)


@few
@given(st.tuples(bare_ends, bare_ends) | st.tuples(plain_points, plain_points))
def test_bounds_of_an_interval_agree(ends):
    check_span("interval", *ends)


@few
@given(bare_pairs)
def test_bounds_of_one_of_a_range_agree(ends):
    check_span("one_of", *ends)


@few
@given(plain_points, st.booleans())
def test_bounds_of_an_open_interval_agree_once_infinity_is_read_as_open(point, at_end):
    ends = (point, Missing.OPEN) if at_end else (Missing.OPEN, point)
    text = expression_text(Span("interval", *ends))
    assert ours(text) == theirs(text)


@few
@given(bare_pairs, st.booleans())
def test_bounds_of_an_open_range_agree_once_infinity_is_read_as_open(pair, at_end):
    ends = (pair[0], Missing.OPEN) if at_end else (Missing.OPEN, pair[0])
    text = expression_text(Span("one_of", *ends))
    assert ours(text) == theirs(text)


NOT_READ = [
    "2023-02-21T16:00",
    "2023-02-21T16:00Z",
    "2023-02-21T16:00:00?",
    "2023-21?",
    "2023-33~",
    "2023-33/2023-34",
    "202X/..",
    "../202X",
    "2023-XX/2024",
    "2023-XX/..",
    "2023-02-XX/..",
    "[..202X]",
    "[2023-21..]",
    "[2023?..]",
    "[2023-02-20?..2023-02-22?]",
    "[2023..2024-02]",
    "[2023-21..2023-22]",
]


@pytest.mark.parametrize("text", NOT_READ)
def test_oracle_does_not_read_this(text):
    assert When(text).edtf == text
    with pytest.raises((EDTFParseException, AttributeError, TypeError)):
        parse_edtf(text).lower_strict()


@pytest.mark.parametrize("text", ["000X", "00XX"])
def test_oracle_begins_in_the_year_zero(text):
    assert parse_edtf(text).lower_strict()[0] == 0
    assert ours(text)[0] == date(1, 1, 1)


@pytest.mark.parametrize("offset", ["", "Z", "+03:00", "-10:00"])
def test_oracle_loses_the_clock(offset):
    text = f"2023-02-21T20:30:00{offset}"
    assert theirs(text) == (date(2023, 2, 21), date(2023, 2, 21))
    assert parse_edtf(text).lower_strict()[3:6] == (0, 0, 0)
    when = When(text)
    assert when.latest - when.earliest == timedelta(seconds=1)
    assert when.day_earliest == datetime(2023, 2, 21, 20, 30, tzinfo=UTC)


def test_oracle_ends_winter_with_the_year():
    assert theirs("2023-24") == (date(2023, 12, 1), date(2023, 12, 31))
    assert ours("2023-24") == (date(2023, 12, 1), date(2024, 2, 29))


def test_oracle_has_floats_for_open_ends():
    assert parse_edtf("2023/..").upper_strict() == float("inf")
    assert parse_edtf("../2023").lower_strict() == float("-inf")
    assert When("2023/..").latest is None
    assert When("../2023").earliest is None


def test_oracle_puts_an_unknown_end_ten_years_away():
    assert theirs("2023/") == (date(2023, 1, 1), date(2033, 1, 1))
    assert theirs("/2023") == (date(2013, 12, 31), date(2023, 12, 31))
    assert ours("2023/") == (date(2023, 1, 1), None)
    assert ours("/2023") == (None, date(2023, 12, 31))


@pytest.mark.parametrize("text", ["2023/2022", "[2023..2022]"])
def test_oracle_takes_reversed_spans(text):
    first, last = theirs(text)
    assert first > last
    with pytest.raises(DateError):
        When(text)
