"""The entry point for WSGI servers."""

from io import BytesIO
from typing import Any

import pytest

from tracker.wsgi import application


@pytest.mark.django_db  # Django looks after its connections before each request
def test_application_answers_a_wsgi_request():
    started: list[Any] = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/healthz",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.input": BytesIO(),
        "wsgi.url_scheme": "http",
    }
    body = b"".join(application(environ, lambda *arguments: started.append(arguments)))
    assert (started[0][0], body) == ("200 OK", b'{"status": "ok"}')
