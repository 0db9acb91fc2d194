"""Bounds and precision."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from dateutil.tz import resolve_imaginary
from hypothesis import assume, given
from hypothesis import strategies as st

from events.dates import DateError, When
from events.dates.bounds import seconds
from events.dates.edtf import Point, expression_text
from events.dates.zones import zone, zone_names
from tests.dates.strategies import ZONES, days, whens, zones

FIRST = datetime.min.replace(tzinfo=UTC)
LAST = datetime.max.replace(tzinfo=UTC)


def utc(text):
    return None if text is None else datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2023", "2023-01-01", "2024-01-01", "year"),
        ("2023-02", "2023-02-01", "2023-03-01", "month"),
        ("2024-02", "2024-02-01", "2024-03-01", "month"),
        ("2023-12", "2023-12-01", "2024-01-01", "month"),
        ("2023-02-21", "2023-02-21", "2023-02-22", "day"),
        ("2024-02-29", "2024-02-29", "2024-03-01", "day"),
        ("2023-12-31", "2023-12-31", "2024-01-01", "day"),
        ("2023-02-21T16:00", "2023-02-21T16:00", "2023-02-21T16:01", "minute"),
        ("2023-02-21T23:59:59", "2023-02-21T23:59:59", "2023-02-22", "second"),
        ("2023-02-21T16:00+03:00", "2023-02-21T13:00", "2023-02-21T13:01", "minute"),
        ("202X", "2020-01-01", "2030-01-01", "decade"),
        ("20XX", "2000-01-01", "2100-01-01", "century"),
        ("000X", "0001-01-01", "0010-01-01", "decade"),
        ("00XX", "0001-01-01", "0100-01-01", "century"),
        ("2023-XX", "2023-01-01", "2024-01-01", "year"),
        ("2023-XX-XX", "2023-01-01", "2024-01-01", "year"),
        ("2023-02-XX", "2023-02-01", "2023-03-01", "month"),
        ("2023-21", "2023-03-01", "2023-06-01", "season"),
        ("2023-22", "2023-06-01", "2023-09-01", "season"),
        ("2023-23", "2023-09-01", "2023-12-01", "season"),
        ("2023-24", "2023-12-01", "2024-03-01", "season"),
        ("2023-33", "2023-01-01", "2023-04-01", "quarter"),
        ("2023-34", "2023-04-01", "2023-07-01", "quarter"),
        ("2023-35", "2023-07-01", "2023-10-01", "quarter"),
        ("2023-36", "2023-10-01", "2024-01-01", "quarter"),
        ("2023-40", "2023-01-01", "2023-07-01", "half"),
        ("2023-41", "2023-07-01", "2024-01-01", "half"),
        ("2023-02~", "2023-02-01", "2023-03-01", "month"),
        ("2023-02-20/2023-02-22", "2023-02-20", "2023-02-23", "day"),
        ("[2023-02-20..2023-02-22]", "2023-02-20", "2023-02-23", "day"),
        ("2022-12/2023-02-21", "2022-12-01", "2023-02-22", "month"),
        ("2023-02-21/2023", "2023-02-21", "2024-01-01", "year"),
        ("2023/..", "2023-01-01", None, "year"),
        ("2023/", "2023-01-01", None, "year"),
        ("../2023-02", None, "2023-03-01", "month"),
        ("/2023-02", None, "2023-03-01", "month"),
        ("[..2023-02-21]", None, "2023-02-22", "day"),
        ("[2023-02-22..]", "2023-02-22", None, "day"),
        ("2023-02-20/2023-02-26", "2023-02-20", "2023-02-27", "week"),
        ("[2023-02-20..2023-02-26]", "2023-02-20", "2023-02-27", "week"),
        ("2023-02-27/2023-03-05", "2023-02-27", "2023-03-06", "week"),
        ("2023-02-21/2023-02-27", "2023-02-21", "2023-02-28", "day"),
        ("2023-02-25/2023-02-26", "2023-02-25", "2023-02-27", "weekend"),
        ("2023-02-26/2023-02-27", "2023-02-26", "2023-02-28", "day"),
    ],
)
def test_bounds_and_precision(text, earliest, latest, precision):
    when = When(text)
    assert (when.earliest, when.latest, when.precision) == (utc(earliest), utc(latest), precision)


@pytest.mark.parametrize(
    ("text", "timezone", "earliest", "latest", "day_earliest", "day_latest"),
    [
        # all day in Tokyo: the instants shift, the day does not
        (
            "2023-02-21",
            "Asia/Tokyo",
            "2023-02-20T15:00",
            "2023-02-21T15:00",
            "2023-02-21",
            "2023-02-22",
        ),
        (
            "2023-02",
            "Europe/Moscow",
            "2023-01-31T21:00",
            "2023-02-28T21:00",
            "2023-02-01",
            "2023-03-01",
        ),
        # summer time begins and ends within: 23 and 25 hours
        (
            "2023-03-26",
            "Europe/Berlin",
            "2023-03-25T23:00",
            "2023-03-26T22:00",
            "2023-03-26",
            "2023-03-27",
        ),
        (
            "2023-10-29",
            "Europe/Berlin",
            "2023-10-28T22:00",
            "2023-10-29T23:00",
            "2023-10-29",
            "2023-10-30",
        ),
        # this midnight was skipped
        (
            "2018-11-04",
            "America/Sao_Paulo",
            "2018-11-04T03:00",
            "2018-11-05T02:00",
            "2018-11-04",
            "2018-11-05",
        ),
        # an offset in the text wins over the zone, and the wall clock stays as written
        (
            "2023-02-21T23:30-10:00",
            "Asia/Tokyo",
            "2023-02-22T09:30",
            "2023-02-22T09:31",
            "2023-02-21T23:30",
            "2023-02-21T23:31",
        ),
        # 02:30 did not occur: an hour later on the new clock
        (
            "2023-03-26T02:30",
            "Europe/Berlin",
            "2023-03-26T01:30",
            "2023-03-26T01:31",
            "2023-03-26T02:30",
            "2023-03-26T02:31",
        ),
        # 02:30 occurred twice: the first
        (
            "2023-10-29T02:30",
            "Europe/Berlin",
            "2023-10-29T00:30",
            "2023-10-29T00:31",
            "2023-10-29T02:30",
            "2023-10-29T02:31",
        ),
        # the last second before the clocks are set back lasts a second, not an hour
        (
            "2023-10-29T02:59:59",
            "Europe/Berlin",
            "2023-10-29T00:59:59",
            "2023-10-29T01:00",
            "2023-10-29T02:59:59",
            "2023-10-29T03:00",
        ),
        # 01:59 is the last minute before the jump: it lasts a minute, not an hour
        (
            "2023-03-26T01:59",
            "Europe/Berlin",
            "2023-03-26T00:59",
            "2023-03-26T01:00",
            "2023-03-26T01:59",
            "2023-03-26T02:00",
        ),
        # an end without a zone borrows the other's offset
        (
            "2023-02-21T23:30-10:00/2023-02-21",
            None,
            "2023-02-22T09:30",
            "2023-02-22T10:00",
            "2023-02-21T23:30",
            "2023-02-22",
        ),
        # from Tokyo to Honolulu, arriving before one left by the clock
        (
            "2023-02-21T20:00+09:00/2023-02-21T08:00-10:00",
            None,
            "2023-02-21T11:00",
            "2023-02-21T18:01",
            "2023-02-21T20:00",
            "2023-02-22T03:01",
        ),
    ],
)
def test_bounds_in_a_zone(*, text, timezone, earliest, latest, day_earliest, day_latest):
    when = When(text, timezone)
    found = (when.earliest, when.latest, when.day_earliest, when.day_latest)
    assert found == tuple(map(utc, (earliest, latest, day_earliest, day_latest)))


@pytest.mark.parametrize(
    ("text", "timezone", "earliest", "latest"),
    [
        ("0001-01-01", None, FIRST, utc("0001-01-02")),
        ("0001-01-01", "Asia/Tokyo", FIRST, datetime(1, 1, 1, 14, 41, 1, tzinfo=UTC)),
        ("0001-01-01T00:00-14:00", None, utc("0001-01-01T14:00"), utc("0001-01-01T14:01")),
        ("9999", None, utc("9999-01-01"), LAST),
        ("9999-12-31", None, utc("9999-12-31"), LAST),
        ("9999-12-31", "Asia/Tokyo", utc("9999-12-30T15:00"), utc("9999-12-31T15:00")),
        ("9999-12-31", "Pacific/Pago_Pago", utc("9999-12-31T11:00"), LAST),
        ("9999-12-31T23:59:59", None, utc("9999-12-31T23:59:59"), LAST),
        ("9999-24", None, utc("9999-12-01"), LAST),
        ("999X", None, utc("9990-01-01"), LAST),
        ("99XX", None, utc("9900-01-01"), LAST),
        ("0001-01-01T00:00+14:00/2023", None, FIRST, utc("2023-12-31T10:00")),
    ],
)
def test_edges_of_the_calendar_are_clamped(text, timezone, earliest, latest):
    when = When(text, timezone)
    assert (when.earliest, when.latest) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59:30-10:00",
        "9999-12-31T23:59-00:01/..",
        "../0001-01-01T00:00+01:00",
        "[..0001-01-01T00:59+01:00]",
    ],
)
def test_nothing_left_of_the_calendar_is_refused(text):
    with pytest.raises(DateError) as caught:
        When(text)
    assert caught.value.code == "out_of_range"


@pytest.mark.parametrize(
    "text",
    [
        "2023/2022",
        "[2023-02-22..2023-02-20]",
        "2023-02-22/2023-02-21",
        "2023-03/2023-02-28",
        "2023-02-21T16:00/2023-02-21T15:59",
        "2023-02-21T10:00-10:00/2023-02-21T23:00+14:00",
    ],
)
def test_reversed_span_is_refused(text):
    with pytest.raises(DateError) as caught:
        When(text)
    assert caught.value.code == "reversed"


@pytest.mark.parametrize(
    "text",
    ["2023/2023", "2023-02-21/2023-02", "2023-02/2023-02-01", "2023-02-21T16:00/2023-02-21"],
)
def test_ends_that_overlap_are_in_order(text):
    assert When(text).earliest < When(text).latest


def test_day_that_the_zone_skipped_is_refused():
    with pytest.raises(DateError) as caught:
        When("2011-12-30", "Pacific/Apia")
    assert caught.value.code == "no_such_day"
    assert When("2011-12-29", "Pacific/Apia").latest == When("2011-12-31", "Pacific/Apia").earliest


@pytest.mark.parametrize(
    "name",
    [
        "Nowhere/Land",
        "Europe",
        "europe/berlin",
        "../../etc/passwd",
        "/etc/localtime",
        "localtime",
        "Factory",
        "Europe/../UTC",
        "Europe/Berlin\x00",
        "Europe/Berlin\n",
        "A" * 5000,
        ".",
        5,
    ],
)
@pytest.mark.parametrize("text", ["2023-02-21", "2023-02-21T16:00Z"])
def test_unknown_zone_is_refused_also_where_the_text_states_an_offset(name, text):
    with pytest.raises(DateError) as caught:
        When(text, name)
    assert caught.value.code == "zone_unknown"
    assert len(str(caught.value)) < 100


def test_every_listed_zone_can_be_used():
    for name in sorted(zone_names()):
        assert When("2023-02-21", name).day_earliest == utc("2023-02-21")


@given(whens())
def test_earliest_is_before_latest(when):
    pairs = ((when.earliest, when.latest), (when.day_earliest, when.day_latest))
    for low, high in pairs:
        assert low is None or high is None or low < high
        assert low is None or low.utcoffset() == timedelta(0)
        assert high is None or high.utcoffset() == timedelta(0)
    assert (when.earliest is None) == (when.day_earliest is None)
    assert (when.latest is None) == (when.day_latest is None)
    assert when.earliest is not None or when.latest is not None


@given(days(), zones)
def test_all_day_date_never_shifts_a_day(day, timezone):
    assume((day, timezone) != ((2011, 12, 30), "Pacific/Apia"))
    when = When(expression_text(Point("day", *day)), timezone)
    assert when.day_earliest == datetime(*day, tzinfo=UTC)
    is_last = date(*day) == date.max
    assert when.day_latest == (LAST if is_last else when.day_earliest + timedelta(days=1))


@given(days(), st.integers(0, 23), st.integers(0, 59), zones)
def test_finer_bounds_lie_in_the_coarser(day, hour, minute, timezone):
    year, month, _ = day
    chain = [
        Point("minute", *day, hour=hour, minute=minute),
        Point("day", *day),
        Point("month", year, month),
        Point("quarter", year, part=33 + (month - 1) // 3),
        Point("half", year, part=40 + (month - 1) // 6),
        Point("year", year),
        Point("decade", year // 10 * 10),
        Point("century", year // 100 * 100),
    ]
    if timezone is not None:
        # A time that did not occur is nowhere in its day, and a skipped day is none.
        wall = datetime(*day, hour, minute, tzinfo=zone(timezone))
        try:
            assume(wall.astimezone(UTC).astimezone(zone(timezone)).replace(fold=0) == wall)
        except OverflowError:
            assume(False)
    whens_of_chain = [When(expression_text(point), timezone) for point in chain]
    for finer, coarser in pairwise(whens_of_chain):
        assert coarser.earliest <= finer.earliest < finer.latest <= coarser.latest
        assert coarser.day_earliest <= finer.day_earliest < finer.day_latest <= coarser.day_latest


@given(st.integers(1, date.max.toordinal() - 1), zones)
def test_each_day_begins_when_the_one_before_it_ends(ordinal, timezone):
    today, tomorrow = date.fromordinal(ordinal), date.fromordinal(ordinal + 1)
    assume(not (timezone == "Pacific/Apia" and date(2011, 12, 30) in (today, tomorrow)))
    assert When(today.isoformat(), timezone).latest == When(tomorrow.isoformat(), timezone).earliest


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 a wall clock
    st.sampled_from(ZONES),
)
def test_instant_of_a_wall_clock_time_is_dateutils(wall, timezone):
    wall = wall.replace(microsecond=0)
    when = When(wall.isoformat(), timezone)
    assert when.earliest == resolve_imaginary(wall.replace(tzinfo=zone(timezone))).astimezone(UTC)


@given(st.datetimes(timezones=st.just(UTC)))
def test_seconds_count_from_year_one_and_round_up(moment):
    whole = moment.replace(microsecond=0)
    days_before = moment.toordinal() - 1
    clock = whole.hour * 3600 + whole.minute * 60 + whole.second
    assert seconds(moment) == days_before * 86_400 + clock + (moment > whole)


@pytest.mark.parametrize(
    ("text", "days", "precision"),
    [
        ("[2023-02-20,2023-02-21]", ("2023-02-20", "2023-02-22"), "day"),
        ("[2023-02-25,2023-02-26]", ("2023-02-25", "2023-02-27"), "day"),  # no weekend
        ("[2021,2023-02]", ("2021-01-01", "2023-03-01"), "year"),
        ("[199X,2001,2003]", ("1990-01-01", "2004-01-01"), "decade"),
    ],
)
def test_list_has_the_bounds_of_its_first_and_last_date(text, days, precision):
    when = When.parse(text)
    assert (when.earliest.date().isoformat(), when.latest.date().isoformat()) == days
    assert (when.edtf, when.precision) == (text, precision)


@pytest.mark.parametrize(
    "text",
    [
        "[2023,2022]",
        "[2023,2023]",
        "[2023,2023-02]",
        "[2023-02,2023]",
        "[2023-02-20T10:00Z,2023-02-20T11:00+02:00]",
    ],
)
def test_list_out_of_order_is_refused(text):
    with pytest.raises(DateError) as caught:
        When.parse(text)
    assert caught.value.code == "reversed"
