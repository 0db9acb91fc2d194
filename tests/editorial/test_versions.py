"""Whoever changes a record must have read it as it stands, and say what is wanted in few words."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from events import editorial
from events.editorial.errors import NotAllowed, Problem, StaleVersion
from events.editorial.versions import (
    begin_change,
    optional_text,
    require,
    required_text,
    stale,
)
from events.models import Actor, Event
from events.record import limits
from tests import factories, newsroom
from tests.editorial.scenes import LATER, kinds, retitle
from tests.newsroom import NOW

TOO_LONG = Problem("note", "At most 2000 characters.")


@pytest.mark.django_db
def test_stale_version_names_who_changed_what():
    event = newsroom.published_event()
    retitle(event, "Changed by the editor")
    with pytest.raises(editorial.StaleVersion) as refusal:
        editorial.correct(
            event_id=event.pk,
            editor=newsroom.reviewer(),
            now=NOW,
            expected_version=event.version - 1,
            note="x",
        )
    assert refusal.value.current_version == event.version
    assert str(refusal.value) == (
        "editor has changed this record in the meantime (changed, 2023-03-01 12:00 UTC)."
    )
    assert kinds(event) == [(1, "published", "")]


@pytest.mark.django_db
def test_account_with_the_right_may():
    assert require(newsroom.reviewer(), "publish_event") is None
    assert require(newsroom.editor(), "submit_event") is None


@pytest.mark.django_db
@pytest.mark.parametrize("permission", ["publish_event", "retract_event", "publish_storyline"])
def test_account_without_the_right_may_not(permission):
    with pytest.raises(NotAllowed) as refusal:
        require(newsroom.editor(), permission)
    assert refusal.value.problems == [Problem("", "Your account may not do this.")]


@pytest.mark.parametrize("text", ["x", "x" * limits.REASON, " \n" + "x" * limits.REASON + " "])
def test_text_up_to_the_limit_is_kept_without_blanks_around_it(text):
    assert required_text("note", text, "Say why.") == text.strip()
    assert optional_text("note", text) == text.strip()


@pytest.mark.parametrize("check", [optional_text, lambda *given: required_text(*given, "Say why.")])
def test_text_beyond_the_limit_is_refused(check):
    with pytest.raises(editorial.EditorialError) as refusal:
        check("note", "x" * (limits.REASON + 1))
    assert refusal.value.problems == [TOO_LONG]


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_blank_text_is_refused_only_where_one_is_required(text):
    assert optional_text("note", text) == ""
    with pytest.raises(editorial.EditorialError) as refusal:
        required_text("note", text, "Say why.")
    assert refusal.value.problems == [Problem("note", "Say why.")]


@pytest.mark.django_db
def test_change_raises_the_version_of_that_record_alone():
    actor, other = newsroom.actor("Wang Yi"), newsroom.actor("Sergei Lavrov")
    Actor.objects.update(updated_at=NOW)
    assert begin_change(Actor, actor.pk, expected_version=1, now=LATER) == 2
    assert begin_change(Actor, actor.pk, expected_version=2, now=LATER) == 3
    rows = Actor.objects.values_list("pk", "version", "updated_at")
    assert set(rows) == {(actor.pk, 3, LATER), (other.pk, 1, NOW)}


@pytest.mark.django_db
@pytest.mark.parametrize("expected", [1, 3])
def test_change_of_another_version_is_refused_and_writes_nothing(expected):
    actor = newsroom.actor("Wang Yi")
    Actor.objects.update(version=2, updated_at=NOW)
    with pytest.raises(StaleVersion) as refusal:
        begin_change(Actor, actor.pk, expected_version=expected, now=LATER)
    message = "Somebody else has changed this record in the meantime."
    assert refusal.value.problems == [Problem("version", message)]
    assert refusal.value.current_version == 2
    assert list(Actor.objects.values_list("version", "updated_at")) == [(2, NOW)]


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Actor, Event])
def test_change_of_a_record_that_is_gone_is_refused(model):
    refusal = stale(model, "2222-2222-2222")
    assert refusal.problems == [Problem("version", "This record no longer exists.")]
    assert refusal.current_version is None


@pytest.mark.django_db
def test_stale_event_without_a_log_names_nobody():
    event = factories.EventFactory(version=4)
    refusal = stale(Event, event.pk)
    message = "Somebody else has changed this record in the meantime."
    assert (refusal.problems, refusal.current_version) == ([Problem("version", message)], 4)


@pytest.mark.django_db
def test_stale_event_names_the_last_of_its_acts_in_the_language_of_the_editor():
    event = newsroom.published_event(now=NOW - timedelta(hours=1))
    retitle(event, "Changed last")
    retitle(newsroom.published_event("Another", now=LATER), "Changed elsewhere")
    with override("de"):
        refusal = stale(Event, event.pk)
    assert str(refusal) == (
        "editor hat diesen Datensatz inzwischen bearbeitet (geändert, 2023-03-01 12:00 UTC)."
    )
