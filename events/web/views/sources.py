"""One source with what cites it."""

from dataclasses import replace
from typing import cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from events import record
from events.models import Profile
from events.record.vocabulary import ProfileKind
from events.timeline import documents
from events.web.head import list_head
from events.web.profiles import citing_event, source_profile
from events.web.views.responses import Context, ProfileQuery, event_list, profile_page


@require_safe
def source(request: HttpRequest, id: str) -> HttpResponseBase:
    return profile_page(request, ProfileKind.SOURCE, id, _context)


def _context(request: HttpRequest, found: Profile, query: ProfileQuery) -> Context:
    profile, past = cast(record.Source, documents.profile_record(found)), query.past
    chosen = replace(query.chosen, sources=(found.subject,), ordering="date")
    events, pager = event_list(request, chosen)
    return {
        "head": list_head(request.path, chosen),
        "band": query.band(chosen),
        "source": source_profile(profile, past.suffix),
        "events": [
            citing_event(event, found.subject, past.now, past.suffix)
            for event in documents.current_events(events.records, as_of=past.moment)
        ],
        **pager,
    }
