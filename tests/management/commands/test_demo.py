"""`manage.py demo`: everything that the demo needs, and what its visitors are told."""

import json
import os
import socket
from pathlib import Path

import pytest

from events.management.listening import free_port
from events.models import Edition, User
from tests.management.commands.calling import called, refused

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def var(settings, tmp_path: Path, monkeypatch) -> Path:
    """A demo's empty folder for its data."""
    monkeypatch.setenv("PORT", str(free_port("127.0.0.1", 9000)))
    settings.DEMO = True
    settings.VAR_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
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
    assert settings.STATIC_ROOT.is_dir()


def test_demo_takes_no_arguments():
    assert refused("demo", "again") == ("", "Error: unrecognized arguments: again", 1)


def test_demo_prints_what_to_open_and_the_same_passwords_again(var):
    first, told = called("demo")
    editions = Edition.objects.count()
    second, told_again = called("demo")
    passwords = json.loads((var / "demo-accounts.json").read_text())

    assert second == first.replace("The demo is loaded.", "The demo was loaded before.")
    assert (told, told_again, Edition.objects.count()) == ("", "", editions)
    assert f"\n  http://127.0.0.1:{os.environ['PORT']}/ " in first
    for name in ("editor", "reviewer"):
        assert f"\n  {name:<10} {passwords[name]}\n" in first
        assert User.objects.get(username=name).check_password(passwords[name])


def test_demo_prints_the_address_that_it_is_told(monkeypatch):
    monkeypatch.setenv("ADDRESS", "127.0.0.2")

    assert f"\n  http://127.0.0.2:{os.environ['PORT']}/admin/ " in called("demo")[0]


def test_demo_looks_at_the_port_before_anything_else(var):
    with socket.create_server(("127.0.0.1", int(os.environ["PORT"]))):
        printed, told, code = refused("demo")
    assert (printed, told.partition(" is in use")[0], code) == (
        "",
        f"Port {os.environ['PORT']}",
        1,
    )
    assert (list(var.iterdir()), User.objects.count()) == ([], 0)


def test_demo_serves_every_address_that_it_prints(client):
    addresses = [line.split()[0] for line in called("demo")[0].splitlines() if "http://" in line]
    origin = f"http://127.0.0.1:{os.environ['PORT']}"
    paths = [address.removeprefix(origin) for address in addresses]
    # Events lead on to the address with their title, the desk to its sign-in.
    statuses = {path: client.get(path, follow=True).status_code for path in paths}

    assert statuses == dict.fromkeys(paths, 200)
    assert len(paths) == 6
