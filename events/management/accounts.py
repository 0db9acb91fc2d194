"""The accounts that commands act as, and those of the demo.

The passwords of the demo are made once and kept beside the database.
"""

import json
import os
import secrets
from pathlib import Path

from django.contrib.auth.models import Group
from django.core.management.base import CommandError

from events.models import User
from events.record.identity import ALPHABET

ACCOUNTS = {"editor": "Editor", "reviewer": "Reviewer"}
"""The name of the account and its group."""


def find_account(username: str) -> User:
    """Return the account that a command acts as. Raise `CommandError` if there is none."""
    account = User.objects.filter(username=username).first()
    if account is None:
        raise CommandError("There is no such account.")
    return account


def demo_passwords(path: Path) -> dict[str, str]:
    """The passwords by account; made at the first call, and readable by the owner alone."""
    kept = _kept(path)
    if kept is not None:
        return kept
    path.unlink(missing_ok=True)
    made = {name: _password() for name in ACCOUNTS}
    path.parent.mkdir(parents=True, exist_ok=True)
    # Created with its mode, so that nobody can open it in the moment before a chmod.
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        json.dump(made, file, indent=2)
    return made


def _kept(path: Path) -> dict[str, str] | None:
    """What the file holds; None without a file, or for one that does not hold all of it."""
    try:
        found = json.loads(path.read_text())
        return {name: str(found[name]) for name in ACCOUNTS}
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None


def make_accounts(passwords: dict[str, str]) -> dict[str, User]:
    """The accounts by name, each in its group and with the password given."""
    return {name: _make_account(name, password) for name, password in passwords.items()}


def _make_account(name: str, password: str) -> User:
    account, _made = User.objects.get_or_create(username=name, defaults={"is_staff": True})
    # Hashing is slow on purpose: only where the password is another one.
    if not account.check_password(password):
        account.set_password(password)
    account.is_staff = account.is_active = True
    account.save()
    account.groups.add(Group.objects.get(name=ACCOUNTS[name]))
    # Fresh, because permissions are cached on the instance that was asked before.
    return User.objects.get(pk=account.pk)


def _password() -> str:
    groups = ("".join(secrets.choice(ALPHABET) for _n in range(4)) for _m in range(4))
    return "-".join(groups)
