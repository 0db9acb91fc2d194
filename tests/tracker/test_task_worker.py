"""TASK_WORKER is on unless it is switched off."""

import pytest

from tracker.task_worker import has_task_worker


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, True), ("1", True), ("true", True), ("0", False), ("off", False)],
)
def test_task_worker_is_on_unless_it_is_switched_off(monkeypatch, value, expected):
    monkeypatch.delenv("TASK_WORKER")
    if value is not None:
        monkeypatch.setenv("TASK_WORKER", value)
    assert has_task_worker() is expected
