"""An import as a job: kept with its file, looked at, cancelled, marked and deleted."""

from datetime import timedelta

import pytest

from events.editorial import EditorialError, NotAllowed
from events.interchange.imports import (
    AlreadyFinished,
    ImportRefused,
    StillRunning,
    cancel_import,
    delete_import,
    find_import,
    jobs,
    mark_broken,
    own_imports,
    run_import,
    take_up_silent,
)
from events.models import Event, Import, ImportFile
from tests import factories, newsroom
from tests.api.importing import line
from tests.interchange.imports.files import IDS, ndjson
from tests.interchange.imports.importing import Dead, die_at, kept, run
from tests.newsroom import NOW

pytestmark = pytest.mark.usefixtures("talks")


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
        "phase": "check",
        "rows": 2,
        "done": 0,
        "created_at": NOW,
        "refusal": "",
        "claimed_at": None,
        "alive_at": None,
        "attempts": 0,
        "cancelled_at": None,
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


# --- Marking --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("state", "silence", "after"),
    [
        ("running", jobs.SILENCE, "broken"),
        ("running", None, "broken"),
        ("broken", None, "broken"),
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


# --- Taking up ------------------------------------------------------------------------------------
def test_silent_imports_are_taken_up_and_others_left_alone():
    silent, lively, broken = [kept([line(key)]) for key in "abc"]
    Import.objects.filter(pk=silent.pk).update(state="running", alive_at=NOW - jobs.SILENCE)
    Import.objects.filter(pk=lively.pk).update(state="running", alive_at=NOW)
    Import.objects.filter(pk=broken.pk).update(state="broken")
    assert take_up_silent(now=NOW) == [silent.pk]
    assert take_up_silent(now=NOW) == []
    states = dict(Import.objects.values_list("pk", "state"))
    assert states == {silent.pk: "broken", lively.pk: "running", broken.pk: "broken"}


def test_import_that_dies_again_and_again_stays_broken_until_somebody_resumes_it():
    job = kept([line("a")])
    for attempt in range(jobs.MOST_ATTEMPTS + 2):
        Import.objects.update(state="running", alive_at=None)
        assert take_up_silent(now=NOW) == ([job.pk] if attempt < jobs.MOST_ATTEMPTS else [])
    mark_broken(job.pk, editor=newsroom.editor(), now=NOW)
    assert Import.objects.get().attempts == 0
    assert run(job).state == "done"


def test_progress_counts_as_life():
    job = kept([line("a")])
    Import.objects.update(attempts=3)
    run(job)
    assert Import.objects.get().attempts == 0


# --- Cancelling and deleting ----------------------------------------------------------------------
def test_waiting_import_is_cancelled_at_once():
    job = kept([line("a")], mode="all")
    cancelled = cancel_import(job.pk, editor=newsroom.editor(), now=NOW)
    assert (cancelled.state, cancelled.finished_at) == ("cancelled", NOW)
    assert (run(job).state, Event.objects.count(), ImportFile.objects.count()) == (
        "cancelled",
        0,
        0,
    )


@pytest.mark.parametrize("mode", ["all", "rows"])
def test_finished_import_is_not_cancelled(mode):
    job = run(kept([line("a")], mode=mode))
    with pytest.raises(AlreadyFinished):
        cancel_import(job.pk, editor=newsroom.editor(), now=NOW)
    assert Import.objects.get().state == "done"


@pytest.mark.usefixtures("one_by_one")
def test_import_that_has_written_all_rows_is_not_cancelled():
    job = kept([line("a"), line("b")], mode="all")
    found = []

    def progress(running: Import) -> None:
        if (running.phase, running.done) == ("write", 2) and not found:
            found.append(running)
            with pytest.raises(AlreadyFinished):
                cancel_import(job.pk, editor=newsroom.editor(), now=NOW)

    assert run_import(job.pk, clock=lambda: NOW, progress=progress).state == "done"
    assert len(found) == 1


def test_imports_of_others_are_neither_cancelled_nor_deleted():
    job = kept([line("a")])
    for act in (cancel_import, delete_import):
        with pytest.raises(EditorialError, match=r"^There is no such import\.$"):
            act(job.pk, editor=newsroom.reviewer(), now=NOW)
        with pytest.raises(NotAllowed):
            act(job.pk, editor=factories.UserFactory(), now=NOW)
    assert Import.objects.get().state == "waiting"


@pytest.mark.usefixtures("one_by_one")
def test_import_that_has_written_some_rows_is_undone_before_it_is_deleted():
    job = kept([line("a"), line("b")], mode="all")
    with pytest.raises(Dead):
        die_at(job, "write", 2)
    editor = newsroom.editor()
    with pytest.raises(StillRunning):
        delete_import(job.pk, editor=editor, now=NOW + timedelta(days=1))
    cancel_import(job.pk, editor=editor, now=NOW)
    run(job)
    delete_import(job.pk, editor=editor, now=NOW)
    assert (Import.objects.count(), Event.objects.count()) == (0, 0)
