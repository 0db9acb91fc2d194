"""Hostile requests get an answer, never a server error, and write nothing."""

from itertools import cycle

import pytest

from events.models import Citation, Event
from tests import newsroom
from tests.admin.pages import (
    INVALID_KEYS,
    LISTED_MODELS,
    UNKNOWN_KEYS,
    event_form,
    event_path,
    path,
    save,
)

TEXTS = ["\x00", "%00", "\udcff", "'", '"', "(", "*" * 60000, "\\", "a " * 3000, "%"]
TEXTS += ["\u202e", "９" * 30]


def survives(response):
    assert response.status_code < 500
    return response


@pytest.mark.parametrize("model", LISTED_MODELS)
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
    for model in LISTED_MODELS:
        survives(reviewer.get(f"{path(model)}?{parameter}"))


@pytest.mark.parametrize("key", [*UNKNOWN_KEYS, *INVALID_KEYS])
def test_page_of_a_record_that_cannot_be_leads_back(reviewer, key):
    for model in LISTED_MODELS:
        for page in ("change/", "delete/", "history/"):
            survives(reviewer.get(path(model, f"{key}/{page}")))
    survives(reviewer.get(path("event", f"{key}/workflow/publish/")))
    survives(reviewer.post(path("event", f"{key}/workflow/publish/"), {"expected_version": "1"}))


@pytest.mark.parametrize("offset", range(0, 9, 3))
def test_form_refuses_keys_that_cannot_be(editor, offset):
    """Each field gets several of the keys; `test_primary_keys` and `test_autocomplete` have all."""
    event = newsroom.linked_event(publish_it=False)
    data, before = event_form(editor, event), Citation.objects.count()
    names = [name for name in data if name.endswith(("-source", "-actor", "-tenure", "-speaker"))]
    names += ["place", "type", "claims-0-also_about", "claims-1-links-0-to_claim"]
    keys = [*INVALID_KEYS[offset:], *UNKNOWN_KEYS, *INVALID_KEYS[:offset]]
    hostile = dict(zip(names, cycle(keys), strict=False))
    response = save(editor, event_path(event), {**data, **hostile})
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
    survives(client.post("/accounts/login/", {"login": encoded, "password": encoded}))


@pytest.mark.parametrize("text", [*TEXTS, "2023-02-21T99:99", "9" * 100, "../..", "[..]"])
def test_preview_survives_any_text(editor, text):
    encoded = text.encode("utf-8", "surrogatepass")
    survives(editor.get("/admin/when-preview/", {"text": encoded, "timezone": encoded}))
