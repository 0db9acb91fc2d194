"""How long the files of imports are kept, and how much of them."""

from datetime import timedelta

import pytest

from events.editorial import EditorialError
from events.interchange.imports import (
    ImportRefused,
    StillRunning,
    create_import,
    delete_import,
    jobs,
    keeping,
    prune_files,
    run_import,
)
from events.models import Event, Import, ImportFile, ImportRow
from events.record.vocabulary import ImportFormat, ImportMode
from tests import newsroom
from tests.api.importing import line
from tests.interchange.imports.files import ndjson
from tests.newsroom import NOW

pytestmark = pytest.mark.usefixtures("talks")


def kept(*lines, mode: str = "all", dry_run: bool = False) -> Import:
    return create_import(
        editor=newsroom.editor(), content=ndjson(list(lines) or [line("a")]), now=NOW,
        format=ImportFormat.NDJSON, mode=ImportMode(mode), dry_run=dry_run, make_missing=False,
    )  # fmt: skip


def run(job: Import) -> str:
    return run_import(job.pk, clock=lambda: NOW).state


@pytest.mark.parametrize("mode", ["all", "rows"])
@pytest.mark.parametrize(
    ("lines", "dry_run", "files"),
    [
        ([line("a")], False, 0),
        ([line("a")], True, 1),
        ([line("a", type="nonsense")], False, 0),
    ],
)
def test_file_is_kept_after_a_dry_run_alone(mode, lines, dry_run, files):
    job = kept(*lines, mode=mode, dry_run=dry_run)
    assert run(job) in {"done", "refused"}
    assert ImportFile.objects.count() == files
    assert ImportRow.objects.filter(of=job).count() == 1


def test_file_of_a_refused_dry_run_is_dropped_at_once():
    assert run(kept(line("a", type="nonsense"), dry_run=True)) == "refused"
    assert ImportFile.objects.count() == 0


def test_file_of_a_dry_run_is_kept_for_a_week():
    run(kept(dry_run=True))
    assert prune_files(now=NOW + keeping.KEPT - timedelta(seconds=1)) == 0
    assert prune_files(now=NOW + keeping.KEPT) == 1
    assert (Import.objects.count(), ImportRow.objects.count()) == (1, 1)


def test_import_that_was_never_finished_is_refused_after_a_month():
    job = kept()
    assert prune_files(now=NOW + keeping.UNFINISHED_KEPT - timedelta(seconds=1)) == 0
    assert prune_files(now=NOW + keeping.UNFINISHED_KEPT) == 1
    job.refresh_from_db()
    assert (job.state, job.refusal) == ("refused", "It was not finished in time.")
    assert run(job) == "refused"


def test_file_that_an_earlier_release_kept_is_dropped():
    job = kept()
    Import.objects.filter(pk=job.pk).update(state="refused", finished_at=NOW)
    kept(line("b"))
    assert list(ImportFile.objects.values_list("of_id", flat=True)) != [job.pk]
    assert ImportFile.objects.count() == 1


def test_files_of_an_account_take_a_limited_space(monkeypatch):
    monkeypatch.setattr(keeping, "MOST_KEPT", 2 * len(ndjson([line("a")])))
    kept(line("a"))
    kept(line("b"))
    with pytest.raises(ImportRefused, match="Delete some first"):
        kept(line("c"))
    assert Import.objects.count() == 2


def test_import_is_deleted_by_its_account_and_its_events_stay():
    job = kept()
    run(job)
    with pytest.raises(EditorialError, match="no such import"):
        delete_import(job.pk, editor=newsroom.reviewer(), now=NOW)
    delete_import(job.pk, editor=newsroom.editor(), now=NOW)
    left = (Import.objects.count(), ImportRow.objects.count(), ImportFile.objects.count())
    assert (left, Event.objects.count()) == ((0, 0, 0), 1)


def test_running_import_is_not_deleted():
    job = kept()
    Import.objects.filter(pk=job.pk).update(state="running", claimed_at=NOW, alive_at=NOW)
    with pytest.raises(StillRunning):
        delete_import(job.pk, editor=newsroom.editor(), now=NOW)
    delete_import(job.pk, editor=newsroom.editor(), now=NOW + jobs.SILENCE)
    assert Import.objects.count() == 0
