"""Carry out background tasks: imports, and deliveries that a timer has left to the worker."""

import logging
import os
import signal
import time
from argparse import ArgumentParser
from random import SystemRandom
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, close_old_connections, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from events.interchange.tasks import has_worker, resume_imports, stopping
from events.search.turns import patience

INTERVAL: Final = 1.0
"""Seconds between two looks for tasks."""
LOOK_AFTER_SECONDS: Final = 20.0
"""Seconds between two looks for imports whose worker has died."""
NICENESS: Final = 5
"""Nobody waits for a task: those who do get the processor first."""

logger = logging.getLogger(__name__)


class TaskWorker(Worker):
    """The worker of django-tasks-db with a loop of its own.

    Its loop takes the only write lock of SQLite with each look for tasks, ends when the database
    does not answer, and breaks off a task at the second signal. `parent`: the process without which
    this one ends, or 0.
    """

    def __init__(self, parent: int) -> None:
        super().__init__(
            queue_names=["*"],
            interval=INTERVAL,
            batch=False,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        self.parent = parent
        self.looked_after = 0.0

    def shutdown(self, signum: int, frame: Any) -> None:
        stopping.set()

    def run(self) -> None:
        while not (stopping.is_set() or self.is_orphan()):
            close_old_connections()
            try:
                with patience():
                    self.look_after_imports()
                    task = self.claimed_task()
                    if task is not None:
                        self.run_task(task)
            except (OperationalError, InterfaceError) as error:
                # The database will be back.
                logger.warning("tasks: the database does not answer (%s)", error)
                task = None
            if task is None and not stopping.is_set():
                time.sleep(INTERVAL)

    def is_orphan(self) -> bool:
        return bool(self.parent) and os.getppid() != self.parent

    def look_after_imports(self) -> None:
        if time.monotonic() - self.looked_after < LOOK_AFTER_SECONDS:
            return
        # At different moments in each worker.
        self.looked_after = time.monotonic() + SystemRandom().uniform(0, LOOK_AFTER_SECONDS / 4)
        for import_id in resume_imports(now=timezone.now()):
            logger.warning("tasks: import %s is resumed", import_id)

    def claimed_task(self) -> "DBTaskResult[Any, Any] | None":
        waiting = DBTaskResult.objects.ready().filter(backend_name=self.backend_name)
        if not waiting.exists():
            return None
        with transaction.atomic():
            task: DBTaskResult[Any, Any] | None = waiting.get_locked()
            if task is not None:
                task.claim(self.worker_id)
        return task


class Command(BaseCommand):
    help = (
        "Carries out background tasks until it is stopped. tracker.serving runs it by itself; "
        "several can run at once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--supervised", action="store_true", help="End with the process that started this one."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not has_worker():
            raise CommandError("Tasks run in the requests: TASK_WORKER is switched off.")
        worker = TaskWorker(os.getppid() if options["supervised"] else 0)
        # The supervisor blocks these signals, and its processes inherit that.
        signal.signal(signal.SIGTERM, worker.shutdown)
        # Ctrl-C reaches the whole process group; the supervisor passes on what is to be done.
        signal.signal(signal.SIGINT, signal.SIG_IGN if options["supervised"] else worker.shutdown)
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        os.nice(NICENESS)
        worker.run()
