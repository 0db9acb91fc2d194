"""The entry point for ASGI servers."""

from typing import Any

from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator

from tracker.asgi import application

SCOPE = {
    "type": "http",
    "method": "GET",
    "path": "/healthz",
    "query_string": b"",
    "headers": [(b"host", b"localhost")],
}


async def answered() -> tuple[dict[str, Any], dict[str, Any]]:
    client = ApplicationCommunicator(application, SCOPE)
    await client.send_input({"type": "http.request", "body": b""})
    start, body = await client.receive_output(), await client.receive_output()
    await client.wait()
    return start, body


def test_application_answers_an_asgi_request():
    start, body = async_to_sync(answered)()
    assert (start["type"], start["status"]) == ("http.response.start", 200)
    assert body["body"] == b'{"status": "ok"}'
