"""``manage.py deliver_webhooks``: send new editions to webhooks, once or continuously."""

import logging
import signal
from argparse import ArgumentParser, ArgumentTypeError
from threading import Event
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from events.interchange.tasks import enqueue_delivering
from events.interchange.webhooks import Tally, run_round, run_rounds

INTERVAL: Final = 5.0

logger = logging.getLogger(__name__)


def seconds(text: str) -> float:
    """From a tenth of a second to an hour."""
    try:
        number = float(text)
    except ValueError:
        number = 0
    if not 0.1 <= number <= 3600:
        raise ArgumentTypeError("a number of seconds from 0.1 to 3600")
    return number


def watch(stop: Event, interval: float) -> Tally:
    """Deliver every `interval` seconds until `stop` is set, after which the round is completed."""
    done = Tally()
    while not stop.is_set():
        turn = Tally()
        try:
            close_old_connections()
            turn = run_round(clock=timezone.now)
        except (OperationalError, InterfaceError) as error:
            # Try again later: the leases of deliveries that were interrupted expire.
            logger.warning("webhooks: the database does not answer (%s)", type(error).__name__)
        done += turn
        if not turn.delivered:
            stop.wait(interval)
    return done


class Command(BaseCommand):
    help = (
        "Sends new editions to webhooks and retries failed deliveries that are due. Several "
        "processes can run at once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--watch", action="store_true", help="Run until stopped.")
        how.add_argument(
            "--worker", action="store_true", help="Leave it to the task worker (TASK_WORKER)."
        )
        parser.add_argument(
            "--interval", type=seconds, default=INTERVAL, help="Seconds between checks (5)."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["worker"]:
            queued = enqueue_delivering()
            self.stdout.write(
                "Queued for the worker." if queued else "Already queued for the worker."
            )
            return
        if options["watch"]:
            stop = Event()
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_args: stop.set())
            done = watch(stop, options["interval"])
        else:
            try:
                done = run_rounds(clock=timezone.now)
            except OperationalError as error:
                raise CommandError("The database does not answer.") from error
        self.stdout.write(f"{done.delivered} delivered, {done.failed} failed.")
