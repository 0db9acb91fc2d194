"""Time zones by their IANA name."""

import re
import zoneinfo
from functools import lru_cache
from typing import Final

from events.dates.errors import DateError

_NAME: Final = re.compile(r"[A-Za-z0-9_+\-]+(?:/[A-Za-z0-9_+\-]+){0,2}")
_MAX_NAME: Final = 40
# These mean "whatever this machine is set to", or nothing at all.
_NOT_A_PLACE: Final = frozenset({"localtime", "Factory", "posixrules"})


def zone(name: str) -> zoneinfo.ZoneInfo:
    """The zone of an IANA name ("Europe/Moscow"); ``DateError`` ("zone_unknown") otherwise."""
    # The name becomes a path below the zone directory: a directory ("Europe"), "..", NUL or an
    # overlong name each raise another error of the operating system, so ask the list of names.
    if not isinstance(name, str):
        raise _unknown()
    if len(name) > _MAX_NAME or not _NAME.fullmatch(name) or name not in zone_names():
        raise _unknown()
    return zoneinfo.ZoneInfo(name)


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """All zone names of the installed tz database; read from disk once."""
    return frozenset(zoneinfo.available_timezones() - _NOT_A_PLACE)


def _unknown() -> DateError:
    return DateError(
        "zone_unknown", "The time zone is not a known IANA name such as Europe/Moscow."
    )
