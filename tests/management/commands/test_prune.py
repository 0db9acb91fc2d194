"""`manage.py prune`: files of imports that are no longer needed."""

from datetime import timedelta

import pytest

from events.interchange.imports import keeping
from events.models import Import, ImportFile
from tests import newsroom
from tests.management.commands.calling import called
from tests.newsroom import NOW


@pytest.mark.django_db
def test_old_files_are_deleted_and_counted():
    for days in (1, 400):
        job = Import.objects.create(
            editor=newsroom.editor(), format="ndjson", mode="all", dry_run=True, state="done",
            finished_at=NOW if days == 400 else NOW + timedelta(days=36500),
        )  # fmt: skip
        ImportFile.objects.create(of=job, content=b"{}")
    assert called("prune") == ("1 files of imports deleted.\n0 unsaved forms deleted.\n", "")
    assert called("prune") == ("0 files of imports deleted.\n0 unsaved forms deleted.\n", "")
    assert (ImportFile.objects.count(), keeping.KEPT) == (1, timedelta(days=7))
