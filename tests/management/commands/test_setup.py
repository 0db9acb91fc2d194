"""`manage.py setup`: a new installation, the same one again, and what cannot be set up."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.db.migrations.executor import MigrationExecutor

from events.management.demo import load_demo
from events.models import EventType, User
from tests import factories, newsroom
from tests.management.commands.calling import Terminal, called, refused
from tests.management.conftest import FOLDER
from tracker.environment import site_file

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse staple battery"
TYPES = 31
SITE = ("SITE_NAME", "DEFAULT_LANGUAGE", "TIME_ZONE")


@pytest.fixture(autouse=True)
def site(settings, tmp_path, monkeypatch) -> None:
    settings.PUBLIC_URL = "https://tracker.example"
    settings.STATIC_ROOT = tmp_path
    settings.SITE_FILE = tmp_path / "site.env"
    (tmp_path / "staticfiles.json").touch()
    for name in SITE:
        monkeypatch.delenv(name, raising=False)
    for name in ("USERNAME", "EMAIL", "PASSWORD"):
        monkeypatch.delenv(f"DJANGO_SUPERUSER_{name}", raising=False)


@pytest.fixture
def password(monkeypatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)


@pytest.fixture
def answers(monkeypatch):
    """What somebody types at the questions, in order."""
    given: list[str] = []
    asked: list[str] = []

    def answer(question: str = "Password: ") -> str:
        asked.append(question)
        return given.pop(0)

    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr("getpass.getpass", answer)
    return given, asked


def next_steps(name: str) -> str:
    return (
        "\nNext:\n"
        "  1. Start the server: python -m tracker.serving\n"
        f"  2. Sign in at https://tracker.example/admin/ as “{name}”.\n"
        "  3. Add accounts under Accounts: "
        "each needs staff status and a group, Editor or Reviewer.\n"
    )


def accounts():
    return list(User.objects.values_list("username", "email", "is_staff", "is_superuser"))


def test_setup_creates_administrator_and_types(password):
    assert called("setup", "--noinput", "--username=anna", "--email=anna@paper.example") == (
        "Database: up to date.\n"
        "Administrator: “anna” was created.\n"
        f"Event types: {TYPES} added, in English and German.\n" + next_steps("anna"),
        "",
    )
    assert accounts() == [("anna", "anna@paper.example", True, True)]
    assert User.objects.get().check_password(PASSWORD)
    assert EventType.objects.count() == TYPES


def test_setup_reads_all_variables_of_createsuperuser(password, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_USERNAME", "anna")
    monkeypatch.setenv("DJANGO_SUPERUSER_EMAIL", "anna@paper.example")
    called("setup", "--noinput")
    assert accounts() == [("anna", "anna@paper.example", True, True)]


def test_setup_again_changes_nothing(password, monkeypatch):
    called("setup", "--noinput", "--username=anna")
    EventType.objects.get(key="disaster").delete()
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "another horse staple battery")

    assert called("setup", "--noinput", "--username=anna") == (
        "Database: up to date.\n"
        "Administrator: “anna” is there.\n"
        "Event types: there are some; --types adds what is missing.\n" + next_steps("anna"),
        "",
    )
    assert accounts() == [("anna", "", True, True)]
    assert User.objects.get().check_password(PASSWORD)
    assert EventType.objects.count() == TYPES - 1


def test_setup_creates_no_second_administrator(password):
    newsroom.administrator()
    printed, _told = called("setup", "--noinput", "--username=anna")
    assert printed.splitlines()[1:3] == [
        "Administrator: “administrator” is there.",
        "Add other accounts at the desk, under Accounts.",
    ]
    assert User.objects.count() == 1


def test_setup_adds_missing_types_if_asked_to():
    newsroom.administrator()
    EventType.objects.create(key="visit")
    assert called("setup", "--types")[0].splitlines()[2] == (
        f"Event types: {TYPES - 1} added, in English and German."
    )


def test_setup_and_demo_get_along():
    newsroom.administrator()
    called("setup")
    assert load_demo(FOLDER, editor=newsroom.editor(), reviewer=newsroom.reviewer())
    assert called("setup", "--types")[0].splitlines()[2] == (
        "Event types: 0 added, in English and German."
    )
    assert EventType.objects.count() == TYPES


def setup_on_a_terminal(*options: str) -> tuple[list[str], str]:
    """The lines that setup prints where somebody answers, and what it says of errors."""
    out, told = StringIO(), StringIO()
    call_command("setup", *options, stdin=Terminal(), stdout=out, stderr=told)
    return out.getvalue().splitlines(), told.getvalue()


def test_setup_asks_for_site_and_administrator(answers, settings):
    given, asked = answers
    given += ["Paper & “Sons”", "de", "Europe/Berlin", "anna", "anna@paper.example"]
    given += [PASSWORD, PASSWORD]
    lines, told = setup_on_a_terminal()
    assert [question.partition(" (")[0].rstrip(": ") for question in asked] == [
        "Name of the site [Event Tracker]",
        "Language of readers whose browser asks for none",
        "Time zone of the newsroom, such as Europe/Berlin [UTC]",
        "Username",
        "Email address",
        "Password",
        "Password",
    ]
    assert (accounts(), told) == ([("anna", "anna@paper.example", True, True)], "")
    assert lines[1:5] == [
        "The site (press Enter for the value in brackets):",
        f"Site: kept in {settings.SITE_FILE}.",
        "The first administrator:",
        "Administrator: “anna” was created.",
    ]
    assert site_file(settings.SITE_FILE) == {
        "SITE_NAME": "Paper & “Sons”",
        "DEFAULT_LANGUAGE": "de",
        "TIME_ZONE": "Europe/Berlin",
    }


def test_setup_asks_again_for_what_is_not_valid_and_offers_a_default(answers, settings):
    given, _asked = answers
    given += ["x" * 101, "O'Neill's $HOME #1", "fr", "", "Berlin", "", "anna", "", *[PASSWORD] * 2]
    _lines, told = setup_on_a_terminal()
    assert told.splitlines() == [
        "Error: Set SITE_NAME to a name of 1 to 100 characters, without line breaks.",
        "Error: Set DEFAULT_LANGUAGE to one of these: en, de.",
        "Error: Set TIME_ZONE to a name such as Europe/Berlin or UTC.",
    ]
    assert site_file(settings.SITE_FILE) == {
        "SITE_NAME": "O'Neill's $HOME #1",
        "DEFAULT_LANGUAGE": "en",
        "TIME_ZONE": "UTC",
    }


def test_setup_does_not_ask_for_what_the_environment_says(answers, monkeypatch, settings):
    given, asked = answers
    for name in SITE:
        monkeypatch.setenv(name, "anything")
    given += ["anna", "", PASSWORD, PASSWORD]
    setup_on_a_terminal()
    assert (len(asked), settings.SITE_FILE.exists()) == (4, False)


def test_setup_does_not_ask_for_the_site_again(answers, settings):
    newsroom.administrator()
    lines, _told = setup_on_a_terminal()
    assert lines[1] == "Administrator: “administrator” is there."
    assert not settings.SITE_FILE.exists()


def test_setup_asks_again_for_a_username_that_is_taken(answers):
    newsroom.editor()
    given, _asked = answers
    given += ["", "", "", "anna", "", PASSWORD, PASSWORD]
    _lines, told = setup_on_a_terminal("--username=editor")
    assert told == "Error: That username is already taken.\n"
    assert User.objects.get(is_superuser=True).username == "anna"


def test_setup_asks_nobody_where_nobody_can_answer():
    assert refused("setup", stdin=StringIO()) == (
        "Database: up to date.\n",
        (
            "Nobody can be asked for the first administrator here. Use --noinput with "
            "--username and --email, and put the password into DJANGO_SUPERUSER_PASSWORD."
        ),
        1,
    )
    assert (User.objects.count(), EventType.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("options", "password", "told"),
    [
        ([], PASSWORD, "Name the first administrator with --username."),
        (["--username="], PASSWORD, "Name the first administrator with --username."),
        (["--username=editor"], PASSWORD, "The username “editor” is taken by another account."),
        (
            ["--username=anna"],
            "",
            "Put the administrator's password into DJANGO_SUPERUSER_PASSWORD.",
        ),
        (
            ["--username=anna"],
            "correct1",
            (
                "This password is too short. It must contain at least 12 characters. "
                "This password is easy to guess. Use several words that do not belong together."
            ),
        ),
        (["--username=anna", "--email=anna"], PASSWORD, "Enter a valid email address."),
        (
            ["--username=an na"],
            PASSWORD,
            (
                "Enter a valid username. This value may contain only letters, numbers, "
                "and @/./+/-/_ characters."
            ),
        ),
    ],
)
def test_administrator_that_cannot_be_created_is_refused(monkeypatch, options, password, told):
    newsroom.editor()
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", password)
    assert refused("setup", "--noinput", *options) == ("Database: up to date.\n", told, 1)
    assert (User.objects.count(), EventType.objects.count()) == (1, 0)


def test_administrator_who_was_switched_off_does_not_count(password):
    factories.UserFactory(username="former", is_superuser=True, is_active=False)
    called("setup", "--noinput", "--username=anna")
    assert User.objects.get(is_superuser=True, is_active=True).username == "anna"


def test_setup_migrates_if_needed(monkeypatch):
    newsroom.administrator()
    migrated = []
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_given: ["one"])
    monkeypatch.setattr(
        "events.management.commands.setup.call_command",
        lambda name, **options: migrated.append((name, options)),
    )
    assert called("setup")[0].splitlines()[0] == "Database: migrating …"
    assert migrated == [("migrate", {"verbosity": 0, "interactive": False})]


def test_database_that_does_not_answer_is_told(monkeypatch):
    def fail(*_given):
        raise OperationalError("connection refused")

    monkeypatch.setattr(MigrationExecutor, "migration_plan", fail)
    assert refused("setup") == (
        "",
        "The database of DATABASE_URL cannot be used: connection refused",
        1,
    )


def test_static_files_that_are_missing_come_first(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "elsewhere"
    newsroom.administrator()
    assert called("setup")[0].splitlines()[4:7] == [
        "Next:",
        "  1. Collect the static files: manage.py collectstatic --noinput",
        "  2. Start the server: python -m tracker.serving",
    ]
