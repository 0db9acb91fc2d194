"""What keeps an event from being published stands beside its form, saved or not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from playwright.sync_api import expect

from events import editorial
from events.admin.checklist import checklist
from events.models import Event
from tests import factories, newsroom
from tests.admin.event_states import event_in
from tests.admin.pages import context_of, event_form, event_path, form_of, path, saved

CHECK = path("event", "check/")
CITATION = "A published event needs a citation that reports or supports that it happened."
TITLE = "The event needs a title in its original language."
UNCITED = "A claim needs a citation: who reports it."
DENIAL = "A denial must say which claim it denies."


def lines(checks):
    return [(check.message, check.target) for check in checks]


def shown(client, event):
    return lines(context_of(client, event_path(event))["checklist"])


def typed(client, event, **changes):
    """The list for a form of an event that is being typed."""
    address = f"{CHECK}?event={event.pk}" if event else CHECK
    data = event_form(client, event) if event else form_of(client.get(path("event", "add/")))
    response = client.post(address, {**data, **changes})
    assert response.status_code == 200
    return lines(response.context["checklist"])


def test_nothing_stands_in_the_way_of_a_complete_event(editor):
    event = newsroom.linked_event(publish_it=False)
    newsroom.cite_claims(event)
    assert (shown(editor, event), typed(editor, event)) == ([], [])
    assert "Nothing keeps it from being published." in editor.get(event_path(event)).text


def test_lines_lead_to_their_fields(editor):
    event = newsroom.draft_event(start=factories.EventFactory().start)
    event.texts.all().delete()
    event.citations.all().delete()
    first, second = (factories.ClaimFactory(event=event, position=number) for number in (0, 1))
    factories.ClaimTextFactory(claim=first)
    factories.ClaimTextFactory(claim=second)
    factories.CitationFactory(claim=first)
    type(second).objects.filter(pk=second.pk).update(kind="denial")
    assert shown(editor, event) == [
        (TITLE, "texts-group"),
        (CITATION, "citations-group"),
        (UNCITED, "claims-1"),
        (DENIAL, "claims-1"),
    ]
    page = editor.get(event_path(event)).text
    assert f'<a href="#claims-1">{UNCITED}</a>' in page
    assert 'id="claims-1"' in page
    assert "4 things keep it from being published" in page


def test_what_is_typed_counts_and_is_not_saved(editor):
    event = newsroom.draft_event()
    before = saved(event).version
    assert typed(editor, event, **{"citations-0-DELETE": "on"}) == [(CITATION, "citations-group")]
    future = typed(editor, event, start_text="2999-01-01", occurrence="occurred")
    assert [target for _message, target in future] == ["id_start_text"]
    claim = {"claims-0-speaker": newsroom.actor("Wang Yi").pk, "claims-0-kind": "denial"}
    new = typed(editor, event, **claim, **{"claims-0-modality": "asserted"})
    assert [target for _message, target in new] == ["claims-0"] * 3
    assert (saved(event).version, event.citations.count(), event.claims.count()) == (before, 1, 0)


def test_second_hand_source_is_named_at_its_row(editor):
    event = newsroom.draft_event()
    stub = factories.SourceFactory(title="Wire", held=False)
    factories.CitationFactory(event=event, source=stub, position=1)
    [(message, target)] = shown(editor, event)
    assert (message.startswith("“Wire” is known only second hand."), target) == (
        True,
        "citations-1",
    )
    held = factories.SourceFactory()
    assert typed(editor, event, **{"citations-1-via-0-source": held.pk}) == []


def test_new_event_has_a_list(editor):
    assert typed(editor, None) == [(TITLE, "texts-group"), (CITATION, "citations-group")]
    source = {"citations-0-source": factories.SourceFactory().pk}
    title = {"texts-0-title": "Talks", "texts-0-language": "en"}
    assert typed(editor, None, **title, **source) == []
    assert Event.objects.count() == 0


def test_list_is_what_publishing_says(editor):
    """The same checks on the same event: none is about to differ."""
    event = newsroom.draft_event(occurrence="announced")
    factories.ClaimFactory(event=event, kind="no_statement")
    _planned, problems = editorial.preview(event.pk, now=timezone.now())
    assert [message for message, _target in shown(editor, event)] == [
        problem.message for problem in problems
    ]


def test_list_costs_no_query_for_each_row(editor):
    event = newsroom.linked_event(publish_it=False)

    def queries():
        context = context_of(editor, event_path(event))
        with CaptureQueriesContext(connection) as seen:
            checklist(context["adminform"].form, context["inline_admin_formsets"])
        return len(seen)

    before = queries()
    for claim in event.claims.all():
        factories.CitationFactory(claim=claim)
        factories.ClaimFactory(event=event)
    assert queries() == before


def test_retracted_event_has_no_list(reviewer):
    assert "checklist" not in context_of(reviewer, event_path(event_in("retracted")))


@pytest.mark.parametrize("event", ["x", "2222-2222-2222", "é"])
def test_event_that_is_not_there_has_no_list(editor, event):
    assert editor.post(f"{CHECK}?event={event}").status_code == 404


def test_onlooker_types_nothing(client, db):
    client.force_login(factories.UserFactory())
    assert client.post(CHECK).status_code == 403


@pytest.mark.browser
def test_list_follows_the_typing_and_leads_to_the_field(scene, open_desk):
    page = open_desk(event_path(scene))
    expect(page.locator("[data-checklist]")).to_contain_text("Nothing keeps it")
    page.locator("#citations-0 > details > summary").click()
    page.locator("[name='citations-0-DELETE']").check()
    expect(page.locator("[data-checklist]")).to_contain_text(CITATION, timeout=15000)
    page.locator("[data-checklist] a").click()
    inside = "document.activeElement.closest('#citations-group') !== null"
    assert page.evaluate(inside) is True
