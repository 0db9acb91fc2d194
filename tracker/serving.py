"""gunicorn's configuration: ``--config python:tracker.serving``.

Lower-case names are gunicorn's settings. The command line takes precedence.
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
# Above the limit of `HostileInputMiddleware`, whose response names the parameter.
limit_request_line = 8190
# BEHIND_PROXY decides whether a proxy is trusted. By default gunicorn trusts every request from
# this machine.
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
"""The first matching class decides."""


class Worker(ThreadWorker):
    """A thread worker that answers requests that gunicorn rejects with problem+json.

    gunicorn's own error responses are HTML and echo the input.
    """

    def load_wsgi(self) -> None:
        super().load_wsgi()
        # Not importable earlier: it needs Django's models to be loaded.
        self.error_response = import_string("tracker.errors.unparsed_request_response")

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:
        status = next(status for kind, status in STATUSES.items() if isinstance(exc, kind))
        if status == 500:
            self.log.exception("A request could not be answered")
        else:
            self.log.warning("Refused with %s: %s", status, type(exc).__name__)
        response = self.error_response(status)
        response["Content-Length"] = str(len(response.content))
        response["Date"] = http_date()
        response["Connection"] = "close"
        line = f"HTTP/1.1 {status} {response.reason_phrase}\r\n"
        with suppress(OSError):  # the client may have closed the connection
            util.write_nonblock(client, line.encode() + response.serialize())
