"""The way of an event from draft to published, corrected, retracted and back."""

from datetime import timedelta

import orjson
import pytest

from events import editorial
from events.models import Action, Edition, Event, Profile
from tests import factories, newsroom
from tests.editorial.scenes import kinds, retitle
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


def current_title(event: Event) -> str:
    return newsroom.current(event).title


def test_draft_has_no_public_row():
    newsroom.draft_event()
    assert Edition.objects.count() == 0
    assert Profile.objects.count() == 0


def test_submit_then_publish_is_logged_with_who_when_and_why():
    event = newsroom.draft_event()
    editor, reviewer = newsroom.editor(), newsroom.reviewer()
    editorial.submit(
        event_id=event.pk, editor=editor, now=NOW, expected_version=1, reason="two sources"
    )
    event.refresh_from_db()
    assert (event.state, event.version) == ("in_review", 2)
    editorial.publish(event_id=event.pk, editor=reviewer, now=LATER, expected_version=2, note="new")
    event.refresh_from_db()
    assert (event.state, event.version, event.published_version) == ("published", 3, 3)
    acts = Action.objects.filter(event=event).order_by("at")
    assert list(acts.values_list("verb", "editor__username", "at", "reason", "version")) == [
        ("submitted", "editor", NOW, "two sources", 2),
        ("published", "reviewer", LATER, "new", 3),
    ]


def test_send_back_needs_a_reason_and_returns_the_draft():
    event = newsroom.draft_event(state="in_review")
    reviewer = newsroom.reviewer()
    with pytest.raises(editorial.EditorialError, match="Say what is missing"):
        editorial.send_back(
            event_id=event.pk, editor=reviewer, now=NOW, expected_version=1, reason="  "
        )
    editorial.send_back(
        event_id=event.pk, editor=reviewer, now=NOW, expected_version=1, reason="no quote"
    )
    event.refresh_from_db()
    assert event.state == "draft"


def test_change_of_a_published_event_is_not_public_until_it_is_published():
    event = newsroom.published_event("Old title")
    retitle(event, "New title")
    assert event.has_unpublished_changes
    assert current_title(event) == "Old title"
    newsroom.publish(event, now=LATER)
    assert current_title(event) == "New title"
    assert kinds(event) == [(1, "published", ""), (2, "updated", "")]


def test_correction_without_public_note_is_refused_and_nothing_is_written():
    event = newsroom.published_event("One")
    retitle(event, "Two")
    with pytest.raises(editorial.EditorialError) as refusal:
        newsroom.correct(event, note=" ")
    assert [problem.field for problem in refusal.value.problems] == ["note"]
    assert kinds(event) == [(1, "published", "")]


def test_update_without_a_change_is_refused():
    event = newsroom.published_event()
    with pytest.raises(editorial.EditorialError, match="Nothing has changed"):
        newsroom.publish(event, now=LATER)
    event.refresh_from_db()
    assert event.version == event.published_version == 2


def test_retraction_leaves_a_tombstone_and_restore_brings_the_event_back():
    event = newsroom.published_event()
    tombstone = newsroom.retract(event, reason="The source withdrew it.", now=LATER)
    assert orjson.loads(tombstone.document) == {
        "id": event.pk,
        "url": f"/events/{event.pk}/",
        "retracted": True,
        "edition": {
            "seq": tombstone.seq,
            "number": 2,
            "shape": 2,
            "kind": "retracted",
            "cause": "editors",
            "at": "2023-03-03T12:00:00Z",
            "note": "The source withdrew it.",
        },
    }
    assert not tombstone.listed
    assert Profile.objects.filter(superseded_at=None).count() == 0
    event.refresh_from_db()
    assert event.state == "retracted"
    editorial.restore(
        event_id=event.pk,
        editor=newsroom.reviewer(),
        now=LATER,
        expected_version=event.version,
        reason="confirmed by others",
    )
    assert [kind for _number, kind, _note in kinds(event)] == [
        "published",
        "retracted",
        "published",
    ]
    assert current_title(event) == "Talks in Moscow"


def test_retraction_without_reason_is_refused():
    event = newsroom.published_event()
    with pytest.raises(editorial.EditorialError) as refusal:
        newsroom.retract(event, reason="")
    assert [problem.field for problem in refusal.value.problems] == ["reason"]


@pytest.mark.parametrize("verb", ["publish", "update", "correct", "retract", "restore"])
def test_editor_without_the_right_may_not(verb):
    event = newsroom.draft_event()
    words = {"correct": {"note": "x"}, "retract": {"reason": "x"}, "restore": {"reason": "x"}}
    with pytest.raises(editorial.NotAllowed):
        getattr(editorial, verb)(
            event_id=event.pk,
            editor=newsroom.editor(),
            now=NOW,
            expected_version=1,
            **words.get(verb, {}),
        )
    event.refresh_from_db()
    assert (event.state, event.version, Edition.objects.count()) == ("draft", 1, 0)


@pytest.mark.parametrize(
    ("state", "verb"),
    [
        ("draft", "update"),
        ("draft", "retract"),
        ("published", "publish"),
        ("published", "restore"),
        ("retracted", "publish"),
        ("retracted", "correct"),
    ],
)
def test_verb_in_the_wrong_state_is_refused(state, verb):
    event = newsroom.draft_event(state=state)
    words = {"correct": {"note": "x"}, "retract": {"reason": "x"}, "restore": {"reason": "x"}}
    with pytest.raises(editorial.EditorialError) as refusal:
        getattr(editorial, verb)(
            event_id=event.pk,
            editor=newsroom.reviewer(),
            now=NOW,
            expected_version=1,
            **words.get(verb, {}),
        )
    assert [problem.field for problem in refusal.value.problems] == ["state"]
    event.refresh_from_db()
    assert event.version == 1


def test_preview_shows_the_document_or_the_problems():
    event = newsroom.draft_event("Seen before")
    document, problems = editorial.preview(event.pk, now=NOW)
    assert (document.title, problems) == ("Seen before", [])
    factories.CitationFactory(event=event, source=factories.SourceFactory(held=False))
    document, problems = editorial.preview(event.pk, now=NOW)
    assert (document, [problem.field for problem in problems]) == (None, ["citations"])
