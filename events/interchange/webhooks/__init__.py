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
    replay_deliveries,
    requeue,
)
