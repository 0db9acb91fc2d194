"""What every test may use: the databases' and the browser's groups, and a page in Chromium."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.core.servers.basehttp import WSGIRequestHandler
from django.db import connections
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, Page, Route, sync_playwright
from pytest_django import DjangoDbBlocker

from events.timeline import extents
from tests.initial_rows import copy_initial_rows, deletions, restore_initial_rows

REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
GROUPS = ("browser", "postgres")
RESTORE = pytest.StashKey[Callable[[], None]]()
# Chromium looks for its maker's hosts at every start unless told not to.
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# The same examples at every run: a red gate is about the change at hand.
# HYPOTHESIS_PROFILE=search looks for new ones.
hypothesis_settings.register_profile(
    "gate", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.register_profile("search", deadline=None, max_examples=2000)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "gate"))

# The live server sends headers and body apart; on a connection that stays open, the second waits
# 40 ms until the client has confirmed the first.
WSGIRequestHandler.disable_nagle_algorithm = True


def on_postgres() -> bool:
    return bool(settings.DATABASES["default"]["ENGINE"].endswith("postgresql"))


def chromium() -> str | None:
    candidates = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, candidates)), None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only",
        action="store_true",
        help="leave out tests that use no database, and those in Chromium: for a second database",
    )


def uses_database(item: pytest.Item) -> bool:
    """Whether a test can come out otherwise on another database.

    pytest-django refuses the others any query. What Chromium shows was made by views that have
    tests of their own on each database.
    """
    if "browser" in item.keywords:
        return False
    names = getattr(item, "fixturenames", ())
    return "django_db_setup" in names or bool(
        {"django_db", "postgres", "sqlite"} & set(item.keywords)
    )


def commits(item: pytest.Item) -> bool:
    """Whether a test writes outside of a transaction, so that all tables are emptied at its end."""
    marker = item.get_closest_marker("django_db")
    fixtures = getattr(item, "fixturenames", ())
    return bool(
        {"transactional_db", "live_server"} & set(fixtures)
        or (marker and marker.kwargs.get("transaction"))
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--database-only"):
        config.hook.pytest_deselected(items=[item for item in items if not uses_database(item)])
        items[:] = filter(uses_database, items)
    # The longest first: at the end of the run, no worker is left alone with one.
    items.sort(key=lambda item: "slow" not in item.keywords)
    missing = {}
    if on_postgres():
        missing["sqlite"] = "SQLite alone; this run is on PostgreSQL"
    else:
        missing["postgres"] = "PostgreSQL alone; this run is on SQLite"
    if not chromium():
        missing["browser"] = "no Chromium found (Debian: apt install chromium; or set CHROMIUM=)"
    for item in items:
        if commits(item):
            marker = pytest.mark.django_db(transaction=True, serialized_rollback=True)
            item.add_marker(marker, append=False)
        for group, reason in missing.items():
            if group in item.keywords:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[pytest.TestReport]:
    """Where nothing may be left out (REQUIRE_ALL=1), a skipped group is a failure that says why."""
    report = yield
    required = [group for group in GROUPS if group in item.keywords]
    if not on_postgres():
        required = [group for group in required if group != "postgres"]
    if REQUIRE_ALL and required and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{required[0]} test skipped, but REQUIRE_ALL=1: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    with django_db_blocker.unblock():
        tables = copy_initial_rows()
    # Django is to restore nothing, yet to believe it does: else each flush makes content types and
    # permissions. Playwright's event loop has connections of its own, hence the class.
    wrapper = connections["default"]
    wrapper._test_serialized_contents = type(wrapper)._test_serialized_contents = "[]"
    if on_postgres():
        wrapper.ops.sql_flush = deletions

    def restore() -> None:
        with django_db_blocker.unblock():
            restore_initial_rows(tables)

    request.config.stash[RESTORE] = restore
    yield
    if on_postgres():
        with django_db_blocker.unblock():
            end_other_sessions()


def end_other_sessions() -> None:
    """Let PostgreSQL drop the test database, whatever still holds a session of it.

    A connection that a thread left to the garbage collector is closed when that runs, which may be
    after the last test.
    """
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Give every test the rows that the migrations make (the groups), whichever ran before it."""
    yield
    # After the last test, the database is gone.
    if nextitem and commits(item) and RESTORE in item.config.stash:
        item.config.stash[RESTORE]()


@pytest.fixture(autouse=True)
def language_of_its_own() -> Iterator[None]:
    """A request in German leaves its thread in German; the next test starts in English."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(autouse=True)
def counts_of_its_own() -> None:
    """Each test begins with the same numbers of editions, and other editions."""
    extents.forget()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread: Django would refuse the test's own queries.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_OPTIONS)
        yield launched
        launched.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def new_page(browser: Browser, live_server) -> Iterator[Callable[..., Page]]:
    """Opens pages on the live server, with Playwright's context options: locale, color_scheme, ...

    A request to any other host, or an error in the browser's console, fails the test.
    """
    contexts, outside, errors = [], [], []
    local = live_server.url.replace("127.0.0.1", "localhost")  # passkeys need a host name

    def guard(route: Route) -> None:
        if route.request.url.startswith((live_server.url, local, "data:", "blob:", "about:")):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    def listen(message) -> None:
        # Chromium also logs the status of a page that is meant to answer 404 or 410.
        answer = message.text.startswith("Failed to load resource: the server responded")
        if message.type == "error" and not (answer and message.location["url"] == message.page.url):
            errors.append(message.text)

    def open_page(**options) -> Page:
        options = {"locale": "en-GB", "timezone_id": "UTC", "base_url": live_server.url, **options}
        context = browser.new_context(**options)
        contexts.append(context)
        context.route("**/*", guard)
        page = context.new_page()
        page.on("console", listen)
        page.on("pageerror", lambda error: errors.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert outside == [], "requests to other hosts"
    assert errors == [], "errors in the browser's console"


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()
