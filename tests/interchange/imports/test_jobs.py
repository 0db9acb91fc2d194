"""An import as a job: kept with its file, run once, and resumed where it was broken off."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from events.editorial import EditorialError, NotAllowed
from events.interchange.imports import (
    ImportRefused,
    StillRunning,
    create_import,
    find_import,
    jobs,
    mark_broken,
    own_imports,
    results,
    rows_of,
    run_import,
)
from events.models import Event, Import, ImportFile, ImportRow
from events.record.vocabulary import ImportFormat, ImportMode
from tests import factories, newsroom
from tests.api.importing import line
from tests.interchange.imports.files import IDS, ndjson
from tests.newsroom import NOW

pytestmark = pytest.mark.usefixtures("talks")
EACH_MODE = pytest.mark.parametrize("mode", ["all", "rows"])
BAD = line("bad", type="nonsense")


class Dead(Exception):
    """The process dies."""


def kept(file: list[dict[str, Any]] | bytes, *, mode: str = "rows", **more: Any) -> Import:
    """An import that waits to be run."""
    options = {"editor": newsroom.editor(), "dry_run": False, "make_missing": False, **more}
    return create_import(
        content=file if isinstance(file, bytes) else ndjson(file),
        format=ImportFormat.NDJSON,
        mode=ImportMode(mode),
        now=NOW,
        **options,
    )


def run(job: Import, clock: Callable[[], datetime] = lambda: NOW) -> Import:
    return run_import(job.pk, clock=clock)


def ticking(told: list[datetime], *, at: dict[int, Callable[[], object]] | None = None):
    """A clock that goes on by a second whenever it is asked, and acts at some of these times."""

    def clock() -> datetime:
        told.append(NOW + timedelta(seconds=len(told)))
        (at or {}).get(len(told), lambda: None)()
        return told[-1]

    return clock


def die() -> None:
    raise Dead


# --- Keeping --------------------------------------------------------------------------------------
def test_import_is_kept_with_its_file_until_it_is_run():
    job = kept([line("a"), line("b")], mode="all", make_missing=True)
    assert Import.objects.values().get() == {
        "id": job.pk,
        "editor_id": newsroom.editor().pk,
        "format": "ndjson",
        "mode": "all",
        "dry_run": False,
        "make_missing": True,
        "state": "waiting",
        "rows": 2,
        "done": 0,
        "created_at": NOW,
        "refusal": "",
        "claimed_at": None,
        "alive_at": None,
        "finished_at": None,
    }
    assert bytes(ImportFile.objects.get(of=job).content) == ndjson([line("a"), line("b")])
    assert Event.objects.count() == 0


def test_file_that_cannot_be_read_is_not_kept():
    with pytest.raises(ImportRefused, match=r"^The file holds no rows\.$"):
        kept(b"\n")
    assert Import.objects.count() == 0


def test_account_without_the_right_keeps_and_marks_nothing():
    nobody = factories.UserFactory()
    with pytest.raises(NotAllowed):
        kept([line("a")], editor=nobody)
    job = kept([line("a")])
    with pytest.raises(NotAllowed):
        mark_broken(job.pk, editor=nobody, now=NOW)
    assert Import.objects.get().state == "waiting"


# --- Running --------------------------------------------------------------------------------------
@EACH_MODE
def test_import_tells_when_it_ended(mode):
    told: list[datetime] = []
    job = run(kept([line("a")], mode=mode), ticking(told))
    assert (job.state, job.done, job.claimed_at, job.finished_at) == ("done", 1, told[0], told[-1])
    assert told[0] < told[-1]


@EACH_MODE
def test_import_runs_once_however_often_it_is_called(mode):
    job = run(kept([line("a")], mode=mode))
    again = run(job, lambda: NOW + timedelta(days=1))
    assert (again.state, again.claimed_at, again.finished_at) == ("done", NOW, NOW)
    assert (Event.objects.count(), ImportRow.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("mode", "dry_run", "state", "told", "written"),
    [
        ("rows", False, "done", {"created": 1, "rejected": 1}, 1),
        ("all", False, "refused", {"ready": 1, "rejected": 1}, 0),
        ("rows", True, "done", {"created": 1, "rejected": 1}, 0),
        ("all", True, "refused", {"ready": 1, "rejected": 1}, 0),
    ],
)
def test_bad_row_refuses_the_file_where_it_is_all_or_none(mode, dry_run, state, told, written):
    job = run(kept([line("a"), BAD], mode=mode, dry_run=dry_run))
    nothing = dict.fromkeys(("created", "updated", "unchanged", "ready", "rejected"), 0)
    assert (job.state, job.done, results(job)) == (state, 2, {**nothing, **told})
    assert Event.objects.count() == written
    assert [(row.number, row.key) for row in rows_of(job)] == [(1, "a"), (2, "bad")]
    assert [row.problems for row in rows_of(job, "rejected")] == [
        [{"pointer": "/type", "detail": "There is no such type of event."}]
    ]


def test_import_of_an_account_that_has_lost_its_right_is_refused():
    editor = newsroom.editor()
    job = kept([line("a")], editor=editor)
    editor.groups.clear()
    job = run(job)
    assert (job.state, job.refusal, job.finished_at) == (
        "refused",
        "Your account may not do this.",
        NOW,
    )
    assert Event.objects.count() == 0


@EACH_MODE
def test_run_that_was_taken_for_dead_writes_no_more(mode):
    def take_over() -> None:
        Import.objects.update(claimed_at=NOW - timedelta(days=1))

    # The first look at the clock is when it begins: another run goes on from the second.
    run(kept([line("a")], mode=mode), ticking([], at={2: take_over}))
    assert (Event.objects.count(), Import.objects.get().state) == (0, "running")


# --- Breaking off and resuming --------------------------------------------------------------------
def test_run_that_breaks_off_is_resumed_after_the_last_batch(monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 2)
    job = kept([line(key) for key in "abcde"])
    with pytest.raises(Dead):
        # Looked at when it begins, when rows are read, and with each batch.
        run(job, ticking([], at={4: die}))
    job.refresh_from_db()
    assert (job.state, job.done, job.finished_at) == ("broken", 2, None)
    assert [row.key for row in rows_of(job)] == ["a", "b"]
    assert Event.objects.count() == 2

    job = run(job)
    assert (job.state, job.done, results(job)["created"]) == ("done", 5, 5)
    assert [row.key for row in rows_of(job)] == list("abcde")


def test_run_of_all_or_none_that_breaks_off_begins_anew():
    job = kept([line(key) for key in "abc"], mode="all")
    with pytest.raises(Dead):
        # The third look is at the end, when all is written but nothing committed.
        run(job, ticking([], at={3: die}))
    job.refresh_from_db()
    assert (job.state, job.done, Event.objects.count()) == ("broken", 0, 0)
    assert rows_of(job).count() == 0

    job = run(job)
    assert (job.state, job.done, Event.objects.count()) == ("done", 3, 3)


@pytest.mark.parametrize(
    ("state", "silence", "after"),
    [
        ("running", jobs.SILENCE, "broken"),
        ("running", None, "broken"),
        ("waiting", None, "waiting"),
        ("done", timedelta(0), "done"),
    ],
)
def test_only_a_run_that_has_been_silent_is_marked_as_broken(state, silence, after):
    job = kept([line("a")])
    alive_at = None if silence is None else NOW - silence
    Import.objects.update(state=state, claimed_at=NOW - jobs.SILENCE * 2, alive_at=alive_at)
    mark_broken(job.pk, editor=newsroom.editor(), now=NOW)
    assert Import.objects.get().state == after


def test_run_that_gave_a_sign_of_life_is_not_marked_as_broken():
    job = kept([line("a")])
    alive_at = NOW - jobs.SILENCE + timedelta(seconds=1)
    Import.objects.update(state="running", claimed_at=NOW, alive_at=alive_at)
    with pytest.raises(StillRunning):
        mark_broken(job.pk, editor=newsroom.editor(), now=NOW)
    assert Import.objects.get().state == "running"


def test_import_that_is_not_there_is_neither_run_nor_marked():
    for act in (
        lambda: run_import(IDS[0], clock=lambda: NOW),
        lambda: mark_broken(IDS[0], editor=newsroom.editor(), now=NOW),
    ):
        with pytest.raises(EditorialError, match=r"^There is no such import\.$"):
            act()


# --- Looking at it --------------------------------------------------------------------------------
def test_account_sees_its_own_imports_and_an_administrator_all():
    own, other = kept([line("a")]), kept([line("a")], editor=newsroom.reviewer())
    seen = {
        person.username: set(own_imports(person).values_list("pk", flat=True))
        for person in (newsroom.editor(), newsroom.reviewer(), newsroom.administrator())
    }
    assert seen == {
        "editor": {own.pk},
        "reviewer": {other.pk},
        "administrator": {own.pk, other.pk},
    }


def test_import_is_found_by_its_whole_id_and_by_whom_it_is_for():
    job = kept([line("a")])
    assert find_import(job.pk, editor=newsroom.editor()) == job
    assert find_import(job.pk, editor=newsroom.reviewer()) is None
    for spelled in (job.pk[:13], f"{job.pk}x", f"{job.pk}{'x' * 20}", ""):
        assert find_import(spelled, editor=newsroom.editor()) is None
