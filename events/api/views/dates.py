"""What a phrase means, counted from an anchor. Nothing of the record is asked for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from events.api import openapi, parameters
from events.api.views.public import PublicView, answered, conditional, digest
from events.dates import LANGUAGES_READ, Reading, find, json_datetime, read

# The same question has the same answer until a new version of the program reads better.
MAX_AGE_READING: Final = 60 * 60


class DateResolve(PublicView):
    policy = "costly"

    @openapi.date_resolve
    def get(self, request: HttpRequest) -> HttpResponseBase:
        asked = parameters.phrase(request)
        anchor = asked.anchor or timezone.now().replace(second=0, microsecond=0)
        languages = (asked.language,) if asked.language else LANGUAGES_READ
        language, readings = most_read(asked.text, anchor, languages)
        document = {
            "text": asked.text,
            "language": asked.language or (language if readings else None),
            "anchor": json_datetime(anchor),
            "results": [reading.as_json() for reading in readings],
        }
        return conditional(
            request,
            lambda: answered(document),
            etag=digest(document),
            # Without an anchor, "today" in a kept answer would soon be yesterday.
            max_age=MAX_AGE_READING if asked.anchor else None,
        )


def most_read(text: str, anchor: datetime, languages: Sequence[str]) -> tuple[str, list[Reading]]:
    """The language in which most of the text is about time, the first of equals; what it says.

    The first in which anything is read will not do: English reads the year of "3. Oktober 2023".
    """
    found = {language: readings_in(text, anchor, language) for language in languages}
    best = max(found, key=lambda language: sum(one.end - one.start for one in found[language]))
    return best, found[best]


def readings_in(text: str, anchor: datetime, language: str) -> list[Reading]:
    """The one date of the text, or else all that it says about time."""
    one = read(text, anchor, language)
    return [one] if one else find(text, anchor, language)
