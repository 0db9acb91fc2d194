"""What runs beside the requests, in the task worker where there is one."""

from django.utils import timezone
from django_tasks import task

from events.interchange.imports import run_import


@task()
def import_file(import_id: str) -> str:
    """Carry out an import; gives its state."""
    return run_import(import_id, now=timezone.now()).state
