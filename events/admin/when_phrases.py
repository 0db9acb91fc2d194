"""Parsing the text of a date field: the language it is in, and why it is not a date."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import get_language

from events.admin.when_errors import date_error, unreadable_date_error
from events.dates import LANGUAGES_READ, DateError, Reading, When, find, read

# Texts that only EDTF and ISO 8601 can be: an error in them is reported as an error in a date.
_EDTF: Final = re.compile(r"[0-9XTZ:.,~?%/\[\]+-]*[0-9]{3}[0-9X][0-9XTZ:.,~?%/\[\]+-]*")
_NUMBER: Final = re.compile(r"(?<![\d:])\d{1,2}(?![\d:])")
_CLOCK: Final = re.compile(r"(?<!\d)\d{1,2}:\d\d(?!\d)")
_YEAR_OUT_OF_RANGE: Final = re.compile(r"[-−+]?\d{5,7}|[-−]\d{1,4}(-\d\d){0,2}")


@dataclass(frozen=True)
class ParsedPhrase:
    """The reading of a phrase, its date and its language."""

    reading: Reading
    when: When
    language: str

    @property
    def complete(self) -> bool:
        """Whether all of the text was read, apart from words that cannot change the date."""
        return not self.reading.unread

    def unanchored_dates(self, text: str) -> frozenset[str]:
        """The dates, as EDTF, that the phrase means no matter when it was written."""
        free = read(text, None, self.language)
        if free is None or free.when is None:
            return frozenset()
        return frozenset({free.when.edtf, *(other.when.edtf for other in free.alternatives)})


def parse_edtf(text: str) -> When | None:
    """The date of a text in EDTF; None if it is not EDTF. Raises `DateError` for invalid dates."""
    try:
        return When.parse(text)
    except DateError as error:
        if error.code not in {"not_in_profile", "too_long", "not_text"} and _EDTF.fullmatch(text):
            raise
        return None


def candidate_languages(typed: str, cited: Iterable[str]) -> list[str]:
    """The languages to try: the one an editor entered; else those of the sources and the page."""
    if typed:
        return [typed]
    candidates: dict[str, str] = {}
    for tag in [*cited, get_language() or "en", *LANGUAGES_READ]:
        if _primary_subtag(tag) in LANGUAGES_READ:
            candidates.setdefault(_primary_subtag(tag), tag)
    return list(candidates.values())


def is_supported(language: str) -> bool:
    return _primary_subtag(language) in LANGUAGES_READ


def _primary_subtag(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()


def parse_phrase(text: str, anchor: datetime | None, languages: Sequence[str]) -> ParsedPhrase:
    """The date of a phrase, in the first language that explains all of it, else most of it.

    Raises `ValidationError`, saying why, if it is not a date.
    """
    readings = [(language, read(text, anchor, language)) for language in languages]
    parsed = [
        ParsedPhrase(reading, reading.when, language)
        for language, reading in readings
        if reading is not None and reading.when is not None
    ]
    for phrase in parsed:
        if phrase.complete:
            return phrase
    whole = [phrase for phrase in parsed if phrase.reading.text == text.strip()]
    if whole:
        return whole[0]  # asked about, although all of the text is one date
    kinds = [one.kind for _language, one in readings if one is not None and one.when is None]
    if kinds:
        raise date_error(kinds[0])
    _raise_if_out_of_range(text, anchor, languages)
    if any(_count_dates(text, anchor, language) > 1 for language in languages):
        raise date_error("several")
    if not parsed:
        raise unreadable_date_error()
    return max(parsed, key=lambda phrase: phrase.reading.end - phrase.reading.start)


def _count_dates(text: str, anchor: datetime | None, language: str) -> int:
    return sum(one.when is not None for one in find(text, anchor, language))


def _raise_if_out_of_range(text: str, anchor: datetime | None, languages: Sequence[str]) -> None:
    """Raise for "30 February" and "32.13.2023": with a 1 as the day or month they are dates."""
    if _YEAR_OUT_OF_RANGE.fullmatch(text):
        raise date_error("out_of_range")
    changes = [("no_such_day", one) for one in _with_ones(text, 28)]
    changes += [("no_such_month", one) for one in _with_ones(text, 12)]
    changes += [("no_such_time", _CLOCK.sub("1:00", text))] if _CLOCK.search(text) else []
    for code, changed in changes:
        for language in languages:
            reading = read(changed, anchor, language)
            if reading and reading.when and not reading.unread:
                raise date_error(code)


def _with_ones(text: str, limit: int) -> list[str]:
    """The text with each number of one or two digits above `limit` as 1: one at a time, and all."""
    numbers = [one for one in _NUMBER.finditer(text) if not 0 < int(one[0]) <= limit]
    if len(numbers) > 2:
        return []
    changed = [f"{text[: one.start()]}1{text[one.end() :]}" for one in numbers]
    if len(numbers) == 2:
        first, second = numbers
        between = text[first.end() : second.start()]
        changed.append(f"{text[: first.start()]}1{between}1{text[second.end() :]}")
    return changed
