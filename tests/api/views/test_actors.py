"""`actors/resolve/`: a name in any script or transcription in, the public actors out."""

import pytest

from tests import factories, newsroom

ADDRESS = "/api/v1/actors/resolve/"


@pytest.fixture
def patrushev(db):
    return named("Nikolai Patrushev", ("Патрушев", "ru"), ("Patruschew", "de"))


def named(official, *others, publish=True):
    actor = newsroom.actor(official)
    for text, language in others:
        newsroom.name(actor, text, language, kind="alias")
    event = newsroom.draft_event(f"Talks of {official}")
    factories.ParticipationFactory(event=event, actor=actor)
    if publish:
        newsroom.publish(event)
    return actor


def asked(client, name, **others):
    answer = client.get(ADDRESS, {"name": name, **others})
    assert answer.status_code == 200, answer.content
    return answer.json()["results"]


def test_candidate_tells_actor_name_and_reason(client, patrushev):
    answer = client.get(ADDRESS, {"name": "Патрушев"}).json()
    (candidate,) = answer["results"]
    reference = {"id", "name", "names", "kind", "url"}
    assert (answer["name"], set(candidate["actor"])) == ("Патрушев", reference)
    assert (candidate["actor"]["id"], candidate["actor"]["name"]) == (
        patrushev.pk,
        "Nikolai Patrushev",
    )
    assert (candidate["score"], candidate["match"]) == (100, "spelling")
    assert (candidate["matched"]["name"], candidate["matched"]["language"]) == ("Патрушев", "ru")
    assert candidate["reason"]["de"] == "Ein Name des Akteurs in dieser Schreibung."


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("patruschew", "spelling"),
        ("Patrouchev", "transcription"),
        ("Nikolai Pat", "beginning"),
        ("Patrushev Nikolai", "words"),
        ("Patruschin", "likeness"),
    ],
)
def test_name_is_found_in_any_spelling_and_says_how(client, patrushev, name, how):
    assert [(one["actor"]["id"], one["match"]) for one in asked(client, name)] == [
        (patrushev.pk, how)
    ]


def test_best_comes_first_and_the_limit_cuts_behind_it(client, patrushev):
    other = named("Nikolai Patrushenko")
    found = asked(client, "Nikolai Patrushe")
    assert {one["actor"]["id"] for one in found} == {patrushev.pk, other.pk}
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
    assert asked(client, "Nikolai Patrushe", limit=1) == found[:1]


def test_actor_of_drafts_and_name_that_is_not_published_are_not_found(client, patrushev):
    named("Wang Yi", publish=False)
    newsroom.name(patrushev, "Grey Cardinal", "en", kind="alias")
    assert asked(client, "Wang Yi") == []
    assert asked(client, "Grey Cardinal") == []


def test_name_as_of_a_moment_is_the_one_that_stood_then(client, patrushev):
    assert asked(client, "Patrushev", as_of="2023-02-01T00:00:00Z") == []
    assert len(asked(client, "Patrushev", as_of="2023-03-02T00:00:00Z")) == 1


@pytest.mark.parametrize("name", ["!!!", "'", "%", "\u202e", "_", "🙂"])
def test_name_without_letters_finds_nobody(client, patrushev, name):
    assert asked(client, name) == []


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("", "name"),
        ("name=", "name"),
        ("name=a&name=b", "name"),
        (f"name={'x' * 201}", "name"),
        (f"name={'x' * 7000}", "name"),
        ("name=a&limit=0", "limit"),
        ("name=a&q=b", "q"),
        ("name=a&as_of=soon", "as_of"),
    ],
)
def test_bad_question_names_the_parameter(client, db, query, parameter):
    answer = client.get(f"{ADDRESS}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert {error["parameter"] for error in answer.json()["errors"]} == {parameter}


def test_costs_a_few_queries_however_many_are_found(client, db, django_assert_max_num_queries):
    for number in range(12):
        named(f"Ivan Petrov {'abcdefghijkl'[number]}")
    with django_assert_max_num_queries(8):
        assert len(asked(client, "Ivan Petrov")) == 12
