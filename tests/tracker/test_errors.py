"""Errors in the style of where they happen."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
from django.template import engines
from django.test import Client, RequestFactory
from structlog.stdlib import ProcessorFormatter

from tests import factories
from tracker import errors

API, PAGE = "application/problem+json", "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("name", "status"),
    [("boom", 500), ("forbidden", 403), ("missing", 404), ("suspicious", 400), ("lost", 503)],
)
def test_error_has_the_style_of_its_side(client, name, status):
    problem, page = client.get(f"/api/v1/fail/{name}/"), client.get(f"/fail/{name}/")
    assert (problem.status_code, problem["Content-Type"]) == (status, API)
    assert (page.status_code, page["Content-Type"]) == (status, PAGE)
    assert json.loads(problem.content)["status"] == status
    assert "secret" not in problem.content.decode() + page.content.decode()


def test_unknown_address_of_the_api_is_a_problem(client):
    response = client.get("/api/elsewhere/")
    assert response.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "There is nothing at this address.",
    }


def test_host_that_is_not_ours_is_refused(client):
    response = client.get("/api/v1/data/", headers={"Host": "evil.example"})
    assert (response.status_code, response["Content-Type"]) == (400, API)


@contextmanager
def log_lines() -> Iterator[list[dict[str, Any]]]:
    """The lines of the log, once the block is left."""
    (handler,) = (h for h in logging.root.handlers if isinstance(h.formatter, ProcessorFormatter))
    before, found = handler.setStream(StringIO()), []
    try:
        yield found
    finally:
        found += map(json.loads, handler.setStream(before).getvalue().splitlines())


def test_host_that_is_not_ours_is_one_short_line_of_the_log(client):
    """Anybody can send any host as often as they like."""
    with log_lines() as lines:
        client.get("/data/", headers={"Host": "evil.example"})
    (line,) = lines
    assert line["event"].startswith("Invalid HTTP_HOST header: 'evil.example'.")
    assert "exception" not in line


@pytest.mark.parametrize(
    ("address", "event"),
    [
        ("/fail/forbidden/", "Forbidden (Permission denied): /fail/forbidden/"),
        ("/fail/missing/", "Not Found: /fail/missing/"),
        ("/fail/suspicious/", "secret"),
    ],
)
def test_refused_page_is_one_line_of_the_log_without_a_traceback(client, address, event):
    with log_lines() as lines:
        client.get(address)
    assert [event in line["event"] for line in lines] == [True]
    assert "exception" not in lines[0]


@pytest.mark.django_db
@pytest.mark.urls("tracker.urls")
def test_refused_page_of_the_desk_is_logged_without_a_traceback():
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.UserFactory())
    with log_lines() as lines:
        answers = [
            client.get("/admin/events/event/").status_code,
            client.get("/admin/nowhere/").status_code,
            client.post("/admin/events/event/add/", {"csrfmiddlewaretoken": "stale"}).status_code,
        ]
    assert answers == [403, 404, 403]
    assert len(lines) == 3
    assert [line for line in lines if "exception" in line] == []


def test_traceback_of_a_fault_is_logged(client):
    client.raise_request_exception = False
    with log_lines() as lines:
        client.get("/fail/boom/")
    assert any("Traceback" in line.get("exception", "") for line in lines)


@pytest.mark.parametrize("source", ["{% url 'nowhere' %}", "{% include 'missing.html' %}", None])
@pytest.mark.parametrize("status", [400, 403, 404, 410, 500, 503])
def test_error_page_that_fails_itself_falls_back(settings, source, status):
    loaders = {"loaders": [("django.template.loaders.locmem.Loader", {})], "context_processors": []}
    if source is not None:
        pages = dict.fromkeys(errors.TEMPLATES.values(), source) | {"400.html": source}
        loaders["loaders"] = [("django.template.loaders.locmem.Loader", pages)]
    settings.TEMPLATES = [
        {"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": loaders}
    ]
    response = errors.error_response(RequestFactory().get("/"), status, "<b>Why</b>")
    assert response.status_code == status
    assert "&lt;b&gt;Why&lt;/b&gt;" in response.content.decode()
    assert engines.templates


def test_form_from_elsewhere_gets_our_page():
    response = errors.csrf_failure(RequestFactory().post("/"), "secret reason")
    assert response.status_code == 403
    assert "secret" not in response.content.decode()
