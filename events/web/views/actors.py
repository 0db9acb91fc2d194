"""One actor with its own timeline."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import loader
from django.views.decorators.http import require_safe

from events.models import Profile
from events.record.vocabulary import ProfileKind
from events.timeline import reading
from events.timeline.filters import EventFilter, FilterError
from events.timeline.generation import generation
from events.timeline.paging import page as page_of
from events.web.as_of import PastMoment, past_moment
from events.web.caching import conditional
from events.web.cards import card
from events.web.grouping import grouped
from events.web.profiles import actor_profile
from events.web.views.answers import documents, event_list, refused, texts

_REPORTED = 5


@require_safe
def actor(request: HttpRequest, id: str) -> HttpResponseBase:
    try:
        past = past_moment(request)
        found = reading.profile(ProfileKind.ACTOR, id, as_of=past.moment)
        if found is None:
            raise Http404
        identity = f"{found.pk} {generation(EventFilter(as_of=past.moment))}"
        return conditional(request, identity, lambda: _actor(request, found, past))
    except FilterError as error:
        return refused(request, error)


def _actor(request: HttpRequest, found: Profile, past: PastMoment) -> HttpResponse:
    own = EventFilter(actors=(found.subject,), as_of=past.moment)
    events, pager = event_list(request, own)
    # Agencies and publishers rarely take part in what they report.
    reported = replace(own, actors=(), publishers=(found.subject,))
    reports = page_of(reported, limit=_REPORTED)
    context = {
        "section": "actors",
        "past": past,
        "actor": actor_profile(reading.document_of(found), past.suffix),
        "years": grouped(texts(events.records), past.suffix, newest_first=True),
        "reported": [card(document, past.suffix) for document in documents(reports.records)],
        "reported_url": f"/?{reported.to_query()}" if reports.next else "",
        **pager,
    }
    return HttpResponse(loader.render_to_string("events/actor.html", context, request))
