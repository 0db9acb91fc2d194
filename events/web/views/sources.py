"""One source with what cites it."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events import record
from events.models import Profile
from events.record.vocabulary import ProfileKind
from events.timeline import documents, reading
from events.timeline.filters import EventFilter, FilterError
from events.timeline.generation import generation
from events.timeline.redactions import redactions
from events.web.as_of import PastMoment, past_moment
from events.web.caching import conditional
from events.web.profiles import citing_event, source_profile
from events.web.views.responses import event_list, refused


@require_safe
def source(request: HttpRequest, id: str) -> HttpResponseBase:
    try:
        past = past_moment(request)
        found = reading.profile(ProfileKind.SOURCE, id, as_of=past.moment)
        if found is None:
            raise Http404
        identity = f"{found.state} {generation(EventFilter(as_of=past.moment))} {past.now}"
        return conditional(request, identity, lambda: _source(request, found, past))
    except FilterError as error:
        return refused(request, error)


def _source(request: HttpRequest, found: Profile, past: PastMoment) -> HttpResponse:
    profile = cast(record.Source, documents.profile_record(found))
    chosen = EventFilter(sources=(found.subject,), as_of=past.moment, ordering="date")
    events, pager = event_list(request, chosen)
    context = {
        "section": "sources",
        "past": past,
        "source": source_profile(profile, past.suffix),
        "redactions": redactions(found.subject, found.text),
        "events": [
            citing_event(event, found.subject, past.now, past.suffix)
            for event in documents.current_events(events.records, as_of=past.moment)
        ],
        **pager,
    }
    return render(request, "events/source.html", context)
