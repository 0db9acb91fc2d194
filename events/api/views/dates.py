"""What a phrase means, counted from an anchor. The record is not read."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from events.api import openapi, parameters
from events.api.views.public import PublicView, conditional, etag_of, json_response
from events.dates import LANGUAGES, LANGUAGES_READ, Reading, find, json_datetime, read

# The answer to a question changes with the version of the program alone.
MAX_AGE_READING: Final = 60 * 60


class DateResolve(PublicView):
    policy = "costly"

    @openapi.date_resolve
    def get(self, request: HttpRequest) -> HttpResponseBase:
        phrase = parameters.phrase(request)
        anchor = phrase.anchor or timezone.now().replace(second=0, microsecond=0)
        languages = (phrase.language,) if phrase.language else LANGUAGES_READ
        language, readings = read_best(phrase.text, anchor, languages)
        document = {
            "text": phrase.text,
            "language": phrase.language or (language if readings else None),
            "anchor": json_datetime(anchor),
            "results": [reading.as_json(tuple(LANGUAGES)) for reading in readings],
        }
        return conditional(
            request,
            lambda: json_response(document),
            etag=etag_of(document),
            # Without an anchor, "today" in a cached answer would soon be yesterday.
            max_age=MAX_AGE_READING if phrase.anchor else None,
        )


def read_best(text: str, anchor: datetime, languages: Sequence[str]) -> tuple[str, list[Reading]]:
    """The language in which most characters of the text are read, the first of equals, and what is
    read in it.

    Not the first language in which anything is read: English reads the year of "3. Oktober 2023".
    """
    found = {language: readings_in(text, anchor, language) for language in languages}
    best = max(found, key=lambda language: sum(one.end - one.start for one in found[language]))
    return best, found[best]


def readings_in(text: str, anchor: datetime, language: str) -> list[Reading]:
    """The only date of the text, else everything that it says about time."""
    only = read(text, anchor, language)
    return [only] if only else find(text, anchor, language)
