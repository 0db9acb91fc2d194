"""The cache of several processes, on a real Redis server, and without it."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache.backends.base import BaseCache

from tests.tracker.test_settings import run
from tracker import shared_cache
from tracker.shared_cache import SharedCache

SERVER = shutil.which("redis-server") or ""
needs_server = pytest.mark.skipif(not SERVER, reason="no redis-server found")
COUNT = (
    "import django; django.setup();"
    "from django.core.cache import cache;"
    "print(cache.incr('count') if not cache.add('count', 1, 60) else 1)"
)


@pytest.fixture(autouse=True)
def _asked_at_once():
    shared_cache._Pause.until = 0.0
    yield
    shared_cache._Pause.until = 0.0


@pytest.fixture
def address(tmp_path) -> Iterator[str]:
    """The address of a Redis server."""
    socket = tmp_path / "redis.sock"
    process = subprocess.Popen(
        [SERVER, "--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(tmp_path)],
        stdout=subprocess.DEVNULL,
    )
    try:
        for _n in range(100):
            if socket.exists():
                break
            time.sleep(0.1)
        yield f"unix://{socket}"
    finally:
        process.terminate()
        process.wait(timeout=10)


def cache(address: str) -> BaseCache:
    return SharedCache(address, {"KEY_PREFIX": "event-tracker"})


@needs_server
def test_counts_are_shared_and_expire(address):
    first, second = cache(address), cache(address)
    assert (first.add("count", 1, 60), second.add("count", 1, 60)) == (True, False)
    assert (first.incr("count"), second.incr("count"), first.get("count")) == (2, 3, 3)
    assert second.delete("count")
    with pytest.raises(ValueError, match="count"):
        first.incr("count")
    first.set("brief", 1, 1)
    time.sleep(1.1)
    assert second.get("brief", "gone") == "gone"


@needs_server
def test_what_signing_in_keeps_is_stored_as_plain_json(address):
    """django-allauth stores lists of times."""
    one = cache(address)
    for value in ([1.5, 2.5], "y", True, 7, [], None):
        one.set("value", value, 60)
        assert cache(address).get("value", "missing") == value
    assert one.touch("value", 60)
    one.clear()
    assert one.get("value") is None


@needs_server
def test_processes_count_together(tmp_path, address):
    given = {"SECRET_KEY": "x" * 60, "CACHE_URL": address}
    printed = [run(tmp_path, "-c", COUNT, **given).stdout.strip() for _n in range(3)]
    assert printed == ["1", "2", "3"]


def test_processes_count_alone_without_redis(tmp_path):
    given = {"SECRET_KEY": "x" * 60}
    printed = [run(tmp_path, "-c", COUNT, **given).stdout.strip() for _n in range(2)]
    assert printed == ["1", "1"]


def test_process_counts_for_itself_while_redis_does_not_respond(tmp_path, caplog):
    one = cache(f"unix://{tmp_path}/none.sock")
    assert (one.add("alone", 1, 60), one.incr("alone"), one.get("alone")) == (True, 2, 2)
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == [
        "Redis does not respond; limits are counted per process"
    ]


@needs_server
def test_redis_that_responds_again_is_asked_again(address):
    lost, found = cache("unix:///nonexistent.sock"), cache(address)
    lost.add("count", 1, 60)
    assert found.add("count", 1, 60)
    # The pause is for all threads of the process.
    assert cache(address)._redis.get("count") is None
    shared_cache._Pause.until = 0.0
    assert found.add("count", 1, 60)
    assert cache(address)._redis.get("count") == 1


def test_settings_need_the_package(tmp_path: Path):
    program = (
        "import sys; sys.modules['redis'] = None\n"
        "from tracker import environment\n"
        "try: environment.cache('redis://cache')\n"
        "except Exception as error: print(error)"
    )
    done = run(tmp_path, "-c", program)
    assert done.stdout == "CACHE_URL needs the package redis: pip install redis.\n"
