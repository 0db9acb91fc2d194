"""The commands: what they print, and when they refuse."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from events.models import Edition, User
from tests import newsroom
from tests.management.conftest import FOLDER

pytestmark = pytest.mark.django_db


def printed(*command: str, **options) -> str:
    out = StringIO()
    call_command(*command, stdout=out, **options)
    return out.getvalue()


def test_demo_refuses_to_run_outside_the_demo(settings, tmp_path: Path):
    settings.DEMO = settings.DEBUG = False
    settings.VAR_DIR = tmp_path

    with pytest.raises(CommandError, match="Set DEMO=1"):
        call_command("demo")

    assert list(tmp_path.iterdir()) == []
    assert User.objects.count() == 0


def test_demo_prints_what_to_open_and_the_same_passwords_again(settings, tmp_path, monkeypatch):
    settings.DEMO = True
    settings.VAR_DIR = tmp_path
    monkeypatch.setenv("PORT", "9000")
    first, second = printed("demo"), printed("demo")
    passwords = json.loads((tmp_path / "demo-accounts.json").read_text())

    assert second == first.replace("The demo is loaded.", "The demo was loaded before.")
    assert "\n  http://127.0.0.1:9000/ " in first
    for name in ("editor", "reviewer"):
        assert f"\n  {name:<10} {passwords[name]}\n" in first
        assert User.objects.get(username=name).check_password(passwords[name])


def test_demo_serves_every_address_that_it_prints(settings, tmp_path, client):
    settings.DEMO = True
    settings.VAR_DIR = tmp_path
    addresses = [line.split()[0] for line in printed("demo").splitlines() if "http://" in line]
    paths = [address.removeprefix("http://127.0.0.1:8000") for address in addresses]
    # Events lead on to the address with their title, the desk to its sign-in.
    statuses = {path: client.get(path, follow=True).status_code for path in paths}

    assert statuses == dict.fromkeys(paths, 200)
    assert len(paths) == 6


def test_load_demo_needs_accounts_that_are_there():
    with pytest.raises(CommandError, match="There is no account “editor”"):
        call_command("load_demo")


def test_load_demo_says_why_nothing_was_loaded(tmp_path: Path):
    newsroom.editor(), newsroom.reviewer()

    with pytest.raises(CommandError, match=r"^Nothing was loaded\. ids\.json: "):
        call_command("load_demo", folder=tmp_path)


def test_check_record_is_content_with_the_demo():
    newsroom.editor(), newsroom.reviewer()
    call_command("load_demo", folder=FOLDER, stdout=StringIO())

    assert printed("check_record") == f"{Edition.objects.count()} editions, no contradiction.\n"


def test_check_record_lists_what_it_finds_and_fails():
    event = newsroom.published_event()
    Edition.objects.filter(event=event).update(note="Changed by hand.")
    out = StringIO()

    with pytest.raises(CommandError, match=r"^1 contradictions in the public record\.$") as failed:
        call_command("check_record", stdout=out)

    assert failed.value.returncode == 1
    assert out.getvalue() == (
        f"edition {event.pk}/1: note: the row has 'Changed by hand.', the document ''\n"
    )
