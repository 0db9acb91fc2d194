"""The sections of the front page: what they hold, for whom, who did it and since when."""

from datetime import UTC, datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events import editorial
from events.admin.front_page import COUNTED, SHOWN
from events.dates import When
from events.models import Event
from tests import factories, newsroom
from tests.admin.event_states import announced, event_in
from tests.admin.pages import context_of

MAX_QUERIES = 12


def sections(client):
    return {queue.key: queue for queue in context_of(client, "/admin/")["queues"]}


def titles(client, key):
    return [item.title for item in sections(client)[key].items]


def submit(event, editor, reason=""):
    event.refresh_from_db()
    editorial.submit(
        event_id=event.pk,
        editor=editor,
        now=newsroom.NOW,
        expected_version=event.version,
        reason=reason,
    )


def send_back(event, reason):
    event.refresh_from_db()
    editorial.send_back(
        event_id=event.pk,
        editor=newsroom.reviewer(),
        now=newsroom.NOW + timedelta(hours=1),
        expected_version=event.version,
        reason=reason,
    )


def own_draft(title="Own"):
    event = newsroom.draft_event(title)
    Event.objects.filter(pk=event.pk).update(created_by=newsroom.editor())
    return event


def test_review_waits_for_the_reviewer_with_who_submitted_it_since_when_and_why(reviewer):
    submit(newsroom.draft_event("Talks"), newsroom.editor(), "Please check the date.")
    found = sections(reviewer)
    [item] = found["waiting"].items
    assert (item.title, item.step.editor, item.step.at, item.comment) == (
        "Talks", "editor", newsroom.NOW, "Please check the date.",
    )  # fmt: skip
    assert item.step.text == "submitted for review"
    assert found["in_review"].items == []


def test_own_submission_does_not_wait_for_the_reviewer_who_made_it(reviewer):
    submit(newsroom.draft_event("Mine"), newsroom.reviewer())
    assert titles(reviewer, "waiting") == []
    assert titles(reviewer, "in_review") == ["Mine"]


def test_editor_sees_what_is_in_review_and_has_nothing_to_review(editor):
    submit(newsroom.draft_event("Talks"), newsroom.reviewer())
    assert titles(editor, "in_review") == ["Talks"]
    assert "waiting" not in sections(editor)


def test_event_that_was_sent_back_is_shown_to_who_submitted_it_with_the_comment(editor, reviewer):
    event = newsroom.draft_event("Talks")
    submit(event, newsroom.editor())
    send_back(event, "The date is missing.")
    [item] = sections(editor)["sent_back"].items
    assert (item.title, item.step.editor, item.comment) == (
        "Talks", "reviewer", "The date is missing.",
    )  # fmt: skip
    assert titles(reviewer, "sent_back") == []


def test_event_that_was_sent_back_is_no_longer_there_once_it_is_submitted_again(editor):
    event = own_draft()
    submit(event, newsroom.editor())
    send_back(event, "The date is missing.")
    assert titles(editor, "mine") == []
    submit(event, newsroom.editor())
    assert titles(editor, "sent_back") == []


def test_own_drafts_are_shown_to_nobody_else(editor, reviewer):
    own_draft()
    assert titles(editor, "mine") == ["Own"]
    assert titles(reviewer, "mine") == []


def test_announced_events_whose_date_has_passed_ask_whether_they_happened(editor):
    announced("Past")
    announced("Future", day="9999-01-01")
    factories.EventFactory(label="Took place", start=When.parse("2023-03-20"))
    factories.EventFactory(label="Undated", occurrence="scheduled", start=None)
    retracted = announced("Retracted")
    newsroom.retract(retracted, reason="Never announced.")
    [item] = sections(editor)["unresolved"].items
    assert item.title == "Past"
    assert list(item.answers) == [
        "Took place", "Postponed to", "Called off", "Did not happen", "Still open, checked today",
    ]  # fmt: skip


def test_event_that_goes_on_is_asked_about_after_its_end(editor):
    announced("Fair", end=When.parse("9998-12-31"))
    assert titles(editor, "unresolved") == []


def test_postponed_event_is_asked_about_if_it_has_a_new_date(editor):
    for title in ("Moved", "Without a new date"):
        factories.EventFactory(label=title, occurrence="postponed", start=When.parse("2023-04-01"))
    factories.EventOtherDateFactory(
        event=Event.objects.get(label="Moved"), kind="earlier_announced"
    )
    assert titles(editor, "unresolved") == ["Moved"]


def test_what_was_checked_longest_ago_is_asked_first(editor):
    for title, day in (("Checked", 5), ("Neglected", 1)):
        event = announced(title)
        at = datetime(2026, 1, day, tzinfo=UTC)
        Event.objects.filter(pk=event.pk).update(updated_at=at)
    assert titles(editor, "unresolved") == ["Neglected", "Checked"]


def test_public_accusations_without_an_answer_are_listed(editor):
    newsroom.linked_event()  # its accusation is denied
    event = newsroom.published_event()
    for kind in ("accusation", "assertion"):
        claim = factories.ClaimFactory(
            event=event, speaker=newsroom.actor(f"Speaker of {kind}"), kind=kind
        )
        factories.ClaimTextFactory(claim=claim, text=f"Some {kind}")
    draft = newsroom.draft_event("Draft")
    factories.ClaimFactory(event=draft, kind="accusation")
    found = sections(editor)["claims"]
    assert [item.title for item in found.items] == [
        "accusation – Speaker of accusation: Some accusation"
    ]
    assert found.count == "1"


def test_recent_corrections_say_what_was_wrong(editor):
    event = newsroom.published_event("Talks")
    event.texts.update(title="Talks in Minsk")
    newsroom.correct(event, note="The place was wrong.", now=timezone.now())
    old = newsroom.published_event("Old")
    old.texts.update(title="Older")
    newsroom.correct(old, note="Long ago.")
    [item] = sections(editor)["corrected"].items
    assert (item.step.editor, item.comment) == ("reviewer", "The place was wrong.")


def test_activity_of_others_is_shown_and_not_counted(editor, reviewer):
    newsroom.published_event("Talks")
    found = sections(editor)["others"]
    assert [(item.title, item.step.editor, item.step.text) for item in found.items] == [
        ("Talks", "reviewer", "published")
    ]
    assert found.count == ""
    assert titles(reviewer, "others") == []


def test_counts_lead_to_lists_of_the_same_events(reviewer):
    submit(newsroom.draft_event("Waiting"), newsroom.editor())
    announced()
    event_in("changed")
    own = newsroom.draft_event("Own")
    Event.objects.filter(pk=own.pk).update(created_by=newsroom.reviewer())
    newsroom.published_event("One origin")
    Event.objects.filter(label="One origin").update(updated_at=timezone.now())
    factories.ClaimFactory(event=Event.objects.get(label="One origin"), kind="accusation")
    found = sections(reviewer)
    counted = {key: queue.count for key, queue in found.items() if queue.count}
    listed = {key: str(context_of(reviewer, found[key].url)["cl"].result_count) for key in counted}
    assert listed == counted
    assert {key for key, count in counted.items() if count != "0"} == {
        "waiting", "unresolved", "changed", "mine", "one_origin", "claims",
    }  # fmt: skip


def test_section_shows_the_first_and_counts_to_fifty(editor):
    user = newsroom.editor()
    kind = factories.EventTypeFactory()
    Event.objects.bulk_create(
        Event(label=f"Draft {number}", type=kind, created_by=user) for number in range(COUNTED + 2)
    )
    found = sections(editor)["mine"]
    assert (len(found.items), found.count) == (SHOWN, "50+")


def test_account_that_may_not_see_events_has_no_sections(client, db):
    event_in("in_review")
    client.force_login(factories.UserFactory())
    assert context_of(client, "/admin/")["queues"] == []


def test_titles_and_comments_are_escaped(editor):
    event = newsroom.draft_event("<script>alert(1)</script>")
    submit(event, newsroom.editor())
    send_back(event, "<b>No</b>")
    page = editor.get("/admin/").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;b&gt;No&lt;/b&gt;" in page


def fill(number):
    """One more line in each section."""
    submit(newsroom.draft_event(f"Waiting {number}"), newsroom.editor())
    submit(newsroom.draft_event(f"In review {number}"), newsroom.reviewer())
    back = newsroom.draft_event(f"Back {number}")
    submit(back, newsroom.reviewer())
    send_back(back, "No source.")
    own = newsroom.draft_event(f"Own {number}")
    Event.objects.filter(pk=own.pk).update(created_by=newsroom.reviewer())
    announced(f"Summit {number}")
    event = newsroom.published_event(f"Talks {number}")
    event.texts.update(title=f"Talks {number}, corrected")
    newsroom.correct(event, note="Wrong.", now=timezone.now())
    claim = factories.ClaimFactory(
        event=event, kind="accusation", speaker=newsroom.actor(f"Speaker {number}")
    )
    factories.ClaimTextFactory(claim=claim)
    Event.objects.filter(pk=event.pk).update(version=99)


def queries(client):
    with CaptureQueriesContext(connection) as found:
        assert client.get("/admin/").status_code == 200
    return [query["sql"] for query in found]


def test_front_page_asks_as_little_for_many_lines_as_for_one(reviewer):
    fill(1)
    queries(reviewer)
    few = len(queries(reviewer))
    for number in range(2, 5):
        fill(number)
    assert all(queue.items for queue in sections(reviewer).values())
    assert len(queries(reviewer)) == few
    assert few <= MAX_QUERIES
