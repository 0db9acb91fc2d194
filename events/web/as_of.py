"""As of when a page shows the record: now, or a past moment."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from events.dates import json_datetime
from events.timeline.filters import EventFilter
from events.web.dating import moment_in_words


@dataclass(frozen=True)
class PastMoment:
    """`moment` None: the present. `now`: what counts as now on the page. `suffix` keeps the links
    of a page in the same past.
    """

    moment: datetime | None
    now: datetime
    text: str
    words: str
    suffix: str
    here_and_now: str


def past_moment(request: HttpRequest) -> PastMoment:
    """The ``as_of`` of a page that takes no other condition; raises `FilterError` for a bad one."""
    now = timezone.now()
    query = QueryDict(mutable=True)
    if values := [value for value in request.GET.getlist("as_of") if value]:
        query.setlist("as_of", values)
    return moment_of(EventFilter.clean(query, now=now), request, now)


def moment_of(chosen: EventFilter, request: HttpRequest, now: datetime) -> PastMoment:
    """The past that a filter asks for."""
    rest = request.GET.copy()
    rest.pop("as_of", None)
    rest.pop("cursor", None)
    present = f"{request.path}?{rest.urlencode()}" if rest else request.path
    if chosen.as_of is None:
        # To the hour, so that a page which says what is overdue keeps its ETag for that long.
        hour = now.replace(minute=0, second=0, microsecond=0)
        return PastMoment(None, hour, "", "", "", present)
    text = json_datetime(chosen.as_of) or ""
    query = QueryDict(mutable=True)
    query["as_of"] = text
    suffix = f"?{query.urlencode()}"
    return PastMoment(chosen.as_of, chosen.as_of, text, moment_in_words(text), suffix, present)
