"""Rows within rows: chains of citations, claims with texts, answers and citations."""

from typing import Any

import pytest

from events.models import Citation, Claim, ClaimLink, ClaimText, Event, Hop
from tests import factories, newsroom
from tests.admin.pages import errors_of, event_form, event_path, save


@pytest.fixture
def event(db) -> Event:
    return newsroom.draft_event()


def claim_data(claim: str, speaker: Any, **texts: Any) -> dict[str, Any]:
    return {
        f"{claim}-speaker": speaker.pk,
        f"{claim}-texts-0-text": "It will not happen.",
        f"{claim}-texts-0-language": "en",
        **texts,
    }


def test_spare_rows_save_a_chain_of_three_levels(editor, event):
    tass = newsroom.actor("Tass", kind="organisation")
    wang, report = newsroom.actor("Wang Yi"), factories.SourceFactory()
    data = {
        **event_form(editor, event),
        **claim_data("claims-0", wang),
        "claims-0-citations-0-source": report.pk,
        "claims-0-citations-0-via-0-actor": tass.pk,
        "claims-0-citations-0-via-0-wording": "laut Angaben der Tass",
    }
    assert save(editor, event_path(event), data).status_code == 302
    hop = Hop.objects.get()
    assert (hop.actor, hop.wording) == (tass, "laut Angaben der Tass")
    assert (hop.citation.source, hop.citation.claim.speaker) == (report, wang)
    assert hop.citation.claim.event == event
    assert [text.text for text in hop.citation.claim.texts.all()] == ["It will not happen."]


def test_untouched_form_changes_no_row(editor):
    event = newsroom.linked_event(publish_it=False)
    rows = [Citation, Claim, ClaimText, ClaimLink, Hop]
    before = [list(model.objects.order_by("pk").values()) for model in rows]
    assert save(editor, event_path(event), event_form(editor, event)).status_code == 302
    assert [list(model.objects.order_by("pk").values()) for model in rows] == before


def test_change_in_the_third_level_is_saved_alone(editor):
    event = newsroom.linked_event(publish_it=False)
    data = event_form(editor, event)
    save(editor, event_path(event), data, **{"claims-0-citations-0-via-0-wording": "so die Tass"})
    assert Hop.objects.get().wording == "so die Tass"
    assert Claim.objects.count() == 2


def test_deleting_a_hop_keeps_its_citation(editor):
    event = newsroom.linked_event(publish_it=False)
    data, citations = event_form(editor, event), Citation.objects.count()
    save(editor, event_path(event), data, **{"claims-0-citations-0-via-0-DELETE": "on"})
    assert (Hop.objects.count(), Citation.objects.count()) == (0, citations)


def test_deleting_a_claim_takes_all_below_it(editor):
    event = newsroom.linked_event(publish_it=False)
    data = event_form(editor, event)
    save(editor, event_path(event), data, **{"claims-1-DELETE": "on"})
    assert [claim.kind for claim in Claim.objects.all()] == ["accusation"]
    assert ClaimLink.objects.count() == 0


def test_deleting_a_claim_that_is_answered_is_refused_with_the_reason(editor):
    event = newsroom.linked_event(publish_it=False)
    data = event_form(editor, event)
    response = save(editor, event_path(event), data, **{"claims-0-DELETE": "on"})
    assert "would require deleting the following protected related objects" in str(
        errors_of(response)
    )
    assert Claim.objects.count() == 2


def test_error_in_the_third_level_is_shown_there_and_writes_nothing(editor, event):
    data = {
        **event_form(editor, event),
        **claim_data("claims-0", newsroom.actor("Wang Yi")),
        "texts-0-title": "Another title",
        "claims-0-citations-0-source": factories.SourceFactory().pk,
        "claims-0-citations-0-via-0-wording": "laut Angaben",
    }
    response = save(editor, event_path(event), data)
    page = response.content.decode()
    assert "Name either an actor or a source." in page
    assert "Please correct the errors further down in this entry." in page
    assert 'value="laut Angaben"' in page
    assert Claim.objects.count() == 0
    assert event.texts.get().title == "Talks in Moscow"


def test_text_below_an_empty_claim_asks_for_the_speaker(editor, event):
    data = event_form(editor, event)
    response = save(
        editor,
        event_path(event),
        data,
        **{"claims-0-texts-0-text": "No.", "claims-0-texts-0-language": "en"},
    )
    assert errors_of(response) == ["This field is required."]
    assert Claim.objects.count() == 0


def test_rows_without_their_counters_are_refused_not_lost(editor):
    event = newsroom.linked_event(publish_it=False)
    data = event_form(editor, event)
    del data["claims-0-citations-0-via-TOTAL_FORMS"]
    response = save(editor, event_path(event), data)
    assert "ManagementForm data is missing" in response.content.decode()
    assert Hop.objects.count() == 1


@pytest.mark.parametrize("number", ["999999999", "-1", "x", "1e9", "9" * 400])
def test_hostile_counter_is_bounded(editor, event, number):
    data = event_form(editor, event)
    response = save(editor, event_path(event), data, **{"claims-TOTAL_FORMS": number})
    assert response.status_code in {200, 302}
    assert Claim.objects.count() == 0


def test_row_of_another_event_is_not_taken_over(editor, event):
    stranger = factories.CitationFactory(event=newsroom.draft_event("Other"), quote="theirs")
    data = event_form(editor, event)
    save(
        editor, event_path(event), data, **{"citations-0-id": stranger.pk, "citations-0-quote": "x"}
    )
    stranger.refresh_from_db()
    assert (stranger.quote, stranger.event.label) == ("theirs", "Other")
    assert [citation.quote for citation in event.citations.all()] == [""]


def test_original_and_translation_change_places_in_one_save(editor, event):
    factories.EventTextFactory(event=event, language="de", title="Gespräche", origin="translation")
    data = event_form(editor, event)
    changed = {"texts-0-origin": "translation", "texts-1-origin": "original"}
    assert save(editor, event_path(event), data, **changed).status_code == 302
    origins = {text.language: text.origin for text in event.texts.all()}
    assert origins == {"en": "translation", "de": "original"}
    event.refresh_from_db()
    assert event.label == "Gespräche"


def test_two_originals_are_refused_with_a_sentence(editor, event):
    data = event_form(editor, event)
    changed = {"texts-1-title": "Gespräche", "texts-1-language": "de", "texts-1-origin": "original"}
    response = save(editor, event_path(event), data, **changed)
    assert errors_of(response) == ["Only one text can be the original."]


def test_two_texts_in_one_language_are_refused_with_a_sentence(editor, event):
    data = event_form(editor, event)
    changed = {"texts-1-title": "Again", "texts-1-language": "en", "texts-1-origin": "translation"}
    response = save(editor, event_path(event), data, **changed)
    assert "duplicate" in " ".join(errors_of(response))
    assert event.texts.count() == 1


def test_languages_that_change_places_are_refused_not_a_crash(editor, event):
    factories.EventTextFactory(event=event, language="de", title="Gespräche", origin="translation")
    data = event_form(editor, event)
    changed = {"texts-0-language": "de", "texts-1-language": "en"}
    response = save(editor, event_path(event), data, **changed)
    assert errors_of(response) == ["This contradicts what is already recorded. Nothing was saved."]
    assert sorted(event.texts.values_list("language", "title")) == [
        ("de", "Gespräche"),
        ("en", "Talks in Moscow"),
    ]


def test_blank_rows_lie_in_templates_and_are_never_sent(editor, event):
    assert not [name for name in event_form(editor, event) if "__prefix__" in name]
    assert "__prefix__" in editor.get(event_path(event)).content.decode()
