"""The description of the API is what the API does: every answer is held against it."""

import re
from typing import Any

import pytest
from django.conf import settings
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.validation import validate_schema

from events.api.views.desk import KEY
from events.interchange.exports import FORMATS
from events.models import Profile
from events.record import limits
from events.search.intervals import INTERVALS
from tests.api.addresses import BASE
from tests.api.described import PUBLISHED, check, description

WHOLE = "Am 3. Mai bis zum 7. Juni, gestern Abend, vier Wochen lang, jeden Freitag, bald, früher."
READINGS = (
    ("text=2023-02-21T16:00Z", 200),
    ("text=am+Dienstag&language=de&anchor=2023-02-22", 200),
    (f"text={WHOLE}&language=de&anchor=2023-02-22", 200),
    ("text=nothing+of+it&anchor=2023-02-22", 200),
    ("text=on+Tuesday&anchor=2023-02-22T16:00", 400),
)


def public_paths() -> list[str]:
    """The read side; the desk's has tests of its own (`test_desk`)."""
    return sorted(p for p in description()["paths"] if not p.startswith(f"{BASE}/desk/"))


def addresses(scene) -> list[tuple[str, str, int]]:
    """Each address of the API, plain and as of a moment, with the status it is to answer with."""
    actor = Profile.objects.current().filter(kind="actor").first().subject
    source = Profile.objects.current().filter(kind="source").first().subject
    storyline = Profile.objects.current().filter(kind="storyline").get().subject
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
        ("/events/aggregate/", f"/events/aggregate/{past}&by=actor,year", 200),
        ("/events/aggregate/", "/events/aggregate/?by=title", 400),
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
        ("/actors/{id}/announcements/", f"/actors/{actor}/announcements/", 200),
        ("/actors/{id}/announcements/", f"/actors/{actor}/announcements/?limit=1", 400),
        ("/actors/{id}/announcements/", "/actors/bq4d-7hkm-x2tz/announcements/", 404),
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
        ("/codebook/", "/codebook/", 200),
        *(("/dates/resolve/", f"/dates/resolve/?{query}", status) for query, status in READINGS),
    ]


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


def test_description_is_valid_openapi():
    validate_schema(description())
    assert description()["openapi"].startswith("3.1.")


def test_published_description_is_the_current_one():
    """`make openapi` writes it."""
    current = OpenApiYamlRenderer().render(description(), renderer_context={}).decode()
    assert PUBLISHED.read_text().strip() == current.strip()


def operations() -> list[dict[str, Any]]:
    return [operation for path in description()["paths"].values() for operation in path.values()]


def test_every_parameter_and_operation_is_described():
    assert [one["operationId"] for one in operations() if not one["summary"]] == []
    assert [
        (one["operationId"], parameter["name"])
        for one in operations()
        for parameter in one.get("parameters", ())
        if not parameter.get("description")
    ] == []


def parameters() -> list[tuple[str, dict[str, Any]]]:
    """Each parameter with the path of its operation."""
    return [
        (path, parameter)
        for path, methods in description()["paths"].items()
        for operation in methods.values()
        for parameter in operation.get("parameters", ())
    ]


def is_bounded(schema: dict[str, Any]) -> bool:
    """Whether the schema says how long a value can be."""
    if schema["type"] == "array":
        return "maxItems" in schema and is_bounded(schema["items"])
    if schema["type"] == "integer":
        return "maximum" in schema
    if schema["type"] == "boolean" or "enum" in schema or "maxLength" in schema:
        return True
    return re._parser.parse(schema.get("pattern", ".*")).getwidth()[1] < re._parser.MAXREPEAT


def test_every_parameter_has_a_limit():
    unlimited = {one["name"] for _path, one in parameters() if not is_bounded(one["schema"])}
    assert unlimited == {"number"}  # of an edition: a larger one is not found


def beyond(schema: dict[str, Any]) -> Any:
    """A value that is over the limit of its schema by one; None if an enumeration is the limit."""
    if schema["type"] == "array":
        value = schema["items"].get("enum", ["x"])[0]
        return [value] * (schema["maxItems"] + 1)
    if schema["type"] == "integer":
        return schema["maximum"] + 1 if "maximum" in schema else None
    return "x" * (schema["maxLength"] + 1) if "maxLength" in schema else None


LIMITED = [
    (path, one["name"], value)
    for path, one in parameters()
    if one["in"] == "query" and not path.startswith(f"{BASE}/desk/")
    if (value := beyond(one["schema"])) is not None
]


@pytest.mark.parametrize(
    ("path", "name", "value"), LIMITED, ids=[f"{path} {name}" for path, name, _value in LIMITED]
)
def test_value_beyond_the_limit_is_refused(client, db, path, name, value):
    filled = path.replace("{id}", "bq4d-7hkm-x2tz").replace("{number}", "1")
    answer = client.get(filled, {name: value})
    assert answer.status_code == 400
    assert name in {error["parameter"] for error in answer.json()["errors"]}


def test_limits_of_lists_and_bodies_are_those_that_hold():
    draft = description()["components"]["schemas"]["DraftEvent"]["properties"]
    assert (draft["claims"]["maxItems"], draft["texts"]["maxProperties"]) == (
        limits.LIST,
        limits.LANGUAGES,
    )
    create = description()["paths"][f"{BASE}/desk/imports/"]["post"]
    assert create["responses"]["413"]["description"] == (
        f"The body is too large. JSON can have {settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20} MB, "
        f"a file of an import {settings.IMPORT_OCTETS // 2**20} MB."
    )


def test_header_that_the_description_allows_is_accepted():
    """Those beyond are refused: tests/api/views/test_desk.py."""
    headers = {one["name"]: one["schema"] for _path, one in parameters() if one["in"] == "header"}
    most = ", ".join(['"' + "9" * limits.VERSION_DIGITS + '"'] * limits.VERSIONS)
    match, key = headers["If-Match"], headers["Idempotency-Key"]
    assert (match["maxLength"], key["maxLength"]) == (limits.IF_MATCH, limits.IDEMPOTENCY_KEY)
    assert re.fullmatch(match["pattern"], most)
    assert not re.fullmatch(match["pattern"], most + ', "1"')
    assert KEY.fullmatch("x" * key["maxLength"])
    assert not KEY.fullmatch("x" * (key["maxLength"] + 1))


def test_docstrings_of_views_are_not_for_consumers():
    assert [one["operationId"] for one in operations() if "description" in one] == []


def test_description_says_who_may_read_and_who_may_write():
    text = description()["info"]["description"]
    assert "read-only" not in text
    assert "token" in text


def test_descriptions_are_sentences():
    texts = {
        parameter["description"] for one in operations() for parameter in one.get("parameters", ())
    }
    assert [text for text in texts if not re.match(r"[A-Z].*\.$", text)] == []


def test_operations_of_the_desk_need_a_token_and_others_do_not():
    for path, methods in description()["paths"].items():
        for operation in methods.values():
            secured = operation.get("security", [])
            assert bool(secured) is path.startswith(f"{BASE}/desk/"), path
