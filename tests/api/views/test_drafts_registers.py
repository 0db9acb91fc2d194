"""Actors and sources at the desk's API."""

import pytest

from events.models import Actor, Source
from tests import factories, newsroom
from tests.api.programs import Program, errors, token_of

NAMES = [
    {"name": "Nikolai Patrushev", "language": "en", "script": "Latn", "kind": "official"},
    {"name": "Николай Патрушев", "language": "ru", "script": "Cyrl", "kind": "official"},
]


@pytest.fixture
def reviewer(db) -> Program:
    return Program(token_of(newsroom.reviewer(), "read", "write"))


def test_actor_is_made_shown_and_changed(writer):
    made = writer.post(
        "/desk/actors/", {"kind": "person", "names": NAMES}, template="/desk/actors/"
    )
    assert made.status_code == 201
    shown = made.json()
    assert (shown["label"], shown["names"], shown["wikidata"]) == ("Nikolai Patrushev", NAMES, "")
    path = f"/desk/actors/{shown['id']}/"
    one = "/desk/actors/{id}/"
    assert writer.get(path, template=one).json() == shown
    changed = writer.patch(path, {"wikidata": "Q41117"}, version=1, template=one).json()
    assert (changed["wikidata"], changed["version"], changed["names"]) == ("Q41117", 2, NAMES)
    again = writer.put(path, changed, version=2, template=one)
    assert (again.json(), again["ETag"]) == (changed, '"2"')
    assert writer.patch(path, {"names": NAMES[:1]}, version=2).json()["names"] == NAMES[:1]
    assert writer.patch(path, {"kind": "state"}, version=2, template=one).status_code == 412


def test_name_in_any_script_finds_the_actor_afterwards(writer):
    made = writer.post("/desk/actors/", {"kind": "person", "names": NAMES}).json()
    found = writer.get("/desk/actors/?q=Patruschew", template="/desk/actors/").json()["results"]
    assert [row["id"] for row in found] == [made["id"]]


def test_corrected_name_reaches_what_is_public(reviewer, client):
    event = newsroom.linked_event()
    actor = event.participations.get(role="host").actor
    path = f"/desk/actors/{actor.pk}/"
    names = [{**NAMES[0], "name": "Sergei Lavrov"}]
    reviewer.patch(path, {"names": names}, version=actor.version)
    public = client.get(f"/api/v1/events/{event.pk}/").json()
    shown = {p["actor"]["name"] for p in public["participants"] if p["role"] == "host"}
    assert shown == {"Sergei Lavrov"}
    assert public["edition"]["number"] == 2


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"kind": "ghost"}, "/kind"),
        ({"names": []}, "/names"),
        ({"names": [{"name": "", "language": "en"}]}, "/names/0/name"),
        ({"names": [{"name": "x"}]}, "/names/0/language"),
        ({"names": [{"name": "x", "language": "en", "script": "latin"}]}, "/names/0/script"),
        ({"names": NAMES * 2}, "/names/2"),
        ({"wikidata": "Moscow"}, "/wikidata"),
        ({"secret": 1}, "/secret"),
        ({"id": "x"}, "/id"),
    ],
)
def test_actor_that_is_not_valid_is_not_made(writer, wrong, place):
    document = {"kind": "person", "names": NAMES, **wrong}
    answer = writer.post("/desk/actors/", document, template="/desk/actors/")
    assert (answer.status_code, place in dict(errors(answer))) == (422, True), errors(answer)
    assert Actor.objects.count() == 0


def test_wikidata_item_belongs_to_one_actor(writer):
    document = {"kind": "person", "names": NAMES, "wikidata": "Q41117"}
    writer.post("/desk/actors/", document)
    answer = writer.post("/desk/actors/", document)
    assert errors(answer) == [("/wikidata", "Another actor already has this Wikidata id.")]


def test_source_is_made_shown_and_changed(writer):
    publisher = newsroom.actor("A paper", kind="organisation")
    document = {
        "kind": "article",
        "title": "Talks in Moscow",
        "language": "en",
        "publisher": publisher.pk,
        "published": {"edtf": "2023-02-22T16:00:00+01:00", "basis": "stated"},
        "canonical_url": "https://paper.example/talks",
    }
    made = writer.post("/desk/sources/", document, template="/desk/sources/")
    shown = made.json()
    assert (made.status_code, shown["publisher"]) == (201, {"id": publisher.pk, "name": "A paper"})
    assert (shown["held"], shown["canonical_url"]) == (True, document["canonical_url"])
    path, one = f"/desk/sources/{shown['id']}/", "/desk/sources/{id}/"
    newer = writer.post(
        "/desk/sources/", {"kind": "article", "title": "Newer", "revision_of": shown["id"]}
    ).json()
    assert newer["revision_of"] == shown["id"]
    changed = writer.patch(path, {"held": False}, version=1, template=one).json()
    assert {**changed, "updated_at": "", "version": 1} == {**shown, "held": False, "updated_at": ""}
    assert writer.put(path, changed, version=2, template=one).json() == changed
    rows = writer.get("/desk/sources/?q=talks", template="/desk/sources/").json()["results"]
    assert [row["id"] for row in rows] == [shown["id"]]


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"kind": "rumour"}, "/kind"),
        ({"title": ""}, "/title"),
        ({"canonical_url": "javascript:alert(1)"}, "/canonical_url"),
        ({"canonical_url": "https://user@paper.example/"}, "/canonical_url"),
        ({"archive_url": "ftp://x"}, "/archive_url"),
        ({"content_hash": "abc"}, "/content_hash"),
        ({"held": "yes"}, "/held"),
        ({"accessed_at": "yesterday"}, "/accessed_at"),
        ({"published": "yesterday"}, "/published"),
        ({"publisher": "9999-9999-9999"}, "/publisher"),
        ({"revision_of": "9999-9999-9999"}, "/revision_of"),
        ({"url": "https://x.example/"}, "/url"),
    ],
)
def test_source_that_is_not_valid_is_not_made(writer, wrong, place):
    answer = writer.post(
        "/desk/sources/", {"kind": "article", "title": "x", **wrong}, template="/desk/sources/"
    )
    assert (answer.status_code, place in dict(errors(answer))) == (422, True), errors(answer)
    assert Source.objects.count() == 0


def test_sources_are_no_newer_versions_of_each_other(writer):
    first = writer.post("/desk/sources/", {"kind": "article", "title": "One"}).json()
    second = writer.post(
        "/desk/sources/", {"kind": "article", "title": "Two", "revision_of": first["id"]}
    ).json()
    path = f"/desk/sources/{first['id']}/"
    answer = writer.patch(path, {"revision_of": second["id"]}, version=1)
    assert (answer.status_code, [p for p, _t in errors(answer)]) == (422, ["/revision_of"])
    assert Source.objects.get(pk=first["id"]).revision_of is None


@pytest.mark.parametrize("register", ["events", "actors", "sources"])
def test_unknown_record_is_404_whatever_is_sent(writer, register):
    path = f"/desk/{register}/9999-9999-9999/"
    for answer in (
        writer.get(path),
        writer.patch(path, {}, version=1),
        writer.put(path, {}, version=1),
    ):
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert writer.send("delete", path).status_code == 405


def test_offices_of_an_actor_are_written_and_shown(writer):
    office = factories.OfficeFactory(label="Minister of Foreign Affairs of China")
    other = factories.OfficeFactory(label="Director")
    source = factories.SourceFactory()
    offices = [
        {"office": office.pk, "start": "2013-03-16", "end": "2022-12-30",
         "citations": [{"source": source.pk, "locator": "P39"}]},
        {"office": {"title": "Director"}, "start": "2023-01-01", "start_means": "cited_since"},
    ]  # fmt: skip
    document = {"kind": "person", "names": NAMES, "offices": offices}
    made = writer.post("/desk/actors/", document, template="/desk/actors/").json()
    first, second = made["offices"]
    assert first["office"] == {"id": office.pk, "title": office.label}
    assert (first["end"]["edtf"], first["start_means"]) == ("2022-12-30", "in_office_since")
    assert first["citations"][0]["locator"] == "P39"
    assert (second["office"]["id"], second["start_means"]) == (other.pk, "cited_since")
    path = f"/desk/actors/{made['id']}/"
    ended = [first, {**second, "end": "2025"}]
    changed = writer.patch(path, {"offices": ended}, version=1).json()
    assert [tenure["id"] for tenure in changed["offices"]] == [first["id"], second["id"]]
    assert changed["offices"][1]["end"]["edtf"] == "2025"
    again = [{"office": other.pk, "start": "2023-01-01", "end": "2025",
              "start_means": "cited_since"}]  # fmt: skip
    changed = writer.patch(path, {"offices": again}, version=2).json()
    assert [tenure["id"] for tenure in changed["offices"]] == [second["id"]]
    assert writer.put(path, changed, version=3).json() == changed


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        (["x"], "/offices/0"),
        ([{}], "/offices/0/office"),
        ([{"office": "9999-9999-9999"}], "/offices/0/office"),
        ([{"office": "King"}], "/offices/0/office"),
        ([{"office": {"id": "9999-9999-9999"}, "start": "x"}], "/offices/0/start"),
        ([{"office": "Minister", "start_means": "x"}], "/offices/0/start_means"),
        ([{"office": "Minister", "start": "2023", "end": "2021"}], "/offices/0"),
        ([{"office": "Minister", "id": "17"}], "/offices/0/id"),
    ],
)
def test_office_that_is_not_valid_is_named(writer, wrong, place):
    factories.OfficeFactory(label="Minister")
    document = {"kind": "person", "names": NAMES, "offices": wrong}
    answer = writer.post("/desk/actors/", document, template="/desk/actors/")
    assert (answer.status_code, place in dict(errors(answer))) == (422, True), errors(answer)
    assert Actor.objects.count() == 0


def test_title_that_several_offices_have_names_none(writer):
    for body in ("China", "Russia"):
        factories.OfficeFactory(label="Minister", body=newsroom.actor(body))
    document = {"kind": "person", "names": NAMES, "offices": [{"office": "Minister"}]}
    answer = writer.post("/desk/actors/", document, template="/desk/actors/")
    assert errors(answer) == [("/offices/0/office", "Several offices have this title.")]


def test_version_and_time_of_an_actor_are_set_by_nobody(writer):
    made = writer.post("/desk/actors/", {"kind": "person", "names": NAMES}).json()
    path, message = (
        f"/desk/actors/{made['id']}/",
        "This is read-only. Omit it or send it unchanged.",
    )
    for wrong in ({"version": 7}, {"updated_at": "2023-01-01T00:00:00Z"}):
        answer = writer.patch(path, wrong, version=1, template="/desk/actors/{id}/")
        assert errors(answer) == [(f"/{next(iter(wrong))}", message)]


def test_names_of_an_actor_stand_in_the_order_in_which_they_are_given(writer):
    names = [{"name": name, "language": "en", "script": "Latn", "kind": "alias"} for name in "abc"]
    made = writer.post("/desk/actors/", {"kind": "person", "names": names}).json()
    path, before = f"/desk/actors/{made['id']}/", list(Actor.objects.get().names.all())
    order = [names[0], names[2], names[1]]
    for version, wanted in enumerate((order, [names[1], *order[:2]], order[1:]), 1):
        changed = writer.patch(path, {"names": wanted}, version=version).json()
        assert [changed["names"], changed["version"]] == [wanted, version + 1]
    first = {**changed, "names": [names[0], *order[1:]]}
    assert [n["name"] for n in writer.put(path, first, version=4).json()["names"]] == [
        "a",
        "c",
        "b",
    ]
    assert before[0] not in Actor.objects.get().names.all()


@pytest.mark.parametrize("register", ["actors", "sources"])
def test_language_of_a_register_is_a_tag(writer, register):
    told = "Enter a language tag, such as de, en or zh-Hans."
    wrong, place, document = "javascript:alert(1)", "/language", {"kind": "article", "title": "x"}
    if register == "actors":
        place = "/names/0/language"
        document = {"kind": "person", "names": [{**NAMES[0], "language": wrong}]}
    answer = writer.post(f"/desk/{register}/", {**document, "language": wrong}
                         if register == "sources" else document)  # fmt: skip
    assert errors(answer) == [(place, told)]
