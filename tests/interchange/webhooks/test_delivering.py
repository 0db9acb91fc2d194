"""Telling a receiver, again until it takes it; with the clock as a parameter."""

from datetime import datetime, timedelta

import orjson
import pytest
from django.test import Client

from events.editorial import NotAllowed
from events.interchange.outbound import AddressRefused
from events.interchange.webhooks import (
    deliver_to,
    delivering,
    due_webhooks,
    queue_deliveries,
    replay_deliveries,
    run_round,
    run_rounds,
)
from events.interchange.webhooks.delivering import BATCH, LEASE, Tally
from events.interchange.webhooks.retries import ATTEMPTS
from events.models import Delivery, Webhook
from tests import newsroom
from tests.interchange.receiver import subscribe
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def webhook(receiver) -> Webhook:
    return subscribe(receiver.url)


def rounds(now: datetime = NOW) -> Tally:
    return run_rounds(clock=lambda: now)


def the_delivery() -> Delivery:
    return Delivery.objects.get()


def after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_edition_is_sent_as_changes_gives_it_and_signed(receiver, webhook):
    newsroom.linked_event()
    assert rounds() == Tally(delivered=2)
    listed = orjson.loads(Client().get("/api/v1/changes/").content)["results"]
    assert [orjson.loads(told.body) for told in receiver.told] == listed
    first = receiver.told[0]
    assert first.path == "/hook"
    assert first.headers["content-type"] == "application/json"
    assert first.headers["webhook-id"] == f"msg_{webhook.pk}_1"
    assert first.headers["webhook-timestamp"] == str(int(NOW.timestamp()))
    assert first.headers["user-agent"] == "Event-Tracker-Webhooks/1"
    assert first.is_signed_with(webhook.secret)
    assert not first.is_signed_with(subscribe(receiver.url).secret)
    delivery = Delivery.objects.order_by("edition")[0]
    assert (delivery.state, delivery.attempts, delivery.last_status, delivery.delivered_at) == (
        "delivered", 1, 204, NOW,
    )  # fmt: skip


def test_what_was_taken_is_not_sent_again(receiver, webhook):
    newsroom.published_event()
    rounds()
    assert rounds(after(1e6)) == Tally()
    assert receiver.seqs() == [1]


@pytest.mark.parametrize("status", [200, 201, 202, 204, 206, 299])
def test_any_2xx_is_taken(receiver, webhook, status):
    receiver.script = [status]
    newsroom.published_event()
    assert rounds() == Tally(delivered=1)


@pytest.mark.parametrize("status", [301, 307, 400, 401, 404, 429, 500, 503])
def test_any_other_status_is_tried_again(receiver, webhook, status):
    receiver.script = [status, 204]
    newsroom.published_event()
    assert rounds() == Tally(failed=1)
    delivery = the_delivery()
    assert (delivery.state, delivery.attempts, delivery.last_status) == ("pending", 1, status)
    assert f"HTTP {status}" in delivery.last_error
    assert after(12) <= delivery.next_attempt_at <= after(18)
    assert rounds(after(5)) == Tally()
    assert rounds(after(30)) == Tally(delivered=1)
    assert [told.headers["webhook-id"] for told in receiver.told] == [f"msg_{webhook.pk}_1"] * 2
    # Signed anew, as of the second attempt.
    assert receiver.told[1].headers["webhook-timestamp"] == str(int(after(30).timestamp()))
    assert receiver.told[1].is_signed_with(webhook.secret)
    delivery = the_delivery()
    assert (delivery.state, delivery.attempts, delivery.last_error) == ("delivered", 2, "")


def test_after_eight_attempts_in_about_a_day_it_is_dead(receiver, webhook):
    receiver.script = [500]
    newsroom.published_event()
    now, waits = NOW, []
    queue_deliveries(now=now)
    for nth in range(1, ATTEMPTS + 1):
        assert deliver_to(webhook.pk, now=now, random=lambda: 0.5) == Tally(failed=1)
        delivery = the_delivery()
        assert delivery.attempts == nth
        waits.append((delivery.next_attempt_at - now).total_seconds())
        # Not a second earlier.
        early = delivery.next_attempt_at - timedelta(seconds=1)
        assert deliver_to(webhook.pk, now=early) == Tally()
        now = delivery.next_attempt_at
    assert waits[:-1] == [15, 60, 240, 960, 3840, 15360, 61440]
    assert (the_delivery().state, len(receiver.told)) == ("dead", ATTEMPTS)
    assert rounds(after(1e7)) == Tally()
    assert Webhook.objects.get().active


def test_one_that_fails_does_not_hold_up_the_others(receiver, webhook):
    receiver.script = [500, 204]
    for nth in range(3):
        newsroom.published_event(f"event {nth}")
    assert rounds() == Tally(failed=1)
    # The receiver has its rest, then what is due comes in order.
    assert rounds(after(11)) == Tally()
    assert rounds(after(30)) == Tally(delivered=3)
    assert receiver.seqs() == [1, 1, 2, 3]


def test_one_that_always_fails_lets_the_later_ones_pass(receiver, webhook):
    receiver.script = [500, 500, 204]
    for nth in range(3):
        newsroom.published_event(f"event {nth}")
    rounds()
    rounds(after(30))
    assert rounds(after(60)) == Tally(delivered=2)
    assert receiver.seqs() == [1, 1, 2, 3]
    assert rounds(after(200)) == Tally(delivered=1)


def test_receiver_that_is_down_does_not_hold_up_another(receiver, webhook, settings):
    subscribe("http://127.0.0.1:9/nobody")
    newsroom.published_event()
    assert rounds() == Tally(delivered=1, failed=1)
    failed = Delivery.objects.get(state="pending")
    assert (failed.last_status, failed.last_error) == (None, "no response (ConnectionRefusedError)")


def test_pause_that_the_receiver_asks_for_is_kept_for_all_that_waits(receiver, webhook):
    receiver.script = [(503, {"Retry-After": "600"}), 204]
    for nth in range(2):
        newsroom.published_event(f"event {nth}")
    assert rounds() == Tally(failed=1)
    assert rounds(after(599)) == Tally()
    assert rounds(after(600)) == Tally(delivered=2)
    assert receiver.seqs() == [1, 1, 2]


def test_gone_switches_the_webhook_off_and_loses_nothing(receiver, webhook):
    receiver.script = [410]
    for nth in range(2):
        newsroom.published_event(f"event {nth}")
    rounds()
    found = Webhook.objects.get()
    # A form that was opened before it does not switch it on again.
    assert (found.active, found.version) == (False, webhook.version + 1)
    assert rounds(after(1e6)) == Tally()
    assert receiver.seqs() == [1]
    newsroom.published_event("meanwhile")
    Webhook.objects.update(active=True)
    receiver.script = [200]
    assert rounds(after(1e6)) == Tally(delivered=3)
    assert receiver.seqs() == [1, 1, 2, 3]


def test_retraction_is_sent_as_a_tombstone(receiver, webhook):
    event = newsroom.published_event()
    newsroom.retract(event, reason="It never took place.")
    rounds()
    told = orjson.loads(receiver.told[1].body)
    assert (told["kind"], told["note"]) == ("retracted", "It never took place.")
    assert told["document"]["retracted"] is True
    assert "title" not in told["document"]


def test_turn_is_bounded_and_the_rest_follows_in_order(receiver, webhook):
    for nth in range(BATCH + 2):
        newsroom.published_event(f"event {nth}")
    assert run_round(clock=lambda: NOW) == Tally(delivered=BATCH)
    assert rounds() == Tally(delivered=2)
    assert receiver.seqs() == list(range(1, BATCH + 3))


def test_address_that_is_not_allowed_any_more_is_not_asked(receiver, webhook, settings):
    newsroom.published_event()
    settings.WEBHOOK_PLAIN_LOOPBACK = False
    assert rounds() == Tally(failed=1)
    assert (receiver.told, the_delivery().last_error) == (
        [],
        "not sent: the address is not allowed (scheme)",
    )
    assert (the_delivery().state, the_delivery().attempts) == ("dead", 1)


def test_delivery_to_a_private_address_is_dead_at_once(monkeypatch):
    subscribe()
    newsroom.published_event()
    monkeypatch.setattr(delivering, "post", refuse)
    assert rounds() == Tally(failed=1)
    delivery = the_delivery()
    assert (delivery.state, delivery.attempts, delivery.last_error) == (
        "dead", 1, "not sent: the address is not allowed (private)",
    )  # fmt: skip
    assert rounds(after(1e6)) == Tally()


def refuse(*args, **kwargs):
    raise AddressRefused("private")


def test_worker_that_died_is_relieved_when_its_claim_runs_out(receiver, webhook):
    newsroom.published_event()
    queue_deliveries(now=NOW)
    Webhook.objects.update(resumes_at=NOW + LEASE)
    Delivery.objects.update(attempts=1, next_attempt_at=NOW + LEASE)
    assert due_webhooks(now=NOW) == []
    assert deliver_to(webhook.pk, now=NOW) == Tally()
    assert rounds(NOW + LEASE) == Tally(delivered=1)
    assert the_delivery().attempts == 2


def test_dead_delivery_is_sent_again_on_demand(receiver, webhook):
    newsroom.published_event()
    queue_deliveries(now=NOW)
    Delivery.objects.update(state="dead", attempts=ATTEMPTS)
    with pytest.raises(NotAllowed):
        replay_deliveries(deliveries=[the_delivery().pk], editor=newsroom.reviewer(), now=NOW)
    editor = newsroom.administrator()
    assert replay_deliveries(deliveries=[the_delivery().pk], editor=editor, now=NOW) == 1
    assert rounds() == Tally(delivered=1)
    # One that was taken, too: a receiver may have lost it. It has the same id.
    replay_deliveries(deliveries=[the_delivery().pk], editor=editor, now=NOW)
    assert rounds() == Tally(delivered=1)
    assert len({told.headers["webhook-id"] for told in receiver.told}) == 1
    assert receiver.told[0].body == receiver.told[1].body


def test_logs_tell_neither_secret_nor_address(receiver, webhook, caplog):
    caplog.set_level("DEBUG")
    receiver.script = [500, (410, {}), 204]
    newsroom.published_event()
    rounds()
    rounds(after(60))
    assert "HTTP 500" in caplog.text
    for hidden in (webhook.secret, webhook.secret[6:], webhook.url, "/hook"):
        assert hidden not in caplog.text
    assert webhook.secret not in f"{webhook!r} {webhook} {the_delivery()!r}"


def test_deleted_webhook_takes_its_deliveries_along(receiver, webhook):
    newsroom.published_event()
    queue_deliveries(now=NOW)
    webhook.delete()
    assert rounds() == Tally()
    assert (Delivery.objects.count(), receiver.told) == (0, [])
