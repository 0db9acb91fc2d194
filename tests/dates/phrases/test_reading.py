"""The result of reading a text."""

from typing import get_args

from events.dates import find
from events.dates.phrases.reading import KINDS, Kind, Length
from tests.dates.phrases.resolving import REPORT


def test_kinds_are_those_of_the_api():
    assert get_args(Kind) == KINDS
    assert KINDS == ("date", "time", "duration", "repeated", "past", "present", "future")


def test_json_of_a_date():
    (reading,) = find("since late on Tuesday", REPORT, "en")
    document = reading.as_json()
    assert list(document) == [
        *(
            "start",
            "end",
            "text",
            "kind",
            "tier",
            "when",
            "part",
            "reason",
            "unread",
            "alternatives",
        ),
    ]
    assert document["when"] == reading.when.as_json()
    assert document["reason"] == {"en": reading.why.words("en"), "de": reading.why.words("de")}
    assert (document["start"], document["end"]) == reading.span


def test_json_of_an_alternative_has_its_own_reason():
    (reading,) = find("02/03/2023", REPORT, "en")
    (other,) = reading.as_json(["en"])["alternatives"]
    assert other == {
        "when": reading.alternatives[0].when.as_json(["en"]),
        "reason": {
            "en": "read as day/month/year; American English writes the month first",
        },
    }
    assert reading.alternatives[0].reason == other["reason"]["en"]
    assert reading.reason == "read as month/day/year; British English writes the day first"


def test_json_without_a_date():
    (reading,) = find("three weeks", REPORT, "en")
    assert reading.as_json(["en"]) == {
        "start": 0,
        "end": 11,
        "text": "three weeks",
        "kind": "duration",
        "tier": 3,
        "when": None,
        "part": "",
        "reason": {"en": "a duration, not a date"},
        "unread": [],
        "alternatives": [],
    }
    assert reading.length == Length(3, "week")
