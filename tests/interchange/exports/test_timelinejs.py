"""TimelineJS: a month stays a month, and a slide says what it is."""

import pytest

from tests.interchange.dumping import EXCHANGE, NOT_HAPPENED, SITE, dated, read_json, told
from tests.record import documents


def slides(*events) -> list[dict]:
    return read_json("timelinejs", *events)["events"]


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("2023", None, (2023,), None),
        ("2023-02", None, (2023, 2), None),
        ("2023-02-21", None, (2023, 2, 21), None),
        ("2023-02-21T16:30Z", None, (2023, 2, 21, 16, 30), None),
        ("2023-02-21", "2023-02-22", (2023, 2, 21), (2023, 2, 22)),
        ("2023-02", "2023-03", (2023, 2), (2023, 3)),
        ("2023-02", "2023-02-10/2023-03-20", (2023, 2), (2023, 3, 20)),
        # What is no single day, month or year is drawn from bound to bound.
        ("2022/2023", None, (2022, 1, 1), (2023, 12, 31)),
        ("[2023-02-01..2023-02-05]", None, (2023, 2, 1), (2023, 2, 5)),
        ("202X", None, (2020, 1, 1), (2029, 12, 31)),
        ("2023-21", None, (2023, 3, 1), (2023, 5, 31)),
    ],
)
def test_dates_have_as_many_parts_as_are_known(start, end, first, last):
    [slide] = slides(dated(start, end))
    assert tuple(slide["start_date"].values()) == first
    assert tuple(slide.get("end_date", {}).values()) == (last or ())


@pytest.mark.parametrize("start", [None, "../2023", "2023/.."])
def test_what_has_no_bounds_cannot_be_placed(start):
    assert slides(dated(start)) == []


@pytest.mark.parametrize("occurrence", NOT_HAPPENED)
def test_headline_says_that_it_is_no_fact(occurrence):
    [slide] = slides(told(occurrence))
    assert slide["text"]["headline"].endswith(": Talks in Moscow</a>")
    assert not slide["text"]["headline"].endswith(">Talks in Moscow</a>")


def test_slide_words_the_date_and_the_claims():
    [slide] = slides(told(start="2023-02-21~", summary="They\n<met>."))
    assert slide["display_date"] == "around Tuesday, 21 February 2023"
    assert slide["group"] == "talks"
    assert slide["unique_id"] == documents.EVENT
    assert slide["text"] == {
        "headline": f'<a href="{SITE}/events/{documents.EVENT}/">Talks in Moscow</a>',
        "text": f"<p>They</p><p>&lt;met&gt;.</p><p>{EXCHANGE}</p>",
    }
