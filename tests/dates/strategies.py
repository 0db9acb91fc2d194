"""Hypothesis strategies over the whole EDTF profile."""

import calendar

from hypothesis import assume
from hypothesis import strategies as st

from events.dates import DateError, When
from events.dates.edtf import Missing, Point, Span, expression_text

ZONES = (
    "Africa/Monrovia",
    "America/Los_Angeles",
    "America/Sao_Paulo",  # its midnights were skipped in spring
    "America/St_Johns",  # set its clocks back at one minute past midnight
    "Asia/Kathmandu",
    "Asia/Tokyo",
    "Australia/Lord_Howe",  # half an hour of summer time
    "Europe/Berlin",
    "Europe/Moscow",
    "Pacific/Apia",  # has no 2011-12-30
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "UTC",
)

zones = st.none() | st.sampled_from(ZONES)
years = st.one_of(
    st.integers(1950, 2050),
    st.integers(1, 9999),
    st.sampled_from([1, 2, 99, 999, 1000, 9998, 9999]),
)
months = st.integers(1, 12)
marks = st.fixed_dictionaries({"approximate": st.booleans(), "uncertain": st.booleans()})
offsets = st.none() | st.just(0) | st.integers(-14 * 60, 14 * 60)
languages = st.sampled_from(["en", "de"])


@st.composite
def days(draw):
    """(year, month, day) of the calendar."""
    year, month = draw(years), draw(months)
    last = calendar.monthrange(year, month)[1]
    return year, month, draw(st.integers(1, last) | st.sampled_from([1, last]))


@st.composite
def clocks(draw):
    year, month, day = draw(days())
    form = draw(st.sampled_from(["minute", "second"]))
    edge = st.integers(0, 59) | st.sampled_from([0, 59])
    return Point(
        form,
        year,
        month,
        day,
        hour=draw(st.integers(0, 23) | st.sampled_from([0, 23])),
        minute=draw(edge),
        second=draw(edge) if form == "second" else 0,
        offset=draw(offsets),
        **draw(marks),
    )


def _parts(form, first, last):
    return st.builds(
        lambda year, part, qualified: Point(form, year, part=part, **qualified),
        years,
        st.integers(first, last),
        marks,
    )


def _of_year(form, step=1):
    return st.builds(
        lambda year, qualified: Point(form, year // step * step, **qualified), years, marks
    )


def _of_month(form):
    return st.builds(
        lambda year, month, qualified: Point(form, year, month, **qualified), years, months, marks
    )


all_days = st.builds(lambda day, qualified: Point("day", *day, **qualified), days(), marks)
all_months = _of_month("month")
all_years = _of_year("year")
points = st.one_of(
    all_days,
    clocks(),
    all_months,
    _of_month("day_unknown"),
    all_years,
    _of_year("month_unknown"),
    _of_year("month_and_day_unknown"),
    _of_year("decade", 10),
    _of_year("century", 100),
    _parts("season", 21, 24),
    _parts("quarter", 33, 36),
    _parts("half", 40, 41),
)
_missing = st.sampled_from(list(Missing))
spans = st.one_of(
    st.builds(Span, st.sampled_from(["interval", "one_of"]), points, points),
    st.builds(Span, st.just("interval"), points, _missing),
    st.builds(Span, st.just("interval"), _missing, points),
    st.builds(Span, st.just("one_of"), points, st.just(Missing.OPEN)),
    st.builds(Span, st.just("one_of"), st.just(Missing.OPEN), points),
)
expressions = points | spans


@st.composite
def whens(draw, of=expressions):
    """Whens of every shape; a reversed span is turned round."""
    expression, timezone = draw(of), draw(zones)
    try:
        return When(expression_text(expression), timezone)
    except DateError as error:
        # Days that a zone skipped, and instants outside the years 1 to 9999 in UTC, stay out.
        assume(error.code == "reversed")
    turned = Span(expression.kind, expression.last, expression.first)
    try:
        return When(expression_text(turned), timezone)
    except DateError:
        # Both ways are reversed: a clock time and a day in different zones.
        assume(False)
