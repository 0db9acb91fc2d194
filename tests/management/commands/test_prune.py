"""`manage.py prune`: what is no longer needed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.interchange.imports import keeping
from events.models import Import, ImportFile, SecurityEvent
from tests import newsroom
from tests.management.commands.calling import called
from tests.newsroom import NOW


def deleted(files: int = 0, rows: int = 0) -> str:
    return (
        f"{files} files of imports deleted.\n0 unsaved forms deleted.\n"
        f"{rows} rows of the security log deleted.\n"
    )


@pytest.mark.django_db
def test_old_files_are_deleted_and_counted():
    for days in (1, 400):
        job = Import.objects.create(
            editor=newsroom.editor(), format="ndjson", mode="all", dry_run=True, state="done",
            finished_at=NOW if days == 400 else NOW + timedelta(days=36500),
        )  # fmt: skip
        ImportFile.objects.create(of=job, content=b"{}")
    assert called("prune") == (deleted(files=1), "")
    assert called("prune") == (deleted(), "")
    assert (ImportFile.objects.count(), keeping.KEPT) == (1, timedelta(days=7))


@pytest.mark.django_db
def test_old_rows_of_the_security_log_are_deleted(settings):
    settings.SECURITY_LOG_DAYS = 90
    for days in (0, 89, 91, 1000):
        SecurityEvent.objects.create(kind="failed", at=timezone.now() - timedelta(days=days))
    assert called("prune") == (deleted(rows=2), "")
    assert called("prune") == (deleted(), "")
    assert SecurityEvent.objects.count() == 2
