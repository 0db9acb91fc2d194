"""Schemathesis on the running server: all its checks and phases, thousands of requests in all."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests import newsroom
from tests.api.programs import token_of

pytestmark = pytest.mark.slow
CONFIG = Path(__file__).with_name("schemathesis.toml")


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


@pytest.fixture
def archive(transactional_db, settings) -> None:
    settings.API_WAITERS = 0  # nobody is to wait for changes that never come
    newsroom.linked_event()
    newsroom.retract(newsroom.published_event("Gone"), reason="It never took place.")


# Apart, so that two processes share the work.
@pytest.mark.parametrize(
    ("phases", "least"), [("coverage", 1_500), ("examples,fuzzing,stateful", 100)]
)
def test_reading_withstands_whatever_is_asked(
    archive, live_server, tmp_path, phases: str, least: int
):
    status, requests, told = fuzz(
        live_server.url, tmp_path, phases, "--max-examples", "8", "--exclude-path-regex", "/desk/"
    )
    assert (status, requests >= least) == (0, True), told


def test_writing_withstands_whatever_is_sent(archive, live_server, tmp_path):
    token = token_of(newsroom.reviewer(), "read", "write", "publish", "import")
    # Files have no shape that could be made up: tests/api/views/test_imports.py.
    status, requests, told = fuzz(
        live_server.url, tmp_path, "examples,fuzzing,stateful",
        "--max-examples", "10", "--include-path-regex", "/desk/",
        "--exclude-operation-id", "createImport",
        "--header", f"Authorization: Bearer {token}",
    )  # fmt: skip
    assert (status, requests >= 300) == (0, True), told
