"""What runs beside the requests, in the task worker where there is one."""

from typing import Final

from django.utils import timezone
from django_tasks import TaskResultStatus, task, task_backends
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from events.interchange.imports import run_import
from events.interchange.webhooks import run_rounds

ROUNDS: Final = 50
"""Of deliveries in one task; then whatever else waits for the worker has its turn."""


@task()
def import_file(import_id: str) -> str:
    """Carry out an import; gives its state."""
    return run_import(import_id, clock=timezone.now).state


@task()
def deliver_webhooks() -> int:
    """Tell subscribers of new editions; gives how many deliveries were taken."""
    return run_rounds(clock=timezone.now, most=ROUNDS).delivered


def leave_delivering_to_worker() -> bool:
    """Have the task worker deliver, unless it has been told and has not begun; whether it was told.

    Without a worker it is done here and now.
    """
    if isinstance(task_backends["default"], DatabaseBackend):
        told = DBTaskResult.objects.filter(
            task_path=deliver_webhooks.module_path, status=TaskResultStatus.READY
        )
        if told.exists():
            return False
    deliver_webhooks.enqueue()
    return True
