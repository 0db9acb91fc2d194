"""Headers for programs: links of pages, and leave for other sites' scripts to read."""

import pytest

BASE = "/api/v1"


def test_pages_stand_in_the_link_header_as_in_the_body(client, scene):
    first = client.get(f"{BASE}/events/", {"limit": 1})
    body = first.json()
    assert first["Link"] == f'<{body["next"]}>; rel="next"'
    second = client.get(body["next"])
    body = second.json()
    assert second["Link"] == f'<{body["next"]}>; rel="next", <{body["previous"]}>; rel="prev"'


def test_last_page_has_no_link(client, scene):
    assert "Link" not in client.get(f"{BASE}/events/", {"limit": 200})


def test_changes_link_to_what_follows(client, scene):
    answer = client.get(f"{BASE}/changes/", {"limit": 1})
    assert answer["Link"] == f'<{answer.json()["next"]}>; rel="next"'


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/events/", 200),
        ("/events/?from=soon", 400),
        ("/events/2222-2222-2222/", 404),
        ("/x/", 404),
    ],
)
def test_any_site_may_read_answers_and_problems(client, scene, path, status):
    answer = client.get(BASE + path, headers={"Origin": "https://reader.example"})
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (status, "*")
    assert "Access-Control-Allow-Credentials" not in answer
    assert "ETag" in answer["Access-Control-Expose-Headers"]


def test_preflight_allows_conditional_reads_and_no_writes(client, scene):
    headers = {
        "Origin": "https://reader.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "if-none-match",
    }
    answer = client.options(f"{BASE}/events/", headers=headers)
    assert (answer.status_code, answer["Access-Control-Allow-Methods"]) == (
        204,
        "GET, HEAD, OPTIONS",
    )
    # What the documentation invites to send and no browser lets through by itself.
    assert answer["Access-Control-Allow-Headers"] == (
        "If-None-Match, If-Modified-Since, X-Request-Id"
    )


@pytest.mark.parametrize("path", ["/", "/admin/login/", "/api/v1/desk/events/", "/healthz"])
def test_nothing_else_may_be_read_from_other_sites(client, db, path):
    answer = client.get(path, headers={"Origin": "https://reader.example"})
    assert "Access-Control-Allow-Origin" not in answer
