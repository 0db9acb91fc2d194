"""`manage.py demo`: everything that the demo needs, and what its visitors are told."""

import json
from pathlib import Path

import pytest

from events.models import Edition, User
from tests.management.commands.calling import called, refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings, tmp_path: Path) -> Path:
    """A demo's empty folder for its data."""
    settings.DEMO = True
    settings.VAR_DIR = tmp_path
    return tmp_path


def test_demo_refuses_to_run_outside_the_demo(settings, var):
    settings.DEMO = settings.DEBUG = False

    assert refused("demo") == (
        "",
        "This prints the passwords of its accounts. Set DEMO=1 to do it on purpose.",
        1,
    )
    assert list(var.iterdir()) == []
    assert User.objects.count() == 0


def test_demo_runs_for_developers(settings):
    settings.DEMO, settings.DEBUG = False, True

    assert called("demo")[0].startswith("The demo is loaded.\n")


def test_demo_takes_no_arguments():
    assert refused("demo", "again") == ("", "Error: unrecognized arguments: again", 1)


def test_demo_prints_what_to_open_and_the_same_passwords_again(var, monkeypatch):
    monkeypatch.setenv("PORT", "9000")
    first, told = called("demo")
    editions = Edition.objects.count()
    second, told_again = called("demo")
    passwords = json.loads((var / "demo-accounts.json").read_text())

    assert second == first.replace("The demo is loaded.", "The demo was loaded before.")
    assert (told, told_again, Edition.objects.count()) == ("", "", editions)
    assert "\n  http://127.0.0.1:9000/ " in first
    for name in ("editor", "reviewer"):
        assert f"\n  {name:<10} {passwords[name]}\n" in first
        assert User.objects.get(username=name).check_password(passwords[name])


def test_demo_prints_the_address_that_it_is_told(monkeypatch):
    monkeypatch.setenv("ADDRESS", "192.0.2.7")
    monkeypatch.delenv("PORT", raising=False)

    assert "\n  http://192.0.2.7:8000/admin/ " in called("demo")[0]


def test_demo_serves_every_address_that_it_prints(client):
    addresses = [line.split()[0] for line in called("demo")[0].splitlines() if "http://" in line]
    paths = [address.removeprefix("http://127.0.0.1:8000") for address in addresses]
    # Events lead on to the address with their title, the desk to its sign-in.
    statuses = {path: client.get(path, follow=True).status_code for path in paths}

    assert statuses == dict.fromkeys(paths, 200)
    assert len(paths) == 6
