"""Whatever is sent to the desk: an answer, never a crash, and nothing half written."""

import pytest

from events.models import Actor, Citation, Event
from tests import factories, newsroom
from tests.admin.pages import event_form, event_path, form_of, save

LISTS = ["action", "actor", "claim", "edition", "event", "eventtype", "office", "place"]
LISTS += ["profile", "source", "storyline"]
TEXTS = ["\x00", "%00", "\udcff", "'", '"', "(", "*" * 60000, "\\", "a " * 3000, "%"]
TEXTS += ["\u202e", "９" * 30]
IDS = ["0", "-1", "9" * 40, "x", "../x", "_00", "2222-2222-2222", "2222-2222-222\n", "é", "1e5"]


def path(model, page=""):
    return f"/admin/events/{model}/{page}"


def survives(response):
    assert response.status_code < 500
    return response


@pytest.mark.parametrize("model", LISTS)
def test_list_survives_any_search(reviewer, model):
    newsroom.linked_event()
    for text in TEXTS:
        survives(reviewer.get(path(model), {"q": text.encode("utf-8", "surrogatepass")}))


@pytest.mark.parametrize(
    "parameter",
    [
        "label__regex=(",
        "label__iregex=(",
        "created_by__password__startswith=a",
        "texts__title=x",
        "state=nonsense",
        "type=nonsense",
        "storyline=%00",
        "storyline=x",
        "occurrence__exact=nonsense",
        "occurrence__isnull=maybe",
        "held__exact=maybe",
        "event__exact=x",
        "nonsense=1",
        "o=99",
        "o=x.y",
        "p=x",
        "p=99999999999999999999999",
        "p=-1",
        "all=x",
        "_to_field=password",
        "_popup=x",
        "_facets=x",
        "e=1",
        "date_from=%F0%9F",
        "date_from=" + "9" * 500,
        "date_to=-0044-03-15",
    ],
)
def test_list_survives_any_parameter(reviewer, parameter):
    newsroom.draft_event()
    for model in LISTS:
        survives(reviewer.get(f"{path(model)}?{parameter}"))


@pytest.mark.parametrize(
    "parameter",
    ["label__regex=(", "created_by__password__startswith=a", "nonsense=1", "id__in=1,2"],
)
def test_lookup_that_no_filter_offers_is_refused(reviewer, parameter):
    assert reviewer.get(f"{path('event')}?{parameter}").status_code == 400


@pytest.mark.parametrize("key", IDS)
def test_page_of_a_record_that_cannot_be_leads_back(reviewer, key):
    for model in LISTS:
        for page in ("change/", "delete/", "history/"):
            survives(reviewer.get(path(model, f"{key}/{page}")))
    survives(reviewer.get(path("event", f"{key}/workflow/publish/")))
    survives(reviewer.post(path("event", f"{key}/workflow/publish/"), {"expected_version": "1"}))


@pytest.mark.parametrize("value", IDS)
def test_form_refuses_keys_that_cannot_be(editor, value):
    event = newsroom.linked_event(publish_it=False)
    data, before = event_form(editor, event), Citation.objects.count()
    keys = [name for name in data if name.endswith(("-source", "-actor", "-tenure", "-speaker"))]
    keys += ["place", "type", "claims-0-also_about", "claims-1-links-0-to_claim"]
    response = save(editor, event_path(event), {**data, **dict.fromkeys(keys, value)})
    assert response.status_code == 200
    assert Citation.objects.count() == before


@pytest.mark.parametrize("text", ["x" * 100_000, "﷽" * 5000, "<script>alert(1)</script>"])
def test_form_survives_any_text(editor, text):
    event = newsroom.linked_event(publish_it=False)
    data = event_form(editor, event)
    kept = ("_FORMS", "-id", "expected_version", "csrfmiddlewaretoken")
    hostile = {name: value if name.endswith(kept) else text for name, value in data.items()}
    response = survives(save(editor, event_path(event), hostile))
    assert "<script>alert" not in response.content.decode()
    assert Event.objects.get(pk=event.pk).version == event.version


def test_title_is_never_markup(editor):
    event = newsroom.draft_event("<script>alert(1)</script>", start=None)
    for address in (event_path(event), path("event"), event_path(event, "workflow/submit")):
        assert "<script>alert" not in editor.get(address).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"app_label": "events", "model_name": "user", "field_name": "password"},
        {"app_label": "auth", "model_name": "user", "field_name": "groups"},
        {"app_label": "events", "model_name": "event", "field_name": "created_by"},
        {"app_label": "events", "model_name": "event", "field_name": "nonsense"},
        {"app_label": "x" * 900, "model_name": "'", "field_name": "("},
    ],
)
def test_search_of_what_is_not_offered_is_refused(editor, query):
    assert editor.get("/admin/autocomplete/", query).status_code in {403, 404}


@pytest.mark.parametrize("term", TEXTS)
def test_search_survives_any_term(editor, term):
    newsroom.linked_event()
    fields = [
        ("hop", "actor"),
        ("citation", "source"),
        ("claimlink", "to_claim"),
        ("event", "place"),
    ]
    for model, field in fields:
        query = {"app_label": "events", "model_name": model, "field_name": field}
        encoded = term.encode("utf-8", "surrogatepass")
        survives(editor.get("/admin/autocomplete/", {**query, "term": encoded, "page": "x"}))


@pytest.mark.parametrize("text", TEXTS)
def test_sign_in_survives_any_name(client, db, text):
    encoded = text.encode("utf-8", "surrogatepass")
    survives(client.post("/admin/login/", {"username": encoded, "password": encoded}))


@pytest.mark.parametrize("text", [*TEXTS, "2023-02-21T99:99", "9" * 100, "../..", "[..]"])
def test_understand_survives_any_text(editor, text):
    encoded = text.encode("utf-8", "surrogatepass")
    survives(editor.get("/admin/when-preview/", {"text": encoded, "timezone": encoded}))


@pytest.mark.parametrize("chosen", IDS)
def test_deletion_of_chosen_rows_survives_any_key(reviewer, chosen):
    newsroom.linked_event()
    before = Actor.objects.count()
    for model in ("actor", "event", "eventtype"):
        data = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
        survives(reviewer.post(path(model), data))
    assert Actor.objects.count() == before


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


def test_answers_of_the_desk_are_private_and_never_stored(editor, client):
    event = newsroom.draft_event()
    for address in ("/admin/", path("event"), event_path(event), "/admin/autocomplete/"):
        assert "no-store" in editor.get(address)["Cache-Control"]
        assert "private" in editor.get(address)["Cache-Control"]
    assert "no-store" in client.get("/admin/login/")["Cache-Control"]
