"""The lists that the sections of the front page lead to."""

import pytest

from tests import factories, newsroom
from tests.admin.pages import context_of, listed_keys, path


@pytest.mark.parametrize("value", ["nothing", "waiting", ""])
def test_list_of_a_section_that_is_not_for_the_user_is_empty(editor, value):
    newsroom.draft_event(state="in_review")
    assert context_of(editor, f"/admin/events/event/?work={value}")["cl"].result_count == 0


def test_list_holds_the_events_of_its_section(editor):
    waiting = newsroom.draft_event(state="in_review")
    newsroom.draft_event("Draft")
    assert listed_keys(editor, path("event"), work="in_review") == {waiting.pk}


def test_list_of_unanswered_accusations_leaves_out_drafts_and_what_was_answered(editor):
    answered = newsroom.linked_event()
    claim = factories.ClaimFactory(event=answered, kind="accusation")
    factories.ClaimFactory(event=newsroom.draft_event(), kind="accusation")
    assert listed_keys(editor, path("claim"), answers="none") == {claim.pk}
    assert listed_keys(editor, path("claim"), answers="nonsense") == set()
