"""OpenAPI as JSON and YAML, the page on which to try it, and the codebook."""

import json

import pytest
import yaml

from events.record import write
from events.record.codebook import codebook
from tests.api.addresses import BASE
from tests.api.described import PUBLISHED, description


@pytest.mark.parametrize("accept", ["application/json", "application/vnd.oai.openapi+json", "*/*"])
def test_description_is_served_as_json(client, accept):
    response = client.get(f"{BASE}/schema/", headers={"Accept": accept})
    assert json.loads(response.content) == json.loads(json.dumps(description()))


def test_description_is_served_as_yaml(client):
    response = client.get(f"{BASE}/schema/", headers={"Accept": "application/vnd.oai.openapi"})
    assert yaml.safe_load(response.content) == yaml.safe_load(PUBLISHED.read_text())


def test_codebook_is_the_declaration(client):
    response = client.get(f"{BASE}/codebook/")
    assert response.content.decode() == write(codebook())
    assert response["Content-Type"] == "application/json"
    (event,) = [one for one in response.json()["documents"] if one["name"] == "Event"]
    (occurrence,) = [one for one in event["members"] if one["name"] == "occurrence"]
    assert occurrence == {
        "name": "occurrence",
        "type": "text",
        "holds": "one",
        "nullable": False,
        "vocabulary": "Occurrence",
        "description": "Whether the event took place; not all events did.",
        "labels": {"en": "occurrence", "de": "Sachstand"},
        "since": 1,
        "meaning": True,
        "read_only": False,
    }


def test_codebook_takes_no_parameters(client, db):
    answer = client.get(f"{BASE}/codebook/?document=Event")
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "document")


@pytest.mark.browser
def test_page_of_the_documentation_works_under_the_strict_policy(page, live_server, scene):
    page.goto("/api/v1/docs/")
    page.get_by_text("Events that match all filters").wait_for()
    page.get_by_text("Events that match all filters").click()
    page.get_by_text("an ISO date or EDTF").first.wait_for()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    page.locator(".live-responses-table").get_by_text("Plain talks").first.wait_for()
