"""Background tasks. Without a task worker they run where they are enqueued."""

from typing import Final

from django.utils import timezone
from django_tasks import TaskResultStatus, task, task_backends
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from events.interchange.imports import run_import
from events.interchange.webhooks import run_rounds

ROUNDS: Final = 50
"""The most rounds of deliveries in one task, so that other tasks get their turn."""


@task()
def import_file(import_id: str) -> str:
    """Run an import and return its state."""
    return run_import(import_id, clock=timezone.now).state


@task()
def deliver_webhooks() -> int:
    """Send new editions to the webhooks; return how many deliveries succeeded."""
    return run_rounds(clock=timezone.now, most=ROUNDS).delivered


def enqueue_delivering() -> bool:
    """Enqueue `deliver_webhooks` unless it is waiting already; return whether it was enqueued.

    Without a task worker the deliveries are sent immediately.
    """
    if isinstance(task_backends["default"], DatabaseBackend):
        waiting = DBTaskResult.objects.filter(
            task_path=deliver_webhooks.module_path, status=TaskResultStatus.READY
        )
        if waiting.exists():
            return False
    deliver_webhooks.enqueue()
    return True
