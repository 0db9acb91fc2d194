"""ninjs 3.1, judged by the rules of its schema as far as our items use them, in our own words."""

import jsonschema
import pytest

from events import record
from tests.interchange.dumping import NOT_HAPPENED, SITE, dated, read_json, told

TEXT = {"type": "string"}
URI = {"type": "string", "pattern": "^[a-z]+:.+"}
# From the year down, each part only behind the one before it; a time has seconds.
PART_OF_DATE = {
    "type": "string",
    "pattern": r"^\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?)?)?)?$",
}
INSTANT = {
    "type": "string",
    "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$",
}


def only(required: tuple[str, ...] = (), **members) -> dict:
    return {
        "type": "object",
        "properties": members,
        "required": list(required),
        "additionalProperties": False,
    }


def several(item: dict) -> dict:
    return {"type": "array", "items": item}


WORDS = several(only(("value",), role=TEXT, contentType=TEXT, value=TEXT))
NAMED = several(only(name=TEXT, rel=TEXT, uri=URI, literal=TEXT))
ITEM = only(
    ("uri",),
    uri=URI,
    standard=only(name=TEXT, version=TEXT, schema=URI),
    type={"enum": ["text", "audio", "video", "picture", "graphic", "composite", "component",
                   "event", "planning"]},
    representationType={"enum": ["full", "partial"]},
    version=TEXT,
    versionCreated=INSTANT,
    pubStatus={"enum": ["usable", "withheld", "canceled"]},
    language=TEXT,
    title=TEXT,
    edNote=TEXT,
    headlines=WORDS,
    descriptions=WORDS,
    genres=several(only(name=TEXT, uri=URI, literal=TEXT)),
    subjects=NAMED,
    people=NAMED,
    organisations=NAMED,
    places=several(only(name=TEXT, rel=TEXT, uri=URI, geoJSON={"type": "object"})),
    infoSources=several(only(name=TEXT, role=TEXT, uri=URI)),
    altIds=several(only(role=TEXT, value=TEXT)),
    eventDetails=only(
        eventStatus=URI,
        dates={
            **only(
                startDate=INSTANT,
                endDate=INSTANT,
                expectedStartDate=PART_OF_DATE,
                expectedEndDate=PART_OF_DATE,
            ),
            "minProperties": 1,
        },
    ),
)  # fmt: skip


def item(event) -> dict:
    [found] = read_json("ninjs", event)
    jsonschema.validate(found, ITEM, cls=jsonschema.Draft202012Validator)
    return found


@pytest.mark.parametrize("occurrence", ["occurred", *NOT_HAPPENED])
@pytest.mark.parametrize("start", ["2023", "2023-02-21T16:00+03:00", "2023-02-21T16:00", None])
def test_item_is_valid_whatever_it_is_about(occurrence, start):
    found = item(told(occurrence, start=start))
    assert found["genres"][0]["name"] == occurrence
    happened = occurrence == "occurred"
    assert found["headlines"][0]["value"].endswith(": Talks in Moscow") != happened
    planned = occurrence in {"announced", "scheduled", "postponed", "cancelled"}
    assert found["type"] == ("event" if happened or planned else "text")
    assert "eventDetails" not in found or found["type"] == "event"


@pytest.mark.parametrize(
    ("occurrence", "status"), [("announced", "eos1"), ("cancelled", "eos6"), ("ongoing", None)]
)
def test_status_is_that_of_the_newscodes(occurrence, status):
    details = item(told(occurrence))["eventDetails"]
    address = f"http://cv.iptc.org/newscodes/eventoccurstatus/{status}"
    assert details.get("eventStatus") == (address if status else None)


@pytest.mark.parametrize(
    ("start", "end", "zone", "dates"),
    [
        ("2023", None, None, {"expectedStartDate": "2023"}),
        ("2023-02", "2023-03-01", None,
         {"expectedStartDate": "2023-02", "expectedEndDate": "2023-03-01"}),
        ("2023-02-21T16:00+03:00", None, None, {"startDate": "2023-02-21T13:00:00Z"}),
        ("2023-02-21T16:00", None, "Europe/Moscow", {"startDate": "2023-02-21T13:00:00Z"}),
        ("2023-02-21T16:00", None, None, None),
        ("2023-02-21~", None, None, None),
        ("2023-21", None, None, None),
        (None, None, None, None),
    ],
)  # fmt: skip
def test_dates_are_as_exact_as_they_are_known(start, end, zone, dates):
    found = item(dated(start, end, timezone=zone)).get("eventDetails", {})
    assert found.get("dates") == dates


def test_item_names_people_places_sources_and_corrections():
    state = record.NamedActor(names={}, kind="state")
    event = told()
    host = event.participants[0].actor
    edition = event.edition
    found = item(told(actors={**event.actors, host.id: state}, participants=event.participants * 2))
    assert [one["name"] for one in found["people"]] == ["Wang Yi", "Xi Jinping"]
    assert found["organisations"] == [
        {"name": host.name, "uri": f"{SITE}/actors/{host.id}/", "rel": "about"}
    ]
    assert found["places"][0]["geoJSON"]["geometry"]["coordinates"] == [37.6, 55.75]
    assert found["infoSources"] == [{"name": "Report", "role": "source"}]
    assert "edNote" not in found
    assert edition.kind == "published"
