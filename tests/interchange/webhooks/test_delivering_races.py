"""Several workers at once, on real connections: each edition once, in order, none lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection

from events.interchange.webhooks import deliver_to, queue_deliveries, run_rounds
from events.interchange.webhooks.delivering import _lease_delivery
from events.models import Delivery
from tests import newsroom
from tests.interchange.receiver import listening, subscribe
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS = 4


def wall() -> datetime:
    return datetime.now(UTC)


def at_once(*calls: Callable[[], object]) -> list[object]:
    barrier = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        try:
            barrier.wait(timeout=10)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_workers_at_once_send_each_edition_once_and_in_order(receiver):
    with listening() as second:
        receivers = [receiver, second]
        for found in receivers:
            found.script = ["late"]
            subscribe(found.url, now=wall())
        for nth in range(25):
            newsroom.published_event(f"event {nth}")

        def work() -> int:
            return run_rounds(clock=wall).delivered

        done = at_once(*[work] * WORKERS)
        run_rounds(clock=wall)
        for found in receivers:
            assert found.seqs() == list(range(1, 26))
            assert found.most_at_once == 1
        assert sum(done) <= 50
    assert set(Delivery.objects.values_list("state", "attempts")) == {("delivered", 1)}


def test_one_webhook_is_served_by_one_worker_alone(receiver):
    receiver.script = ["late"]
    webhook = subscribe(receiver.url)
    for nth in range(6):
        newsroom.published_event(f"event {nth}")
    queue_deliveries(now=NOW)
    done = at_once(*[lambda: deliver_to(webhook.pk, now=NOW).delivered] * WORKERS)
    assert (sorted(done), receiver.most_at_once) == ([0] * (WORKERS - 1) + [6], 1)
    assert receiver.seqs() == [1, 2, 3, 4, 5, 6]


def test_claims_of_one_delivery_have_one_winner(receiver):
    """Even where the claim of the webhook has run out under a slow worker."""
    webhook = subscribe(receiver.url)
    newsroom.published_event()
    queue_deliveries(now=NOW)
    won = at_once(*[lambda: _lease_delivery(webhook.pk, now=NOW)] * WORKERS)
    assert len([one for one in won if one]) == 1
    assert Delivery.objects.get().attempts == 1


def test_lining_up_at_once_makes_each_delivery_once(receiver):
    webhook = subscribe(receiver.url)
    for nth in range(5):
        newsroom.published_event(f"event {nth}")
    made = at_once(*[lambda: queue_deliveries(now=NOW)] * WORKERS)
    queue_deliveries(now=NOW)
    assert sum(made) <= 5
    assert webhook.deliveries.count() == 5


def test_nothing_is_lost_while_many_publish_and_many_deliver(receiver):
    subscribe(receiver.url, now=wall())
    drafts = [[newsroom.draft_event(f"event {a} {b}") for b in range(6)] for a in range(3)]
    newsroom.reviewer()

    def publish(mine) -> Callable[[], None]:
        def run() -> None:
            for event in mine:
                newsroom.publish(event)

        return run

    def work() -> None:
        for _nth in range(6):
            run_rounds(clock=wall)

    at_once(*map(publish, drafts), work, work)
    run_rounds(clock=wall)
    assert receiver.seqs() == list(range(1, 19))
