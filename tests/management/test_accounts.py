"""The demo's accounts: two, in their groups, with passwords made once."""

import stat
from pathlib import Path

import pytest

from events.management.accounts import demo_passwords, make_accounts
from events.models import User


def test_demo_passwords_are_made_once_for_their_owner_alone(tmp_path: Path):
    path = tmp_path / "var" / "demo-accounts.json"
    made = demo_passwords(path)

    assert demo_passwords(path) == made
    assert sorted(made) == ["editor", "reviewer"]
    assert [len(password) for password in made.values()] == [19, 19]
    assert made["editor"] != made["reviewer"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_demo_passwords_differ_between_installations(tmp_path: Path):
    first, second = demo_passwords(tmp_path / "a.json"), demo_passwords(tmp_path / "b.json")

    assert first["editor"] != second["editor"]


def test_demo_passwords_are_made_anew_when_the_file_is_of_no_use(tmp_path: Path):
    path = tmp_path / "demo-accounts.json"
    path.write_text('{"editor": ')

    assert sorted(demo_passwords(path)) == ["editor", "reviewer"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.django_db
def test_make_accounts_gives_groups_and_passwords_and_no_more():
    make_accounts({"editor": "one password", "reviewer": "another password"})
    accounts = User.objects.order_by("username")

    assert list(accounts.values_list("username", "groups__name", "is_staff", "is_superuser")) == [
        ("editor", "Editor", True, False),
        ("reviewer", "Reviewer", True, False),
    ]
    assert [user.check_password("one password") for user in accounts] == [True, False]


@pytest.mark.django_db
def test_make_accounts_again_makes_the_printed_password_true():
    passwords = {"editor": "one password", "reviewer": "another password"}
    editor = make_accounts(passwords)["editor"]
    editor.set_password("forgotten")
    editor.save()

    again = make_accounts(passwords)

    assert again["editor"].pk == editor.pk
    assert again["editor"].check_password("one password")
    assert User.objects.count() == 2
