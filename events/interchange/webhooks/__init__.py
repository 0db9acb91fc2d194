"""Webhooks: signed deliveries of new editions to subscribers, retried until they succeed."""

from events.interchange.webhooks.delivering import (
    Tally,
    deliver_to,
    due_webhooks,
    message_id,
    run_round,
    run_rounds,
)
from events.interchange.webhooks.queueing import queue_deliveries
from events.interchange.webhooks.subscribing import (
    change_webhook,
    create_webhook,
    filter_problems,
    replay_deliveries,
    requeue,
)

__all__ = [
    "Tally",
    "change_webhook",
    "create_webhook",
    "deliver_to",
    "due_webhooks",
    "filter_problems",
    "message_id",
    "queue_deliveries",
    "replay_deliveries",
    "requeue",
    "run_round",
    "run_rounds",
]
