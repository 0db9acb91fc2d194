"""gunicorn for this product: ``--config python:tracker.serving``.

The names in small letters are gunicorn's settings; a command line may add to them.
"""

from contextlib import suppress
from ssl import SSLError
from typing import Any, Final

from django.utils.http import http_date
from django.utils.module_loading import import_string
from gunicorn import util
from gunicorn.http import errors
from gunicorn.workers.gthread import ThreadWorker

worker_class = "tracker.serving.Worker"
# Beyond what `HostileInputMiddleware` refuses, so that it is the one to do so.
limit_request_line = 8190
# Whether a proxy is believed is for BEHIND_PROXY to say: by itself gunicorn believes whoever comes
# from this machine.
secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""

STATUSES: Final[dict[type[BaseException], int]] = {
    errors.InvalidResponseHeader: 500,
    errors.InvalidResponseHeaderName: 500,
    errors.ConfigurationProblem: 500,
    errors.ForbiddenProxyRequest: 403,
    errors.LimitRequestLine: 414,
    errors.ExpectationFailed: 417,
    errors.LimitRequestHeaders: 431,
    errors.UnsupportedTransferCoding: 501,
    errors.ParseException: 400,
    SSLError: 400,
    Exception: 500,
}
"""The first that fits counts."""


class Worker(ThreadWorker):
    """Threads that answer what gunicorn refuses by itself as a problem, whatever was asked for.

    gunicorn's own answers are pages, and repeat what was sent.
    """

    def load_wsgi(self) -> None:
        super().load_wsgi()
        # Only now has Django the models that are behind it.
        self.refusal = import_string("tracker.errors.refusal")

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        status = next(status for kind, status in STATUSES.items() if isinstance(exc, kind))
        if status == 500:
            self.log.exception("A request came to no answer")
        else:
            self.log.warning("Refused with %s: %s", status, type(exc).__name__)
        response = self.refusal(status)
        response["Content-Length"] = str(len(response.content))
        response["Date"] = http_date()
        response["Connection"] = "close"
        line = f"HTTP/1.1 {status} {response.reason_phrase}\r\n"
        with suppress(OSError):  # who has gone wants no answer
            util.write_nonblock(client, line.encode() + response.serialize())
