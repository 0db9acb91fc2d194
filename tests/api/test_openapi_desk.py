"""The description of the write side."""

from events.api.openapi_desk import DESK_STATUSES
from events.api.views.drafts import SUMMARIES, VERBS
from tests.api.described import description

BASE = "/api/v1/desk"


def responses(path: str, method: str) -> set[str]:
    return set(description()["paths"][f"{BASE}{path}"][method]["responses"])


def test_every_verb_has_an_address_and_a_summary():
    assert set(SUMMARIES) == set(VERBS)
    for verb, summary in SUMMARIES.items():
        operation = description()["paths"][f"{BASE}/events/{{id}}/{verb}/"]["post"]
        assert operation["summary"] == summary


def test_changes_need_a_version_and_new_records_do_not():
    change = description()["paths"][f"{BASE}/events/{{id}}/"]["patch"]
    required = {one["name"] for one in change["parameters"] if one.get("required")}
    assert required == {"id", "If-Match"}
    assert {"412", "428"} <= responses("/events/{id}/", "patch")
    assert {"412", "428"}.isdisjoint(responses("/events/", "post"))


def test_every_status_of_the_write_side_is_explained():
    found = {
        int(status)
        for path, methods in description()["paths"].items()
        if path.startswith(BASE)
        for operation in methods.values()
        for status in operation["responses"]
    }
    assert found - {200, 201, 202, 204} <= set(DESK_STATUSES)
