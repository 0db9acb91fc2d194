"""JSON-LD: types that are true, each node once, denials as such."""

import json

import pytest
from msgspec.structs import replace

from events import record
from events.interchange.exports.dump import iso_date
from tests.interchange.dumping import NOT_HAPPENED, SITE, dated, dumped, read_json, told
from tests.record import documents

ADDRESS = f"{SITE}/events/{documents.EVENT}/"
PLANNED = {
    "announced": "EventScheduled",
    "scheduled": "EventScheduled",
    "postponed": "EventPostponed",
    "cancelled": "EventCancelled",
}


def graph(*events) -> dict[str, dict]:
    nodes = read_json("jsonld", *events)["@graph"]
    found = {node["@id"]: node for node in nodes}
    assert len(found) == len(nodes), "a node stands twice"
    return found


def actor(key: str) -> str:
    return f"{SITE}/actors/{key}/"


@pytest.mark.parametrize("occurrence", ["occurred", "ongoing"])
def test_only_what_took_place_has_attendees(occurrence):
    event = graph(told(occurrence))[ADDRESS]
    host, guest, about = (part.actor for part in told().participants)
    assert event["@type"] == "Event"
    assert [node["@id"] for node in event["organizer"]] == [actor(host.id)]
    assert [node["@id"] for node in event["attendee"]] == [actor(guest.id)]
    assert [node["@id"] for node in event["about"]] == [actor(about.id)]


@pytest.mark.parametrize("occurrence", NOT_HAPPENED)
def test_nobody_attends_what_did_not_take_place(occurrence):
    event = graph(told(occurrence))[ADDRESS]
    assert event["@type"] == ("Event" if occurrence in PLANNED else "CreativeWork")
    assert "attendee" not in event
    assert "organizer" not in event
    assert ("startDate" in event) == (occurrence in PLANNED)
    assert len(event["about"]) == 3
    assert event["name"].endswith(": Talks in Moscow")
    assert event["et:occurrence"] == occurrence
    status = PLANNED.get(occurrence)
    assert event.get("eventStatus") == (f"https://schema.org/{status}" if status else None)


def test_description_says_as_of_when_it_is_expected():
    described = {name: graph(told(name))[ADDRESS]["description"] for name in NOT_HAPPENED}
    expected = "As of Wednesday, 1 March 2023\nThey met."
    assert [name for name, text in described.items() if text == expected] == [
        "announced", "scheduled",
    ]  # fmt: skip


def test_denial_stands_at_both_claims():
    nodes = graph(told())
    accusation, denial = nodes[f"{ADDRESS}#claim-accusation"], nodes[f"{ADDRESS}#claim-denial"]
    assert accusation["@type"] == denial["@type"] == "Claim"
    assert accusation["et:modality"] == "possible"
    assert denial["et:denies"] == [{"@id": accusation["@id"]}]
    assert accusation["@reverse"] == {"et:denies": [{"@id": denial["@id"]}]}
    assert "@reverse" not in denial
    assert {"@id": accusation["@id"]} in nodes[ADDRESS]["subjectOf"]


def test_claim_stands_once_under_its_own_event_whichever_lists_it():
    first = told()
    other = replace(first, id=documents.OTHER, url=f"/events/{documents.OTHER}/")
    for events in ((first, other), (other, first), (other,)):
        nodes = graph(*events)
        claims = [node for node in nodes.values() if node["@type"] == "Claim"]
        assert {claim["about"]["@id"] for claim in claims} == {ADDRESS}
        assert len(claims) == 2
        listed = nodes[f"{SITE}/events/{documents.OTHER}/"]["subjectOf"]
        assert {"@id": f"{ADDRESS}#claim-denial"} in listed


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("article", "NewsArticle"),
        ("agency_report", "NewsArticle"),
        ("statement", "CreativeWork"),
        ("document", "DigitalDocument"),
        ("post", "SocialMediaPosting"),
        ("data_set", "Dataset"),
    ],
)
def test_type_of_a_source_is_true(kind, type_):
    event = told()
    source = replace(event.sources[documents.REPORT], kind=kind)
    nodes = graph(replace(event, sources={documents.REPORT: source}))
    assert nodes[f"{SITE}/sources/{documents.REPORT}/"]["@type"] == type_


@pytest.mark.parametrize(
    ("edtf", "date"),
    [
        ("2023", "2023"),
        ("2023-02", "2023-02"),
        ("2023-02-21", "2023-02-21"),
        ("2023-02-21T16:00Z", "2023-02-21T16:00Z"),
        ("2023-02-21T16:00+03:00", "2023-02-21T16:00+03:00"),
        ("2023-02-21~", None),
        ("2023-02-21?", None),
        ("2023-21", None),  # a season
        ("2023-33", None),  # a quarter
        ("202X", None),
        ("2023-XX", None),
        ("2022/2023", None),
        ("2023-02-21/..", None),
    ],
)
def test_date_is_iso_8601_where_that_says_the_same(edtf, date):
    assert iso_date(documents.when(edtf)) == date
    event = graph(dated(edtf))[ADDRESS]
    assert event.get("startDate") == date
    assert event["et:start"] == edtf
    assert iso_date(None) is None


def test_correction_has_a_node_of_its_own():
    event = told()
    edition = replace(event.edition, kind="corrected", number=2, note="The date was wrong.")
    nodes = graph(replace(event, edition=edition))
    assert nodes[f"{ADDRESS}#edition-2"] == {
        "@type": "CorrectionComment",
        "@id": f"{ADDRESS}#edition-2",
        "text": "The date was wrong.",
        "dateCreated": "2023-03-01T12:00:00Z",
        "about": {"@id": ADDRESS},
    }


def test_event_is_part_of_another():
    other = record.EventRef(id=documents.OTHER, title="Visit", titles={}, url="/events/other/")
    relations = [record.Relation(type=name, event=other) for name in ("follows", "part_of")]
    whole = [{"@id": f"{SITE}/events/other/"}]
    assert graph(told(relations=relations))[ADDRESS]["superEvent"] == whole
    assert graph(told("alleged", relations=relations))[ADDRESS]["isPartOf"] == whole


def test_graph_is_safe_in_a_script_element():
    octets = dumped("jsonld", told(title="</script> & <b>"))
    assert not set(b"<>&") & set(octets)
    assert json.loads(octets)["@graph"][0]["name"] == "</script> & <b>"


def test_place_has_a_point_only_where_one_is_known():
    place = graph(told())[ADDRESS]["location"]
    assert place["geo"] == {"@type": "GeoCoordinates", "latitude": 55.75, "longitude": 37.6}
    country = record.Place(
        name="Russia", names={}, country="RU", precision="country", latitude=None, longitude=None
    )
    assert graph(told(place=country))[ADDRESS]["location"] == {
        "@type": "Place",
        "name": "Russia",
        "address": {"@type": "PostalAddress", "addressCountry": "RU"},
    }
    assert "location" not in graph(told(place=None))[ADDRESS]
