"""The state of a filtered set as a short text, for the ETag of lists."""

import hashlib

from django.db import connection

from events.models import EditionSequence, Profile
from events.record.vocabulary import ProfileKind
from events.timeline.filters import EventFilter


def generation(chosen: EventFilter, newest: int | None = None) -> str:
    """Changes whenever the filter's list could have changed; one query, two for a storyline.

    Ask it before the list: an edition that is published between the two then only costs a needless
    answer, never a stale one. Where the list itself tells the newest number (`Page.newest`), no
    query is left for a filter without storylines.
    """
    parts = [
        str(last_number() if newest is None else newest),
        chosen.to_query(),
        repr(chosen.type_ids),
    ]
    if chosen.storylines:
        # A storyline's saved filter can change without any new edition.
        standing = Profile.objects.filter(
            kind=ProfileKind.STORYLINE, subject__in=chosen.storylines, superseded_at=None
        )
        parts += [str(number) for number in standing.order_by("id").values_list("id", flat=True)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


def last_number() -> int:
    """The number of the newest edition, 0 without any. Every list asks: told in plain SQL, as
    Django would take longer to word the question than the database to answer it.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT last FROM {EditionSequence._meta.db_table}")  # noqa: S608 (own name)
        row = cursor.fetchone()
    return int(row[0]) if row else 0
