"""An import is carried out in parts: it can die, stop, be cancelled, and be resumed at each."""

from datetime import datetime, timedelta

import pytest

from events.editorial import change_event
from events.editorial.drafts import desk_event
from events.interchange.imports import cancel_import, results, rows_of, run_import
from events.models import Actor, Event, Import, ImportFile, ImportRow, Place
from tests import factories, newsroom
from tests.api.importing import line
from tests.interchange.imports.files import IDS
from tests.interchange.imports.importing import (
    BAD,
    Dead,
    die_at,
    kept,
    run,
    run_with,
    ticking,
)
from tests.newsroom import NOW

pytestmark = pytest.mark.usefixtures("talks", "one_by_one")
EACH_MODE = pytest.mark.parametrize("mode", ["all", "rows"])


def keys() -> list[str | None]:
    found = Event.objects.values_list("external_key", flat=True)
    return sorted(found, key=lambda key: (key is None, key))


def content(event: Event) -> dict:
    """What is recorded of an event, without its version."""
    document = desk_event(event.pk)
    return {name: document[name] for name in document if name not in {"version", "updated_at"}}


def told(job: Import) -> list[tuple[str, str, list[str]]]:
    return [
        (row.key, row.result, [problem["detail"] for problem in row.problems])
        for row in rows_of(job)
    ]


def nothing_is_kept_to_undo() -> bool:
    rows = ImportRow.objects.values_list("version", "before", "made")
    return set(map(str, rows)) <= {"(None, None, [])"}


# --- Running --------------------------------------------------------------------------------------
@EACH_MODE
def test_import_tells_when_it_ended(mode):
    ticks: list[datetime] = []
    job = run(kept([line("a")], mode=mode), ticking(ticks))
    ended = ("done", 1, ticks[0], ticks[-1])
    assert (job.state, job.done, job.claimed_at, job.finished_at) == ended
    assert ticks[0] < ticks[-1]


@EACH_MODE
def test_import_runs_once_however_often_it_is_called(mode):
    job = run(kept([line("a")], mode=mode))
    again = run(job, lambda: NOW + timedelta(days=1))
    assert (again.state, again.claimed_at, again.finished_at) == ("done", NOW, NOW)
    assert (Event.objects.count(), ImportRow.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("mode", "dry_run", "state", "counted", "written"),
    [
        ("rows", False, "done", {"created": 1, "rejected": 1}, 1),
        ("all", False, "refused", {"ready": 1, "rejected": 1}, 0),
        ("rows", True, "done", {"created": 1, "rejected": 1}, 0),
        ("all", True, "refused", {"ready": 1, "rejected": 1}, 0),
    ],
)
def test_bad_row_refuses_the_file_where_it_is_all_or_none(mode, dry_run, state, counted, written):
    job = run(kept([line("a"), BAD], mode=mode, dry_run=dry_run))
    nothing = dict.fromkeys(("created", "updated", "unchanged", "ready", "rejected"), 0)
    assert (job.state, job.done, results(job)) == (state, 2, {**nothing, **counted})
    assert Event.objects.count() == written
    assert [(row.number, row.key) for row in rows_of(job)] == [(1, "a"), (2, "bad")]
    assert [row.problems for row in rows_of(job, "rejected")] == [
        [{"pointer": "/type", "detail": "There is no such type of event."}]
    ]
    assert nothing_is_kept_to_undo()


def test_rows_are_written_in_parts_and_told_with_each():
    seen = []
    job = kept([line(key) for key in "abc"], mode="all")

    def look(running: Import) -> None:
        seen.append((running.phase, running.done, len(keys())))

    run_import(job.pk, clock=lambda: NOW, progress=look)
    # The last one is when what undoing would have taken is deleted.
    assert seen == [
        *(("check", done, 0) for done in (1, 2, 3)),
        *(("write", done, done) for done in (1, 2, 3)),
        ("write", 3, 3),
    ]
    assert told(job) == [(key, "created", []) for key in "abc"]
    assert nothing_is_kept_to_undo()


def test_import_of_an_account_that_has_lost_its_right_is_refused():
    editor = newsroom.editor()
    job = kept([line("a")], editor=editor)
    editor.groups.clear()
    job = run(job)
    refused = ("refused", "Your account may not do this.", NOW)
    assert (job.state, job.refusal, job.finished_at) == refused
    assert Event.objects.count() == 0


@EACH_MODE
def test_run_that_was_taken_for_dead_writes_no_more(mode):
    def take_over() -> None:
        Import.objects.update(claimed_at=NOW - timedelta(days=1))

    # The first look at the clock is when it begins: another run goes on from the second.
    run(kept([line("a")], mode=mode), ticking([], at={2: take_over}))
    assert (Event.objects.count(), Import.objects.get().state) == (0, "running")


# --- Breaking off, stopping and resuming ----------------------------------------------------------
@pytest.mark.parametrize(
    ("mode", "phase", "died_at", "done", "written"),
    [
        ("rows", "write", 3, 2, ["a", "b"]),
        ("all", "check", 3, 2, []),
        ("all", "write", 1, 0, []),
        ("all", "write", 3, 2, ["a", "b"]),
    ],
)
def test_run_that_breaks_off_is_resumed_after_the_last_part(mode, phase, died_at, done, written):
    job = kept([line(key) for key in "abcde"], mode=mode)
    with pytest.raises(Dead):
        die_at(job, phase, died_at)
    job.refresh_from_db()
    broken = ("broken", phase, done, None)
    assert (job.state, job.phase, job.done, job.finished_at) == broken
    assert keys() == written

    job = run(job)
    assert (job.state, job.done, results(job)["created"]) == ("done", 5, 5)
    assert [row.key for row in rows_of(job)] == keys() == list("abcde")
    assert nothing_is_kept_to_undo()


def test_resumed_check_knows_what_was_rejected_before():
    after = [{"type": "follows", "event": IDS[0]}]
    file = [{**BAD, "id": IDS[0]}, line("b"), line("c", relations=after)]
    job = kept(file, dry_run=True)
    with pytest.raises(Dead):
        die_at(job, "check", 2)
    assert [result for _key, result, _problems in told(run(job))] == [
        "rejected",
        "created",
        "rejected",
    ]


def test_resumed_check_begins_anew_where_records_are_created():
    named = [{"role": "host", "actor": {"id": IDS[0], "name": "Wang Yi"}}]
    known = [{"role": "host", "actor": IDS[0]}]
    file = [line("a", participants=named), line("b"), line("c", participants=known)]
    job = kept(file, mode="all", make_missing=True, editor=newsroom.administrator())
    with pytest.raises(Dead):
        die_at(job, "check", 2)
    assert (run(job).state, results(job)["created"]) == ("done", 3)


@EACH_MODE
def test_run_that_is_to_stop_ends_with_its_part_and_waits(mode):
    job = kept([line(key) for key in "abc"], mode=mode)
    stopped = run_import(job.pk, clock=lambda: NOW, is_stopping=lambda: True)
    assert (stopped.state, stopped.done) == ("waiting", 1)
    parts = 1
    while stopped.state == "waiting":
        stopped = run_import(job.pk, clock=lambda: NOW, is_stopping=lambda: True)
        parts += 1
    assert (stopped.state, keys()) == ("done", ["a", "b", "c"])
    assert parts == {"all": 7, "rows": 4}[mode]


# --- Undoing --------------------------------------------------------------------------------------
def refused_at_the_last_row(file, act=lambda: None, **more) -> Import:
    """An import of all rows or none whose last row is rejected, though the check was clean."""
    job = kept([*file, {**line("last"), "id": IDS[2]}], mode="all", **more)

    def take_the_id() -> None:
        act()
        newsroom.draft_event("In the way", pk=IDS[2])

    job = run_with(job, "write", len(file), take_the_id)
    assert (job.phase, job.done) == ("undo", len(file) + 1)
    assert nothing_is_kept_to_undo()
    assert ImportFile.objects.count() == 0
    return job


def test_rows_are_undone_if_the_archive_has_changed_since_the_check():
    speaker = newsroom.actor("Wang Yi").pk
    said = [{"id": IDS[1], "speaker": speaker, "text": "Yes.", "language": "en"}]
    run(
        kept([line("known", summary="Before", claims=said, place={"name": "Moscow"}), line("same")])
    )
    known = Event.objects.get(external_key="known")
    before = content(known)
    job = refused_at_the_last_row(
        [
            line("new", place={"name": "Kyiv"}, claims=[{**said[0], "id": IDS[0]}]),
            line("known", "Other talks", summary="After", claims=[], place=None),
            line("same"),
        ]
    )
    assert (job.state, job.refusal) == ("refused", "")
    assert told(job) == [
        ("new", "ready", []),
        ("known", "ready", []),
        ("same", "unchanged", []),
        ("last", "rejected", ["There is a record with this id already."]),
    ]
    assert [row.event for row in rows_of(job, "ready")] == ["", known.pk]
    assert keys() == ["known", "same", None]
    assert content(known) == before
    assert known.actions.first().reason == "The import was undone."
    assert [place.label for place in Place.objects.all()] == ["Moscow"]


def test_rows_that_refer_to_each_other_are_undone_together():
    def follows(event: str) -> list[dict]:
        return [{"type": "follows", "event": event}]

    file = [
        {**line("a"), "id": IDS[0], "relations": follows(IDS[1])},
        {**line("b"), "id": IDS[1], "relations": follows(IDS[0])},
    ]
    assert refused_at_the_last_row(file).refusal == ""
    assert keys() == [None]


def changed() -> None:
    event = Event.objects.get(external_key="a")
    change_event(
        pk=event.pk,
        document={"title": "Better"},
        editor=newsroom.reviewer(),
        now=NOW,
        expected_version=event.version,
    )


def published() -> None:
    event = Event.objects.get(external_key="a")
    factories.CitationFactory(event=event)
    newsroom.publish(event)


def referred_to() -> None:
    relation = {"type": "follows", "event": Event.objects.get(external_key="a").pk}
    document = {"title": "After", "language": "en", "type": "talks", "relations": [relation]}
    run(kept([{"external_key": "after", **document}], editor=newsroom.reviewer()))


CHANGED = "Somebody has changed it since. It stays."


@pytest.mark.parametrize(
    ("act", "reason"),
    [
        (changed, CHANGED),
        (published, "It has been published since, and stays."),
        (referred_to, "Another event refers to it. It stays."),
    ],
)
def test_new_event_that_somebody_has_used_stays_and_is_named(act, reason):
    job = refused_at_the_last_row([line("a", start="2023"), line("b")], act)
    assert (job.state, job.refusal) == (
        "refused",
        "1 event was changed or used meanwhile and stays.",
    )
    assert told(job)[:2] == [("a", "created", [reason]), ("b", "ready", [])]
    assert "a" in keys()
    assert "b" not in keys()


def test_known_event_that_somebody_has_changed_stays_and_is_named():
    run(kept([line("a"), line("b")]))
    job = refused_at_the_last_row([line("a", "Other"), line("b", "Other")], changed)
    assert told(job)[:2] == [("a", "updated", [CHANGED]), ("b", "ready", [])]
    titles = dict(Event.objects.values_list("external_key", "label"))
    assert (titles["a"], titles["b"]) == ("Better", "Talks")


def test_records_that_were_created_with_rows_are_deleted_unless_they_are_used():
    people = [{"id": IDS[n], "name": name} for n, name in enumerate(("Wang Yi", "Lavrov"))]
    file = [
        line(str(n), participants=[{"role": "host", "actor": person}])
        for n, person in enumerate(people)
    ]

    def use() -> None:
        run(kept([line("mine", participants=[{"role": "host", "actor": IDS[1]}])]))

    job = refused_at_the_last_row(file, use, make_missing=True, editor=newsroom.administrator())
    assert [actor.label for actor in Actor.objects.all()] == ["Lavrov"]
    used = "These records were created and stay, since they are used: Lavrov"
    assert told(job)[:2] == [("0", "ready", []), ("1", "ready", [used])]
    assert keys() == ["mine", None]


def test_import_is_undone_if_the_account_loses_its_right_meanwhile():
    editor = newsroom.editor()
    job = kept([line("a"), line("b"), line("c")], mode="all", editor=editor)
    job = run_with(job, "write", 2, editor.groups.clear)
    # The groups are looked at once by each run.
    assert job.state == "done"
    job = kept([line("d"), line("e")], mode="all", editor=newsroom.administrator())
    with pytest.raises(Dead):
        die_at(job, "write", 2)
    Import.objects.filter(pk=job.pk).update(editor=editor)
    editor.groups.clear()
    job = run(job)
    assert (job.state, job.refusal) == ("refused", "Your account may not do this.")
    assert keys() == ["a", "b", "c"]


def test_undoing_that_breaks_off_is_resumed():
    job = kept([line("a"), line("b"), {**line("c"), "id": IDS[2]}], mode="all")

    def look() -> bool:
        if Import.objects.filter(phase="write", done=2).exists():
            newsroom.draft_event("In the way", pk=IDS[2])
        return False

    def progress(running: Import) -> None:
        if (running.phase, running.done) == ("undo", 3):
            raise Dead

    with pytest.raises(Dead):
        run_import(job.pk, clock=lambda: NOW, is_stopping=look, progress=progress)
    job.refresh_from_db()
    assert (job.state, job.phase, job.done, keys()) == ("broken", "undo", 2, ["a", None])
    job = run(job)
    assert (job.state, job.done, keys()) == ("refused", 3, [None])


# --- Cancelling -----------------------------------------------------------------------------------
def cancel(job: Import) -> Import:
    return cancel_import(job.pk, editor=newsroom.editor(), now=NOW)


@pytest.mark.parametrize(
    ("mode", "phase", "state", "written", "results"),
    [
        ("rows", "write", "cancelled", ["a", "b"], ["created", "created"]),
        ("all", "check", "cancelled", [], ["ready", "ready"]),
        ("all", "write", "waiting", ["a", "b"], ["created", "created", "ready"]),
    ],
)
def test_run_ends_with_its_part_when_the_import_is_cancelled(mode, phase, state, written, results):
    job = kept([line(key) for key in "abc"], mode=mode)
    job = run_with(job, phase, 2, lambda: cancel(job))
    assert (job.state, job.cancelled_at, keys()) == (state, NOW, written)
    assert [result for _key, result, _problems in told(job)] == results
    if state == "waiting":
        job = run(job)
        assert (job.state, job.phase, keys()) == ("cancelled", "undo", [])
        assert [result for _key, result, _problems in told(job)] == ["ready"] * 3
    assert (job.finished_at, job.refusal, ImportFile.objects.count()) == (NOW, "", 0)
    assert run(job).state == "cancelled"


def test_import_is_cancelled_while_it_is_undone():
    job = kept([line("a"), line("b"), {**line("c"), "id": IDS[2]}], mode="all")

    def look() -> bool:
        now = Import.objects.get(pk=job.pk)
        if (now.phase, now.done) == ("write", 2):
            newsroom.draft_event("In the way", pk=IDS[2])
        if (now.phase, now.done) == ("undo", 2):
            cancel(job)
        return False

    ended = run_import(job.pk, clock=lambda: NOW, is_stopping=look)
    assert (ended.state, keys()) == ("cancelled", [None])
