"""Autocomplete fields and their search."""

import pytest
from django.core.exceptions import ValidationError

from events.admin.autocomplete import RecordChoiceField, RecordMultipleChoiceField
from events.models import Citation, Source
from tests import factories, newsroom
from tests.admin.pages import results


def test_place_event_office_tenure_and_claim_are_found(editor):
    event = newsroom.linked_event(publish_it=False)
    place, tenure = event.place, event.participations.get(tenure__isnull=False).tenure
    factories.PlaceNameFactory(place=place, name="Moskau")
    claim = event.claims.get(kind="accusation")
    assert results(editor, "event", "place", "moskau") == [
        (place.pk, "Moscow (RU) – not public yet")
    ]
    assert event.pk in dict(results(editor, "eventrelation", "to_event", "linked talks"))
    assert results(editor, "tenure", "office", "minister")[0][0] == tenure.office_id
    assert results(editor, "participation", "tenure", "speaker")[0] == (
        str(tenure.pk),
        "Minister of Foreign Affairs, Speaker of Linked talks (Tuesday, 9 March 2004)",
    )
    assert results(editor, "claimlink", "to_claim", "accusation")[0] == (
        claim.pk,
        "accusation – Speaker of Linked talks: Accusation in Linked talks (Linked talks)",
    )


def test_form_shows_the_label_of_the_selected_record_after_an_error(editor):
    russia = newsroom.actor("Russia", kind="state")
    data = {"participations-TOTAL_FORMS": "1", "participations-0-actor": russia.pk}
    page = editor.post("/admin/events/event/add/", data).content.decode()
    assert f'<option value="{russia.pk}" selected>Russia (state) – not public yet</option>' in page


def test_search_needs_an_account(client):
    query = {"app_label": "events", "model_name": "hop", "field_name": "actor"}
    assert client.get("/admin/autocomplete/", query).status_code == 302


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
def test_search_of_other_models_and_fields_is_refused(editor, query):
    assert editor.get("/admin/autocomplete/", query).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["\x00", "x", "9" * 40])
def test_invalid_keys_are_refused_without_a_query(key, django_assert_num_queries):
    one = RecordChoiceField(Source.objects.all())
    several = RecordMultipleChoiceField(Citation.objects.all())
    with django_assert_num_queries(0):
        for field, value in ((one, key), (several, [key])):
            with pytest.raises(ValidationError) as refused:
                field.clean(value)
            assert refused.value.messages == ["This record does not exist."]


@pytest.mark.django_db
def test_records_are_chosen_by_their_keys():
    source = factories.SourceFactory()
    assert RecordChoiceField(Source.objects.all()).clean(source.pk) == source
    assert list(RecordMultipleChoiceField(Source.objects.all()).clean([source.pk])) == [source]
