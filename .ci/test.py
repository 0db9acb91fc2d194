"""Runs the suite on SQLite, then the tests that use a database on PostgreSQL where one answers.

With DATABASE_URL the suite runs once, on that database. With REQUIRE_ALL=1 nothing may be left out:
no PostgreSQL, or a skipped browser test, is a failure. Arguments go to pytest.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
SQLITE = "sqlite://:memory:"  # tests/settings.py puts each process's database in a file of its own
WORKERS = os.environ.get("TEST_WORKERS", "2")
# With "worksteal", tests that share a fixture of their module stay together on one worker; a worker
# that has nothing left takes tests from the end of another's list.
PYTEST = [sys.executable, "-m", "pytest", "-n", WORKERS, "--dist", "worksteal"]
NO_TESTS = 5


def unreachable(url: str) -> str:
    """Why no test can run on this server; empty when it answers."""
    try:
        psycopg.connect(url.replace("postgres://", "postgresql://", 1), connect_timeout=3).close()
    except psycopg.Error as error:
        return str(error).strip().splitlines()[0]
    return ""


def suite(name: str, url: str, arguments: list[str]) -> tuple[bool, str]:
    """Runs pytest once; answers whether it passed, and the line to say at the end."""
    print(f"\n--- {name} ---", flush=True)
    start = time.monotonic()
    code = subprocess.run(
        [*PYTEST, *arguments],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url},
        stdin=subprocess.DEVNULL,
        check=False,
    ).returncode
    word = {0: "passed", NO_TESTS: "found no tests"}.get(code, "FAILED")
    return code == 0, f"{name}: {word} in {time.monotonic() - start:.0f} s"


def main(arguments: list[str]) -> int:
    given = os.environ.get("DATABASE_URL")
    if given:
        passed, _ = suite(given.partition(":")[0], given, arguments)
        return 0 if passed else 1
    results = [suite("SQLite", SQLITE, arguments)]
    reason = unreachable(POSTGRES)
    if reason:
        strict = os.environ.get("REQUIRE_ALL") == "1"
        hint = "set TEST_POSTGRES_URL to name a server"
        results.append((not strict, f"PostgreSQL: NOT RUN ({reason}); {hint}"))
    else:
        results.append(suite("PostgreSQL", POSTGRES, ["--database-only", *arguments]))
    print("\n" + "\n".join(line for _, line in results), flush=True)
    return 0 if all(passed for passed, _ in results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
