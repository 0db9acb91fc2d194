"""One source with what cites it."""

from typing import cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from events import record
from events.models import Profile
from events.record.vocabulary import ProfileKind
from events.timeline import documents
from events.timeline.filters import EventFilter
from events.web.as_of import PastMoment
from events.web.head import list_head
from events.web.profiles import citing_event, source_profile
from events.web.views.responses import Context, event_list, profile_page


@require_safe
def source(request: HttpRequest, id: str) -> HttpResponseBase:
    return profile_page(request, ProfileKind.SOURCE, id, _context)


def _context(request: HttpRequest, found: Profile, past: PastMoment) -> Context:
    profile = cast(record.Source, documents.profile_record(found))
    chosen = EventFilter(sources=(found.subject,), as_of=past.moment, ordering="date")
    events, pager = event_list(request, chosen)
    return {
        "head": list_head(request.path, chosen),
        "source": source_profile(profile, past.suffix),
        "events": [
            citing_event(event, found.subject, past.now, past.suffix)
            for event in documents.current_events(events.records, as_of=past.moment)
        ],
        **pager,
    }
