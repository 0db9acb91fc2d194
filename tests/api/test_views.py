"""What each endpoint says, and how: lists, details, tombstones, caching, methods."""

import json

import pytest
from django.utils.http import http_date

from events.api.views.public import negotiated
from events.models import Actor, Edition
from tests import factories, newsroom
from tests.api.conftest import LATER

BASE = "/api/v1"
JSON, YAML = "application/json", "application/vnd.oai.openapi"


def document(edition: Edition) -> dict:
    return json.loads(edition.document)


def standing(event) -> Edition:
    return Edition.objects.get(event=event, superseded_at=None)


def titles(response) -> list[str]:
    return [event["title"] for event in response.json()["results"]]


# --- Lists ----------------------------------------------------------------------------------------
def test_event_list_holds_the_stored_documents(client, scene):
    found = client.get(f"{BASE}/events/?ordering=updated&limit=1").json()
    (first,) = found["results"]
    assert first == document(Edition.objects.get(seq=first["edition"]["seq"]))
    assert list(found) == ["next", "previous", "results"]


def test_pages_lead_to_the_end_and_back(client, scene):
    seen, address = [], f"{BASE}/events/?ordering=updated&limit=1&occurrence=occurred"
    while address:
        response = client.get(address)
        seen += titles(response)
        last, address = response, response.json()["next"]
    assert seen == ["Visit around Linked talks", "Linked talks", "Plain talks"]
    before = last.json()["previous"]
    assert before.startswith("http://testserver/api/v1/events/?")
    assert "limit=1" in before
    assert titles(client.get(before)) == ["Linked talks"]


def test_filter_and_moment_stay_on_the_next_page(client, scene):
    found = client.get(f"{BASE}/events/?q=talks&as_of=2023-03-01T13:00:00Z&limit=1").json()
    assert "q=talks&as_of=2023-03-01T13%3A00%3A00Z&limit=1&cursor=" in found["next"]


def test_list_as_of_a_moment_shows_what_stood_then(client, scene):
    past = client.get(f"{BASE}/events/?as_of=2023-03-01T13:00:00Z&ordering=updated")
    assert titles(past) == [
        "Visit around Linked talks",
        "Linked talks",
        "A meeting that never was",
    ]
    assert past.json()["results"][1]["summary"] == "Summary of Linked talks."


@pytest.mark.parametrize("name", ["actors", "sources", "storylines"])
def test_profiles_are_listed_by_name_in_pages(client, scene, name):
    whole = client.get(f"{BASE}/{name}/").json()
    seen, address = [], f"{BASE}/{name}/?limit=1"
    while address:
        page = client.get(address).json()
        seen += page["results"]
        address = page["next"]
    assert seen == whole["results"]
    assert len(seen) == {"actors": 4, "sources": 4, "storylines": 1}[name]


def test_actor_is_found_by_any_name(client, db):
    event = newsroom.draft_event()
    actor = newsroom.actor("Nikolai Patrushev")
    newsroom.name(actor, "Патрушев", "ru", kind="alias")
    factories.ParticipationFactory(event=event, actor=actor)
    newsroom.publish(event)
    for q in ("Patruschew", "Patrushev", "Патрушев"):
        found = client.get(f"{BASE}/actors/", {"q": q}).json()["results"]
        assert [one["id"] for one in found] == [actor.pk], q


def test_counts_agree_with_the_list(client, scene):
    listed = client.get(f"{BASE}/events/").json()["results"]
    counted = client.get(f"{BASE}/events/facets/").json()
    assert sum(value["count"] for value in counted["occurrence"]) == len(listed) == 3
    assert [sorted(value) for value in counted["type"]] == [["count", "labels", "value"]]
    bars = client.get(f"{BASE}/events/histogram/?interval=year").json()
    assert sum(bar["count"] for bar in bars["results"]) == 3


# --- One event ------------------------------------------------------------------------------------
def test_event_is_the_stored_document_untouched(client, scene):
    edition = standing(scene.linked)
    response = client.get(f"{BASE}/events/{scene.linked.pk}/")
    assert response.content.decode() == edition.document
    assert response["ETag"] == f'"{edition.seq}"'
    assert response["Last-Modified"] == http_date(edition.at.timestamp())


def test_retracted_event_is_gone_with_its_reason(client, scene):
    response = client.get(f"{BASE}/events/{scene.retracted.pk}/")
    assert (response.status_code, response["Content-Type"]) == (410, "application/json")
    tombstone = response.json()
    assert tombstone == document(standing(scene.retracted))
    assert (tombstone["retracted"], tombstone["edition"]["note"]) == (True, "It never took place.")
    assert "meeting" not in response.content.decode()


def test_merged_event_leads_to_its_survivor(client, scene):
    """No verb merges yet; a record that came in merged is answered all the same."""
    edition = standing(scene.plain)
    tombstone = {"id": scene.plain.pk, "merged_into": scene.linked.pk}
    edition.document, edition.listed = json.dumps(tombstone), False
    edition.save()
    response = client.get(f"{BASE}/events/{scene.plain.pk}/?as_of=2024-01-01")
    survivor = f"http://testserver{BASE}/events/{scene.linked.pk}/?as_of=2024-01-01"
    assert (response.status_code, response["Location"]) == (301, survivor)
    assert response.json() == tombstone
    assert_told(client, f"{BASE}/events/{scene.plain.pk}/", edition, 301)


def test_retraction_has_an_etag_and_is_told_whatever_is_held(client, scene):
    path = f"{BASE}/events/{scene.retracted.pk}/"
    assert_told(client, path, standing(scene.retracted), 410)
    # What was held before it was taken back is not what there is now.
    event = client.get(f"{path}editions/1/")
    for header, name in (("If-None-Match", "ETag"), ("If-Modified-Since", "Last-Modified")):
        assert client.get(path, headers={header: event[name]}).status_code == 410, header


def assert_told(client, path, edition, status):
    """Preconditions are ignored where the answer is no 2xx (RFC 9110, section 13.2.1)."""
    told = (status, f'"{edition.seq}"', http_date(edition.at.timestamp()), kept(60))
    whole = client.get(path)
    held = {"If-None-Match": whole["ETag"]}
    since = {"If-Modified-Since": whole["Last-Modified"]}
    for headers in ({}, held, since):
        answer = client.get(path, headers=headers)
        found = (answer[n] for n in ("ETag", "Last-Modified", "Cache-Control"))
        assert (answer.status_code, *found) == told


def test_editions_tell_the_whole_history(client, scene):
    path = f"{BASE}/events/{scene.linked.pk}/editions/"
    listed = client.get(path).json()["results"]
    stored = Edition.objects.filter(event=scene.linked).order_by("number")
    assert listed == [document(edition) for edition in stored]
    assert [client.get(f"{path}{n}/").json() for n in (1, 2)] == listed
    past = client.get(f"{path}?as_of=2023-03-01T13:00:00Z").json()["results"]
    assert past == listed[:1]


# --- Changes --------------------------------------------------------------------------------------
def test_follower_sees_every_edition_once_and_in_order(client, scene):
    seen, address = [], f"{BASE}/changes/?limit=2"
    while address:
        page = client.get(address).json()
        seen += page["results"]
        address = page["next"]
    stored = list(Edition.objects.order_by("seq"))
    assert [change["seq"] for change in seen] == [edition.seq for edition in stored]
    assert [change["document"] for change in seen] == [document(e) for e in stored]
    assert [c["kind"] for c in seen if c["event"] == scene.retracted.pk] == [
        "published",
        "retracted",
    ]
    assert page["last_seq"] == stored[-1].seq
    caught_up = client.get(f"{BASE}/changes/?after={page['last_seq']}").json()
    assert caught_up == {"results": [], "next": None, "last_seq": page["last_seq"]}


@pytest.mark.parametrize("after", ["-1", "1.5", "x", "", "٣", str(2**63), "9" * 5000])
def test_after_that_is_no_sequence_number_is_refused(client, db, after):
    response = client.get(f"{BASE}/changes/", {"after": after})
    assert (response.status_code, response.json()["errors"][0]["parameter"]) == (400, "after")


def test_last_possible_sequence_number_is_nothing_yet(client, db):
    found = client.get(f"{BASE}/changes/?after={2**63 - 1}").json()
    assert found == {"results": [], "next": None, "last_seq": 2**63 - 1}


# --- Bad input ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("actr=1", ["actr"]),
        ("format=json", ["format"]),
        ("from=2023-02-30&to=nonsense", ["from", "to"]),
        ("from=2024&to=2023", ["from", "to"]),
        ("limit=0", ["limit"]),
        ("limit=201", ["limit"]),
        ("limit=1&limit=2", ["limit"]),
        ("limit=x&cursor=a&cursor=b&match=perhaps", ["match", "limit", "cursor"]),
        ("cursor=forged", ["cursor"]),
        ("as_of=2999-01-01", ["as_of"]),
        ("as_of=yesterday", ["as_of"]),
        ("ordering=password", ["ordering"]),
        ("q=%22", ["q"]),
        ("actor=nobody+at+all", ["actor"]),
        ("from=10000", ["from"]),
        ("%3Cscript%3E=1", ["query"]),
    ],
)
def test_bad_parameters_are_all_named_and_never_widen(client, scene, query, parameters):
    response = client.get(f"{BASE}/events/?{query}")
    problem = response.json()
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert [error["parameter"] for error in problem["errors"]] == parameters
    for value in ("actr=", "nonsense", "perhaps", "forged", "yesterday", "password", "script"):
        assert value not in json.dumps(problem)


def test_cursor_of_another_query_is_refused(client, scene):
    address = client.get(f"{BASE}/events/?limit=1").json()["next"]
    problem = client.get(f"{address}&match=must").json()
    assert [error["parameter"] for error in problem["errors"]] == ["cursor"]


# --- Methods, negotiation, caching ----------------------------------------------------------------
ADDRESSES = (
    "/events/", "/events/facets/", "/events/histogram/?interval=day", "/actors/", "/sources/",
    "/actors/resolve/?name=Speaker", "/storylines/", "/changes/",
    "/dates/resolve/?text=am+Dienstag&anchor=2023-02-22", "/schema/", "/docs/",
)  # fmt: skip


def details(scene) -> list[str]:
    event = scene.linked
    names = {
        "actors": event.participations.first().actor_id,
        "storylines": event.pins.get().storyline_id,
        "sources": event.citations.get().source_id,
        "events": event.pk,
    }
    return [f"/{kind}/{pk}/" for kind, pk in names.items()] + [
        f"/events/{event.pk}/editions/",
        f"/events/{event.pk}/editions/1/",
    ]


def kept(seconds: int) -> str:
    return f"public, max-age={seconds}, s-maxage={seconds}, stale-if-error=600"


def test_everything_public_is_conditional_and_cacheable(client, scene):
    for path in (*ADDRESSES, *details(scene)):
        full = client.get(BASE + path)
        assert full.status_code == 200, path
        assert full["ETag"].startswith('"'), path
        assert full["Cache-Control"] in {kept(60), kept(3600), f"{kept(86400)}, immutable"}, path
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


def test_edition_is_kept_for_long_and_the_standing_one_is_not(client, scene):
    path = f"{BASE}/events/{scene.linked.pk}/"
    assert client.get(path)["Cache-Control"] == kept(60)
    assert client.get(f"{path}editions/1/")["Cache-Control"] == f"{kept(86400)}, immutable"


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
    assert negotiated(accept, (JSON, YAML)) == chosen


@pytest.mark.parametrize("accept", [f"{JSON};q=0", "*/*;q=0", "image/png;q=1, */*;q=0.0"])
def test_media_type_that_is_not_wanted_is_not_sent(client, db, accept):
    response = client.get(f"{BASE}/events/", headers={"Accept": accept})
    assert (response.status_code, response["Content-Type"]) == (406, "application/problem+json")


@pytest.mark.parametrize(
    ("accept", "status"), [("text/csv", 200), ("image/png", 200), ("*/*;q=0", 406)]
)
def test_dump_is_what_its_parameter_names(client, db, accept, status):
    answer = client.get(f"{BASE}/export/?format=csv", headers={"Accept": accept})
    assert answer.status_code == status


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


def test_actor_of_drafts_alone_has_no_address(client, scene):
    hidden = newsroom.actor("Only in drafts")
    factories.ParticipationFactory(event=scene.draft, actor=hidden)
    unknown = client.get(f"{BASE}/actors/bq4d-7hkm-x2tz/")
    assert client.get(f"{BASE}/actors/{hidden.pk}/").content == unknown.content
    assert Actor.objects.filter(pk=hidden.pk).exists()


@pytest.mark.browser
def test_page_of_the_documentation_works_under_the_strict_policy(page, live_server, scene):
    page.goto("/api/v1/docs/")
    page.get_by_text("Events that match all filters").wait_for()
    page.get_by_text("Events that match all filters").click()
    page.get_by_text("Any EDTF").or_(page.get_by_text("Overlaps this").first).first.wait_for()
    page.get_by_role("button", name="Try it out").click()
    page.get_by_role("button", name="Execute").click()
    page.locator(".live-responses-table").get_by_text("Plain talks").first.wait_for()
