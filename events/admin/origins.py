"""Which of the events that were published last rest on one origin, as their record counts them."""

from contextlib import suppress
from typing import Final

import msgspec

from events.models import Edition
from events.models.edition import STORED_TEXT

LATEST: Final = 100


class _Origins(msgspec.Struct):
    count: int


class _Counted(msgspec.Struct):
    """What is read of a record. Those of the oldest shape have no count."""

    origins: _Origins | None = None


_DECODER: Final = msgspec.json.Decoder(_Counted)


def on_one_origin() -> list[str]:
    """The ids of events; to look through a whole archive would take too long."""
    latest = Edition.objects.current().listed().order_by("-at", "-seq")
    found = []
    for event_id, text in latest.values_list("event_id", STORED_TEXT)[:LATEST]:
        with suppress(msgspec.DecodeError):  # `check_record` names a damaged document
            origins = _DECODER.decode(text).origins
            if origins and origins.count == 1:
                found.append(event_id)
    return found
