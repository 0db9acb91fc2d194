"""The inlines of events."""

from tests import factories, newsroom
from tests.admin.pages import errors_of, event_form, event_path, save


def test_original_and_translation_change_places_in_one_save(editor):
    event = newsroom.draft_event()
    factories.EventTextFactory(event=event, language="de", title="Gespräche", origin="translation")
    data = event_form(editor, event)
    changed = {"texts-0-origin": "translation", "texts-1-origin": "original"}
    assert save(editor, event_path(event), data, **changed).status_code == 302
    origins = {text.language: text.origin for text in event.texts.all()}
    assert origins == {"en": "translation", "de": "original"}
    event.refresh_from_db()
    assert event.label == "Gespräche"


def test_two_originals_are_refused_with_a_sentence(editor):
    event = newsroom.draft_event()
    data = event_form(editor, event)
    changed = {"texts-1-title": "Gespräche", "texts-1-language": "de", "texts-1-origin": "original"}
    response = save(editor, event_path(event), data, **changed)
    assert errors_of(response) == ["Only one text can be the original."]


def test_two_texts_in_one_language_are_refused_with_a_sentence(editor):
    event = newsroom.draft_event()
    data = event_form(editor, event)
    changed = {"texts-1-title": "Again", "texts-1-language": "en", "texts-1-origin": "translation"}
    response = save(editor, event_path(event), data, **changed)
    assert "duplicate" in " ".join(errors_of(response))
    assert event.texts.count() == 1


def test_deleted_original_is_replaced_in_the_same_save(editor):
    event = newsroom.draft_event()
    factories.EventTextFactory(event=event, language="de", title="Gespräche", origin="translation")
    data = event_form(editor, event)
    changed = {"texts-0-DELETE": "on", "texts-1-origin": "original"}
    assert save(editor, event_path(event), data, **changed).status_code == 302
    assert list(event.texts.values_list("language", "origin")) == [("de", "original")]


def test_original_cannot_be_deleted_without_another(editor):
    event = newsroom.draft_event()
    data = event_form(editor, event)
    response = save(editor, event_path(event), data, **{"texts-0-DELETE": "on"})
    assert errors_of(response) == ["Give the event a title in its original language."]
    assert event.texts.count() == 1


def test_citation_of_an_unlisted_field_keeps_it(editor):
    event = newsroom.draft_event()
    factories.CitationFactory(event=event, field="weather")
    assert save(editor, event_path(event), event_form(editor, event)).status_code == 302
    assert set(event.citations.values_list("field", flat=True)) == {"", "weather"}
