"""Resolvers of written days and months."""

import pytest

from events.dates import read
from events.dates.phrases.calendar import NoSuchDay, OutOfRange
from tests.dates.phrases.resolving import REPORT, context_of, dates, resolve, summary


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2023-02-21", ""),
        ("2023-02-21T16:00", "16:00"),
        ("2023-02-21 16:00:30Z", "16:00:30Z"),
        ("2023-02-21T16:00+0100", "16:00+01:00"),
        ("2023-02-21T16:00-03:30", "16:00-03:30"),
    ],
)
def test_iso_date_with_its_clock_time(text, clock):
    (one,) = resolve(context_of(text, anchor=None), "iso")
    assert (one.period.edtf, one.clock, one.kind) == (
        "2023-02-21",
        clock,
        "time" if clock else "date",
    )
    assert (one.tier, one.relative) == (1, False)


@pytest.mark.parametrize(
    ("text", "edtf", "code"),
    [
        ("21.2.2023", "2023-02-21", "stated_order"),
        ("23. 8. 2023", "2023-08-23", "stated_order"),
        ("1.1.33", "2033-01-01", "stated_order"),
        ("1.1.34", "1934-01-01", "stated_order"),
        ("21.2.", "2023-02-21", "year_closest"),
    ],
)
def test_dotted_date_has_the_day_first(text, edtf, code):
    assert summary(text, "dotted", "de") == (edtf, 1, code)


def test_two_digits_of_a_year_need_an_anchor():
    with pytest.raises(OutOfRange):
        dates("21.2.23", "dotted", "de", anchor=None)


@pytest.mark.parametrize(
    ("text", "language", "edtf", "others"),
    [
        ("02/03/2023", "en", "2023-02-03", ["2023-03-02"]),
        ("13/02/2023", "en", "2023-02-13", []),
        ("02/13/2023", "en", "2023-02-13", []),
        ("03/03/2023", "en", "2023-03-03", []),
        ("02/03/2023", "de", "2023-03-02", []),
    ],
)
def test_slashed_date_has_both_orders_where_both_are_dates(text, language, edtf, others):
    (one,) = resolve(context_of(text, language), "slashed")
    assert (one.period.edtf, [period.edtf for period, _ in one.others]) == (edtf, others)
    assert one.tier == (2 if others else 1)


def test_slashed_date_that_is_none_in_either_order_is_refused():
    with pytest.raises(OutOfRange):
        dates("13/13/2023", "slashed")


@pytest.mark.parametrize(("region", "edtf"), [("US", "2023-02-03"), ("GB", "2023-03-02")])
def test_region_decides_the_order(region, edtf):
    assert summary("02/03/2023", "slashed", region=region) == (edtf, 1, "stated_order")


def test_both_readings_of_an_ambiguous_order_are_given():
    reading = read("02/03/2023", REPORT, "en")
    both = [(one.when.edtf, one.why.code) for one in reading.alternatives]
    assert (reading.when.edtf, reading.why.code, both) == (
        "2023-02-03",
        "order_month",
        [("2023-03-02", "order_day")],
    )


@pytest.mark.parametrize(
    ("tag", "text", "edtf"),
    [
        ("en-GB", "02/03/2023", "2023-03-02"),
        ("en-US", "02/03/2023", "2023-02-03"),
        ("en_us", "02/03/2023", "2023-02-03"),
        ("de", "02.03.2023", "2023-03-02"),
    ],
)
def test_language_tag_decides_the_order(tag, text, edtf):
    assert read(text, REPORT, tag).when.edtf == edtf


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("21 February 2023", "en", ("2023-02-21", 1, "stated")),
        ("Tuesday, 21 February 2023", "en", ("2023-02-21", 1, "stated")),
        ("February 21", "en", ("2023-02-21", 1, "year_closest")),
        ("12 December", "en", ("2022-12-12", 2, "year_closest")),
        ("Tuesday the 14th", "en", ("2023-02-14", 2, "year_closest")),
        ("Friday the 13th", "en", ("2023-01-13", 2, "year_closest")),
        ("5. dieses Monats", "de", ("2023-02-05", 1, "unit_0")),
        ("5. des vergangenen Monats", "de", ("2023-01-05", 1, "unit_-1")),
    ],
)
def test_day(text, language, expected):
    assert summary(text, "day", language) == expected


@pytest.mark.parametrize(
    ("text", "part"), [("morning of 21 February 2023", "morning"), ("21 February 2023", "")]
)
def test_day_with_a_part_of_it_is_a_time(text, part):
    (one,) = resolve(context_of(text), "day")
    assert (one.part, one.kind) == (part, "time" if part else "date")


def test_day_that_does_not_exist_is_refused():
    with pytest.raises(NoSuchDay):
        dates("Feb. 30", "day")


def test_day_on_another_weekday_is_not_sure():
    assert summary("Friday, 21 February 2023", "day") == ("2023-02-21", 3, "weekday_contradicts")


def test_weekday_on_the_line_before_a_dateline_is_another_date():
    with pytest.raises(OutOfRange):
        dates("Friday\n21 February 2023", "day")


@pytest.mark.parametrize(
    ("text", "edtf"),
    [("Friday, 24 February", "2023-02-24"), ("Thursday, 24 February", "2022-02-24")],
)
def test_weekday_finds_the_year(text, edtf):
    assert dates(text, "day") == [edtf]


@pytest.mark.parametrize(
    ("text", "resolver", "expected"),
    [
        ("3., 4. und 7. Oktober 2022", "days", ["2022-10-03", "2022-10-04", "2022-10-07"]),
        ("3. bis 7. Oktober 2022", "days", ["2022-10-03", "2022-10-07"]),
        ("März bis Mai 2022", "months", ["2022-03", "2022-05"]),
        ("März, April und Mai 2022", "months", ["2022-03", "2022-04", "2022-05"]),
        ("April, April", "months", []),
    ],
)
def test_list_or_range_of_days_or_months(text, resolver, expected):
    assert dates(text, resolver, "de") == expected


def test_first_and_last_of_a_list_have_the_words_that_all_share():
    context = context_of("3., 4. und 7. Oktober 2022", "de")
    spans = [one.span for one in resolve(context, "days")]
    assert spans == [(0, 1), (3, 4), (6, len(context.tokens))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("March 2022", ("2022-03", 1, "stated")),
        ("in March", ("2023-03", 2, "year_closest")),
        ("in October", ("2022-10", 2, "year_closest")),
    ],
)
def test_month(text, expected):
    assert summary(text, "month") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Christmas 2022", ("2022-12-25", 1, "stated")),
        ("Christmas", ("2022-12-25", 2, "year_closest")),
        ("Good Friday 2024", ("2024-03-29", 1, "stated")),
        ("Easter last year", ("2022-04-17", 2, "year_relative")),
    ],
)
def test_holiday(text, expected):
    assert summary(text, "holiday") == expected
