"""Nested inlines: chains of citations, claims with texts, links and citations."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from playwright.sync_api import expect

from events.admin import nested_inlines
from events.admin.event_inlines import ClaimInline
from events.models import Citation, Claim, ClaimLink, ClaimText, Event, Hop
from tests import factories, newsroom
from tests.admin.browsing import add_form, choose
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


def test_extra_forms_save_a_chain_of_three_levels(editor, event):
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


def test_formset_without_its_management_form_is_refused_not_lost(editor):
    event = newsroom.linked_event(publish_it=False)
    data = event_form(editor, event)
    del data["claims-0-citations-0-via-TOTAL_FORMS"]
    response = save(editor, event_path(event), data)
    assert "ManagementForm data is missing" in response.content.decode()
    assert Hop.objects.count() == 1


@pytest.fixture
def five_forms(monkeypatch):
    monkeypatch.setattr(nested_inlines, "MAX_FORMS", 5)
    monkeypatch.setattr(nested_inlines.NestedInline, "max_num", 5)


@pytest.mark.parametrize(
    ("number", "forms"),
    [("999999999", 5), ("9" * 400, 5), ("6", 5), ("5", 5), ("2", 2), ("-1", 0), ("x", None)],
)
def test_hostile_counter_is_bounded(editor, event, five_forms, number, forms):
    data = event_form(editor, event)
    response = save(editor, event_path(event), data, type="", **{"claims-TOTAL_FORMS": number})
    claims = response.context["inline_admin_formsets"][3].formset
    assert (claims.prefix, Claim.objects.count()) == ("claims", 0)
    if forms is None:
        assert "ManagementForm data is missing" in str(claims.non_form_errors())
    else:
        assert len(claims.forms) == forms


def test_formsets_are_limited_at_every_level():
    inlines = [ClaimInline, *ClaimInline.children]
    assert {inline.max_num for inline in inlines} == {nested_inlines.MAX_FORMS} == {500}


def test_row_of_another_event_is_not_taken_over(editor, event):
    stranger = factories.CitationFactory(event=newsroom.draft_event("Other"), quote="theirs")
    data = event_form(editor, event)
    save(
        editor, event_path(event), data, **{"citations-0-id": stranger.pk, "citations-0-quote": "x"}
    )
    stranger.refresh_from_db()
    assert (stranger.quote, stranger.event.label) == ("theirs", "Other")
    assert [citation.quote for citation in event.citations.all()] == [""]


def test_row_that_someone_else_deleted_stays_deleted(editor, reviewer):
    event = newsroom.draft_event()
    data = event_form(editor, event)
    other = event_form(reviewer, event)
    save(reviewer, event_path(event), other, **{"citations-0-DELETE": "on"})
    assert save(editor, event_path(event), data).status_code == 302
    assert not event.citations.exists()


def test_empty_forms_are_in_templates_and_never_submitted(editor, event):
    assert not [name for name in event_form(editor, event) if "__prefix__" in name]
    assert "__prefix__" in editor.get(event_path(event)).content.decode()


@pytest.mark.browser
def test_forms_are_added_three_levels_deep_and_saved(scene, open_desk):
    page = open_desk(event_path(scene))
    add_form(page, "claims")
    choose(page, "claims-0-speaker", "Moskau", "Moskau → Russia (state)")
    page.fill("[name='claims-0-texts-0-text']", "It will not happen.")
    page.fill("[name='claims-0-texts-0-language']", "en")
    add_form(page, "claims-0-citations")
    choose(page, "claims-0-citations-0-source", "tuesday", "Report of Tuesday")
    add_form(page, "claims-0-citations-0-via")
    add_form(page, "claims-0-citations-0-via")
    choose(page, "claims-0-citations-0-via-0-actor", "Tass", "Tass (organisation)")
    page.check("[name='claims-0-citations-0-via-1-DELETE']")
    page.click("input[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    hop = Hop.objects.get()
    assert (hop.actor.label, hop.citation.source.title) == ("Tass", "Report of Tuesday")
    assert hop.citation.claim.speaker.label == "Russia"
    assert hop.citation.claim.texts.get().text == "It will not happen."


@pytest.mark.browser
def test_form_is_added_to_a_saved_row(scene, open_desk):
    newsroom_citation = scene.citations.get()
    page = open_desk(event_path(scene))
    page.locator("#citations-0 > details > summary").click()
    add_form(page, "citations-0-via")
    choose(page, "citations-0-via-0-actor", "Tass", "Tass (organisation)")
    page.click("input[name=_save]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert newsroom_citation.via.get().actor.label == "Tass"


@pytest.mark.browser
def test_untouched_page_with_javascript_is_saved(scene, open_desk):
    page = open_desk(event_path(scene))
    page.click("input[name=_save]")
    expect(page.locator(".messagelist .success")).to_be_visible()
    assert Event.objects.get().version == 2


@pytest.mark.browser
def test_page_without_javascript_has_an_extra_form_at_each_level(scene, open_desk):
    page = open_desk(event_path(scene), java_script_enabled=False)
    page.select_option("[name='relations-0-type']", "")
    for name in ("claims-0-quote", "claims-0-citations-0-via-0-wording", "citations-1-quote"):
        expect(page.locator(f"[name='{name}']")).to_be_visible()
    expect(page.locator(".add-form").first).to_be_hidden()


def test_rows_without_permission_are_shown_and_not_saved(editor):
    event = newsroom.linked_event(publish_it=False)
    data = event_form(editor, event)
    group = newsroom.editor().groups.get()
    group.permissions.remove(*group.permissions.filter(codename__endswith="_hop"))
    group.permissions.add(Permission.objects.get(codename="view_hop"))
    page = editor.get(event_path(event)).content.decode()
    assert "laut Angaben der Agentur" in page
    assert 'name="claims-0-citations-0-via-0-wording"' not in page
    typed = {"claims-0-citations-0-via-0-wording": "hostile", "claims-0-quote": "Quote"}
    assert save(editor, event_path(event), data, **typed).status_code == 302
    assert Hop.objects.get().wording == "laut Angaben der Agentur"
    assert event.claims.get(kind="accusation").quote == "Quote"
    data = {name: value for name, value in event_form(editor, event).items() if "-via-" not in name}
    assert save(editor, event_path(event), data).status_code == 302
    assert Hop.objects.get().wording == "laut Angaben der Agentur"
