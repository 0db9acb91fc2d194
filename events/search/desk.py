"""The events of the desk that a text finds: through the readers' index, and those not in it yet."""

from functools import reduce
from operator import and_
from typing import Any, Final

from django.db.models import F, Q

from events.models import Citation, Claim, ClaimText, Edition, Event, EventText, Participation
from events.record.vocabulary import State
from events.search.index import matching_editions
from events.search.names import find_actors
from events.search.words import SearchError

_NAMED: Final = 60
"""Actors with a name like a word."""
_NOT_INDEXED: Final = ~Q(state=State.PUBLISHED) | ~Q(version=F("published_version"))


def desk_events(text: str) -> Q:
    """Return the condition for the events with every word of a text, or with it as their id.

    What readers find is found through their index, in any inflection and without diacritics. In
    drafts and changed events, the words are looked for in titles, summaries and claims, in the
    names of participants and speakers by any spelling, and in the titles of sources.
    """
    found = Q(pk=text)
    try:
        editions = Edition.objects.current().filter(seq__in=matching_editions(text))
    except SearchError:
        return found
    found |= Q(pk__in=editions.values("event"))
    pending = Event.objects.filter(_NOT_INDEXED)
    words = [_has_word(word, pending.values("pk")) for word in text.split()]
    return found | (Q(pk__in=pending.values("pk")) & reduce(and_, words))


def _has_word(word: str, pending: Any) -> Q:
    among = {"event__in": pending}
    actors = [match.actor_id for match in find_actors(word, limit=_NAMED) if match.score >= 80]
    texts = EventText.objects.filter(Q(title__icontains=word) | Q(summary__icontains=word), **among)
    claims = ClaimText.objects.filter(text__icontains=word, claim__event__in=pending)
    sources = Citation.objects.filter(source__title__icontains=word, **among)
    parts = Participation.objects.filter(actor__in=actors, **among)
    speakers = Claim.objects.filter(speaker__in=actors, **among)
    return (
        Q(pk__in=texts.values("event"))
        | Q(pk__in=claims.values("claim__event"))
        | Q(pk__in=sources.values("event"))
        | Q(pk__in=parts.values("event"))
        | Q(pk__in=speakers.values("event"))
    )
