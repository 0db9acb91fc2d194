"""Errors in the style of where they happen."""

import json
import logging
from io import StringIO

import pytest
from django.template import engines
from django.test import RequestFactory
from structlog.stdlib import ProcessorFormatter

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


def test_host_that_is_not_ours_is_one_short_line_of_the_log(client):
    """Anybody can send any host as often as they like."""
    (handler,) = (h for h in logging.root.handlers if isinstance(h.formatter, ProcessorFormatter))
    before = handler.setStream(StringIO())
    client.get("/data/", headers={"Host": "evil.example"})
    (line,) = handler.setStream(before).getvalue().splitlines()
    assert json.loads(line)["event"].startswith("Invalid HTTP_HOST header: 'evil.example'.")
    assert "exception" not in json.loads(line)


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
