"""Background tasks, with and without a task worker."""

import pytest
from django_tasks_db.models import DBTaskResult

from events.interchange import tasks
from events.interchange.tasks import deliver_webhooks, enqueue_delivering, import_file
from events.interchange.webhooks import Tally
from events.models import Delivery, Import
from tests import factories, newsroom
from tests.api.importing import line
from tests.interchange.imports.importing import kept
from tests.interchange.receiver import listening, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def receiver(settings):
    settings.WEBHOOK_PLAIN_LOOPBACK = True
    with listening() as found:
        yield found


def test_deliveries_are_sent_at_once_without_a_task_worker(receiver):
    subscribe(receiver.url)
    newsroom.published_event()
    assert enqueue_delivering() is True
    assert receiver.seqs() == [1]


def test_deliveries_are_enqueued_once_for_the_task_worker(receiver, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    subscribe(receiver.url)
    newsroom.published_event()
    assert (enqueue_delivering(), enqueue_delivering()) == (True, False)
    assert (receiver.seqs(), Delivery.objects.count()) == ([], 0)
    assert [task.task_path for task in DBTaskResult.objects.all()] == [deliver_webhooks.module_path]


def test_task_that_has_started_does_not_stop_the_next_one(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    enqueue_delivering()
    DBTaskResult.objects.update(status="RUNNING")
    assert enqueue_delivering() is True


def test_delivering_task_returns_the_number_of_successes(receiver):
    receiver.script = [204, 500]
    subscribe(receiver.url)
    for title in ("One", "Two"):
        newsroom.published_event(title)
    assert deliver_webhooks.func() == 1


def test_delivering_task_ends_after_a_number_of_rounds(monkeypatch):
    seen = []

    def run_rounds(*, clock, most):
        seen.append(most)
        return Tally(delivered=3)

    monkeypatch.setattr(tasks, "run_rounds", run_rounds)
    assert deliver_webhooks.func() == 3
    assert seen == [50]


def test_importing_task_returns_the_state_of_the_import():
    factories.EventTypeFactory(key="talks")
    job = kept([line("a")])
    assert import_file.func(job.pk) == "done"
    assert Import.objects.get().state == "done"
