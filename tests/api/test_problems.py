import json

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import Http404
from rest_framework import exceptions

from events.api.problems import Refusal, exception_handler, problem_response
from events.editorial import EditorialError
from events.editorial import Problem as EditorialProblem
from events.record import UnreadableDocument
from events.timeline.filters import FilterError, Problem


@pytest.mark.parametrize(
    ("raised", "status", "title"),
    [
        (exceptions.ParseError("secret"), 400, "Bad Request"),
        (exceptions.PermissionDenied("secret"), 403, "Forbidden"),
        (PermissionDenied("secret"), 403, "Forbidden"),
        (Http404("secret"), 404, "Not Found"),
        (exceptions.NotFound("secret"), 404, "Not Found"),
        (exceptions.MethodNotAllowed("<b>"), 405, "Method Not Allowed"),
        (exceptions.NotAcceptable(), 406, "Not Acceptable"),
        (IntegrityError("secret"), 409, "Conflict"),
        (Refusal(413), 413, "Content Too Large"),
        (exceptions.UnsupportedMediaType("secret"), 415, "Unsupported Media Type"),
        (exceptions.Throttled(), 429, "Too Many Requests"),
        (OperationalError("secret"), 503, "Service Unavailable"),
        (InterfaceError("secret"), 503, "Service Unavailable"),
        (UnreadableDocument("secret"), 503, "Service Unavailable"),
    ],
)
def test_error_becomes_a_problem_without_its_own_words(raised, status, title, db):
    response = exception_handler(raised, {})
    problem = json.loads(response.content)
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    assert list(problem) == ["type", "title", "status", "detail"]
    assert (problem["type"], problem["title"], problem["status"]) == ("about:blank", title, status)
    assert problem["detail"]
    assert "secret" not in problem["detail"]


def test_unforeseen_error_is_left_to_the_server():
    assert exception_handler(ValueError("boom"), {}) is None


def test_problems_of_a_filter_name_their_parameters(db):
    raised = FilterError([Problem("from", "Not a date."), Problem("limit", "Too large.")])
    problem = json.loads(exception_handler(raised, {}).content)
    assert problem["errors"] == [
        {"parameter": "from", "detail": "Not a date."},
        {"parameter": "limit", "detail": "Too large."},
    ]


def test_damaged_record_is_logged_with_its_number(caplog, db):
    exception_handler(UnreadableDocument("edition 17: ValueError"), {})
    assert "edition 17: ValueError" in caplog.text


def test_problems_of_a_record_have_pointers(db):
    raised = EditorialError(
        [EditorialProblem("", "a"), EditorialProblem("start", "b"), EditorialProblem("/x/0", "c")]
    )
    response = exception_handler(raised, {})
    errors = json.loads(response.content)["errors"]
    assert response.status_code == 422
    assert [error["pointer"] for error in errors] == ["", "/start", "/x/0"]


def test_throttled_client_is_told_how_long_to_wait(db):
    response = exception_handler(exceptions.Throttled(wait=12.3), {})
    assert response["Retry-After"] == "13"


def test_lost_database_says_when_to_come_back():
    assert problem_response(503)["Retry-After"] == "5"
