"""Imports: what the database refuses, and that a list does not load their files."""

from importlib import import_module

import pytest
from django.apps import apps

from events.models import Import, ImportFile, ImportRow
from tests import newsroom
from tests.models.constraints import violated

pytestmark = pytest.mark.django_db
migration = import_module("events.migrations.0022_short_imports")
FINISHED = ("done", "refused", "cancelled")


@pytest.fixture
def imported() -> Import:
    return Import.objects.create(editor=newsroom.editor(), format="csv", mode="all", rows=2)


def test_no_more_rows_are_done_than_there_are(imported):
    rows = Import.objects.filter(pk=imported.pk)
    assert rows.update(done=2) == 1
    assert violated(lambda: rows.update(done=3)) == "import_done_within_rows"


@pytest.mark.parametrize(("column", "value"), [("mode", "rows"), ("dry_run", True)])
def test_only_imports_of_all_rows_or_none_are_undone(imported, column, value):
    rows = Import.objects.filter(pk=imported.pk)
    assert rows.update(phase="undo") == 1
    assert violated(lambda: rows.update(**{column: value})) == "import_undoes_all_rows_alone"


def test_unfinished_import_of_an_earlier_release_begins_with_the_check():
    def made(**columns: object) -> str:
        job = Import.objects.create(
            editor=newsroom.editor(), format="csv", rows=2, done=1, phase="write", **columns
        )
        return job.pk

    jobs = {
        made(mode="all", state="broken"): ("check", 0),
        made(mode="rows", dry_run=True, state="waiting"): ("check", 0),
        made(mode="rows", state="broken"): ("write", 1),
        made(mode="all", state="done"): ("write", 1),
        made(mode="all", state="refused"): ("write", 1),
    }
    migration.begin_with_the_check(apps, None)
    found = {job.pk: (job.phase, job.done) for job in Import.objects.all()}
    assert found == jobs


@pytest.mark.parametrize(
    ("columns", "finished", "some"),
    [
        ({"state": "waiting", "phase": "check"}, False, False),
        ({"state": "running", "phase": "write"}, False, True),
        ({"state": "broken", "phase": "undo"}, False, True),
        ({"state": "running", "phase": "write", "mode": "rows"}, False, False),
        ({"state": "running", "phase": "check", "dry_run": True}, False, False),
        *(({"state": state, "phase": "write"}, True, False) for state in FINISHED),
    ],
)
def test_import_knows_whether_it_may_have_written_some_rows(columns, finished, some):
    job = Import(**{"mode": "all", **columns})
    assert (job.is_finished, job.may_have_written_some) == (finished, some)


def test_row_of_an_import_has_one_result(imported):
    row = {"of": imported, "number": 1, "result": "created"}
    ImportRow.objects.create(**row)
    assert violated(lambda: ImportRow.objects.create(**row)) == "import_row_once"


def test_file_is_deleted_with_its_import(imported, django_assert_num_queries):
    ImportFile.objects.create(of=imported, content=b"title")
    with django_assert_num_queries(1):
        assert [found.pk for found in Import.objects.all()] == [imported.pk]
    assert bytes(imported.file.content) == b"title"
    imported.delete()
    assert ImportFile.objects.count() == 0
