"""The period boxes of the form: dates as people write them."""

from datetime import datetime
from typing import Final

from django.utils.datastructures import MultiValueDict

from events.dates import LANGUAGES, DateError, When, read
from events.record import limits
from events.web.languages import reader_language

_NAMES: Final = ("from", "to", "reported_from", "reported_to", "since", "until")
_SURE: Final = 1


def with_dates_read(params: MultiValueDict[str, str], now: datetime) -> MultiValueDict[str, str]:
    """The parameters with dates such as "22.02.2023", "22 February 2023" or "last week" as EDTF.

    What is not certainly one date stays as it is: whoever cleans the filter says what is wrong with
    it. Relative dates are read as of `now`.
    """
    found = params.copy()
    for name in _NAMES:
        values = params.getlist(name)
        if len(values) == 1 and (edtf := _edtf(values[0], now)):
            found.setlist(name, [edtf])
    return found


def _edtf(text: str, now: datetime) -> str:
    if len(text) > limits.PARAMETER:
        return ""
    try:
        When.parse(text)
    except DateError:
        pass
    else:
        return ""
    own = reader_language()
    # A German who reads the English pages may still write "22. Februar 2023".
    for language in (own, *(other for other in LANGUAGES if other != own)):
        reading = read(text, now, language)
        if reading is not None and reading.when is not None and reading.tier == _SURE:
            return reading.when.edtf
    return ""
