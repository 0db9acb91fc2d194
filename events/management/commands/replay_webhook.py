"""``manage.py replay_webhook``: queue deliveries to a webhook again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from events.interchange.webhooks import requeue
from events.models import Webhook
from events.record.identity import is_public_id
from events.record.vocabulary import DeliveryState


class Command(BaseCommand):
    help = "Queues deliveries to a webhook again; deliver_webhooks then sends them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("webhook", help="The id of the webhook.")
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--dead", action="store_true", help="All dead deliveries.")
        which.add_argument("--seq", type=int, action="append", help="This edition; repeatable.")
        which.add_argument("--after", type=int, help="All after this edition.")

    def handle(self, *args: Any, **options: Any) -> None:
        webhook = _webhook(options["webhook"])
        if webhook is None:
            raise CommandError("There is no such webhook.")
        chosen = webhook.deliveries.all()
        if options["dead"]:
            chosen = chosen.filter(state=DeliveryState.DEAD)
        elif options["seq"]:
            chosen = chosen.filter(edition__in=[seq for seq in options["seq"] if 0 < seq < 2**63])
        else:
            chosen = chosen.filter(edition__gt=max(0, min(options["after"], 2**63 - 1)))
        number = requeue(chosen, now=timezone.now())
        self.stdout.write(f"{number} deliveries queued again for “{webhook.name}”.")
        if not webhook.active:
            self.stderr.write("The webhook is not active: nothing is sent until it is.")


def _webhook(public_id: str) -> Webhook | None:
    return Webhook.objects.filter(pk=public_id).first() if is_public_id(public_id) else None
