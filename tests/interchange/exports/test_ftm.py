"""FollowTheMoney: only what took place has dates and somebody involved."""

import json

import pytest

from tests.interchange.dumping import EXCHANGE, NOT_HAPPENED, SITE, dated, dumped, told
from tests.record import documents


def entities(*events) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for line in dumped("ftm", *events).splitlines():
        entity = json.loads(line)
        found.setdefault(entity["schema"], []).append(entity)
    return found


def event_of(event) -> dict[str, list[str]]:
    [entity] = entities(event)["Event"]
    return entity["properties"]


@pytest.mark.parametrize("occurrence", ["occurred", "ongoing"])
def test_what_took_place_has_dates_and_those_involved(occurrence):
    host, guest, about = (part.actor.id for part in told().participants)
    found = event_of(told(occurrence))
    assert found["organizer"] == [host]
    assert found["involved"] == [guest, about]
    assert found["startDate"] == ["2023-02-21"]
    assert found["keywords"] == ["talks", occurrence]
    assert {one["id"] for one in entities(told(occurrence))["Person"]} == {host, guest, about}


@pytest.mark.parametrize("occurrence", NOT_HAPPENED)
def test_nobody_is_involved_in_what_did_not_take_place(occurrence):
    found = event_of(told(occurrence))
    assert not {"organizer", "involved", "startDate", "endDate"} & set(found)
    assert found["name"][0].endswith(": Talks in Moscow")
    assert found["keywords"] == ["talks", occurrence]
    assert "Person" not in entities(told(occurrence))


@pytest.mark.parametrize(
    ("edtf", "date"), [("2023", ["2023"]), ("2023-02~", None), ("2023-21", None), (None, None)]
)
def test_date_is_as_exact_as_it_is_known(edtf, date):
    assert event_of(dated(edtf)).get("startDate") == date


def test_description_says_what_has_no_property():
    found = event_of(told(start="2023-02-21~"))
    assert found["description"][0].splitlines() == [
        "around Tuesday, 21 February 2023",
        "They met.",
        EXCHANGE,
    ]


def test_sources_and_addresses_are_named():
    found = entities(told())
    assert found["Document"] == [
        {
            "id": documents.REPORT,
            "schema": "Document",
            "properties": {
                "title": ["Report"],
                "publisher": ["Tass"],
                "sourceUrl": ["https://paper.example/report"],
            },
        }
    ]
    event = event_of(told())
    assert event["proof"] == [documents.REPORT]
    assert event["sourceUrl"] == [
        f"{SITE}/events/{documents.EVENT}/", "https://paper.example/report",
    ]  # fmt: skip
    assert (event["location"], event["country"]) == (["Moscow"], ["ru"])
