"""`manage.py demo`: everything that the demo needs before it is served."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from events.editorial.recording import by_way_of
from events.management.accounts import demo_passwords, make_accounts
from events.management.listening import AddressError, demo_address
from events.record.vocabulary import Way

PLACES = (
    ("the timeline", "/"),
    ("a concern and its denial", "/events/8br4-sx8b-vsrq/"),
    ("a corrected event and its history", "/events/ch7p-698h-mk4p/history/"),
    ("the storyline", "/storylines/2pjg-b7k5-jzpt/"),
    ("the desk", "/admin/"),
    ("the API", "/api/v1/docs/"),
)


class Command(BaseCommand):
    help = "Prepare the demo: database, events and accounts. Run again, it keeps all data."

    @by_way_of(Way.COMMAND)
    def handle(self, **options: Any) -> None:
        if not (settings.DEMO or settings.DEBUG):
            raise CommandError(
                "This prints the passwords of its accounts. Set DEMO=1 to do it on purpose."
            )
        # First of all: nobody needs an address and passwords that do not work.
        try:
            address = demo_address()
        except AddressError as error:
            raise CommandError(str(error)) from error
        Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # the server looks for it
        call_command("migrate", verbosity=0, interactive=False)
        passwords = demo_passwords(Path(settings.VAR_DIR) / "demo-accounts.json")
        make_accounts(passwords)
        call_command("load_demo", stdout=self.stdout)
        self.stdout.write(self._invitation(address, passwords))

    def _invitation(self, address: str, passwords: dict[str, str]) -> str:
        lines = [f"  {address + path:<55} {what}" for what, path in PLACES]
        people = [f"  {name:<10} {password}" for name, password in passwords.items()]
        return "\n".join(
            ["", "Open", *lines, "", "Sign in to the desk as", *people, "", "Stop with Ctrl-C.", ""]
        )
