"""Time zones by their IANA name."""

import zoneinfo
from functools import lru_cache
from typing import Final

from events.dates.errors import DateError

# Names for the machine's own zone, or for none.
_NO_LOCATION: Final = frozenset({"localtime", "Factory", "posixrules"})


def zone(name: object) -> zoneinfo.ZoneInfo:
    """The zone of an IANA name ("Europe/Moscow"); ``DateError`` ("zone_unknown") otherwise."""
    # ZoneInfo opens a file of that name: "Europe", "..", NUL or an overlong name each raise another
    # error of the operating system. So only listed names are passed to it.
    if not isinstance(name, str) or name not in zone_names():
        raise DateError(
            "zone_unknown", "The time zone is not a known IANA name such as Europe/Moscow."
        )
    return zoneinfo.ZoneInfo(name)


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """All names of the installed tz database, read from disk once."""
    return frozenset(zoneinfo.available_timezones() - _NO_LOCATION)
