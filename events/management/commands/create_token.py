"""``manage.py create_token``: create an API token, whose text is printed only once."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from events import editorial
from events.editorial.recording import by_way_of
from events.management.accounts import find_account
from events.record.vocabulary import Scope, Way


class Command(BaseCommand):
    help = "Creates a token with which a program acts as an account at /api/v1/desk/."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help="The account that the program acts as.")
        parser.add_argument("--name", required=True, help="What the token is for.")
        parser.add_argument(
            "--scope",
            action="append",
            required=True,
            choices=Scope.values,
            help="What it may be used for; repeatable.",
        )
        parser.add_argument("--days", type=int, default=90, help="Days until it expires (90).")

    @by_way_of(Way.COMMAND)
    def handle(self, *args: Any, **options: Any) -> None:
        user = find_account(options["username"])
        if not 0 < options["days"] <= 366:
            raise CommandError("--days: 1 to 366.")
        now = timezone.now()
        try:
            token = editorial.create_token(
                user=user,
                name=options["name"],
                scopes=options["scope"],
                expires_at=now + timedelta(days=options["days"]),
                now=now,
            )
        except editorial.NotAllowed as refusal:
            raise CommandError("This account may not have tokens.") from refusal
        except editorial.EditorialError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stderr.write(f"“{token.name}” until {token.expires_at:%Y-%m-%d}: {token.scopes}")
        self.stdout.write(token.plaintext)
