"""Which editions a webhook is to be told of."""

from datetime import timedelta

import pytest

from events.interchange.webhooks import change_webhook, queue_deliveries, queueing
from events.models import Delivery, Edition, Event, EventType, Webhook
from tests import factories, newsroom
from tests.interchange.receiver import subscribe
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def lined_up(webhook: Webhook) -> list[int]:
    queue_deliveries(now=NOW)
    found = Delivery.objects.filter(webhook=webhook).order_by("edition")
    return list(found.values_list("edition", flat=True))


def change(webhook: Webhook, **columns) -> None:
    webhook.refresh_from_db()
    for name, value in columns.items():
        setattr(webhook, name, value)
    editor = newsroom.administrator()
    change_webhook(webhook=webhook, editor=editor, now=NOW, expected_version=webhook.version)


def retitle(event: Event, title: str) -> Edition:
    event.texts.update(title=title)
    return newsroom.publish(event, now=LATER)


def test_new_webhook_is_told_of_what_comes_after_it():
    newsroom.published_event("before")
    webhook = subscribe()
    assert webhook.last_seq == 1
    newsroom.published_event("after")
    assert lined_up(webhook) == [2]
    assert lined_up(webhook) == [2]


def test_draft_and_unpublished_change_are_never_told():
    webhook = subscribe()
    newsroom.draft_event("secret")
    event = newsroom.published_event("open")
    event.texts.update(title="secret change")
    assert lined_up(webhook) == [1]
    assert "secret" not in Delivery.objects.get().edition.document


def test_every_kind_of_edition_is_told_without_a_filter():
    webhook = subscribe()
    event = newsroom.published_event()
    retitle(event, "other title")
    newsroom.retract(event, reason="It never took place.", now=LATER)
    kinds = Delivery.objects.order_by("edition").values_list("edition__kind", flat=True)
    assert lined_up(webhook) == [1, 2, 3]
    assert list(kinds) == ["published", "updated", "retracted"]


def test_long_backlog_is_lined_up_whole(monkeypatch):
    monkeypatch.setattr(queueing, "BATCH", 2)
    webhook = subscribe()
    for nth in range(5):
        newsroom.published_event(f"event {nth}")
    assert lined_up(webhook) == [1, 2, 3, 4, 5]


def test_filter_lets_through_what_meets_it():
    webhook = subscribe(filter="q=talks&from=2023")
    newsroom.published_event("Visit")
    newsroom.published_event("Talks")
    assert lined_up(webhook) == [2]
    webhook.refresh_from_db()
    assert webhook.last_seq == 2


def test_event_that_met_the_filter_once_is_followed_to_its_end():
    factories.EventTypeFactory(key="talks")
    webhook = subscribe(filter="type=talks")
    inside, outside = newsroom.published_event("In"), newsroom.draft_event("Out")
    visit = factories.EventTypeFactory(key="visit")
    Event.objects.filter(pk=outside.pk).update(type=visit)
    newsroom.publish(outside)
    # It leaves the filter, and then it is retracted: a copy must learn of both.
    Event.objects.filter(pk=inside.pk).update(type=visit)
    newsroom.publish(inside, now=LATER)
    for event in (inside, outside):
        newsroom.retract(event, reason="It never took place.", now=LATER)
    assert lined_up(webhook) == [1, 3, 4]


def test_tombstone_of_what_never_met_the_filter_is_not_told():
    """It has no dates, so that it may lie in any period; it says nothing of the event that was."""
    webhook = subscribe(filter="from=2024")
    event = newsroom.published_event("Talks of 2023")
    newsroom.retract(event, reason="It never took place.", now=LATER)
    assert lined_up(webhook) == []


def test_event_that_meets_the_filter_later_is_told_from_then_on():
    webhook = subscribe(filter="q=talks")
    event = newsroom.published_event("Visit")
    retitle(event, "Talks")
    assert lined_up(webhook) == [2]


def test_tombstone_of_what_was_public_before_the_webhook_is_told():
    """Its subscriber may have fetched the event, and asked to be told from then on."""
    event, other = newsroom.published_event("Talks"), newsroom.published_event("Visit")
    webhook = subscribe(filter="q=talks")
    for gone in (event, other):
        newsroom.retract(gone, reason="It never took place.", now=LATER)
    assert lined_up(webhook) == [3]


def test_what_was_sent_under_another_filter_is_still_followed():
    webhook = subscribe(filter="q=talks")
    event = newsroom.published_event("Talks")
    assert lined_up(webhook) == [1]
    change(webhook, filter="q=visit")
    newsroom.retract(event, reason="It never took place.", now=LATER)
    assert lined_up(webhook) == [1, 2]


def test_inactive_webhook_goes_on_where_it_stopped():
    webhook = subscribe()
    change(webhook, active=False)
    newsroom.published_event()
    assert lined_up(webhook) == []
    change(webhook, active=True)
    assert lined_up(webhook) == [1]


def test_filter_that_cannot_be_read_any_more_holds_its_webhook_alone(caplog):
    factories.EventTypeFactory(key="parade")
    broken, whole = subscribe(filter="type=parade"), subscribe()
    EventType.objects.filter(key="parade").delete()
    newsroom.published_event()
    assert lined_up(whole) == [1]
    assert lined_up(broken) == []
    assert "its filter is invalid" in caplog.text
    change(broken, filter="type=talks")
    assert lined_up(broken) == [1]
