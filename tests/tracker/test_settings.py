"""The settings of an installation: safe without being told so, and the databases as measured."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
OURS = (
    "DJANGO_ALLOW_ASYNC_UNSAFE",  # the browser tests of the same process set it
    "DEBUG",
    "DEMO",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "HTTPS",
    "VAR_DIR",
    "DATABASE_URL",
    "CACHE_URL",
    "SITE_NAME",
    "DEFAULT_LANGUAGE",
    "TIME_ZONE",
    "SITE_LOGO",
    "SITE_LOGO_DARK",
)
POSTGRES = "postgres://tracker@127.0.0.1:5432/tracker"
SHOW = (
    "import json; from django.conf import settings as s; "
    "print(json.dumps({name: getattr(s, name) for name in %r}, default=str))"
)


def run(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={
            **kept,
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
            "VAR_DIR": str(folder),
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def loaded(folder: Path, *names: str, **environment: str) -> dict[str, object]:
    done = run(folder, "-c", SHOW % (names,), SECRET_KEY="x" * 60, **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 1), ("busy_timeout", 5_000), ("foreign_keys", 1)],
)
def test_sqlite_is_set_up_for_readers_beside_a_writer(pragma, value):
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone() == (value,)


@pytest.mark.sqlite
@pytest.mark.django_db
def test_sqlite_transactions_take_the_lock_at_once():
    connection.ensure_connection()
    assert connection.transaction_mode == "IMMEDIATE"
    assert connection.settings_dict["CONN_MAX_AGE"] is None


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgres_connections_come_from_a_pool_that_checks_them():
    assert connection.pool.max_size == 20
    assert connection.settings_dict["CONN_HEALTH_CHECKS"] is True
    assert connection.pool.timeout == 5


@pytest.mark.postgres
def test_a_read_takes_one_core_of_postgres(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('max_parallel_workers_per_gather'), current_setting('jit')"
        )
        assert cursor.fetchone() == ("0", "off")


def on_postgres(test: Any) -> Any:
    return pytest.mark.postgres(pytest.mark.django_db(transaction=True)(test))


@pytest.fixture
def pooled() -> Iterator[Any]:
    """A way to the database with a pool of its own."""
    wrapper = connection.copy(alias="pooled")
    yield wrapper
    wrapper.close()
    wrapper.close_pool()


def asked(wrapper: Any, sql: str, *values: Any) -> Any:
    with wrapper.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0] if cursor.description else None


def backends(wrapper: Any) -> set[int]:
    """Which of the server's processes answer some requests, one after the other: those of the whole
    pool, which grows only where several ask at once.
    """
    found = set()
    for _n in range(4):
        found.add(asked(wrapper, "SELECT pg_backend_pid()"))
        wrapper.close()
    return found


@on_postgres
def test_connections_are_used_again(pooled):
    assert backends(pooled) & backends(pooled)


@on_postgres
def test_connections_that_were_ended_while_they_lay_in_the_pool_are_replaced(pooled):
    known = backends(pooled)
    for pid in known:
        asked(connection, "SELECT pg_terminate_backend(%s, 5000)", pid)

    assert backends(pooled).isdisjoint(known)


@on_postgres
def test_connection_that_was_told_something_is_kept_if_it_answers(pooled):
    asked(pooled, "LISTEN something_new")
    listening = asked(pooled, "SELECT pg_backend_pid()")
    pooled.close()
    asked(connection, "NOTIFY something_new")

    assert listening in backends(pooled)


def test_settings_of_postgres_have_pool_and_health_checks(tmp_path):
    database = loaded(tmp_path, "DATABASES", DATABASE_URL=POSTGRES)["DATABASES"]["default"]
    assert database["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 20, "timeout": 5}
    assert (database["CONN_HEALTH_CHECKS"], database["OPTIONS"]["connect_timeout"]) == (True, 5)


def test_production_is_closed_unless_opened(tmp_path):
    assert loaded(
        tmp_path, "DEBUG", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE",
        "SECURE_HSTS_SECONDS", "SECURE_HSTS_PRELOAD", "SECURE_HSTS_INCLUDE_SUBDOMAINS",
        "ALLOWED_HOSTS", "PUBLIC_URL", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "REQUIRE_MFA",
    ) == {
        "DEBUG": False,
        "SECURE_SSL_REDIRECT": True,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SECURE_HSTS_SECONDS": 3600,
        "SECURE_HSTS_PRELOAD": False,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": False,
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]"],
        "PUBLIC_URL": "https://127.0.0.1",
        "SESSION_COOKIE_NAME": "__Host-session",
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "REQUIRE_MFA": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    "url",
    [
        "tracker.example",
        "https://tracker.example/news",
        "ftp://x",
        "https://*",
        "https://.x.example",
    ],
)
def test_public_url_that_is_none_stops_the_start(tmp_path, url):
    done = run(tmp_path, "-c", "import tracker.settings", PUBLIC_URL=url, SECRET_KEY="x" * 60)
    assert done.returncode != 0
    assert "Set PUBLIC_URL to the site's address" in done.stderr


def test_host_pattern_needs_a_public_url(tmp_path):
    hosts = {"ALLOWED_HOSTS": ".tracker.example"}
    done = run(tmp_path, "-c", "import tracker.settings", SECRET_KEY="x" * 60, **hosts)
    assert done.returncode != 0
    assert "Set PUBLIC_URL to the site's address" in done.stderr

    url = "https://news.tracker.example"
    assert loaded(tmp_path, "PUBLIC_URL", PUBLIC_URL=url, **hosts) == {"PUBLIC_URL": url}


def test_no_middleware_caches_or_guesses_etags(tmp_path):
    """Each of Django's has had advisories, or renders first and compares then."""
    names = " ".join(loaded(tmp_path, "MIDDLEWARE")["MIDDLEWARE"])
    assert "cache" not in names.lower()
    assert "ConditionalGet" not in names


def test_access_log_is_outermost_and_off_unless_asked_for(tmp_path):
    log = "tracker.access_log.AccessLogMiddleware"
    assert log not in loaded(tmp_path, "MIDDLEWARE")["MIDDLEWARE"]
    assert loaded(tmp_path, "MIDDLEWARE", ACCESS_LOG="1")["MIDDLEWARE"][0] == log


def test_server_refuses_to_start_without_a_key(tmp_path):
    done = run(tmp_path, "-c", "from tracker.wsgi import application")
    assert done.returncode != 0
    assert "SECRET_KEY is missing" in done.stderr


@pytest.mark.parametrize("name", ["DEBUG", "HTTPS", "DATABASE_POOL_SIZE"])
def test_value_of_the_wrong_kind_stops_the_start(tmp_path, name):
    given = {name: "perhaps", "SECRET_KEY": "x" * 60, "DATABASE_URL": POSTGRES}
    done = run(tmp_path, "-c", "from tracker.wsgi import application", **given)
    assert done.returncode != 0
    assert name in done.stderr


def test_check_deploy_is_clean(tmp_path):
    done = run(
        tmp_path, "manage.py", "check", "--deploy", "--fail-level", "WARNING",
        SECRET_KEY="kq3-Zp7vXw9_2mN8bR5tYc1LsD4fGh6JaE0uQiWoPzMxVnBrTy",
        ALLOWED_HOSTS="tracker.example",
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip().splitlines()[-1:]) == (
        0,
        ["System check identified no issues (2 silenced)."],
    ), done.stderr


def test_lost_postgres_is_503_from_start_to_end(tmp_path):
    """A real server's stack against a port where no database listens."""
    program = (
        "from django.conf import settings;"
        # Do not wait the usual 5 seconds for a connection, once for each request.
        "settings.DATABASES['default']['OPTIONS']['pool']['timeout'] = 0.5;"
        "import django; django.setup();"
        "from django.test import Client;"
        "from django.test.utils import setup_test_environment; setup_test_environment();"
        "c = Client(raise_request_exception=False);"
        "a, b = c.get('/api/v1/events/'), c.get('/readyz');"
        "print(a.status_code, a['Content-Type'], a['Retry-After'], b.status_code)"
    )
    done = run(
        tmp_path, "-c", program, SECRET_KEY="x" * 60, HTTPS="0",
        DATABASE_URL="postgres://nobody@127.0.0.1:9/none",
    )  # fmt: skip
    assert done.stdout == "503 application/problem+json 5 503\n", done.stderr[-2000:]
