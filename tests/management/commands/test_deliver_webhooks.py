"""Delivering by command: once, watching, by the task worker."""

import signal
import threading

import pytest
from django.core.management import CommandError
from django.db import OperationalError, connection
from django_tasks_db.models import DBTaskResult

from events.management.commands import deliver_webhooks
from tests import newsroom
from tests.interchange.receiver import Receiver, subscribe
from tests.management.commands.calling import called


@pytest.mark.django_db
def test_one_call_delivers_what_waits(receiver):
    subscribe(receiver.url)
    newsroom.published_event()
    assert called("deliver_webhooks") == ("1 delivered, 0 failed.\n", "")
    assert called("deliver_webhooks") == ("0 delivered, 0 failed.\n", "")
    assert receiver.seqs() == [1]


@pytest.mark.django_db
def test_without_a_worker_it_is_done_at_once(receiver):
    subscribe(receiver.url)
    newsroom.published_event()
    called("deliver_webhooks", "--worker")
    assert receiver.seqs() == [1]


@pytest.mark.django_db(transaction=True)
def test_worker_delivers_and_is_told_once(receiver, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    subscribe(receiver.url)
    newsroom.published_event()
    assert called("deliver_webhooks", "--worker") == ("Queued for the worker.\n", "")
    assert called("deliver_webhooks", "--worker") == ("Already queued for the worker.\n", "")
    assert (receiver.told, DBTaskResult.objects.count()) == ([], 1)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    quit_handler = signal.getsignal(signal.SIGQUIT)
    try:
        called("db_worker", "--batch", "--no-startup-delay", "--interval", "0")
    finally:
        for number, handler in {**handlers, signal.SIGQUIT: quit_handler}.items():
            signal.signal(number, handler)
    assert receiver.seqs() == [1]
    done = DBTaskResult.objects.get()
    assert (done.status, done.return_value) == ("SUCCESSFUL", 1)
    assert called("deliver_webhooks", "--worker")[0] == "Queued for the worker.\n"


def waited(receiver: Receiver, number: int) -> None:
    tick = threading.Event()
    for _nth in range(500):
        if len(receiver.told) >= number:
            return
        tick.wait(0.02)


@pytest.mark.django_db(transaction=True)
def test_watching_sends_what_is_published_meanwhile_until_it_is_stopped(receiver):
    subscribe(receiver.url)
    stop, done = threading.Event(), []

    def watch() -> None:
        try:
            done.append(deliver_webhooks.watch(stop, 0.1))
        finally:
            connection.close()

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        for nth in range(2):
            newsroom.published_event(f"event {nth}")
            waited(receiver, nth + 1)
    finally:
        stop.set()
        thread.join(10)
    assert (receiver.seqs(), done[0].delivered) == ([1, 2], 2)


def test_watching_outlives_the_database(monkeypatch, caplog):
    stop, asked = threading.Event(), []

    def away(**_asked: object) -> None:
        asked.append(1)
        if len(asked) == 2:
            stop.set()
        raise OperationalError("password=hidden")

    monkeypatch.setattr(deliver_webhooks, "run_round", away)
    monkeypatch.setattr(deliver_webhooks, "close_old_connections", lambda: None)
    deliver_webhooks.watch(stop, 0.01)
    assert (len(asked), "does not answer" in caplog.text, "hidden" in caplog.text) == (
        2, True, False,
    )  # fmt: skip


@pytest.mark.parametrize("interval", ["0", "-1", "x", "nan", "inf", "3601"])
def test_interval_out_of_reason_is_refused(interval):
    with pytest.raises(CommandError):
        called("deliver_webhooks", "--watch", "--interval", interval)
