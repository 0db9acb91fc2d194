"""Logs are lines of JSON, without tracebacks that any client can provoke."""

import logging
import sys

import pytest

from tracker.logs import json_lines, without_traceback


def record(**more: object) -> logging.LogRecord:
    try:
        raise ValueError
    except ValueError:
        made = logging.LogRecord("x", logging.ERROR, "x.py", 1, "said", None, sys.exc_info())
    made.__dict__.update(more)
    return made


@pytest.mark.parametrize(
    ("more", "kept"), [({}, True), ({"status_code": 500}, True), ({"status_code": 400}, False)]
)
def test_traceback_is_kept_for_faults_of_the_server_alone(more, kept):
    found = record(**more)
    assert without_traceback(found) is True
    assert (found.exc_info is not None) is kept


def test_every_logger_writes_json_to_standard_error_at_the_level_of_the_installation():
    found = json_lines("WARNING")
    assert found["root"] == {"handlers": ["stderr"], "level": "WARNING"}
    assert found["handlers"]["stderr"]["formatter"] == "json"
    assert found["loggers"]["tracker.access_log"] == {"level": "INFO"}
