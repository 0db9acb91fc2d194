"""One actor with its own timeline."""

from dataclasses import replace
from typing import cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from events import record
from events.models import Profile
from events.record.vocabulary import ProfileKind
from events.timeline import documents
from events.timeline.paging import page
from events.web.cards import card
from events.web.grouping import grouped
from events.web.head import list_head
from events.web.occurrences import is_overdue
from events.web.profiles import actor_profile
from events.web.views.responses import Context, ProfileQuery, event_list, profile_page

_REPORTED = 5


@require_safe
def actor(request: HttpRequest, id: str) -> HttpResponseBase:
    return profile_page(request, ProfileKind.ACTOR, id, _context)


def _context(request: HttpRequest, found: Profile, query: ProfileQuery) -> Context:
    profile, past = cast(record.Actor, documents.profile_record(found)), query.past
    own = replace(query.chosen, actors=(found.subject,))
    events, pager = event_list(request, own)
    texts = documents.current_texts(events.records, as_of=past.moment)
    # Agencies and publishers rarely take part in what they report.
    reported = replace(own, actors=(), publishers=(found.subject,))
    reports = page(reported, limit=_REPORTED)
    return {
        "head": list_head(request.path, own),
        "band": query.band(own),
        "actor": actor_profile(profile, past.suffix),
        "years": grouped(texts, past.now, past.suffix, newest_first=True),
        "reported": [
            card(event, past.suffix, overdue=is_overdue(event, past.now))
            for event in documents.current_events(reports.records, as_of=past.moment)
        ],
        "reported_url": f"/?{reported.to_query()}" if reports.next else "",
        **pager,
    }
