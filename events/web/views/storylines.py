"""One storyline: a timeline of its own."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events import record
from events.record.vocabulary import ProfileKind
from events.timeline import documents, reading
from events.timeline.filters import EventFilter, FilterError, storyline_filter
from events.timeline.generation import generation
from events.web.as_of import PastMoment, past_moment
from events.web.caching import conditional
from events.web.grouping import grouped
from events.web.profiles import storyline_profile
from events.web.views.responses import event_list, refused


@require_safe
def storyline(request: HttpRequest, id: str) -> HttpResponseBase:
    try:
        past = past_moment(request)
        found = reading.profile(ProfileKind.STORYLINE, id, as_of=past.moment)
        if found is None:
            raise Http404
        profile = cast(record.Storyline, documents.profile_record(found))
        chosen = storyline_filter(profile, as_of=past.moment)
        identity = f"{found.state} {generation(chosen)} {past.now}"
        return conditional(request, identity, lambda: _storyline(request, profile, chosen, past))
    except FilterError as error:
        return refused(request, error)


def _storyline(
    request: HttpRequest, profile: record.Storyline, chosen: EventFilter, past: PastMoment
) -> HttpResponse:
    events, pager = event_list(request, chosen)
    texts = documents.current_texts(events.records, as_of=past.moment)
    context = {
        "section": "storylines",
        "past": past,
        "storyline": storyline_profile(profile),
        "years": grouped(texts, past.now, past.suffix),
        **pager,
    }
    return render(request, "events/storyline.html", context)
