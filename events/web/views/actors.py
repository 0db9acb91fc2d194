"""One actor with its own timeline."""

from dataclasses import replace
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
from events.timeline.paging import page as page_of
from events.timeline.redactions import redactions
from events.web.as_of import PastMoment, past_moment
from events.web.caching import conditional
from events.web.cards import card
from events.web.grouping import grouped
from events.web.occurrences import is_overdue
from events.web.profiles import actor_profile
from events.web.views.responses import event_list, refused

_REPORTED = 5


@require_safe
def actor(request: HttpRequest, id: str) -> HttpResponseBase:
    try:
        past = past_moment(request)
        found = reading.profile(ProfileKind.ACTOR, id, as_of=past.moment)
        if found is None:
            raise Http404
        identity = f"{found.state} {generation(EventFilter(as_of=past.moment))} {past.now}"
        return conditional(request, identity, lambda: _actor(request, found, past))
    except FilterError as error:
        return refused(request, error)


def _actor(request: HttpRequest, found: Profile, past: PastMoment) -> HttpResponse:
    profile = cast(record.Actor, documents.profile_record(found))
    own = EventFilter(actors=(found.subject,), as_of=past.moment)
    events, pager = event_list(request, own)
    texts = documents.current_texts(events.records, as_of=past.moment)
    # Agencies and publishers rarely take part in what they report.
    reported = replace(own, actors=(), publishers=(found.subject,))
    reports = page_of(reported, limit=_REPORTED)
    context = {
        "section": "actors",
        "past": past,
        "actor": actor_profile(profile, past.suffix),
        "redactions": redactions(found.subject, found.text),
        "years": grouped(texts, past.now, past.suffix, newest_first=True),
        "reported": [
            card(event, past.suffix, overdue=is_overdue(event, past.now))
            for event in documents.current_events(reports.records, as_of=past.moment)
        ],
        "reported_url": f"/?{reported.to_query()}" if reports.next else "",
        **pager,
    }
    return render(request, "events/actor.html", context)
