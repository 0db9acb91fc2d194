"""What became of what was announced with an actor: a ledger of its announcements."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from events import record
from events.models import Profile
from events.record.vocabulary import ProfileKind
from events.timeline import documents, reading
from events.timeline.announcements import Entry, Outcome, ledger
from events.timeline.filters import EventFilter, FilterError
from events.timeline.generation import generation
from events.web.as_of import PastMoment, past_moment
from events.web.caching import conditional
from events.web.cards import Card, card
from events.web.head import Head
from events.web.languages import fixed_language
from events.web.occurrences import is_overdue
from events.web.profiles import actor_profile
from events.web.views.responses import refused

OUTCOMES: Final[dict[Outcome, str | Promise]] = {
    Outcome.OVERDUE: _("Date passed, outcome not on record"),
    Outcome.AHEAD: _("Still to come"),
    Outcome.TOOK_PLACE: _("Took place"),
    Outcome.POSTPONED: _("Postponed"),
    Outcome.CANCELLED: _("Called off"),
    Outcome.DID_NOT_OCCUR: _("Did not happen"),
    Outcome.UNCLEAR: _("Not known"),
}
# The filters that find all events of an outcome.
_FILTERS: Final[dict[Outcome, dict[str, str | list[str]]]] = {
    Outcome.OVERDUE: {"overdue": "true"},
    Outcome.AHEAD: {"occurrence": ["announced", "scheduled"], "overdue": "false"},
    Outcome.POSTPONED: {"occurrence": "postponed"},
    Outcome.CANCELLED: {"occurrence": "cancelled"},
    Outcome.DID_NOT_OCCUR: {"occurrence": "did_not_occur"},
}


@dataclass(frozen=True)
class Section:
    """`url` leads to all of them; "" if these are all, or no filter finds them."""

    key: str
    words: str
    count: int
    cards: Sequence[Card]
    url: str


@require_safe
def announcements(request: HttpRequest, id: str) -> HttpResponseBase:
    try:
        past = past_moment(request)
    except FilterError as error:
        return refused(request, error)
    found = reading.profile(ProfileKind.ACTOR, id, as_of=past.moment)
    if found is None:
        raise Http404
    # `past.now` is part of it: what is overdue changes without any new edition.
    identity = f"{found.state} {generation(EventFilter(as_of=past.moment))} {past.now}"
    return conditional(request, identity, lambda: _page(request, found, past))


def _page(request: HttpRequest, found: Profile, past: PastMoment) -> HttpResponse:
    profile = cast(record.Actor, documents.profile_record(found))
    entries = ledger(found.subject, as_of=past.moment, now=past.now)
    own = EventFilter(actors=(found.subject,), as_of=past.moment)
    context = {
        "section": "actors",
        "head": Head(request.path, own.to_query(as_of=None)),
        "actor": actor_profile(profile, past.suffix),
        "actor_url": f"/actors/{found.subject}/{past.suffix}",
        "sections": [_section(entry, own, request, past) for entry in entries],
        "past": past,
    }
    return render(request, "events/announcements.html", context)


def _section(entry: Entry, own: EventFilter, request: HttpRequest, past: PastMoment) -> Section:
    events = documents.current_events(entry.editions, as_of=past.moment)
    conditions = _FILTERS.get(entry.outcome, {})
    query = own.to_query(**conditions, hl=fixed_language(request) or None)
    return Section(
        key=entry.outcome.value,
        words=str(OUTCOMES[entry.outcome]),
        count=entry.count,
        cards=[card(event, past.suffix, overdue=is_overdue(event, past.now)) for event in events],
        url=f"/?{query}" if conditions and entry.count > len(events) else "",
    )
