"""The `ModelAdmin`s of actors, offices and tenures."""

import pytest

from events.models import Actor
from tests import factories, newsroom
from tests.admin.pages import form_of, listed_keys, path, results, save


@pytest.fixture
def patrushev(db):
    actor = newsroom.actor("Nikolai Patrushev")
    newsroom.name(actor, "Николай Патрушев", "ru", script="Cyrl")
    newsroom.name(actor, "Nikolai Patruschew", "de")
    newsroom.actor("Sergei Lavrov")
    return actor


@pytest.fixture
def russia(db):
    actor = newsroom.actor("Russia", kind="state")
    newsroom.name(actor, "Moskau", "de", kind="metonym")
    newsroom.name(actor, "der Kreml", "de", kind="metonym")
    return actor


@pytest.mark.parametrize(
    ("typed", "matched"),
    [
        ("Patruschew", "Nikolai Patruschew → Nikolai Patrushev (person)"),
        ("Patrushev", "Nikolai Patrushev (person)"),
        ("Патрушев", "Николай Патрушев → Nikolai Patrushev (person)"),
    ],
)
def test_actor_is_found_in_any_script_once(editor, patrushev, typed, matched):
    found = [(patrushev.pk, f"{matched} – not public yet")]
    assert results(editor, "participation", "actor", typed) == found


@pytest.mark.parametrize("field", ["actor", "speaker", "publisher", "body"])
def test_metonym_finds_the_actor_and_shows_the_matched_name(editor, russia, field):
    model = {"actor": "participation", "speaker": "claim", "publisher": "source", "body": "office"}
    assert results(editor, model[field], field, "Moskau") == [
        (russia.pk, "Moskau → Russia (state) – not public yet")
    ]


def test_actor_without_names_is_found_by_its_label(editor):
    actor = factories.ActorFactory(label="Unheard-of agency")
    label = "Unheard-of agency (person) – not public yet"
    assert results(editor, "hop", "actor", "unheard") == [(actor.pk, label)]


def test_merged_actor_is_not_offered(editor, russia):
    merged = newsroom.actor("Moskau")
    merged.merged_into = russia
    merged.save()
    assert [key for key, _text in results(editor, "hop", "actor", "Moskau")] == [russia.pk]


def test_unknown_name_finds_nothing(editor, russia):
    assert results(editor, "hop", "actor", "Qwrtzpsdf") == []


def test_actor_with_a_wikidata_id_of_another_is_refused(editor):
    factories.ActorFactory(wikidata="Q1")
    data = form_of(editor.get(path("actor", "add/")), "actor_form")
    data |= {"label": "Second", "kind": "person", "wikidata": "Q1"}
    page = save(editor, path("actor", "add/"), data).content.decode()
    assert "Another actor already has this Wikidata id." in page


def test_two_actors_without_wikidata_id_do_not_collide(editor):
    for label in ("First", "Second"):
        data = form_of(editor.get(path("actor", "add/")), "actor_form")
        data |= {"label": label, "kind": "person"}
        assert save(editor, path("actor", "add/"), data).status_code == 302
    assert list(Actor.objects.values_list("wikidata", flat=True)) == [None, None]


def test_merged_actor_is_not_listed(editor, russia):
    merged = newsroom.actor("Moskau")
    merged.merged_into = russia
    merged.save()
    assert listed_keys(editor, path("actor")) == {russia.pk}
    assert editor.get(path("actor", f"{merged.pk}/change/")).status_code == 302


def test_tenures_are_only_for_autocompletion(editor):
    tenure = factories.TenureFactory()
    page = editor.get(path("tenure", f"{tenure.pk}/change/"))
    assert (page.status_code, "_save" in page.content.decode()) == (200, False)
    assert editor.post(path("tenure", f"{tenure.pk}/change/"), {}).status_code == 403
    assert editor.get(path("tenure", "add/")).status_code == 403
    assert "tenure" not in editor.get("/admin/").content.decode().lower()


def new_actor(client, **names):
    data = form_of(client.get(path("actor", "add/")), "actor_form")
    return client.post(
        path("actor", "add/"), {**data, "label": "Wang Yi", "kind": "person", **names}
    )


@pytest.mark.parametrize(
    ("name", "language", "typed", "script"),
    [
        ("Ван И", "ru", "", "Cyrl"),
        ("王毅", "zh-Hans", "", "Hans"),
        ("Wang Yi", "en", "", "Latn"),
        ("Ван И", "ru", "Latn", "Latn"),
    ],
)
def test_script_of_a_name_is_found_out_unless_it_was_typed(editor, name, language, typed, script):
    given = {"names-0-name": name, "names-0-language": language, "names-0-script": typed}
    assert new_actor(editor, **given).status_code == 302
    assert Actor.objects.get().names.get().script == script


def test_script_follows_a_name_that_is_changed(editor, patrushev):
    address = path("actor", f"{patrushev.pk}/change/")
    data = form_of(editor.get(address), "actor_form")
    editor.post(address, {**data, "names-0-name": "Николай Патрушев II"})
    assert patrushev.names.get(name="Николай Патрушев II").script == "Cyrl"
