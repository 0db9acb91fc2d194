"""Searching for the record that is meant, by whatever it is called."""

import pytest

from events.dates import When
from tests import factories, newsroom


def found(client, model, field, term):
    query = {"app_label": "events", "model_name": model, "field_name": field, "term": term}
    answer = client.get("/admin/autocomplete/", query).json()
    return [(result["id"], result["text"]) for result in answer["results"]]


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
    assert found(editor, "participation", "actor", typed) == [(patrushev.pk, matched)]


@pytest.mark.parametrize("field", ["actor", "speaker", "publisher", "body"])
def test_metonym_finds_the_actor_and_says_which_name_was_found(editor, russia, field):
    model = {"actor": "participation", "speaker": "claim", "publisher": "source", "body": "office"}
    assert found(editor, model[field], field, "Moskau") == [(russia.pk, "Moskau → Russia (state)")]


def test_actor_without_names_is_found_by_its_label(editor):
    actor = factories.ActorFactory(label="Unheard-of agency")
    assert found(editor, "hop", "actor", "unheard") == [(actor.pk, "Unheard-of agency (person)")]


def test_merged_actor_is_not_offered(editor, russia):
    merged = newsroom.actor("Moskau")
    merged.merged_into = russia
    merged.save()
    assert [key for key, _text in found(editor, "hop", "actor", "Moskau")] == [russia.pk]


def test_nothing_is_found_for_a_name_that_nobody_has(editor, russia):
    assert found(editor, "hop", "actor", "Qwrtzpsdf") == []


def test_source_is_found_by_title_and_publisher(editor):
    tass = newsroom.actor("Tass", kind="organisation")
    source = factories.SourceFactory(
        title="Lavrov on talks", publisher=tass, published=When.parse("2023-02-22"), held=False
    )
    factories.SourceFactory(title="Something else")
    expected = [(source.pk, "Lavrov on talks (Tass, Wednesday, 22 February 2023, not held)")]
    assert found(editor, "citation", "source", "lavrov") == expected
    assert found(editor, "citation", "source", "tass") == expected


def test_place_event_office_tenure_and_claim_are_found(editor):
    event = newsroom.linked_event(publish_it=False)
    place, tenure = event.place, event.participations.get(tenure__isnull=False).tenure
    factories.PlaceNameFactory(place=place, name="Moskau")
    claim = event.claims.get(kind="accusation")
    assert found(editor, "event", "place", "moskau") == [(place.pk, "Moscow (RU)")]
    assert event.pk in dict(found(editor, "eventrelation", "to_event", "linked talks"))
    assert found(editor, "tenure", "office", "minister")[0][0] == tenure.office_id
    assert found(editor, "participation", "tenure", "speaker")[0] == (
        str(tenure.pk),
        "Minister of Foreign Affairs, Speaker of Linked talks (Tuesday, 9 March 2004)",
    )
    assert found(editor, "claimlink", "to_claim", "accusation")[0] == (
        claim.pk,
        "accusation – Speaker of Linked talks: Accusation in Linked talks (Linked talks)",
    )


def test_form_shows_the_label_of_what_was_chosen_after_an_error(editor, russia):
    data = {"participations-TOTAL_FORMS": "1", "participations-0-actor": russia.pk}
    page = editor.post("/admin/events/event/add/", data).content.decode()
    assert f'<option value="{russia.pk}" selected>Russia (state)</option>' in page


def test_search_needs_an_account(client):
    query = {"app_label": "events", "model_name": "hop", "field_name": "actor"}
    assert client.get("/admin/autocomplete/", query).status_code == 302
