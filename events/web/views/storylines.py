"""One storyline: a timeline of its own."""

from dataclasses import replace
from typing import cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from events import record
from events.models import Profile
from events.record.vocabulary import ProfileKind
from events.timeline import documents
from events.web.grouping import grouped
from events.web.head import list_head
from events.web.profiles import storyline_profile
from events.web.views.responses import Context, ProfileQuery, event_list, profile_page


@require_safe
def storyline(request: HttpRequest, id: str) -> HttpResponseBase:
    return profile_page(request, ProfileKind.STORYLINE, id, _context)


def _context(request: HttpRequest, found: Profile, query: ProfileQuery) -> Context:
    profile, past = cast(record.Storyline, documents.profile_record(found)), query.past
    own = replace(query.chosen, storylines=(profile.id,), ordering="date")
    events, pager = event_list(request, own)
    texts = documents.current_texts(events.records, as_of=past.moment)
    return {
        "head": list_head(request.path, own, embed=f"/embed{request.path}"),
        "band": query.band(own),
        "storyline": storyline_profile(profile, past.suffix),
        "years": grouped(texts, past.now, past.suffix),
        **pager,
    }
