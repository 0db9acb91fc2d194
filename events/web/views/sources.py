"""One source with what cites it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import loader
from django.views.decorators.http import require_safe

from events.models import Profile
from events.record.vocabulary import ProfileKind
from events.timeline import reading
from events.timeline.filters import EventFilter, FilterError
from events.timeline.generation import generation
from events.web.as_of import PastMoment, past_moment
from events.web.caching import conditional
from events.web.profiles import citing_event, source_profile
from events.web.views.answers import documents, event_list, refused


@require_safe
def source(request: HttpRequest, id: str) -> HttpResponseBase:
    try:
        past = past_moment(request)
        found = reading.profile(ProfileKind.SOURCE, id, as_of=past.moment)
        if found is None:
            raise Http404
        identity = f"{found.pk} {generation(EventFilter(as_of=past.moment))}"
        return conditional(request, identity, lambda: _source(request, found, past))
    except FilterError as error:
        return refused(request, error)


def _source(request: HttpRequest, found: Profile, past: PastMoment) -> HttpResponse:
    chosen = EventFilter(sources=(found.subject,), as_of=past.moment, ordering="date")
    events, pager = event_list(request, chosen)
    context = {
        "section": "sources",
        "past": past,
        "source": source_profile(reading.document_of(found), past.suffix),
        "events": [
            citing_event(document, found.subject, past.suffix)
            for document in documents(events.records)
        ],
        **pager,
    }
    return HttpResponse(loader.render_to_string("events/source.html", context, request))
