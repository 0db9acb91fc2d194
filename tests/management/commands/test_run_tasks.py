"""The task worker as a process of its own: what it carries out, and what its end leaves behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as installed
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from events.interchange.imports import cancel_import, jobs
from events.interchange.tasks import import_file, stopping
from events.management.commands.run_tasks import TaskWorker
from events.models import Event, Import
from tests import factories, newsroom
from tests.api.importing import line
from tests.interchange.imports.importing import kept
from tests.management.commands.calling import called

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = 120


@pytest.fixture(autouse=True)
def queue(settings) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    factories.EventTypeFactory(key="talks")


def database_url() -> str:
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    account = f"{quote(found['USER'])}:{quote(found['PASSWORD'])}"
    return f"postgres://{account}@{found['HOST']}:{found['PORT']}/{found['NAME']}"


@contextmanager
def worker(*options: str) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run_tasks", *options],
        cwd=installed.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tracker.settings", "TASK_WORKER": "1",
             "DATABASE_URL": database_url(), "LOG_LEVEL": "ERROR"},
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(job: Import, is_there: Callable[[Import], bool]) -> None:
    for _n in range(3000):
        job.refresh_from_db()
        if is_there(job):
            return
        time.sleep(0.02)
    pytest.fail(f"{job.state}, {job.phase}, {job.done} of {job.rows}")


def is_within(phase: str) -> Callable[[Import], bool]:
    return lambda job: job.phase == phase and job.state == "running" and 0 < job.done < job.rows


def enqueued(mode: str = "all") -> Import:
    job = kept([line(f"k{number}", summary="x" * 99) for number in range(ROWS)], mode=mode)
    import_file.enqueue(job.pk)
    return job


def cancel(job: Import) -> None:
    """As the API does."""
    cancel_import(job.pk, editor=newsroom.editor(), now=timezone.now())
    import_file.enqueue(job.pk)


def nothing_is_half_done() -> bool:
    return called("check_record") == ("0 editions, no contradiction.\n", "")


@pytest.mark.parametrize(
    ("mode", "phase", "state", "written"),
    [
        ("rows", "write", "done", ROWS),
        ("all", "check", "done", ROWS),
        ("all", "write", "done", ROWS),
        ("all", "undo", "cancelled", 0),
    ],
)
def test_import_is_finished_or_undone_after_its_worker_was_killed(mode, phase, state, written):
    job = enqueued(mode)
    with worker() as process:
        if phase == "undo":
            wait_for(job, lambda job: job.phase == "write" and job.done > ROWS // 2)
            cancel(job)
        wait_for(job, is_within(phase))
        process.send_signal(signal.SIGKILL)
        process.wait()
    job.refresh_from_db()
    assert (job.state, job.phase) == ("running", phase)
    # As if that had been a while ago.
    Import.objects.update(alive_at=timezone.now() - jobs.SILENCE)
    with worker():
        wait_for(job, lambda job: job.is_finished)
    assert (job.state, job.done, Event.objects.count()) == (state, ROWS, written)
    assert nothing_is_half_done()
    killed = DBTaskResult.objects.filter(status="FAILED", args_kwargs__args=[job.pk])
    assert killed.count() == 1


@pytest.mark.parametrize("phase", ["check", "write"])
def test_import_is_resumed_by_the_next_worker_after_this_one_was_stopped(phase):
    job = enqueued()
    with worker() as process:
        wait_for(job, is_within(phase))
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    job.refresh_from_db()
    assert (job.state, job.phase, 0 < job.done < ROWS) == ("waiting", phase, True)
    assert DBTaskResult.objects.ready().count() == 1
    with worker(), worker():
        wait_for(job, lambda job: job.is_finished)
    assert (job.state, Event.objects.count()) == ("done", ROWS)
    assert nothing_is_half_done()


def test_import_is_cancelled_while_a_worker_carries_it_out():
    job = enqueued()
    with worker():
        wait_for(job, is_within("write"))
        cancel(job)
        wait_for(job, lambda job: job.is_finished)
    assert (job.state, Event.objects.count()) == ("cancelled", 0)


def test_worker_ends_with_the_process_that_started_it():
    script = (
        "import subprocess, sys, time\n"
        "worker = subprocess.Popen([sys.executable, 'manage.py', 'run_tasks', '--supervised'])\n"
        "print(worker.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=installed.BASE_DIR,
        stdout=subprocess.PIPE,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tracker.settings", "TASK_WORKER": "1",
             "DATABASE_URL": database_url(), "LOG_LEVEL": "ERROR"},
    )  # fmt: skip
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    job = enqueued("rows")
    wait_for(job, lambda job: job.is_finished)  # it has started
    parent.kill()
    parent.communicate()
    for _n in range(600):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("The worker is still there.")


# --- Looking after imports ------------------------------------------------------------------------
@pytest.fixture
def at_work(monkeypatch) -> Callable[[], None]:
    """Let a worker of this process look for tasks until there are none."""

    def work() -> None:
        task_worker: Any = TaskWorker(parent=0)
        task_worker.look_after_imports()
        while (task := task_worker.claimed_task()) is not None:
            task_worker.run_task(task)

    return work


def test_import_that_waits_without_being_enqueued_is_enqueued(at_work):
    job = kept([line("a")])
    Import.objects.update(created_at=timezone.now())
    at_work()
    assert Import.objects.get().state == "waiting"
    Import.objects.update(created_at=timezone.now() - jobs.SILENCE)
    at_work()
    job.refresh_from_db()
    assert (job.state, Event.objects.count()) == ("done", 1)


def test_import_that_is_enqueued_is_not_enqueued_again():
    job = kept([line("a")])
    Import.objects.update(created_at=timezone.now() - timedelta(days=1))
    import_file.enqueue(job.pk)
    TaskWorker(parent=0).look_after_imports()
    assert DBTaskResult.objects.count() == 1


def test_worker_that_is_told_to_stop_ends_its_import_with_the_current_part(at_work):
    job = kept([line(f"k{number}") for number in range(300)])
    stopping.set()
    try:
        assert import_file.func(job.pk) == "waiting"
    finally:
        stopping.clear()
    job.refresh_from_db()
    assert 0 < job.done < 300
    at_work()
    job.refresh_from_db()
    assert (job.state, Event.objects.count()) == ("done", 300)


def test_command_refuses_to_run_where_tasks_run_in_the_requests(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    with pytest.raises(CommandError, match="TASK_WORKER is switched off"):
        call_command("run_tasks")
