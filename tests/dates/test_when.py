"""The When value: what it holds, what it refuses, and its JSON."""

import copy
import json
import pickle
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.dates import BASES, DateError, When, json_datetime
from events.dates.zones import zone
from tests.dates.strategies import whens

STAND = datetime(2023, 2, 22, 16, 0, tzinfo=timezone(timedelta(hours=1)))
TALKS = When.parse(
    " 2023-02-21 ",
    timezone="Europe/Moscow",
    basis="resolved_phrase",
    phrase="am Dienstag",
    phrase_language="de",
    anchor=STAND,
)


def test_json_is_the_contract():
    assert json.dumps(TALKS.as_json(), ensure_ascii=False) == json.dumps(
        {
            "edtf": "2023-02-21",
            "earliest": "2023-02-20T21:00:00Z",
            "latest": "2023-02-21T21:00:00Z",
            "precision": "day",
            "approximate": False,
            "uncertain": False,
            "timezone": "Europe/Moscow",
            "basis": "resolved_phrase",
            "phrase": "am Dienstag",
            "phrase_language": "de",
            "anchor": "2023-02-22T16:00:00+01:00",
            "display": {
                "en": "Tuesday, 21 February 2023",
                "de": "Dienstag, 21. Februar 2023",
            },
        },
        ensure_ascii=False,
    )


def test_json_of_what_is_unknown_is_null():
    document = When("../2023-02?").as_json(languages=["de"])
    assert document == {
        "edtf": "../2023-02?",
        "earliest": None,
        "latest": "2023-03-01T00:00:00Z",
        "precision": "month",
        "approximate": False,
        "uncertain": True,
        "timezone": None,
        "basis": "stated",
        "phrase": "",
        "phrase_language": "",
        "anchor": None,
        "display": {"de": "bis Februar 2023 (unsicher)"},
    }


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2023", "2023-01-01T00:00:00Z", "2024-01-01T00:00:00Z"),
        ("0001", "0001-01-01T00:00:00Z", "0002-01-01T00:00:00Z"),
        ("9999-12-31", "9999-12-31T00:00:00Z", "9999-12-31T23:59:59.999999Z"),
    ],
)
def test_year_is_exported_with_its_precision_and_both_bounds(text, earliest, latest):
    document = When(text).as_json()
    assert document["edtf"] == text
    assert (document["earliest"], document["latest"]) == (earliest, latest)


def test_bare_month_is_the_whole_month_not_a_day_of_it():
    when = When("2023-02")
    assert when.precision == "month"
    assert when.earliest == datetime(2023, 2, 1, tzinfo=UTC)
    assert when.latest == datetime(2023, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (None, None),
        (datetime(2023, 2, 21, tzinfo=UTC), "2023-02-21T00:00:00Z"),
        (datetime(33, 4, 3, 12, tzinfo=UTC), "0033-04-03T12:00:00Z"),
        (datetime(2023, 2, 21, 1, 2, 3, 400, tzinfo=UTC), "2023-02-21T01:02:03.000400Z"),
        (datetime(2023, 2, 21, tzinfo=timezone(timedelta(0))), "2023-02-21T00:00:00Z"),
        (STAND, "2023-02-22T16:00:00+01:00"),
        (datetime(2023, 2, 21, 9, tzinfo=zone("America/St_Johns")), "2023-02-21T09:00:00-03:30"),
        # a local mean time: its offset has seconds, which RFC 3339 cannot write
        (datetime(1850, 1, 1, tzinfo=zone("Europe/Berlin")), "1849-12-31T23:06:32Z"),
    ],
)
def test_json_datetime_has_one_spelling(moment, text):
    assert json_datetime(moment) == text


def test_naive_datetime_is_refused():
    naive = STAND.replace(tzinfo=None)
    for attempt in (lambda: json_datetime(naive), lambda: When("2023", anchor=naive)):
        with pytest.raises(DateError) as caught:
            attempt()
        assert caught.value.code == "anchor_naive"


@pytest.mark.parametrize("basis", BASES)
def test_basis_is_kept(basis):
    assert When("2023", basis=basis).as_json()["basis"] == basis


@pytest.mark.parametrize("basis", ["", "guessed", "Stated", None, []])
def test_unknown_basis_is_refused(basis):
    with pytest.raises(DateError) as caught:
        When("2023", basis=basis)
    assert caught.value.code == "basis_unknown"


def test_empty_zone_is_no_zone():
    assert When("2023", "") == When("2023")
    assert When("2023", "").timezone is None


def test_equality_is_of_what_was_entered():
    assert When("202x") == When(" 202X")
    assert len({When("202x"), When("202X"), When("202X", "UTC")}) == 2
    assert When("2023") != When("2023", basis="inferred")
    assert When("2023") != When("2023-XX")


def test_when_cannot_be_changed_but_replaced():
    with pytest.raises(FrozenInstanceError):
        TALKS.edtf = "2023"
    moved = replace(TALKS, edtf="2023-02-22")
    assert moved.earliest == datetime(2023, 2, 21, 21, tzinfo=UTC)
    assert moved.phrase == "am Dienstag"
    assert moved.sort_key > TALKS.sort_key


def test_copies_are_equal_in_every_field():
    for twin in (copy.deepcopy(TALKS), pickle.loads(pickle.dumps(TALKS))):  # noqa: S301 our own
        assert twin == TALKS
        assert twin.__dict__ == TALKS.__dict__


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("2023", False, False),
        ("2023?", False, True),
        ("2023~", True, False),
        ("2023%", True, True),
        ("2022~/2023?", True, True),
        ("2022/2023~", True, False),
        ("[..2023?]", False, True),
    ],
)
def test_qualifier_of_either_end_counts(text, approximate, uncertain):
    when = When(text)
    assert (when.approximate, when.uncertain) == (approximate, uncertain)


@given(whens())
def test_json_gives_the_same_when_back(when):
    document = json.loads(json.dumps(when.as_json()))
    again = When.parse(document["edtf"], timezone=document["timezone"])
    assert again == when
    assert document == again.as_json()
    for name in ("earliest", "latest"):
        bound = document[name]
        assert getattr(when, name) == (bound and datetime.fromisoformat(bound))


@given(whens(), st.datetimes(timezones=st.just(STAND.tzinfo)))
def test_anchor_is_written_with_its_own_offset(when, anchor):
    text = replace(when, anchor=anchor).as_json()["anchor"]
    assert text.endswith("+01:00")
    assert datetime.fromisoformat(text) == anchor
