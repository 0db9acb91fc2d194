"""Telling subscribers of new editions: who is told what, signed, again until it is taken."""

from events.interchange.webhooks.delivering import (
    Tally,
    deliver_to,
    due,
    message_id,
    run_round,
    run_rounds,
)
from events.interchange.webhooks.following import follow
from events.interchange.webhooks.subscribing import (
    change_webhook,
    create_webhook,
    filter_problems,
    put_back,
    replay_deliveries,
)

__all__ = [
    "Tally",
    "change_webhook",
    "create_webhook",
    "deliver_to",
    "due",
    "filter_problems",
    "follow",
    "message_id",
    "put_back",
    "replay_deliveries",
    "run_round",
    "run_rounds",
]
