"""The description of the API is what the API does: every answer against it, no key beside it."""

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.urls import get_resolver
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.validation import validate_schema
from jsonschema import Draft202012Validator, FormatChecker

from events.api.answers import SHAPES
from events.api.examples import EXAMPLES
from events.interchange.exports import FORMATS
from events.models import Profile

PUBLISHED = Path(__file__).resolve().parents[2] / "docs" / "openapi.yaml"
BASE = "/api/v1"


@cache
def description() -> dict[str, Any]:
    return SchemaGenerator().get_schema(request=None, public=True)


@cache
def strict() -> dict[str, Any]:
    """The description with every object closed: a key that it does not name is an error here."""
    closed = deepcopy(description())

    def close(part: Any) -> None:
        if isinstance(part, dict):
            if "properties" in part and "additionalProperties" not in part:
                part["additionalProperties"] = False
            for value in part.values():
                close(value)
        elif isinstance(part, list):
            for value in part:
                close(value)

    close(closed["components"]["schemas"])
    return closed


def errors_of(instance: Any, schema: dict[str, Any]) -> list[str]:
    whole = {**schema, "components": strict()["components"]}
    validator = Draft202012Validator(whole, format_checker=FormatChecker())
    return [
        f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(instance)
    ]


def public_paths() -> list[str]:
    """The read side; the desk's has tests of its own (`test_desk`)."""
    return sorted(p for p in description()["paths"] if not p.startswith(f"{BASE}/desk/"))


def check(response, template: str, method: str = "get") -> int:
    """Hold an answer against what the description says of its address, status and media type."""
    described = description()["paths"][BASE + template][method]["responses"]
    answer = described[str(response.status_code)]
    media = response["Content-Type"].partition(";")[0]
    assert media in answer["content"], (template, media)
    if not response.streaming:
        assert errors_of(response.json(), answer["content"][media]["schema"]) == []
    assert [name for name in answer["headers"] if name not in response] == []
    return response.status_code


def addresses(scene) -> list[tuple[str, str, int]]:
    """Each address of the API, plain and as of a moment, with the status it is to answer with."""
    actor = Profile.objects.filter(kind="actor", superseded_at=None).first().subject
    source = Profile.objects.filter(kind="source", superseded_at=None).first().subject
    storyline = Profile.objects.filter(kind="storyline", superseded_at=None).get().subject
    event, gone, draft = scene.linked.pk, scene.retracted.pk, scene.draft.pk
    past = "?as_of=2023-03-01T13:00:00Z"
    return [
        ("/events/", "/events/", 200),
        ("/events/", f"/events/{past}&limit=1", 200),
        ("/events/", "/events/?from=2024&to=2023", 400),
        ("/events/facets/", "/events/facets/", 200),
        ("/events/facets/", f"/events/facets/{past}", 200),
        ("/events/facets/", "/events/facets/?nonsense=1", 400),
        *(("/events/histogram/", f"/events/histogram/?interval={i}", 200) for i in INTERVALS),
        ("/events/histogram/", f"/events/histogram/{past}&interval=day", 200),
        ("/events/histogram/", "/events/histogram/?interval=hour", 400),
        ("/events/{id}/", f"/events/{event}/", 200),
        ("/events/{id}/", f"/events/{event}/{past}", 200),
        ("/events/{id}/", f"/events/{event}/?as_of=2022", 400),
        ("/events/{id}/", f"/events/{event}/?as_of=2022-01-01", 404),
        ("/events/{id}/", f"/events/{gone}/", 410),
        ("/events/{id}/", f"/events/{gone}/{past}", 200),
        ("/events/{id}/", f"/events/{draft}/", 404),
        ("/events/{id}/editions/", f"/events/{event}/editions/", 200),
        ("/events/{id}/editions/", f"/events/{event}/editions/{past}", 200),
        ("/events/{id}/editions/", f"/events/{gone}/editions/", 200),
        ("/events/{id}/editions/", f"/events/{draft}/editions/", 404),
        ("/events/{id}/editions/{number}/", f"/events/{event}/editions/1/", 200),
        ("/events/{id}/editions/{number}/", f"/events/{gone}/editions/2/", 200),
        ("/events/{id}/editions/{number}/", f"/events/{event}/editions/9/", 404),
        ("/events/{id}/editions/{number}/", f"/events/{event}/editions/{2**64}/", 404),
        ("/actors/", "/actors/", 200),
        ("/actors/", f"/actors/{past}&q=speaker", 200),
        ("/actors/", "/actors/?limit=0", 400),
        ("/actors/resolve/", "/actors/resolve/?name=Speaker", 200),
        ("/actors/resolve/", "/actors/resolve/?name=", 400),
        ("/actors/{id}/", f"/actors/{actor}/", 200),
        ("/actors/{id}/", f"/actors/{actor}/{past}", 200),
        ("/actors/{id}/", "/actors/bq4d-7hkm-x2tz/", 404),
        ("/sources/", "/sources/", 200),
        ("/sources/", f"/sources/{past}", 200),
        ("/sources/", "/sources/?cursor=forged", 400),
        ("/sources/{id}/", f"/sources/{source}/", 200),
        ("/sources/{id}/", f"/sources/{source}/{past}", 200),
        ("/sources/{id}/", "/sources/bq4d-7hkm-x2tz/", 404),
        ("/storylines/", "/storylines/", 200),
        ("/storylines/", f"/storylines/{past}", 200),
        ("/storylines/", "/storylines/?storyline=1", 400),
        ("/storylines/{id}/", f"/storylines/{storyline}/", 200),
        ("/storylines/{id}/", f"/storylines/{storyline}/{past}", 200),
        ("/storylines/{id}/", "/storylines/bq4d-7hkm-x2tz/", 404),
        ("/changes/", "/changes/", 200),
        ("/changes/", "/changes/?after=1&limit=2", 200),
        ("/changes/", f"/changes/?after={2**63}", 400),
        *(("/export/", f"/export/?format={name}&as_of=2023-03-01", 200) for name in FORMATS),
        ("/export/", "/export/?format=xml", 400),
        *(("/dates/resolve/", f"/dates/resolve/?{query}", status) for query, status in READINGS),
    ]


INTERVALS = ("day", "week", "month", "year")
WHOLE = "Am 3. Mai bis zum 7. Juni, gestern Abend, vier Wochen lang, jeden Freitag, bald, früher."
READINGS = (
    ("text=2023-02-21T16:00Z", 200),
    ("text=am+Dienstag&language=de&anchor=2023-02-22", 200),
    (f"text={WHOLE}&language=de&anchor=2023-02-22", 200),
    ("text=nothing+of+it&anchor=2023-02-22", 200),
    ("text=on+Tuesday&anchor=2023-02-22T16:00", 400),
)


def test_every_answer_is_as_described(client, scene):
    rows = addresses(scene)
    statuses = {(address, check(client.get(BASE + address), path)) for path, address, _s in rows}
    assert statuses == {(address, status) for _path, address, status in rows}
    assert {path for path, _address, _status in rows} == {
        path.removeprefix(BASE) for path in public_paths()
    }


@pytest.mark.parametrize("path", public_paths())
def test_errors_of_every_address_are_as_described(client, db, path):
    address = path.removeprefix(BASE)
    filled = BASE + address.replace("{id}", "bq4d-7hkm-x2tz").replace("{number}", "1")
    assert check(client.post(filled), address) == 405
    # What a dump is sent as is for `format` to say.
    if address != "/export/":
        assert check(client.get(filled, headers={"Accept": "image/png"}), address) == 406
    assert check(client.get(filled, {"nonsense": "1"}), address) == 400


def test_every_address_of_the_api_is_described():
    (api,) = [p for p in get_resolver().url_patterns if str(p.pattern) == "api/v1/"]
    written = {str(p.pattern).replace("<str:id>", "{id}").replace("<int:number>", "{number}")
               for p in api.url_patterns}  # fmt: skip
    described = {path.removeprefix(f"{BASE}/") for path in description()["paths"]}
    assert written - described == {"schema/", "docs/"}
    assert described <= written


def test_description_is_valid_openapi():
    validate_schema(description())
    assert description()["openapi"].startswith("3.1.")


def test_published_description_is_the_current_one():
    """`make openapi` writes it."""
    current = OpenApiYamlRenderer().render(description(), renderer_context={}).decode()
    assert PUBLISHED.read_text().strip() == current.strip()


@pytest.mark.parametrize("accept", ["application/json", "application/vnd.oai.openapi+json", "*/*"])
def test_description_is_served_as_json(client, accept):
    response = client.get(f"{BASE}/schema/", headers={"Accept": accept})
    assert json.loads(response.content) == json.loads(json.dumps(description()))


def test_description_is_served_as_yaml(client):
    response = client.get(f"{BASE}/schema/", headers={"Accept": "application/vnd.oai.openapi"})
    assert yaml.safe_load(response.content) == yaml.safe_load(PUBLISHED.read_text())


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_example_has_the_shape_it_is_for(name):
    assert errors_of(EXAMPLES[name], {"$ref": f"#/components/schemas/{name}"}) == []


def test_every_shape_is_used():
    text = json.dumps(description())
    assert [name for name in SHAPES if f'"#/components/schemas/{name}"' not in text] == []


def test_event_that_lacks_a_key_or_has_one_more_is_not_valid():
    """The check itself can fail."""
    event = {"$ref": "#/components/schemas/Event"}
    assert errors_of({**EXAMPLES["Event"], "secret": 1}, event) != []
    assert errors_of({k: v for k, v in EXAMPLES["Event"].items() if k != "origins"}, event) != []
