"""The feed of everything that was ever published, in the order in which it became visible."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import orjson

from events.dates import json_datetime
from events.models import Edition
from events.timeline.documents import edition_text, readable


def changes(after: int = 0, limit: int = 50, *, as_of: datetime | None = None) -> list[Edition]:
    """The editions with a higher `seq` than `after`, of every kind, tombstones included.

    To follow: ask again with the last `seq` as `after`; nothing is ever missed or sent twice.
    `as_of`: only those that were there at that moment.
    """
    # SQLite refuses numbers beyond 64 bits with an error of its own.
    if after >= 2**63:
        return []
    found = Edition.objects.filter(seq__gt=after).order_by("seq")
    return list((found if as_of is None else found.filter(at__lte=as_of))[:limit])


def change(edition: Edition) -> dict[str, Any]:
    """An edition as every follower gets it, by asking or being told; for `orjson.dumps`.

    Raises `UnreadableDocument`.
    """
    return {
        "seq": edition.seq,
        "event": edition.event_id,
        "kind": edition.kind,
        "at": json_datetime(edition.at.astimezone(UTC)),
        "number": edition.number,
        "note": edition.note,
        "document": orjson.Fragment(edition_text(edition)),
    }


def readable_changes(editions: Iterable[Edition]) -> list[dict[str, Any]]:
    """`change` of each edition. One whose document cannot be read is left out and logged: followers
    go on behind it, as the last `seq` is that of the editions, not of this result.
    """
    return readable(editions, change)
