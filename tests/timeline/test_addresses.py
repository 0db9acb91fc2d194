"""Absolute addresses do not repeat how a client wrote the host."""

import pytest
from django.test import RequestFactory

from events.timeline.addresses import absolute_url, origin
from tests import newsroom

HOSTS = ["tracker.example", "TRACKER.example:8443", "tracker.example."]


def test_address_is_that_of_the_request_if_no_other_is_set(settings):
    settings.PUBLIC_URL = ""
    request = RequestFactory().get("/", headers={"host": "localhost:8000"})
    assert absolute_url(request, "/feed.atom?q=x") == "http://localhost:8000/feed.atom?q=x"


@pytest.mark.parametrize("host", HOSTS)
def test_public_url_is_used_whatever_the_host(settings, host):
    settings.PUBLIC_URL = "https://tracker.example"
    request = RequestFactory().get("/", headers={"host": host})
    assert origin(request) == "https://tracker.example"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["/api/v1/events/?limit=1", "/api/v1/changes/?limit=1", "/api/v1/actors/?limit=1",
     "/api/v1/export/?format=atom", "/api/v1/export/?format=ics", "/api/v1/export/?format=jsonld"],
)  # fmt: skip
def test_responses_that_caches_share_are_the_same_for_all_hosts(client, settings, path):
    settings.PUBLIC_URL = "https://tracker.example"
    settings.ALLOWED_HOSTS = ["tracker.example"]
    for title in ("One", "Two"):
        newsroom.linked_event(title)
    answers = [client.get(path, headers={"host": host}) for host in HOSTS]
    bodies = {answer.getvalue() for answer in answers}
    assert (len(bodies), len({answer["ETag"] for answer in answers})) == (1, 1)
    [body] = bodies
    assert b"8443" not in body
    assert b"https://tracker.example/" in body


@pytest.mark.django_db
def test_mails_link_to_the_public_address(client, settings, mailoutbox):
    settings.PUBLIC_URL = "https://tracker.example"
    settings.ALLOWED_HOSTS = ["tracker.example"]
    editor = newsroom.editor()
    type(editor).objects.update(email="editor@paper.example")
    client.post(
        "/accounts/password/reset/",
        {"email": "editor@paper.example"},
        headers={"host": "tracker.example:8443"},
    )
    [mail] = mailoutbox
    assert "https://tracker.example/accounts/password/reset/key/" in mail.body
    assert "8443" not in mail.body
