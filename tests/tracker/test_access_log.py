"""The access log: a line for each request, without what anybody searched for."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from structlog.stdlib import ProcessorFormatter

from tracker.access_log import AccessLogMiddleware

ACCESS_LOG = "tracker.access_log.AccessLogMiddleware"


@contextmanager
def log_lines() -> Iterator[list[dict[str, Any]]]:
    (handler,) = (h for h in logging.root.handlers if isinstance(h.formatter, ProcessorFormatter))
    before, found = handler.setStream(StringIO()), []
    try:
        yield found
    finally:
        read = map(json.loads, handler.setStream(before).getvalue().splitlines())
        found += [line for line in read if line["logger"] == "tracker.access_log"]


@pytest.fixture
def logged(settings) -> Client:
    settings.MIDDLEWARE = [ACCESS_LOG, *settings.MIDDLEWARE]
    return Client(raise_request_exception=False)


@pytest.mark.django_db
def test_request_is_one_line(logged):
    with log_lines() as lines:
        answer = logged.get("/api/v1/events/?q=secret+words&limit=2")
    (line,) = lines
    milliseconds = line.pop("milliseconds")
    assert (milliseconds > 0, line.pop("timestamp") != "") == (True, True)
    assert line == {
        "event": "request", "level": "info", "logger": "tracker.access_log", "method": "GET",
        "path": "/api/v1/events/", "parameters": ["q", "limit"], "status": 200,
        "bytes": len(answer.content), "request_id": answer["X-Request-Id"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [("head", "/healthz", 200), ("get", "/no%0Awhere/", 400), ("post", "/", 403)],
)
@pytest.mark.django_db
def test_every_answer_is_logged(logged, method, address, status):
    logged.handler.enforce_csrf_checks = True
    with log_lines() as lines:
        answer = getattr(logged, method)(address)
    assert [(line["method"], line["status"]) for line in lines] == [(method.upper(), status)]
    assert lines[0]["bytes"] == len(answer.content)


@pytest.mark.django_db
def test_key_that_opens_an_account_is_not_logged(logged):
    with log_lines() as lines:
        logged.get("/accounts/password/reset/key/1-secret/")
        logged.get("/accounts/confirm-email/secret/")
    assert "secret" not in json.dumps(lines)
    assert len(lines) == 2


@pytest.mark.django_db  # closing an answer closes connections that are too old
def test_stream_is_logged_once_when_it_is_closed():
    middleware = AccessLogMiddleware(lambda _request: StreamingHttpResponse(iter([b"ab", b"c"])))
    with log_lines() as lines:
        response = middleware(RequestFactory().get("/export/"))
        assert b"".join(response) == b"abc"
        response.close()
        response.close()
    assert [line["bytes"] for line in lines] == [3]


def test_name_of_a_parameter_that_is_no_name_is_not_logged():
    middleware = AccessLogMiddleware(lambda _request: HttpResponse())
    with log_lines() as lines:
        middleware(RequestFactory().get("/?secret+words&q=x&=1"))
    assert (lines[0]["parameters"], lines[0]["bytes"]) == (["q"], None)
