"""Reads end: after their time, and when nobody waits for them."""

import time

import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import RequestFactory

from tests.tracker.addresses import SLOW
from tracker.deadlines import DeadlineMiddleware, _watch

pytestmark = pytest.mark.django_db(transaction=True)


def query(sql: str):
    def view(request):
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return HttpResponse(str(cursor.fetchone()[0]))

    return view


def seconds_until_ended(request, sql: str) -> float:
    begin = time.monotonic()
    with pytest.raises(OperationalError):
        DeadlineMiddleware(query(sql))(request)
    return time.monotonic() - begin


def test_query_is_ended_after_its_time(settings):
    settings.READ_SECONDS = 1
    assert 1 <= seconds_until_ended(RequestFactory().get("/"), SLOW[connection.vendor]) < 4


def test_query_is_ended_when_the_client_has_left():
    left = time.monotonic() + 0.5
    request = RequestFactory().get("/")
    request.META["waitress.client_disconnected"] = lambda: time.monotonic() > left
    assert 0.5 <= seconds_until_ended(request, SLOW[connection.vendor]) < 2.5


def test_connection_serves_the_next_request(settings):
    settings.READ_SECONDS = 1
    seconds_until_ended(RequestFactory().get("/"), SLOW[connection.vendor])
    assert DeadlineMiddleware(query("SELECT 7"))(RequestFactory().get("/")).content == b"7"
    time.sleep(1.2)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 8")
        assert cursor.fetchone() == (8,)
    assert _watch.reads == set()


def test_waiting_for_changes_has_more_time(settings):
    settings.READ_SECONDS = 0
    response = DeadlineMiddleware(query("SELECT 7"))(RequestFactory().get("/api/v1/changes/"))
    assert response.content == b"7"


@pytest.mark.parametrize("path", ["/slow/", "/api/v1/slow/"])
def test_ended_query_is_503_for_pages_and_programs(client, settings, path):
    settings.READ_SECONDS = 1
    settings.ROOT_URLCONF = "tests.tracker.addresses"
    response = client.get(path)
    assert (response.status_code, response["Retry-After"]) == (503, "5")
