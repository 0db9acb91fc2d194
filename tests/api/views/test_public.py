"""What every public address does: caching, conditional requests, content negotiation, methods."""

from datetime import timedelta

import pytest

from events.api.views import public
from events.api.views.public import etag_of, preferred_type
from events.editorial.redacting import redact_edition, redact_text
from events.models import Edition, Profile
from events.timeline import generation
from tests import factories, newsroom
from tests.api.addresses import ADDRESSES, BASE, cache_control, details
from tests.api.conftest import LATER

JSON, YAML = "application/json", "application/vnd.oai.openapi"


def test_everything_public_is_conditional_and_cacheable(client, scene):
    for path in (*ADDRESSES, *details(scene)):
        full = client.get(BASE + path)
        assert full.status_code == 200, path
        assert full["ETag"].startswith('"'), path
        assert full["Cache-Control"] in {cache_control(60), cache_control(3600)}, path
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


def test_list_has_one_state_whatever_the_client_has(client, scene):
    """The ETag comes from the page itself, or from a query of its own."""
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


@pytest.mark.parametrize("path", ["/events/", "/events/{id}/", "/actors/", "/changes/"])
def test_etag_changes_with_the_form_of_documents(client, scene, monkeypatch, path):
    """A newer program sends the same rows in another shape, or with another language."""
    address = BASE + path.replace("{id}", scene.linked.pk)
    held = {"If-None-Match": client.get(address)["ETag"]}
    assert client.get(address, headers=held).status_code == 304
    monkeypatch.setattr(public, "FORM", "3 en de fr")
    monkeypatch.setattr(generation, "FORM", "3 en de fr")
    assert client.get(address, headers=held).status_code == 200


def test_etag_is_of_all_its_parts():
    assert etag_of(1, 2) == etag_of(1, 2) != etag_of(12) != etag_of(2, 1)


def damage(rows) -> None:
    """Cut the documents in two, as a broken disk might."""
    for row in rows:
        row.document = row.document[: len(row.document) // 2]
        row.save()


@pytest.fixture
def damaged(scene):
    """All editions of the plain event, and the profiles of its source, cannot be read."""
    source = scene.plain.citations.get().source_id
    damage(Edition.objects.filter(event=scene.plain))
    damage(Profile.objects.filter(subject=source))
    return scene


def test_damaged_record_is_a_problem_of_its_own_address(client, damaged, caplog):
    event, source = damaged.plain.pk, damaged.plain.citations.get().source_id
    seq = Edition.objects.get(event=event).seq
    for path in (f"/events/{event}/", f"/events/{event}/editions/1/", f"/sources/{source}/"):
        for query in ("", "?fields=id"):
            caplog.clear()
            answer = client.get(f"{BASE}{path}{query}")
            told = (answer.status_code, answer["Content-Type"], answer["Retry-After"])
            assert told == (503, "application/problem+json", "5"), path
            assert answer["Cache-Control"] == "no-store"
            assert answer.json()["detail"].startswith("This record is damaged.")
            number = source if "sources" in path else str(seq)
            assert number in caplog.text


def test_damaged_record_is_left_out_of_lists(client, damaged):
    event = damaged.plain.pk
    listed = client.get(f"{BASE}/events/").json()["results"]
    assert {one["id"] for one in listed} == {damaged.linked.pk, *related(damaged.linked)}
    assert client.get(f"{BASE}/events/{event}/editions/").json()["results"] == []
    source = damaged.plain.citations.get().source_id
    sources = client.get(f"{BASE}/sources/").json()["results"]
    assert source not in {one["id"] for one in sources}


def related(event) -> set[str]:
    return {relation.to_event_id for relation in event.relations.all()}


def test_followers_get_past_a_damaged_edition(client, damaged):
    numbers = list(Edition.objects.order_by("seq").values_list("seq", flat=True))
    lost = Edition.objects.get(event=damaged.plain).seq
    answer = client.get(f"{BASE}/changes/").json()
    assert [change["seq"] for change in answer["results"]] == [n for n in numbers if n != lost]
    assert answer["last_seq"] == numbers[-1]
    only = client.get(f"{BASE}/changes/?after={lost - 1}&limit=1").json()
    assert (only["results"], only["last_seq"]) == ([], lost)


REDACTED = "Linked talks"


def addresses_of_the_past(scene) -> list[str]:
    past = "as_of=2023-03-01T13:00:00Z"
    event = scene.linked
    return [
        f"/events/?{past}",
        f"/events/{event.pk}/?{past}",
        f"/events/{event.pk}/editions/?{past}",
        f"/changes/?{past}",
        f"/actors/?{past}",
        f"/actors/{event.participations.first().actor_id}/?{past}",
        *(f"/export/?{past}&format={name}" for name in ("ndjson", "csv", "jsonld", "atom", "ics")),
    ]


def test_no_answer_has_what_was_redacted_and_no_cache_keeps_it(client, scene):
    paths = [*ADDRESSES, *details(scene), *addresses_of_the_past(scene)]
    before = {path: client.get(BASE + path) for path in paths}
    dates = {path: answer.get("Last-Modified") for path, answer in before.items()}
    had = {path for path, answer in before.items() if REDACTED in content(answer)}
    assert len(had) > 12
    redact_text(
        subject=scene.linked.pk,
        text=REDACTED,
        editor=newsroom.administrator(),
        now=newsroom.NOW + timedelta(days=9),
        ground="Court order",
    )
    for path in had:
        for name, held in (
            ("If-None-Match", before[path]["ETag"]),
            ("If-Modified-Since", dates[path]),
        ):
            if held:
                after = client.get(BASE + path, headers={name: held})
                assert (after.status_code, REDACTED in content(after)) == (200, False), path
                assert after["ETag"] != before[path]["ETag"], path


def content(response) -> str:
    if response.streaming:
        return b"".join(response.streaming_content).decode()
    return response.content.decode()


def test_edition_that_was_removed_is_a_tombstone_everywhere(client, scene):
    event = scene.linked
    path = f"{BASE}/events/{event.pk}/"
    held = client.get(f"{path}editions/1/")["ETag"]
    redact_edition(
        event_id=event.pk,
        number=1,
        editor=newsroom.administrator(),
        now=newsroom.NOW + timedelta(days=9),
        ground="Court order",
    )
    left = client.get(f"{path}editions/1/", headers={"If-None-Match": held})
    assert left.json()["retracted"] is True
    assert {key: left.json()["edition"][key] for key in ("number", "kind", "cause", "note")} == {
        "number": 1,
        "kind": "published",
        "cause": "redacted",
        "note": "Court order",
    }
    past = client.get(f"{path}?as_of=2023-03-01T13:00:00Z")
    assert (past.status_code, past.json()) == (410, left.json())
    changes = client.get(f"{BASE}/changes/").json()["results"]
    own = [
        (one["number"], one["document"]["edition"]["cause"])
        for one in changes
        if one["event"] == event.pk
    ]
    assert own[0] == (1, "redacted")
    assert own[-1][1] == "redacted"
    assert client.get(path).status_code == 200
