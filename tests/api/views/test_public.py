"""What every public address does: caching, conditional requests, content negotiation, methods."""

import pytest

from events.api.views.public import preferred_type
from tests import factories, newsroom
from tests.api.addresses import ADDRESSES, BASE, cache_control, details
from tests.api.conftest import LATER

JSON, YAML = "application/json", "application/vnd.oai.openapi"


def test_everything_public_is_conditional_and_cacheable(client, scene):
    for path in (*ADDRESSES, *details(scene)):
        full = client.get(BASE + path)
        assert full.status_code == 200, path
        assert full["ETag"].startswith('"'), path
        assert full["Cache-Control"] in {
            cache_control(60),
            cache_control(3600),
            f"{cache_control(86400)}, immutable",
        }, path
        assert "Accept" in full["Vary"].split(", "), path
        again = client.get(BASE + path, headers={"If-None-Match": full["ETag"]})
        assert (again.status_code, again.content) == (304, b""), path
        for name in ("ETag", "Cache-Control", "Vary", "Last-Modified"):
            assert again.get(name) == full.get(name), (path, name)
        head = client.head(BASE + path)
        assert (head.status_code, head["ETag"], head.content) == (200, full["ETag"], b""), path


def test_date_of_a_detail_makes_it_conditional(client, scene):
    for path in details(scene):
        modified = client.get(BASE + path)["Last-Modified"]
        again = client.get(BASE + path, headers={"If-Modified-Since": modified})
        assert again.status_code == 304, path


def test_precondition_that_fails_is_a_problem(client, scene):
    response = client.get(f"{BASE}/events/", headers={"If-Match": '"other"'})
    assert (response.status_code, response["Content-Type"]) == (412, "application/problem+json")


def test_new_edition_changes_the_etags_that_it_should(client, scene):
    paths = ["/events/", "/events/facets/", "/actors/", "/changes/", f"/events/{scene.plain.pk}/"]
    before = [client.get(BASE + path)["ETag"] for path in paths]
    other = client.get(f"{BASE}/events/{scene.linked.pk}/")["ETag"]
    factories.ParticipationFactory(event=scene.plain, actor=newsroom.actor("Newcomer"))
    newsroom.publish(scene.plain, now=newsroom.NOW + 3 * LATER)
    after = [client.get(BASE + path)["ETag"] for path in paths]
    assert [b != a for b, a in zip(before, after, strict=True)] == [True] * len(paths)
    assert client.get(f"{BASE}/events/{scene.linked.pk}/")["ETag"] == other


def test_unchanged_list_costs_one_query(client, scene, django_assert_num_queries):
    etag = client.get(f"{BASE}/events/")["ETag"]
    with django_assert_num_queries(1):
        assert client.get(f"{BASE}/events/", headers={"If-None-Match": etag}).status_code == 304


def test_list_has_one_state_however_it_is_asked_for(client, scene):
    """The page brings its state along, or is asked after it: by what the client tells."""
    story = scene.linked.pins.get().storyline_id
    for query in ("", "?ordering=-updated", "?from=2023", "?q=linked", f"?storyline={story}"):
        path = f"{BASE}/events/{query}"
        plain = client.get(path)
        other = client.get(path, headers={"If-None-Match": '"another"'})
        assert plain.json() == other.json(), path
        for name in ("ETag", "Link", "Vary", "Cache-Control", "Content-Type"):
            assert plain.headers.get(name) == other.headers.get(name), (path, name)
        held = client.get(path, headers={"If-None-Match": plain["ETag"]})
        assert (held.status_code, held["ETag"]) == (304, plain["ETag"]), path


def test_empty_list_has_a_state_too(client, scene):
    path = f"{BASE}/events/?from=1800&to=1801"
    empty = client.get(path)
    assert empty.json()["results"] == []
    again = client.get(path, headers={"If-None-Match": empty["ETag"]})
    assert (again.status_code, again["ETag"]) == (304, empty["ETag"])


@pytest.mark.django_db
@pytest.mark.parametrize("more", [0, 2])
@pytest.mark.parametrize(
    ("path", "queries"),
    [("/events/", 1), ("/actors/", 2), ("/sources/", 2), ("/storylines/", 2), ("/changes/", 1)],
)
def test_list_costs_the_same_for_one_event_and_for_three(
    client, django_assert_num_queries, path, queries, more
):
    for n in range(1 + more):
        newsroom.linked_event(f"Talks {n}")
    with django_assert_num_queries(queries):
        assert len(client.get(BASE + path).json()["results"]) >= 1 + more


def test_options_name_the_methods(client, db):
    for path in ADDRESSES:
        response = client.options(BASE + path)
        assert (response.status_code, response["Allow"]) == (204, "GET, HEAD, OPTIONS"), path
        assert response.content == b""


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_other_methods_are_refused_and_the_known_ones_named(client, db, method):
    for path in ADDRESSES:
        response = getattr(client, method)(BASE + path)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS"), path
        assert response["Content-Type"] == "application/problem+json"


def test_media_type_that_is_not_made_is_refused(client, scene):
    for path in (*ADDRESSES, *details(scene)):
        response = client.get(BASE + path, headers={"Accept": "image/png"})
        assert (response.status_code, response["Content-Type"]) == (406, "application/problem+json")


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("text/html, */*;q=0.8", JSON),
        ("application/json; charset=utf-8", JSON),
        ("APPLICATION/JSON", JSON),
        (YAML, YAML),
        (f"{JSON};q=0.5, {YAML};q=0.9", YAML),
        (f"{JSON};q=0.9, {YAML};q=0.9", JSON),
        # The most specific range counts for each type, however good or bad it is.
        (f"*/*, {JSON};q=0.1", YAML),
        (f"{JSON};q=0, */*;q=0.1", YAML),
        (f"application/*;q=0, {YAML};q=0.001", YAML),
        (f"{YAML}, {JSON};q=0", YAML),
        (f"{JSON};q=0", None),
        ("*/*;q=0", None),
        ("*/*;q=0.000", None),
        ("image/png, text/*", None),
        ("json", None),
        (",", JSON),
    ],
)
def test_accept_header_is_weighed(accept, chosen):
    assert preferred_type(accept, (JSON, YAML)) == chosen


@pytest.mark.parametrize("accept", [f"{JSON};q=0", "*/*;q=0", "image/png;q=1, */*;q=0.0"])
def test_media_type_that_is_not_wanted_is_not_sent(client, db, accept):
    response = client.get(f"{BASE}/events/", headers={"Accept": accept})
    assert (response.status_code, response["Content-Type"]) == (406, "application/problem+json")


def test_answer_is_the_same_in_every_language(client, scene):
    for path in (*ADDRESSES[:-1], *details(scene)):
        english, german = (
            client.get(BASE + path, headers={"Accept-Language": code}) for code in ("en", "de")
        )
        assert english.content == german.content, path
        assert "Accept-Language" not in english["Vary"], path


def test_problem_answers_in_the_language_asked_for(client, db):
    response = client.get(f"{BASE}/events/?limit=0", headers={"Accept-Language": "de"})
    assert (response["Content-Language"], response["Vary"]) == ("de", "Accept, Accept-Language")


def test_pages_stand_in_the_link_header_as_in_the_body(client, scene):
    first = client.get(f"{BASE}/events/", {"limit": 1})
    body = first.json()
    assert first["Link"] == f'<{body["next"]}>; rel="next"'
    second = client.get(body["next"])
    body = second.json()
    assert second["Link"] == f'<{body["next"]}>; rel="next", <{body["previous"]}>; rel="prev"'


def test_last_page_has_no_link(client, scene):
    assert "Link" not in client.get(f"{BASE}/events/", {"limit": 200})
