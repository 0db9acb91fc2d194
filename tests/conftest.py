"""What every test may use: the databases' and the browser's groups, and a page in Chromium."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.db import connection, connections
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, Page, Route, sync_playwright

REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"
GROUPS = ("browser", "postgres")
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


def on_postgres() -> bool:
    return bool(settings.DATABASES["default"]["ENGINE"].endswith("postgresql"))


def chromium() -> str | None:
    candidates = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, candidates)), None)


def restore_after_flush(item: pytest.Item) -> None:
    """Give a transactional test, and so every test after it, the rows that the migrations made.

    Such a test empties all tables at its end. The groups would be gone for the rest of the run.
    """
    marker = item.get_closest_marker("django_db")
    fixtures = getattr(item, "fixturenames", ())
    flushes = {"transactional_db", "live_server"} & set(fixtures)
    if flushes or (marker and marker.kwargs.get("transaction")):
        both = pytest.mark.django_db(transaction=True, serialized_rollback=True)
        item.add_marker(both, append=False)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = {}
    if on_postgres():
        missing["sqlite"] = "SQLite alone; this run is on PostgreSQL"
    else:
        missing["postgres"] = "PostgreSQL alone; this run is on SQLite"
    if not chromium():
        missing["browser"] = "no Chromium found (Debian: apt install chromium; or set CHROMIUM=)"
    for item in items:
        restore_after_flush(item)
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


@pytest.fixture(autouse=True)
def language_of_its_own() -> Iterator[None]:
    """A request in German leaves its thread in German; the next test starts in English."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread: Django would refuse the test's own queries.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # Inside that loop Django hands out another connection object, which lacks what the rows of the
    # migrations are restored from.
    rows = getattr(connection, "_test_serialized_contents", None)
    with sync_playwright() as playwright:
        connections["default"]._test_serialized_contents = rows
        launched = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_OPTIONS)
        yield launched
        launched.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def new_page(
    browser: Browser, live_server, django_db_serialized_rollback
) -> Iterator[Callable[..., Page]]:
    """Opens pages on the live server, with Playwright's context options: locale, color_scheme, ...

    A request to any other host, or an error in the browser's console, fails the test. What the
    migrations put into the database (the groups) is there again for each test: a live server
    shares committed rows, so all tables are emptied afterwards.
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
