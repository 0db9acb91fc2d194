"""`manage.py setup`: what a new installation needs before it is of use."""

import os
import sys
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from dotenv import set_key

from events.editorial.recording import by_way_of
from events.management.event_types import load_event_types
from events.models import EventType, User
from events.record.vocabulary import Way

QUESTIONS: Final = {
    "SITE_NAME": "Name of the site",
    "DEFAULT_LANGUAGE": "Language of readers whose browser asks for none (en, de)",
    "TIME_ZONE": "Time zone of the newsroom, such as Europe/Berlin",
}


class Command(BaseCommand):
    help = (
        "Set up a new installation: the database, the name, language and time zone of the site, "
        "the first administrator, a list of event types. Run again, it changes nothing that is "
        "there."
    )
    stealth_options = ("stdin",)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", help="the first administrator")
        parser.add_argument("--email", help="the administrator's email address")
        parser.add_argument(
            "--noinput",
            action="store_false",
            dest="interactive",
            help="ask nothing: --username is needed, and the password in DJANGO_SUPERUSER_PASSWORD",
        )
        parser.add_argument(
            "--types",
            action="store_true",
            help="add what is missing of the list, even if there are event types already",
        )

    def execute(self, *args: Any, **options: Any) -> str | None:
        self.stdin = options.get("stdin") or sys.stdin
        return super().execute(*args, **options)

    @by_way_of(Way.COMMAND)
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._migrate()
        except OperationalError as error:
            raise CommandError(f"The database of DATABASE_URL cannot be used: {error}") from error
        if options["interactive"] and self._can_ask() and first_administrator() is None:
            self._ask_for_site()
        administrator = self._administrator(options)
        self._load_types(administrator, even_if_some=options["types"])
        self.stdout.write(next_steps(administrator))

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Database: up to date.")
            return
        self.stdout.write("Database: migrating …")
        call_command("migrate", verbosity=0, interactive=False)

    def _can_ask(self) -> bool:
        return self.stdin is not None and self.stdin.isatty()

    def _ask_for_site(self) -> None:
        """Keep what the environment does not say in a file that the settings read at each start."""
        asked = [name for name in settings.SITE_RULES if name not in os.environ]
        if not asked or settings.SITE_FILE.exists():
            return
        self.stdout.write("The site (press Enter for the value in brackets):")
        answers = {name: self._ask_for(name) for name in asked}
        settings.SITE_FILE.touch()
        for name, answer in answers.items():
            set_key(settings.SITE_FILE, name, answer)
        self.stdout.write(f"Site: kept in {settings.SITE_FILE}.")

    def _ask_for(self, name: str) -> str:
        default = settings.SITE_DEFAULTS[name]
        while True:
            answer = input(f"{QUESTIONS[name]} [{default}]: ").strip() or default
            try:
                return str(settings.SITE_RULES[name](answer))
            except ImproperlyConfigured as refusal:
                self.stderr.write(f"Error: {refusal}")

    def _administrator(self, options: dict[str, Any]) -> User:
        """Return the first administrator, created if there is none."""
        found = first_administrator()
        if found is not None:
            self.stdout.write(f"Administrator: “{found.username}” is there.")
            if options["username"] not in {None, found.username}:
                self.stdout.write("Add other accounts at the desk, under Accounts.")
            return found
        if options["interactive"]:
            self._ask(options)
        else:
            self._create(options)
        created = first_administrator()
        if created is None:
            raise CommandError("There is no administrator.")
        self.stdout.write(f"Administrator: “{created.username}” was created.")
        return created

    def _ask(self, options: dict[str, Any]) -> None:
        if not self._can_ask():
            raise CommandError(
                "Nobody can be asked for the first administrator here. Use --noinput with "
                "--username and --email, and put the password into DJANGO_SUPERUSER_PASSWORD."
            )
        self.stdout.write("The first administrator:")
        call_command(
            "createsuperuser",
            username=options["username"],
            email=options["email"],
            stdin=self.stdin,
            stdout=self.stdout,
            stderr=self.stderr,
            verbosity=0,
        )

    def _create(self, options: dict[str, Any]) -> None:
        """Create the administrator from the options or createsuperuser's variables."""
        given = os.environ.get
        username = options["username"] or given("DJANGO_SUPERUSER_USERNAME", "")
        email = options["email"] or given("DJANGO_SUPERUSER_EMAIL", "")
        password = given("DJANGO_SUPERUSER_PASSWORD", "")
        if not username:
            raise CommandError("Name the first administrator with --username.")
        if User.objects.filter(username=username).exists():
            raise CommandError(f"The username “{username}” is taken by another account.")
        if not password:
            raise CommandError("Put the administrator's password into DJANGO_SUPERUSER_PASSWORD.")
        account = User(username=username, email=email)
        try:
            account.clean_fields(exclude=["password"])
            validate_password(password, account)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        User.objects.create_superuser(username, email, password)

    def _load_types(self, administrator: User, *, even_if_some: bool) -> None:
        if EventType.objects.exists() and not even_if_some:
            self.stdout.write("Event types: there are some; --types adds what is missing.")
            return
        count = load_event_types(administrator, timezone.now())
        self.stdout.write(f"Event types: {count} added, in English and German.")


def first_administrator() -> User | None:
    return User.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()


def next_steps(administrator: User) -> str:
    """What to do before the first editor can begin."""
    desk = f"{settings.PUBLIC_URL}/admin/"
    steps = [
        "Start the server: python -m tracker.serving",
        f"Sign in at {desk} as “{administrator.username}”.",
        "Add accounts under Accounts: each needs staff status and a group, Editor or Reviewer.",
    ]
    collected = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not (settings.DEBUG or settings.DEMO or collected.exists()):
        steps.insert(0, "Collect the static files: manage.py collectstatic --noinput")
    numbered = [f"  {number}. {step}" for number, step in enumerate(steps, 1)]
    return "\n".join(["", "Next:", *numbered])
