"""Following everything that is published, in the order in which it became public."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from time import monotonic, sleep
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from events.api import openapi, parameters
from events.api.views.public import (
    PublicView,
    cacheable,
    conditional,
    etag_of,
    json_response,
    link_header,
)
from events.models import Edition
from events.timeline.addresses import absolute_url
from events.timeline.changes import changes, readable_changes

# Seconds between two looks of a waiting request; each is one query by primary key.
POLL_SECONDS: Final = 0.5
# A waiting request occupies a thread that serves nobody else meanwhile.
_slots = threading.BoundedSemaphore(max(settings.API_WAITERS, 1))


class Changes(PublicView):
    """With tombstones and superseded editions: a copy that applies all changes is up to date."""

    @openapi.changes
    def get(self, request: HttpRequest) -> HttpResponseBase:
        chosen, after, limit, wait = parameters.read_all(
            lambda: parameters.record_filter(request, "after", "limit", "as_of", "wait"),
            lambda: parameters.after(request),
            lambda: parameters.limit(request),
            lambda: parameters.wait(request),
        )
        editions = wait_for_changes(after, limit + 1, chosen.as_of, wait)
        more = len(editions) > limit
        editions = editions[:limit]
        last_seq = editions[-1].seq if editions else after
        redactions = [edition.state for edition in editions if edition.redacted_at]

        def respond() -> HttpResponse:
            query = chosen.to_query(after=str(last_seq), limit=str(limit))
            path = f"{request.path}?{query}"
            following = absolute_url(request, path) if more else None
            document = {
                "results": readable_changes(editions),
                "next": following,
                "last_seq": last_seq,
            }
            return json_response(document, headers=link_header(next=following))

        # No cache may keep the result of waiting: the next client wants to wait, too.
        if wait:
            return cacheable(respond(), max_age=None)
        return conditional(request, respond, etag=etag_of(last_seq, more, *redactions))


def wait_for_changes(after: int, limit: int, as_of: datetime | None, wait: int) -> list[Edition]:
    """The changes as soon as there are any, or none after `wait` seconds.

    If too many requests are waiting already, this one does not wait.
    """
    found = changes(after, limit, as_of=as_of)
    if found or not wait or as_of is not None:
        return found
    with _slot() as free:
        until = monotonic() + wait
        while free and not found and (left := until - monotonic()) > 0:
            sleep(min(POLL_SECONDS, left))
            found = changes(after, limit)
    return found


@contextmanager
def _slot() -> Iterator[bool]:
    free = settings.API_WAITERS > 0 and _slots.acquire(blocking=False)
    try:
        yield free
    finally:
        if free:
            _slots.release()
