"""As of when a page shows the record: now, or a past moment."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, QueryDict
from django.utils import timezone

from events.dates import json_datetime
from events.timeline.filters import EventFilter
from events.timeline.parameters import Parameters, without_blanks
from events.web.dating import moment_in_words
from events.web.languages import fixed_language


@dataclass(frozen=True)
class PastMoment:
    """`moment` None: the present. `now`: what counts as now on the page. `suffix` keeps the links
    of a page in the same past, and in the language that its address fixes.
    """

    moment: datetime | None
    now: datetime
    text: str
    words: str
    suffix: str
    here_and_now: str


def past_moment(request: HttpRequest, *names: str) -> PastMoment:
    """The ``as_of`` of a page that takes no other condition; raises `FilterError` for a bad one,
    and for parameters that are not among `names`, which the page reads itself.
    """
    now = timezone.now()
    params = without_blanks(request.GET)
    parameters = Parameters(params)
    parameters.refuse_unknown({"as_of", *names})
    parameters.finish()
    query = QueryDict(mutable=True)
    if "as_of" in params:
        query.setlist("as_of", params.getlist("as_of"))
    return moment_of(EventFilter.clean(query, now=now), request, now)


def moment_of(chosen: EventFilter, request: HttpRequest, now: datetime) -> PastMoment:
    """The past that a filter asks for."""
    rest = request.GET.copy()
    rest.pop("as_of", None)
    rest.pop("cursor", None)
    kept = QueryDict(mutable=True)
    text = (json_datetime(chosen.as_of) or "") if chosen.as_of else ""
    if text:
        kept["as_of"] = text
    if language := fixed_language(request):
        rest["hl"] = kept["hl"] = language
    present = f"{request.path}?{rest.urlencode()}" if rest else request.path
    suffix = f"?{kept.urlencode()}" if kept else ""
    if chosen.as_of is None:
        # To the hour, so that a page which says what is overdue keeps its ETag for that long.
        hour = now.replace(minute=0, second=0, microsecond=0)
        return PastMoment(None, hour, "", "", suffix, present)
    return PastMoment(chosen.as_of, chosen.as_of, text, moment_in_words(text), suffix, present)
