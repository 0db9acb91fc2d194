from datetime import UTC, datetime, time

import pytest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from events.timeline.parameters import Parameters, without_blanks


def read(value: str) -> Parameters:
    return Parameters(MultiValueDict({"moment": [value]}))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023-02-22", datetime(2023, 2, 22, tzinfo=UTC)),
        ("2023-02-22T16:00Z", datetime(2023, 2, 22, 16, tzinfo=UTC)),
        ("2023-02-22T16:00:05+01:00", datetime(2023, 2, 22, 15, 0, 5, tzinfo=UTC)),
        # A "+" that was not written %2B arrives as a blank.
        ("2023-02-22T16:00 01:00", datetime(2023, 2, 22, 15, tzinfo=UTC)),
        ("2023-02-22T16:00:05.5 01:00", datetime(2023, 2, 22, 15, 0, 5, 500_000, tzinfo=UTC)),
        ("2023-02-22T16:00:05.25Z", datetime(2023, 2, 22, 16, 0, 5, 250_000, tzinfo=UTC)),
        ("0001-01-01", datetime(1, 1, 1, tzinfo=UTC)),
        ("9999-12-31T23:59:59.999999Z", datetime.max.replace(tzinfo=UTC)),
    ],
)
def test_instant_reads_iso_with_an_offset(text, expected):
    given = read(text)

    assert (given.instant("moment", at=time.min), given.problems) == (expected, [])


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-22T16:00",
        "2023-02-22 16:00Z",
        "2023-02-22T16:00  01:00",
        "2023-02-22 01:00",
        "2023",
        "2023-02",
        "2023-02-30",
        "10000-01-01",
        "0000-01-01",
        "2023-W08-3",
        "20230222",
        "today",
        "1677081600",
        "٢٠٢٣-٠٢-٢٢",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59-14:00",
        "2023-02-22T24:30Z",
        "2023-02-22T16:00+99:99",
    ],
)
def test_instant_refuses_what_is_not_one(text):
    given = read(text)

    assert given.instant("moment", at=time.min) is None
    assert [problem.detail for problem in given.problems] == [
        "Write a date such as 2023-02-22 or an instant such as 2023-02-22T16:00:00Z."
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-22T17:30:00+01:00",
        "2023-02-22T17:30+01",
        "2023-02-22T17:30+01:00/2023-02-23T17:30+05:30",
    ],
)
def test_period_reads_offsets_whose_plus_arrived_as_a_blank(text):
    given = Parameters(QueryDict(f"from={text}&to={text}"))

    assert (given.period("from", "to"), given.problems) == ((text, text), [])


def test_without_blanks_drops_what_a_form_leaves_empty():
    params = QueryDict("q=&type=&type=talks&from=2023&actor=")

    assert dict(without_blanks(params).lists()) == {"type": ["talks"], "from": ["2023"]}
