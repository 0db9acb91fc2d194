"""The state of a filtered set as a short text, for the ETag of lists."""

import hashlib
from typing import Final

from events.dates import LANGUAGES
from events.models import Profile
from events.record import SHAPE
from events.record.vocabulary import ProfileKind
from events.search.lookups import newest_seq
from events.timeline.filters import EventFilter

FORM: Final = f"{SHAPE} {' '.join(LANGUAGES)}"
"""What documents are brought into when they are read: part of every ETag, since a newer program
answers otherwise from the same rows.
"""


def generation(chosen: EventFilter, newest: int | None = None) -> str:
    """Changes whenever the filter's list could have changed; one query, two for a storyline.

    Ask it before the list: an edition that is published between the two then only costs a needless
    answer, never a stale one. If the list itself has the newest number (`Page.newest`), a filter
    without storylines needs no query.
    """
    parts = [
        FORM,
        str(newest_seq() if newest is None else newest),
        chosen.to_query(),
        repr((chosen.type_ids, chosen.not_type_ids, chosen.overdue_at)),
    ]
    if chosen.names_storylines:
        # A storyline's saved filter can change without any new edition.
        rows = Profile.objects.current().filter(
            kind=ProfileKind.STORYLINE, subject__in=chosen.storylines + chosen.not_storylines
        )
        parts += [str(number) for number in rows.order_by("id").values_list("id", flat=True)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]
