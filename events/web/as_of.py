"""A page as it stood at a past moment."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from events.dates import json_datetime
from events.timeline.filters import EventFilter
from events.web.dating import worded_instant


@dataclass(frozen=True)
class PastMoment:
    """`moment` None: the present. `suffix` keeps the links of a page in the same past."""

    moment: datetime | None
    text: str
    words: str
    suffix: str
    here_and_now: str


def past_moment(request: HttpRequest) -> PastMoment:
    """The ``as_of`` of a page that takes no other condition; raises `FilterError` for a bad one."""
    given = QueryDict(mutable=True)
    if values := [value for value in request.GET.getlist("as_of") if value]:
        given.setlist("as_of", values)
    return moment_of(EventFilter.clean(given, now=timezone.now()), request)


def moment_of(chosen: EventFilter, request: HttpRequest) -> PastMoment:
    """The past that a filter asks for."""
    rest = request.GET.copy()
    rest.pop("as_of", None)
    rest.pop("cursor", None)
    present = f"{request.path}?{rest.urlencode()}" if rest else request.path
    if chosen.as_of is None:
        return PastMoment(None, "", "", "", present)
    text = json_datetime(chosen.as_of) or ""
    query = QueryDict(mutable=True)
    query["as_of"] = text
    return PastMoment(chosen.as_of, text, worded_instant(text), f"?{query.urlencode()}", present)
