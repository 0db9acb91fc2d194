"""Answers to “Did it happen?”: what they change, who sees them, and what they rest on."""

from datetime import timedelta

import pytest

from events.dates import When
from events.editorial import EditorialError, StaleVersion
from events.editorial.resolving import Answer, Outcome, resolve
from events.models import Action, Edition
from events.web.occurrences import caution
from tests import factories, newsroom
from tests.admin.event_states import announced

LATER = newsroom.NOW + timedelta(days=40)  # 10 April 2023


def give(event, outcome, editor=None, *, start=None, note="", version=None):
    source = factories.SourceFactory(title="Report of the day after")
    resolve(
        event_id=event.pk,
        answer=Answer(Outcome(outcome), source.pk, start, note),
        editor=editor or newsroom.reviewer(),
        now=LATER,
        expected_version=version or event.version,
    )
    event.refresh_from_db()
    return source


@pytest.mark.django_db
@pytest.mark.parametrize("outcome", ["occurred", "cancelled", "did_not_occur"])
def test_answer_of_a_reviewer_is_published_as_an_update_with_its_source(outcome):
    event = announced()
    source = give(event, outcome, note="It is known now.")
    public = newsroom.current(event)
    assert (public.occurrence, public.edition.kind, public.edition.note) == (
        outcome, "updated", "It is known now.",
    )  # fmt: skip
    cited = [(one.source.id, one.field) for one in public.citations][-1]
    assert cited == (source.pk, "occurrence")
    assert not event.has_unpublished_changes


@pytest.mark.django_db
def test_event_that_was_postponed_has_the_new_date_and_keeps_the_earlier_one():
    event = announced(end=When.parse("2023-03-21"))
    give(event, "postponed", start=When.parse("2023-05"))
    public = newsroom.current(event)
    assert (public.occurrence, public.start.edtf, public.end) == ("postponed", "2023-05", None)
    [other] = public.other_dates
    assert (other.kind, other.start.edtf, other.end.edtf) == (
        "earlier_announced", "2023-03-20", "2023-03-21",
    )  # fmt: skip


@pytest.mark.django_db
def test_readers_are_told_as_of_when_it_is_still_open():
    event = announced()
    assert "as of Wednesday, 1 March 2023" in caution(newsroom.current(event), overdue=True)
    source = give(event, "open")
    public = newsroom.current(event)
    assert public.occurrence == "announced"
    assert "as of Monday, 10 April 2023" in caution(public, overdue=True)
    assert public.citations[-1].source.id == source.pk


@pytest.mark.django_db
def test_answer_can_be_checked_again_with_the_same_source():
    event = announced()
    source = give(event, "open")
    resolve(
        event_id=event.pk,
        answer=Answer(Outcome.OPEN, source.pk),
        editor=newsroom.reviewer(),
        now=LATER + timedelta(days=7),
        expected_version=event.version,
    )
    assert "as of Monday, 17 April 2023" in caution(newsroom.current(event), overdue=True)


@pytest.mark.django_db
def test_answer_of_an_editor_to_a_public_event_waits_for_a_reviewer():
    event = announced()
    give(event, "occurred", newsroom.editor(), note="Seen on television.")
    assert newsroom.current(event).occurrence == "announced"
    assert (event.occurrence, event.has_unpublished_changes) == ("occurred", True)
    last = event.actions.first()
    assert (last.verb, last.editor, last.reason) == (
        "changed", newsroom.editor(), "Seen on television.",
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "state"), [("editor", "in_review"), ("reviewer", "draft")])
def test_answer_to_a_draft_is_submitted_by_who_may_not_publish(who, state):
    event = announced(publish=False)
    give(event, "occurred", getattr(newsroom, who)())
    assert (event.occurrence, event.state) == ("occurred", state)
    assert not Edition.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "message"),
    [(None, "Give the new date."), ("2023-03-20", "This is the date that has passed.")],
)
def test_postponing_needs_another_date(start, message):
    event = announced()
    with pytest.raises(EditorialError) as refused:
        give(event, "postponed", start=start and When.parse(start))
    assert [(one.field, one.message) for one in refused.value.problems] == [("start", message)]


@pytest.mark.django_db
def test_nothing_is_saved_if_the_answer_cannot_be_published():
    event = announced(day="9998-01-01")  # nothing takes place before its date
    before = Action.objects.count()
    with pytest.raises(EditorialError, match="cannot start in the future"):
        give(event, "occurred")
    event.refresh_from_db()
    assert (event.occurrence, Action.objects.count()) == ("announced", before)
    assert event.citations.count() == 2


@pytest.mark.django_db
def test_answer_to_what_somebody_else_has_changed_is_refused():
    event = announced()
    seen = event.version
    give(event, "cancelled")
    with pytest.raises(StaleVersion, match="reviewer has changed this record"):
        give(event, "occurred", version=seen)
    assert newsroom.current(event).occurrence == "cancelled"


@pytest.mark.django_db
def test_what_is_on_record_is_not_asked():
    event = newsroom.published_event()
    with pytest.raises(EditorialError, match="Whether it happened is on record"):
        give(event, "cancelled")


@pytest.mark.django_db
def test_account_without_the_right_to_change_events_cannot_answer():
    event = announced()
    with pytest.raises(EditorialError, match="Your account may not do this"):
        give(event, "occurred", factories.UserFactory())
