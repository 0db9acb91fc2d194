"""Dumps: the same events as the list, in every format, and nothing that is not public."""

import csv
import io
import itertools
import json
import sys
from datetime import timedelta
from xml.etree import ElementTree

import icalendar
import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from events.api.views.export import Export
from events.interchange.exports import FORMATS
from events.interchange.exports.ics import STATUS
from events.record.meaning import HAPPENED
from tests import factories, newsroom
from tests.api.addresses import BASE
from tests.api.conftest import LATER
from tests.api.dumps import ATOM, ids, titles
from tests.timeline.conftest import event_on

PATH = "/api/v1/export/"
HOSTILE = '=cmd|" /C calc"!A1, "quoted"; \\n </script> ]]> <b>&amp; é 😀 שלום'


def body(client, name: str, **query) -> bytes:
    answer = client.get(PATH, {"format": name, **query})
    assert answer.status_code == 200, answer.content
    return b"".join(answer.streaming_content)


@pytest.fixture
def events(db):
    dates = (
        "2021",
        "2022-05",
        "2023-02-21",
        "2023-02-21T16:00Z",
        "2023-02~",
        "2022/2023",
        "1999-XX",
    )
    for edtf in dates:
        event_on(edtf, occurrence="occurred")
    event_on("2023-02-21", "Alleged", occurrence="alleged")
    announced = newsroom.draft_event("Announced", occurrence="announced")
    report = announced.citations.get().source
    factories.CitationFactory(event=announced, source=report, field="occurrence")
    newsroom.publish(announced)
    event_on(None, "Undated")
    newsroom.linked_event("Linked")
    gone = newsroom.published_event("Gone")
    newsroom.retract(gone, reason="It never took place.", now=newsroom.NOW + LATER)
    hidden = newsroom.draft_event("Zqsecret talks")
    factories.ParticipationFactory(event=hidden, actor=newsroom.actor("Zqsecret actor"))


QUERIES = (
    {},
    {"ordering": "date"},
    {"from": "2022", "to": "2023-02-20"},
    {"type": "talks"},
    {"q": "linked"},
    {"as_of": "2023-03-01"},
    {"as_of": "2001-01-01"},
)


def test_dump_holds_exactly_the_list(client, events):
    for query in QUERIES:
        listed = client.get("/api/v1/events/", {**query, "limit": 200}).json()["results"]
        for name in FORMATS:
            left_out = LEFT_OUT.get(name, lambda _event: False)
            expected = [event["id"] for event in listed if not left_out(event)]
            assert ids(name, body(client, name, **query)) == expected, (name, query)


def _no_entry(event: dict) -> bool:
    exact = event["start"] and event["start"]["precision"] in {"day", "minute"}
    return not exact or event["occurrence"] not in STATUS


# What the table of meaning says of each format.
LEFT_OUT = {
    "ics": _no_entry,
    "timelinejs": lambda event: event["start"] is None,
    "acled": lambda event: event["occurrence"] not in HAPPENED,
}


def test_nothing_that_is_not_public_is_dumped(client, events):
    for name in FORMATS:
        assert b"Zqsecret" not in body(client, name), name


def test_lines_of_ndjson_are_the_stored_documents(client, events):
    listed = client.get("/api/v1/events/").json()["results"]
    assert [json.loads(line) for line in body(client, "ndjson").splitlines()] == listed


@pytest.fixture
def hostile(db):
    event = newsroom.draft_event("x", start=None, place=factories.PlaceFactory(
        label="+1-place", latitude=-33.5, longitude=-70.6))  # fmt: skip
    event.texts.update(title=HOSTILE, summary="＝SUM(1)\nsecond line, with a comma")
    newsroom.publish(event)
    return event


def test_no_cell_is_a_formula_and_numbers_stay_numbers(client, hostile):
    text = body(client, "csv").decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text, newline=""))
    assert row["title"] == f"'{HOSTILE}"
    assert row["summary"] == "'＝SUM(1)\nsecond line, with a comma"
    assert (row["latitude"], row["longitude"]) == ("-33.5", "-70.6")
    for name in ("csv", "acled"):
        cells = next(
            csv.DictReader(io.StringIO(body(client, name).decode("utf-8-sig"), newline=""))
        )
        for column, cell in cells.items():
            if column not in {"latitude", "longitude"}:
                assert not cell.startswith(tuple("=+-@\t\r＝＋－＠")), column
    assert text.endswith("\r\n")


def test_hostile_texts_survive(client, hostile):
    """As they are, once the format is undone."""
    second = event_on("2023-02-21", HOSTILE, occurrence="occurred")
    second.texts.update(summary="")  # ACLED has the title where there is no summary
    newsroom.correct(second, note="x")
    for name in FORMATS:
        octets = body(client, name)
        assert not (name == "jsonld" and set(b"<>&") & set(octets))
        found = titles(name, octets)
        assert any(title.endswith(HOSTILE) for title in found), (name, found)


def test_calendar_keeps_uid_and_counts_sequence(client, db):
    event = event_on("2023-03-21", "Visit", occurrence="cancelled")
    first = icalendar.Calendar.from_ical(body(client, "ics")).walk("VEVENT")[0]
    event.texts.update(title="Visit that was called off")
    newsroom.correct(event, note="The title was wrong.", now=newsroom.NOW + LATER)
    second = icalendar.Calendar.from_ical(body(client, "ics")).walk("VEVENT")[0]
    assert (first["UID"], first["SEQUENCE"], first["STATUS"]) == (second["UID"], 0, "CANCELLED")
    assert second["SEQUENCE"] == 1
    assert second["DTSTAMP"].dt - first["DTSTAMP"].dt >= timedelta(hours=23)


def test_feed_tells_what_was_taken_back(client, events):
    feed = ElementTree.fromstring(body(client, "atom"))  # noqa: S314
    gone = feed.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert len(gone) == 1
    assert gone[0][0].text == "It never took place."
    assert feed.find(f"{ATOM}updated").text >= "2023-03-01"
    narrowed = ElementTree.fromstring(body(client, "atom", type="talks"))  # noqa: S314
    assert narrowed.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry") == []


def test_graph_links_claims_sources_and_corrections(client, scene):
    graph = json.loads(body(client, "jsonld"))["@graph"]
    kinds = {node["@type"] for node in graph}
    assert kinds == {"Event", "Claim", "NewsArticle", "CorrectionComment"}
    known = {node["@id"] for node in graph}
    for claim in (node for node in graph if node["@type"] == "Claim"):
        assert claim["about"]["@id"] in known
    [denial] = [node for node in graph if "et:denies" in node]
    [accusation] = [node for node in graph if "@reverse" in node]
    assert denial["et:denies"] == [{"@id": accusation["@id"]}]
    assert accusation["@reverse"] == {"et:denies": [{"@id": denial["@id"]}]}
    [correction] = [node for node in graph if node["@type"] == "CorrectionComment"]
    assert correction["text"] == "The summary was wrong."


def test_entities_refer_to_each_other(client, scene):
    entities = [json.loads(line) for line in body(client, "ftm").splitlines()]
    known = {entity["id"]: entity["schema"] for entity in entities}
    for entity in entities:
        for name in ("involved", "organizer", "proof"):
            for target in entity["properties"].get(name, []):
                assert known[target] == ("Document" if name == "proof" else "Person")


def test_dump_of_nothing_is_a_valid_file(client, db):
    for name in FORMATS:
        octets = body(client, name)
        assert ids(name, octets) == [], name
        assert (octets == b"") == (name in {"bibtex", "ftm", "ndjson", "ris"}), name


def test_dump_is_conditional_and_sent_as_a_file(client, db):
    newsroom.published_event("Old")
    held = {name: _is_conditional(client, name) for name in FORMATS}
    newsroom.published_event("New")
    for name, tag in held.items():
        later = client.get(PATH, {"format": name}, headers={"If-None-Match": tag})
        assert later.status_code == 200, name


def _is_conditional(client, name: str) -> str:
    answer = client.get(PATH, {"format": name})
    list(answer.streaming_content)
    assert answer["Content-Type"] == FORMATS[name].media_type
    assert answer["Content-Disposition"].startswith('attachment; filename="events.')
    assert answer["Cache-Control"].startswith("public, max-age=60")
    again = client.get(PATH, {"format": name}, headers={"If-None-Match": answer["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head(PATH, {"format": name})
    assert (head.status_code, head["ETag"], b"".join(head)) == (200, answer["ETag"], b"")
    return answer["ETag"]


def test_dump_is_the_same_in_every_language_and_held_as_it_was_sent(client, db):
    newsroom.published_event()
    for name, coding in itertools.product(FORMATS, ("", "gzip")):
        headers = {"Accept-Language": "de", "Accept-Encoding": coding}
        sent = client.get(PATH, {"format": name}, headers=headers)
        b"".join(sent.streaming_content)
        held = client.get(
            PATH, {"format": name}, headers={**headers, "If-None-Match": sent["ETag"]}
        )
        assert (held.status_code, held["ETag"]) == (304, sent["ETag"])
        assert sent["Vary"] == held["Vary"] == "Accept, Accept-Encoding"
        assert "Content-Language" not in sent


def test_head_and_unmodified_read_no_events(client, events):
    tag = client.get(PATH, {"format": "ndjson"})["ETag"]
    with CaptureQueriesContext(connection) as asked:
        client.head(PATH, {"format": "ndjson"})
        client.get(PATH, {"format": "ndjson"}, headers={"If-None-Match": tag})
    assert not [query for query in asked if "document" in query["sql"]]


def test_dump_is_one_state_of_the_record(client, events):
    """What is published while a dump is sent is not in it."""
    answer = client.get(PATH, {"format": "ndjson"})
    before = client.get("/api/v1/events/?limit=200").json()["results"]
    with CaptureQueriesContext(connection) as asked:
        lines = b"".join(answer.streaming_content).splitlines()
    assert len(lines) == len(before)
    assert len([q for q in asked if "document" in q["sql"]]) <= 2


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("", "format"),
        ("format=", "format"),
        ("format=xml", "format"),
        ("format=CSV", "format"),
        ("format=csv&format=ndjson", "format"),
        ("format=csv&limit=5", "limit"),
        ("format=csv&cursor=x", "cursor"),
        ("format=csv&fields=id", "fields"),
        ("format=csv&from=soon", "from"),
        ("format=csv&nonsense=1", "nonsense"),
    ],
)
def test_what_cannot_be_dumped_is_named(client, db, query, parameter):
    answer = client.get(f"{PATH}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert [error["parameter"] for error in answer.json()["errors"]] == [parameter]


def test_format_whose_package_is_missing_is_told(client, db, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    answer = client.get(PATH, {"format": "parquet"})
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "format")


@pytest.mark.parametrize(
    ("accept", "status"), [("text/csv", 200), ("image/png", 200), ("*/*;q=0", 406)]
)
def test_dump_is_what_its_parameter_names(client, db, accept, status):
    answer = client.get(f"{BASE}/export/?format=csv", headers={"Accept": accept})
    assert answer.status_code == status


def test_answer_to_head_reads_nothing(scene, django_assert_num_queries):
    """The test client would cut a body off; a server may read it to its end."""
    path = f"{BASE}/export/?format=ndjson"
    get, head = (getattr(RequestFactory(), method)(path) for method in ("get", "head"))
    assert b"".join(Export.as_view()(get).streaming_content) != b""
    with django_assert_num_queries(1):  # the ETag
        assert b"".join(Export.as_view()(head).streaming_content) == b""
