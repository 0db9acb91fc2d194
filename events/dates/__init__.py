"""Dates of incomplete precision: EDTF, bounds, order, overlap, wording, and reading of phrases.

Pure Python without Django. Start with ``When.parse``; the only exception is ``DateError``.
"""

from events.dates.bounds import PRECISIONS
from events.dates.compare import (
    MATCHES,
    Extent,
    Window,
    extent,
    overlaps,
    window,
)
from events.dates.errors import DateError
from events.dates.phrases import (
    ANCHOR_YEARS,
    LANGUAGES_READ,
    Reading,
    anchor_of,
    find,
    read,
)
from events.dates.when import BASES, SORT_KEY_LENGTH, When, json_datetime
from events.dates.wording import (
    LANGUAGES,
    day_heading,
    display,
    month_heading,
    period,
    year_heading,
)
from events.dates.zones import zone_names
