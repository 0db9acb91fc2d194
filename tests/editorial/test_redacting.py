"""Redaction: what was removed is nowhere any more, and the record still agrees with itself."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection
from django_tasks_db.models import DBTaskResult

from events import editorial, record
from events.editorial.autosaving import keep_form
from events.editorial.redacting import preview_redaction, redact_edition, redact_text
from events.management.consistency import check_record
from events.models import (
    Action,
    ActorName,
    Edition,
    Event,
    EventText,
    IdempotentRequest,
    Import,
    ImportFile,
    ImportRow,
    Participation,
    Profile,
    Redaction,
)
from events.record.vocabulary import EditionCause, Verb
from events.search import matching_editions
from events.search.purging import vacuum_statement
from tests import factories, newsroom
from tests.editorial.scenes import LATER, answer, denied_claim, retitle
from tests.killing import kill_after
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db
NAME = "Zelda Quaß"
GROUND = "Regional court, 3 March 2023"
STRUCTURAL = (
    "This occurs only in what structures the record, such as ids, types, dates and "
    "languages. Correct or retract the record instead, or remove an edition as a whole."
)
WORDS = re.compile(rb"zelda|qua\xc3\x9f|quass", re.IGNORECASE)


def named_event() -> Event:
    """An event with two editions that has the name wherever an editor can write."""
    victim = newsroom.actor(NAME)
    newsroom.name(victim, f"Dr. {NAME}", "de", kind="alias")
    source = factories.SourceFactory(title=f"Interview with {NAME}", url="https://a.test/x")
    event = newsroom.draft_event(f"Attack on {NAME}", source=source)
    Participation.objects.create(event=event, actor=victim, role="target", described_as="victim")
    claim = factories.ClaimFactory(event=event, speaker=victim, quote=f"I am {NAME.upper()}.")
    factories.ClaimTextFactory(claim=claim, text=f"{NAME} says so.")
    newsroom.publish(event, note=f"First, {NAME}")
    retitle(event, "Attack on a woman")
    newsroom.publish(event, now=LATER)
    return event


def working_papers(event: Event) -> None:
    imported = Import.objects.create(
        editor=newsroom.editor(), format="csv", mode="all", refusal=f"{NAME}?"
    )
    ImportFile.objects.create(of=imported, content=f"title;x\n{NAME};1\n".encode())
    problems = [{"pointer": "/title", "detail": f"not {NAME}"}]
    ImportRow.objects.create(
        of=imported,
        number=1,
        key=NAME,
        result="rejected",
        problems=problems,
        before={"title": NAME},
    )
    IdempotentRequest.objects.create(
        user=newsroom.editor(), key="k", request="x", created_at=NOW, body=f'{{"title": "{NAME}"}}'
    )
    LogEntry.objects.log_actions(
        newsroom.editor().pk, [event], CHANGE, change_message=f"about {NAME}"
    )
    Action.objects.filter(event=event, verb=Verb.CHANGED).update(reason=f"{NAME} has asked")
    keep_form(
        editor=newsroom.reviewer(),
        key="k",
        path=f"/admin/events/event/{event.pk}/change/",
        fields=[("texts-0-title", f"{NAME} again"), ("texts-0-summary", NAME.upper())],
        now=NOW,
    )
    session = SessionStore()
    session["messages"] = [f"The event “About {NAME}” was changed."]
    session.create()
    DBTaskResult.objects.create(
        task_path="x", exception_class_path="", run_after=NOW, args_kwargs={"args": [NAME]},
        traceback=f"ValueError: {NAME}", return_value=[NAME], backend_name="default",
    )  # fmt: skip
    Redaction.objects.create(
        subject="", at=NOW, editor=newsroom.administrator(), ground=f"{NAME}'s wish", reason=NAME
    )


def redact(subject: str, text: str = NAME, **act: object) -> Redaction:
    given = {"editor": newsroom.administrator(), "now": LATER + timedelta(days=1)}
    return redact_text(subject=subject, text=text, **{**given, "ground": GROUND, **act})


def stored() -> Iterator[tuple[str, bytes]]:
    """Every value of every column of every table, the shadow tables of the index included."""
    for table in connection.introspection.table_names(include_views=False):
        if table.endswith("_search"):
            continue  # a virtual table, whose content is in the tables named after it
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor:
                for value in row:
                    yield table, value if isinstance(value, bytes) else str(value).encode()
    for session in Session.objects.all():  # signed and compressed
        yield "django_session", str(session.get_decoded()).encode()


def holding(pattern: re.Pattern[bytes] = WORDS) -> dict[str, int]:
    found: dict[str, int] = {}
    for table, value in stored():
        if pattern.search(value):
            found[table] = found.get(table, 0) + 1
    return found


def refusal(call) -> list[tuple[str, str]]:
    with pytest.raises(editorial.EditorialError) as caught:
        call()
    return [(problem.field, problem.message) for problem in caught.value.problems]


def test_import_that_has_read_the_text_ends_and_is_resumed_without_it():
    event = named_event()
    working_papers(event)
    other = Import.objects.create(editor=newsroom.editor(), format="csv", mode="all")
    ImportFile.objects.create(of=other, content=b"title;x\nTalks;1\n")
    Import.objects.update(state="running")
    redact(event.pk)
    states = {one.pk: one.state for one in Import.objects.all()}
    [named] = Import.objects.exclude(pk=other.pk)
    assert states == {named.pk: "waiting", other.pk: "running"}
    assert NAME.encode() not in bytes(named.file.content)


def test_text_is_in_no_column_of_any_table_any_more():
    event = named_event()
    working_papers(event)
    assert len(holding()) > 12
    redact(event.pk)
    assert holding() == {}
    assert list(check_record()) == []


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL needs VACUUM")
def test_text_is_in_no_page_of_the_database_any_more():
    event = named_event()
    working_papers(event)
    redact(event.pk)
    assert not re.search(rb"zelda|qua\xc3\x9f|quass", connection.connection.serialize(), re.I)


def test_sessions_and_tasks_keep_the_rest_of_what_they_hold():
    event = named_event()
    working_papers(event)
    redact(event.pk)
    assert Session.objects.get().get_decoded() == {
        "messages": ["The event “About [redacted]” was changed."]
    }
    task = DBTaskResult.objects.get()
    assert (task.args_kwargs, task.traceback) == (
        {"args": ["[redacted]"]},
        "ValueError: [redacted]",
    )
    former = Redaction.objects.earliest("at")
    assert (former.ground, former.reason) == ("[redacted]'s wish", "[redacted]")


def test_event_is_shown_with_scars_in_all_its_editions():
    event = named_event()
    redact(event.pk)
    rows = list(event.editions.order_by("number"))
    titles = [record.read_event(row.text).title for row in rows]
    assert titles == ["Attack on [redacted]", "Attack on a woman", "Attack on a woman"]
    first = record.read_event(rows[0].text)
    assert first.claims[0].quote == "I am [redacted]."
    assert [row.note for row in rows] == ["First, [redacted]", "", GROUND]
    assert [row.redacted_at is not None for row in rows] == [True, True, False]
    assert [record.read_event(row.text).edition.cause for row in rows] == [
        "editors",
        "editors",
        EditionCause.REDACTED,
    ]
    victim = first.participants[0].actor
    assert (victim.name, first.actors[victim.id].names) == (
        "[redacted]",
        {"en": "[redacted]", "de": "Dr. [redacted]"},
    )


def test_search_no_longer_finds_the_text():
    event = named_event()
    assert Edition.objects.filter(seq__in=matching_editions("Quaß")).count() == 2
    redact(event.pk)
    assert Edition.objects.filter(seq__in=matching_editions("Quaß")).count() == 0


def test_redaction_is_logged_without_the_text():
    event = named_event()
    redact(event.pk, reason="File 7")
    row = Redaction.objects.get()
    assert (row.subject, row.number, row.editor) == (event.pk, None, newsroom.administrator())
    assert (row.ground, row.reason) == (GROUND, "File 7")
    assert row.places["events.edition"] > 2
    last = Action.objects.filter(event=event).first()
    assert (last.verb, last.reason, last.edition.number) == (Verb.REDACTED, GROUND, 3)


def test_desk_has_the_scars_and_nothing_to_publish():
    event = named_event()
    before = event.version
    redact(event.pk)
    event.refresh_from_db()
    assert event.version == before + 2  # published since, and redacted
    assert not event.has_unpublished_changes
    assert refusal(
        lambda: editorial.update(
            event_id=event.pk, editor=newsroom.reviewer(), now=LATER, expected_version=event.version
        )
    ) == [("", "Nothing has changed since the last edition.")]


def test_actor_is_redacted_in_every_event_that_names_it():
    first, second = named_event(), newsroom.draft_event("Trial")
    victim = ActorName.objects.get(name=NAME).actor
    Participation.objects.create(event=second, actor=victim, role="subject")
    newsroom.publish(second)
    redact(victim.pk)
    assert [event.editions.count() for event in (first, second)] == [3, 2]
    profile = Profile.objects.current().get(subject=victim.pk)
    assert record.read_profile(profile.text, record.Actor).name == "[redacted]"
    assert profile.sort_key == "[redacted]"
    assert holding() == {}
    assert list(check_record()) == []


def test_draft_that_names_the_actor_is_redacted_too():
    named_event()
    victim = ActorName.objects.get(name=NAME).actor
    draft = newsroom.draft_event(f"Fears of {NAME}")
    Participation.objects.create(event=draft, actor=victim, role="subject")
    redact(victim.pk)
    assert EventText.objects.get(event=draft).title == "Fears of [redacted]"


def test_same_words_in_a_record_without_a_link_stay():
    event, other = named_event(), newsroom.draft_event("Zelda Quaß opens a school")
    newsroom.publish(other)
    redact(event.pk)
    assert newsroom.current(other).title == "Zelda Quaß opens a school"
    assert other.editions.count() == 1


def test_answers_and_relations_in_other_events_are_redacted():
    concern, claim = denied_claim()
    denial = answer(claim, f"{NAME} replies", NAME)
    newsroom.publish(denial)
    redact(denial.pk)
    assert [one.speaker.name for one in newsroom.current(concern).claims[0].answered_by] == [
        "[redacted]"
    ]
    assert holding() == {}
    assert list(check_record()) == []


def test_retracted_event_is_redacted_and_stays_retracted():
    event = named_event()
    event.refresh_from_db()
    editorial.retract(
        event_id=event.pk,
        editor=newsroom.reviewer(),
        now=LATER,
        expected_version=event.version,
        reason=f"{NAME} was not there.",
    )
    redact(event.pk)
    gone = newsroom.current(event)
    assert (gone.retracted, gone.edition.note) == (True, "[redacted] was not there.")
    assert gone.edition.cause == EditionCause.REDACTED
    assert holding() == {}
    assert list(check_record()) == []


def test_whole_edition_leaves_a_tombstone_with_the_ground():
    event = named_event()
    redact_edition(
        event_id=event.pk, number=1, editor=newsroom.administrator(), now=LATER, ground=GROUND
    )
    first = event.editions.get(number=1)
    left = record.read_record(first.text)
    assert (left.retracted, left.edition.number, left.edition.note) == (True, 1, GROUND)
    assert (left.edition.cause, first.listed) == (EditionCause.REDACTED, False)
    assert [first.texts.count(), first.actors.count(), first.sources.count()] == [0, 0, 0]
    assert (event.editions.count(), newsroom.current(event).title) == (3, "Attack on a woman")
    assert Redaction.objects.get().number == 1
    assert list(check_record()) == []


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (2, "This edition is current. Correct or retract the event first."),
        (9, "There is no such edition."),
    ],
)
def test_edition_that_cannot_be_removed_is_refused(number, message):
    event = named_event()
    given = {"editor": newsroom.administrator(), "now": LATER, "ground": GROUND}
    assert refusal(lambda: redact_edition(event_id=event.pk, number=number, **given)) == [
        ("number", message)
    ]


def test_edition_is_not_removed_twice():
    event = named_event()
    given = {"number": 1, "editor": newsroom.administrator(), "now": LATER, "ground": GROUND}
    redact_edition(event_id=event.pk, **given)
    assert refusal(lambda: redact_edition(event_id=event.pk, **given)) == [
        ("number", "There is nothing left of this edition to be removed.")
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ab", "At least 3 characters."),
        (" a  ", "At least 3 characters."),
        ("redact", "The mark of a redaction cannot be removed."),
        ("Nobody", "This does not occur in the record."),
        (
            "assertion",
            STRUCTURAL,
        ),
    ],
)
def test_text_that_cannot_be_removed_is_refused(text, message):
    event = named_event()
    before = list(Edition.objects.order_by("seq").values())
    assert refusal(lambda: redact(event.pk, text)) == [("text", message)]
    assert list(Edition.objects.order_by("seq").values()) == before


def test_text_is_not_removed_twice():
    event = named_event()
    redact(event.pk)
    assert refusal(lambda: redact(event.pk)) == [("text", "This does not occur in the record.")]
    assert Redaction.objects.count() == 1


def test_record_that_is_not_there_is_refused():
    assert refusal(lambda: redact("bbbb-bbbb-bbbb")) == [("subject", "There is no such record.")]


def test_ground_must_be_given_and_not_repeat_the_text():
    event = named_event()
    assert refusal(lambda: redact(event.pk, ground=" ")) == [
        ("ground", "Say publicly on what ground.")
    ]
    repeated = "This repeats the text to be removed."
    assert refusal(lambda: redact(event.pk, ground=f"Order of {NAME}")) == [("ground", repeated)]
    assert refusal(lambda: redact(event.pk, reason="zelda quaß")) == [("reason", repeated)]


@pytest.mark.parametrize("cast", [newsroom.editor, newsroom.reviewer])
def test_only_administrators_redact(cast):
    event = named_event()
    for call in (
        lambda: redact(event.pk, editor=cast()),
        lambda: preview_redaction(subject=event.pk, text=NAME, editor=cast()),
        lambda: redact_edition(
            event_id=event.pk, number=1, editor=cast(), now=LATER, ground=GROUND
        ),
    ):
        with pytest.raises(editorial.NotAllowed):
            call()
    assert Redaction.objects.count() == 0


def test_preview_counts_what_the_redaction_then_does():
    event = named_event()
    spots = preview_redaction(subject=event.pk, text=NAME, editor=newsroom.administrator())
    planned: dict[str, int] = {}
    for spot in spots:
        label = spot.model._meta.label_lower
        planned[label] = planned.get(label, 0) + spot.count
    assert holding() != {}
    assert redact(event.pk).places == dict(sorted(planned.items()))


def test_interrupted_redaction_changes_nothing(monkeypatch):
    event = named_event()
    before = list(Edition.objects.order_by("seq").values())

    def fail(*_args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("events.editorial.redacting.purge_words", fail)
    with pytest.raises(RuntimeError):
        redact(event.pk)
    assert list(Edition.objects.order_by("seq").values()) == before
    assert Redaction.objects.count() == 0
    assert list(check_record()) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("writes", [0, 1, 8, 20, 30])
def test_killed_redaction_changes_nothing_and_can_be_repeated(writes):
    event = named_event()
    working_papers(event)
    newsroom.administrator()
    before = sorted(stored())
    command = ("redact", event.pk, "--editor=administrator", f"--ground={GROUND}", "--yes")
    kill_after(writes, *command, stdin=NAME)
    assert sorted(stored()) == before
    assert list(check_record()) == []
    redact(event.pk)
    assert holding() == {}
    assert list(check_record()) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite overwrites at once")
def test_rewritten_tables_of_postgresql_have_none_of_the_text():
    """The files of the tables as they are on disk, with what is left of former rows."""
    event = named_event()
    working_papers(event)
    redact(event.pk)
    assert {
        "events_edition",
        "events_editiontext",
        "events_actorname",
    } <= tables_on_disk_with_text()
    assert rewritten_tables_with_text() == set()


def rewritten_tables_with_text(seconds: float = 60) -> set[str]:
    """What still has the text after VACUUM, which keeps what any older transaction may read.

    PostgreSQL's own autovacuum may have one open in this database just then, so try again until
    *seconds* have passed.
    """
    end = time.monotonic() + seconds
    while True:
        with connection.cursor() as cursor:
            cursor.execute(vacuum_statement())
        tables = tables_on_disk_with_text()
        if not tables or time.monotonic() > end:
            return tables
        time.sleep(0.2)


def tables_on_disk_with_text() -> set[str]:
    """The tables whose files, or those of their TOAST tables and indexes, have the text."""
    query = """
        SELECT c.relname, pg_read_binary_file(pg_relation_filepath(r.oid), 0, 100000000, true)
        FROM pg_class c
        JOIN pg_class r ON r.oid IN (c.oid, c.reltoastrelid)
            OR r.oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = c.oid)
        WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
            AND pg_relation_size(r.oid) > 0
    """
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(query)
        return {table for table, content in cursor.fetchall() if WORDS.search(bytes(content))}
