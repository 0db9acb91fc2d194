"""One event in the formats of other tools."""

import json
from datetime import timedelta

import pytest
import rdflib

from events.dates import When
from events.interchange.exports import FORMATS, SINGLE
from tests import newsroom
from tests.editorial.scenes import retitle

pytestmark = pytest.mark.django_db
TYPES = {
    "application/ld+json": "jsonld",
    "text/calendar": "ics",
    "application/x-bibtex": "bibtex",
    "application/x-research-info-systems": "ris",
    "application/vnd.citationstyles.csl+json": "csl",
}


@pytest.fixture
def talks(db):
    return newsroom.published_event("Talks", start=When.parse("2023-02-20"))


def path(event, query: str = "") -> str:
    return f"/api/v1/events/{event.pk}/{query}"


def problems(answer) -> list[tuple[str, str]]:
    return [(error["parameter"], error["detail"]) for error in answer.json()["errors"]]


@pytest.mark.parametrize("name", SINGLE)
def test_file_is_the_event_as_a_dump_has_it(client, talks, name):
    newsroom.draft_event("Secret")
    found = client.get(path(talks, f"?format={name}"))
    whole = b"".join(client.get(f"/api/v1/export/?format={name}").streaming_content)
    # A calendar says where it comes from.
    whole = whole.replace(b"/api/v1/export/", path(talks).encode())
    assert found.content.replace(b"\r\n ", b"") == whole.replace(b"\r\n ", b"")
    assert (found["Content-Type"], found["Content-Disposition"]) == (
        FORMATS[name].media_type,
        f'attachment; filename="event-{talks.pk}.{FORMATS[name].ending}"',
    )


@pytest.mark.parametrize(("accept", "name"), TYPES.items())
def test_accept_header_chooses(client, talks, accept, name):
    found = client.get(path(talks), headers={"accept": f"{accept}, application/json;q=0.5"})
    assert found.content.replace(b"?format=" + name.encode(), b"") == client.get(
        path(talks, f"?format={name}")
    ).content.replace(b"?format=" + name.encode(), b"")
    assert "Accept" in found["Vary"]


@pytest.mark.parametrize(
    ("accept", "query", "kind"),
    [
        ("*/*", "", "application/json"),
        ("text/html,application/xml;q=0.9,*/*;q=0.8", "", "application/json"),
        ("image/png", "", "application/problem+json"),
        ("image/png", "?format=ris", FORMATS["ris"].media_type),
        ("text/calendar", "?format=json", "application/json"),
        ("application/json", "?format=ninjs", "application/json"),
    ],
)
def test_format_comes_before_the_accept_header(client, talks, accept, query, kind):
    assert client.get(path(talks, query), headers={"accept": accept})["Content-Type"] == kind


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_linked_data_is_read_by_other_software(client, talks):
    text = client.get(path(talks, "?format=jsonld")).text
    # Without the context of schema.org, which would have to be fetched.
    text = text.replace('"https://schema.org"', '{"@vocab": "https://schema.org/"}')
    graph = rdflib.Dataset(default_union=True).parse(data=text, format="json-ld")
    event = rdflib.URIRef(f"http://testserver/events/{talks.pk}/")
    assert str(graph.value(event, rdflib.URIRef("https://schema.org/name"))) == "Talks"


def test_edition_of_a_moment_is_cited_by_an_address_that_shows_it(client, talks):
    retitle(talks, "New talks")
    newsroom.correct(talks, note="The title.", now=newsroom.NOW + timedelta(days=1))
    [then] = json.loads(client.get(path(talks, "?format=csl&as_of=2023-03-01")).content)
    [now] = json.loads(client.get(path(talks, "?format=csl")).content)
    assert [then["title"], now["title"]] == ["Talks", "New talks"]
    assert [then["version"], now["version"]] == ["1", "2"]
    pages = [client.get(item["URL"], follow=True).text for item in (then, now)]
    assert ["<h1>Talks</h1>" in pages[0], "<h1>New talks</h1>" in pages[1]] == [True, True]


def test_event_that_a_format_can_not_say_is_refused(client):
    event = newsroom.published_event("Talks", occurrence="alleged", start=When.parse("2023-02-20"))
    answer = client.get(path(event, "?format=ics"), headers={"accept-language": "en"})
    assert (answer.status_code, problems(answer)) == (
        400,
        [("format", "This format cannot say what is known of the event.")],
    )


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("?format=csv", ["format"]),
        ("?format=", ["format"]),
        ("?format=ics&format=ris", ["format"]),
        ("?format=ris&fields=title&include=actors", ["fields", "include"]),
        ("?format=ris&q=x&nonsense=1", ["nonsense", "q"]),
    ],
)
def test_bad_parameters_are_named(client, talks, query, parameters):
    answer = client.get(path(talks, query))
    assert (answer.status_code, sorted(name for name, _d in problems(answer))) == (400, parameters)


def test_draft_and_retracted_events_have_no_file(client, talks):
    draft = newsroom.draft_event("Secret")
    unknown = client.get("/api/v1/events/bq4d-7hkm-x2tz/?format=ris")
    found = client.get(path(draft, "?format=ris"))
    assert (found.status_code, found.json()["title"]) == (404, unknown.json()["title"])
    newsroom.retract(talks, reason="It never took place.")
    gone = client.get(path(talks, "?format=ris"))
    assert (gone.status_code, gone.json()["retracted"]) == (410, True)


def test_unchanged_file_is_not_sent_again(client, talks, settings):
    etag = client.get(path(talks, "?format=ris"))["ETag"]
    others = (client.get(path(talks, query))["ETag"] for query in ("", "?format=csl"))
    assert etag not in others
    again = client.get(path(talks, "?format=ris"), headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    settings.SITE_NAME = "The Paper"
    assert (
        client.get(path(talks, "?format=ris"), headers={"if-none-match": etag}).status_code == 200
    )
