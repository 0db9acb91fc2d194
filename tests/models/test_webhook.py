"""Webhooks and deliveries: what the database refuses."""

import pytest

from events.interchange.webhooks import queue_deliveries
from events.models import Delivery, Webhook
from tests import newsroom
from tests.interchange.receiver import subscribe
from tests.models.constraints import violated
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"secret": ""}, "webhook_has_secret"),
        ({"former_secret": "whsec_x"}, "webhook_former_secret_ends"),
        ({"former_until": NOW}, "webhook_former_secret_ends"),
        ({"url": "ftp://archive.example/"}, "webhook_address_is_of_the_web"),
    ],
)
def test_webhook_that_cannot_work_is_refused(columns, constraint):
    rows = Webhook.objects.filter(pk=subscribe().pk)
    assert violated(lambda: rows.update(**columns)) == constraint


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "delivered", "delivered_at": None},
        {"state": "pending", "delivered_at": NOW},
        {"state": "dead", "delivered_at": NOW},
    ],
)
def test_delivery_has_a_moment_once_it_was_delivered(columns):
    subscribe()
    newsroom.published_event()
    queue_deliveries(now=NOW)
    assert (
        violated(lambda: Delivery.objects.update(**columns)) == "delivery_delivered_has_its_moment"
    )


def test_edition_is_delivered_once_to_each_webhook():
    subscribe()
    newsroom.published_event()
    queue_deliveries(now=NOW)
    delivery = Delivery.objects.get()
    delivery.pk = None
    assert violated(delivery.save) == "delivery_once"
