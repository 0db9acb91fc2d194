"""Background tasks. Without a task worker they run where they are enqueued."""

import threading
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, task, task_backends
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from events.interchange.imports import SILENCE, run_import, take_up_silent
from events.interchange.webhooks import run_rounds
from events.models import Import
from events.record.vocabulary import ImportState

ROUNDS: Final = 50
"""The most rounds of deliveries in one task, so that other tasks get their turn."""

stopping = threading.Event()
"""Set when the task worker is told to stop. Nobody waits for it, so a signal handler may set it."""


@task()
def import_file(import_id: str) -> str:
    """Run an import and return its state. If the worker stops, another one resumes it."""
    state = run_import(import_id, clock=timezone.now, is_stopping=stopping.is_set).state
    if state == ImportState.WAITING:
        import_file.enqueue(import_id)
    return state


@task()
def deliver_webhooks() -> int:
    """Send new editions to the webhooks; return how many deliveries succeeded."""
    return run_rounds(clock=timezone.now, most=ROUNDS).delivered


def has_worker() -> bool:
    """Return whether tasks wait for the task worker."""
    return isinstance(task_backends["default"], DatabaseBackend)


def enqueue_delivering() -> bool:
    """Enqueue `deliver_webhooks` unless it is waiting already; return whether it was enqueued.

    Without a task worker the deliveries are sent immediately.
    """
    if has_worker() and _waiting(deliver_webhooks).exists():
        return False
    deliver_webhooks.enqueue()
    return True


def resume_imports(*, now: datetime) -> list[str]:
    """Enqueue the imports whose worker has died, and those that wait without being enqueued."""
    with transaction.atomic():
        silent = take_up_silent(now=now)
        for import_id in silent:
            _of_import(import_id, TaskResultStatus.RUNNING).update(status=TaskResultStatus.FAILED)
        waiting = Import.objects.filter(
            state=ImportState.WAITING, created_at__lte=now - SILENCE
        ).values_list("pk", flat=True)
        lost = [
            import_id
            for import_id in waiting
            if not _of_import(import_id, TaskResultStatus.READY).exists()
        ]
        for import_id in (*silent, *lost):
            import_file.enqueue(import_id)
    return [*silent, *lost]


def _waiting(of: Any) -> Any:
    return DBTaskResult.objects.filter(task_path=of.module_path, status=TaskResultStatus.READY)


def _of_import(import_id: str, status: TaskResultStatus) -> Any:
    return DBTaskResult.objects.filter(
        task_path=import_file.module_path,
        status=status,
        args_kwargs={"args": [import_id], "kwargs": {}},
    )
