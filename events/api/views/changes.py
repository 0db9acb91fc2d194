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
    answered,
    cacheable,
    conditional,
    digest,
    links,
)
from events.models import Edition
from events.timeline.changes import change, changes

# How often a waiting request looks, in seconds: one query by primary key each time.
LOOK_EVERY: Final = 0.5
# Each waits in a thread that serves nobody else meanwhile.
_places = threading.BoundedSemaphore(max(settings.API_WAITERS, 1))


class Changes(PublicView):
    """Tombstones and superseded editions included: a copy that applies all of them is in step."""

    @openapi.changes
    def get(self, request: HttpRequest) -> HttpResponseBase:
        chosen, after, limit, wait = parameters.together(
            lambda: parameters.asked(request, "after", "limit", "as_of", "wait"),
            lambda: parameters.after(request),
            lambda: parameters.limit(request),
            lambda: parameters.wait(request),
        )
        editions = awaited(after, limit + 1, chosen.as_of, wait)
        more = len(editions) > limit
        editions = editions[:limit]
        last_seq = editions[-1].seq if editions else after

        def answer() -> HttpResponse:
            query = chosen.to_query(after=str(last_seq), limit=str(limit))
            path = f"{request.path}?{query}"
            following = request.build_absolute_uri(path) if more else None
            document = {
                "results": [change(edition) for edition in editions],
                "next": following,
                "last_seq": last_seq,
            }
            return answered(document, headers=links(next=following))

        # What was waited for is not for a cache: the next one who asks wants to wait, too.
        if wait:
            return cacheable(answer(), max_age=None)
        return conditional(request, answer, etag=digest(last_seq, more))


def awaited(after: int, limit: int, as_of: datetime | None, wait: int) -> list[Edition]:
    """The changes as soon as there are any, or none after `wait` seconds.

    Where too many wait already, the answer comes at once.
    """
    found = changes(after, limit, as_of=as_of)
    if found or not wait or as_of is not None:
        return found
    with _place() as free:
        until = monotonic() + wait
        while free and not found and (left := until - monotonic()) > 0:
            sleep(min(LOOK_EVERY, left))
            found = changes(after, limit)
    return found


@contextmanager
def _place() -> Iterator[bool]:
    free = settings.API_WAITERS > 0 and _places.acquire(blocking=False)
    try:
        yield free
    finally:
        if free:
            _places.release()
