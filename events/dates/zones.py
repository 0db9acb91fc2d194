"""Time zones by their IANA name."""

import zoneinfo
from functools import lru_cache
from typing import Final

from events.dates.errors import DateError

# These mean "whatever this machine is set to", or nothing at all.
_NOT_A_PLACE: Final = frozenset({"localtime", "Factory", "posixrules"})


def zone(name: object) -> zoneinfo.ZoneInfo:
    """The zone of an IANA name ("Europe/Moscow"); ``DateError`` ("zone_unknown") otherwise."""
    # ZoneInfo makes a path of the name: a directory ("Europe"), "..", NUL or an overlong name each
    # raise another error of the operating system. So only names that are in the list reach it.
    if not isinstance(name, str) or name not in zone_names():
        raise DateError(
            "zone_unknown", "The time zone is not a known IANA name such as Europe/Moscow."
        )
    return zoneinfo.ZoneInfo(name)


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """All zone names of the installed tz database; read from disk once."""
    return frozenset(zoneinfo.available_timezones() - _NOT_A_PLACE)
