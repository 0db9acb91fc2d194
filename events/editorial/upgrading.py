"""Upgrading documents of older shapes in advance, so that lists need not do so each time.

This does not change the public record: an upgraded document is what the reader would make of the
stored one, and can be deleted and created again.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from events.models import Edition, EditionRelation, Profile
from events.record import UnreadableDocument, current_profile, current_record
from events.record.stored import PROFILES
from events.record.vocabulary import ProfileKind
from events.search.turns import short_transaction

logger = logging.getLogger(__name__)

BATCH: Final = 200
"""The number of documents written in one transaction, which takes a fraction of a second."""

Progress = Callable[[int, int], None]
"""Called with the number of documents examined and the total."""


@dataclass
class Upgraded:
    """How many documents were upgraded, and which could not be read."""

    prepared: int = 0
    unreadable: int = 0


def upgrade_record(progress: Progress = lambda _done, _total: None) -> Upgraded:
    """Upgrade every document of an older shape, or without all languages of the interface.

    It can be stopped and run again at any time: upgraded documents are skipped.
    """
    found = Upgraded()
    editions, profiles = Edition.objects.order_by("seq"), Profile.objects.order_by("id")
    total, done = editions.count() + profiles.count(), 0
    for rows in _batches(editions.only("event_id", "document", "upgraded", "redacted_at")):
        open_to_answers = _answered({row.event_id for row in rows})
        _prepare([row for row in rows if row.event_id not in open_to_answers], found, _edition_text)
        done += len(rows)
        progress(done, total)
    for rows in _batches(profiles.only("kind", "document", "upgraded", "redacted_at")):
        _prepare(rows, found, _profile_text)
        done += len(rows)
        progress(done, total)
    return found


def _batches(rows: QuerySet[Any]) -> Iterator[list[Any]]:
    last: int | None = None
    while batch := list((rows if last is None else rows.filter(pk__gt=last))[:BATCH]):
        yield batch
        last = batch[-1].pk


def _answered(event_ids: set[str]) -> set[str]:
    """Return the events with a claim that another event answered while they had shape 1.

    The answers of their editions depend on the requested moment, so that the reader looks them
    up.
    """
    answers = EditionRelation.objects.filter(
        type=EditionRelation.ANSWERS, to_event__in=event_ids, edition__shape=1
    )
    pairs = answers.values_list("to_event_id", "edition__event_id")
    return {answered for answered, answering in pairs if answered != answering}


def _edition_text(row: Edition) -> str:
    return current_record(row.text)


def _profile_text(row: Profile) -> str:
    return current_profile(row.text, PROFILES[ProfileKind(row.kind)])


def _prepare(rows: list[Any], found: Upgraded, text_of: Callable[[Any], str]) -> None:
    prepared = []
    for row in rows:
        try:
            text = text_of(row)
        except UnreadableDocument as error:
            found.unreadable += 1
            logger.error("A stored document cannot be read: %r: %s", row, error)
            continue
        if text is not row.text and text != row.text:
            row.upgraded = text
            prepared.append(row)
    if prepared:
        found.prepared += _write(prepared)


def _write(prepared: list[Any]) -> int:
    """Write what was prepared, and return how much. A document that was redacted after it had been
    read is left for the next run.
    """
    model = type(prepared[0])
    with short_transaction():
        rows = model.objects.filter(pk__in=[row.pk for row in prepared]).order_by("pk")
        redacted_at = dict(rows.select_for_update().values_list("pk", "redacted_at"))
        same = [row for row in prepared if redacted_at[row.pk] == row.redacted_at]
        model.objects.bulk_update(same, ["upgraded"])
    return len(same)
