"""Schemathesis on the running server: all its checks and phases, thousands of requests."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import newsroom
from tests.api.programs import token_of

CONFIG = Path(__file__).with_name("schemathesis.toml")
LEAST = 2_000
"""Requests in all."""


def fuzz(server: str, tmp_path: Path, phases: str, *options: str) -> tuple[int, int, str]:
    """Exit status, number of requests, and what it says at the end."""
    done = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"),
            "--config-file", CONFIG, "run", f"{server}/api/v1/schema/",
            "--checks", "all", "--phases", phases,
            "--seed", "1", "--generation-deterministic",
            "--no-color", *options,
        ],
        capture_output=True, text=True, check=False, cwd=tmp_path, timeout=900,
        env={**os.environ, "DO_NOT_TRACK": "1"},
    )  # fmt: skip
    found = re.search(r"(\d[\d,]*) generated", done.stdout)
    told = done.stdout + done.stderr
    assert found, told
    return done.returncode, int(found[1].replace(",", "")), told


@pytest.mark.django_db(transaction=True)
def test_nothing_is_found_in_thousands_of_requests(live_server, tmp_path, settings):
    settings.API_WAITERS = 0  # nobody is to wait for changes that never come
    newsroom.linked_event()
    gone = newsroom.published_event("Gone")
    newsroom.retract(gone, reason="It never took place.")
    token = token_of(newsroom.reviewer(), "read", "write", "publish", "import")
    status, read, told = fuzz(
        live_server.url,
        tmp_path,
        "examples,coverage,fuzzing,stateful",
        "--max-examples",
        "8",
        "--exclude-path-regex",
        "/desk/",
    )
    assert status == 0, told
    # Files have no shape that could be made up: tests/api/views/test_imports.py.
    status, written, told = fuzz(
        live_server.url, tmp_path, "examples,fuzzing,stateful",
        "--max-examples", "10", "--include-path-regex", "/desk/",
        "--exclude-operation-id", "createImport",
        "--header", f"Authorization: Bearer {token}",
    )  # fmt: skip
    assert status == 0, told
    assert read + written >= LEAST, (read, written)
