"""Forms follow their models: every editable field is on its form, or omitted on purpose."""

from collections.abc import Iterator
from typing import Any

import pytest
from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import ValidationError
from django.db import models
from django.test import RequestFactory
from django.test.utils import isolate_apps

from events.admin.event import EventAdmin
from events.admin.event_inlines import citable_fields
from events.admin.formfields import FormFieldsMixin, LanguageFormField, editable_fields, whens
from events.models import Claim, Event
from events.models.language import LanguageField
from events.models.when import WhenField
from tests import newsroom
from tests.admin.pages import context_of, errors_of, event_form, event_path, form_of, save

# Of all forms: what editors do not edit there. Foreign keys to the parent are not listed.
OMITTED = {
    ("EventAdmin", "label"),  # follows the original title
    ("EventAdmin", "external_key"),  # is set by imports
    ("CitationInline", "event"),
    ("CitationInline", "claim"),
    ("CitationInline", "participation"),
    ("CitationInline", "tenure"),
    ("CitationInline", "field"),  # only an event has fields to cite a source for
    ("EventCitationInline", "claim"),
    ("EventCitationInline", "participation"),
    ("EventCitationInline", "tenure"),
}


@pytest.fixture
def request_of_superuser(db) -> Any:
    request = RequestFactory().get("/")
    request.user = newsroom.administrator()
    return request


def with_children(model_admin: Any) -> Iterator[Any]:
    yield model_admin
    for child in getattr(model_admin, "children", ()):
        yield from with_children(child(model_admin.model, model_admin.admin_site))


def model_admins(request) -> Iterator[Any]:
    """All `ModelAdmin`s that show all fields, and their inlines at all levels."""
    for model_admin in admin.site._registry.values():
        if isinstance(model_admin, FormFieldsMixin) and model_admin.shows_all_fields:
            yield model_admin
            for inline in model_admin.get_inline_instances(request):
                yield from with_children(inline)


def form_class(model_admin: Any, request: Any) -> Any:
    if isinstance(model_admin, admin.ModelAdmin):
        return model_admin.get_form(request)
    return model_admin.get_formset(request).form


def test_every_editable_field_is_on_its_form_or_omitted_on_purpose(request_of_superuser):
    missing = set()
    for model_admin in model_admins(request_of_superuser):
        on_form = set(form_class(model_admin, request_of_superuser).base_fields)
        parent = getattr(model_admin, "parent_model", None)
        for name in set(editable_fields(model_admin.model)) - on_form:
            field = getattr(model_admin.model, name).field
            if field.related_model is not parent or field.related_model is None:
                missing.add((type(model_admin).__name__, name))
    assert missing == OMITTED


def test_editable_fields_are_columns_relations_and_whens():
    fields = editable_fields(Claim)
    assert {"event", "speaker", "kind", "quote_language", "also_about", "said"} <= set(fields)
    assert not {"id", "version", "said_edtf", "said_phrase", "updated_at"} & set(fields)


@isolate_apps("events")
def test_new_column_is_on_the_form_without_a_change():
    class Report(models.Model):
        title = models.CharField(max_length=10)
        mood = models.CharField("mood", max_length=10, choices=[("good", "fine")])
        language = LanguageField("language")
        key = models.CharField(max_length=10)
        internal = models.CharField(max_length=10, editable=False)
        written = WhenField("written")

        class Meta:
            app_label = "events"

        def __str__(self):
            return self.title

    class ReportAdmin(FormFieldsMixin, admin.ModelAdmin):
        fieldsets = [("First", {"fields": ["title"]}), ("Second", {"fields": ["language"]})]
        omitted_fields = ["key"]

    fieldsets = ReportAdmin(Report, admin.site).get_fieldsets(None)
    assert fieldsets == [
        ("First", {"fields": ["title", ("mood", "written")]}),
        ("Second", {"fields": ["language"]}),
    ]
    assert ReportAdmin.fieldsets[0] == ("First", {"fields": ["title"]})
    assert list(whens(Report)) == ["written"]


def test_citations_can_name_every_field_of_an_event():
    names = [name for name, _label in citable_fields()]
    own = [name for name in editable_fields(Event) if name not in EventAdmin.omitted_fields]
    assert names == ["", "title", *own, "participants"]
    assert {"type", "occurrence", "place", "start", "end"} <= set(own)
    labels = {name: str(label) for name, label in citable_fields()}
    assert (labels["start"], labels["place"]) == ("start", "place")


def test_labels_in_conflicts_are_those_of_the_form(editor, reviewer):
    event = newsroom.draft_event()
    first, second = event_form(reviewer, event), event_form(editor, event)
    save(reviewer, event_path(event), first, occurrence="alleged", end_text="2023-04")
    response = save(editor, event_path(event), second, occurrence="ongoing", end_text="2023-03")
    form = response.context["adminform"].form
    labels = {row.conflict.label for row in response.context["conflicts"]}
    assert labels == {form.fields["occurrence"].label, form.fields["end"].label}


def test_form_data_is_what_the_page_would_submit(editor):
    event = newsroom.linked_event(publish_it=False)
    rendered = form_of(editor.get(event_path(event)))
    del rendered["csrfmiddlewaretoken"], rendered["form_key"]
    assert event_form(editor, event) == rendered
    assert len(rendered) > 300


def test_language_is_suggested_and_normalized(editor):
    event = newsroom.draft_event()
    language = context_of(editor, event_path(event))["inline_admin_formsets"][0]
    field = language.formset.forms[0].fields["language"]
    assert field.widget.attrs["list"] == "languages"
    assert field.clean("ZH-hans") == "zh-Hans"
    with pytest.raises(forms.ValidationError):
        field.clean("x")
    response = save(
        editor, event_path(event), event_form(editor, event), **{"texts-0-language": "x"}
    )
    assert errors_of(response) == ["Enter a language tag, such as de, en or zh-Hans."]


def test_order_has_a_small_input_and_related_records_two_icons(editor):
    claims = context_of(editor, event_path(newsroom.linked_event()))["inline_admin_formsets"][3]
    fields = claims.formset.forms[0].fields
    assert fields["position"].widget.attrs["class"] == "small-number"
    speaker = fields["speaker"].widget
    assert (speaker.can_add_related, speaker.can_change_related) == (True, True)
    assert (speaker.can_view_related, speaker.can_delete_related) == (False, False)


def test_fieldsets_name_each_field_once(request_of_superuser):
    for model_admin in model_admins(request_of_superuser):
        names = flatten_fieldsets(model_admin.get_fieldsets(request_of_superuser))
        assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("typed", "tag"),
    [("German", "de"), ("deutsch", "de"), ("RUSSISCH", "ru"), ("pt-br", "pt-BR"), ("", "")],
)
def test_language_is_typed_by_its_name_or_tag(typed, tag):
    assert LanguageFormField(required=False).clean(typed) == tag


@pytest.mark.parametrize("typed", ["Klingonish", "d", "de_DE!"])
def test_language_that_is_none_is_refused(typed):
    with pytest.raises(ValidationError, match="Enter a language tag"):
        LanguageFormField().clean(typed)


def test_new_text_is_in_the_language_of_the_page(editor):
    page = editor.get("/admin/events/event/add/", headers={"accept-language": "de"})
    data = form_of(page)
    assert (data["texts-0-language"], data["claims-0-texts-0-language"]) == ("de", "de")
    assert '<option value="de">Deutsch</option>' in page.text
    event = newsroom.draft_event()
    assert form_of(editor.get(event_path(event)))["texts-1-language"] == ""


def test_language_alone_is_no_text(editor):
    """The page was opened in German, and is sent in English."""
    event = newsroom.draft_event()
    page = editor.get(event_path(event), headers={"accept-language": "de"})
    response = editor.post(event_path(event), form_of(page))
    assert (errors_of(response), event.texts.count(), event.claims.count()) == ([], 1, 0)


def test_title_that_is_too_long_is_refused_and_not_cut(editor):
    event = newsroom.draft_event()
    page = editor.get(event_path(event))
    assert "maxlength" not in page.text.partition('name="texts-0-title"')[2].partition(">")[0]
    response = editor.post(event_path(event), {**form_of(page), "texts-0-title": "x" * 301})
    assert errors_of(response) == ["Ensure this value has at most 300 characters (it has 301)."]
    assert form_of(response)["texts-0-title"] == "x" * 301
