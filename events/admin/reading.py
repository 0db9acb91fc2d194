"""Reading the one box of a date: in which language, and what is wrong where it is none."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import get_language

from events.admin.faults import fault, unreadable
from events.dates import LANGUAGES_READ, DateError, Reading, When, find, read

# What only EDTF and ISO 8601 are written with: a fault in such a text is told as one of a date.
_EXACT: Final = re.compile(r"[0-9XTZ:.,~?%/\[\]+-]*[0-9]{3}[0-9X][0-9XTZ:.,~?%/\[\]+-]*")
_NUMBER: Final = re.compile(r"(?<![\d:])\d{1,2}(?![\d:])")
_CLOCK: Final = re.compile(r"(?<!\d)\d{1,2}:\d\d(?!\d)")
_YEAR_BEYOND: Final = re.compile(r"[-−+]?\d{5,7}|[-−]\d{1,4}(-\d\d){0,2}")


@dataclass(frozen=True)
class Read:
    """A reading and its date, the language it was read in, and whether it is all of the text."""

    reading: Reading
    when: When
    language: str
    whole: bool

    def unanchored(self, text: str) -> frozenset[str]:
        """The dates that the words mean whenever they were written."""
        free = read(text, None, self.language)
        if free is None or free.when is None:
            return frozenset()
        return frozenset({free.when.edtf, *(other.when.edtf for other in free.alternatives)})


def exact(text: str) -> When | None:
    """The date of a text in EDTF; None for a text that is none. Raises `DateError` for a fault."""
    try:
        return When.parse(text)
    except DateError as error:
        if error.code not in {"not_in_profile", "too_long", "not_text"} and _EXACT.fullmatch(text):
            raise
        return None


def tried_languages(given: str, cited: Iterable[str]) -> list[str]:
    """The language that the editor names, alone; else those of the sources, of the page, others."""
    if given:
        return [given]
    tried: dict[str, str] = {}
    for tag in [*cited, get_language() or "en", *LANGUAGES_READ]:
        if _code(tag) in LANGUAGES_READ:
            tried.setdefault(_code(tag), tag)
    return list(tried.values())


def is_read(language: str) -> bool:
    return _code(language) in LANGUAGES_READ


def _code(tag: str) -> str:
    return tag.replace("_", "-").partition("-")[0].lower()


def read_phrase(text: str, anchor: datetime | None, languages: Sequence[str]) -> Read:
    """What a phrase means, in the first language that reads all of it, else the most of it.

    Raises `ValidationError` for what is no date, saying why.
    """
    readings = [(language, read(text, anchor, language)) for language in languages]
    dated = [
        Read(reading, reading.when, language, _is_whole(reading, text))
        for language, reading in readings
        if reading is not None and reading.when is not None
    ]
    for one in dated:
        if one.whole:
            return one
    kinds = [one.kind for _language, one in readings if one is not None and one.when is None]
    if kinds:
        raise fault(kinds[0])
    _refuse_no_day(text, anchor, languages)
    if any(_dates_in(text, anchor, language) > 1 for language in languages):
        raise fault("several")
    if not dated:
        raise unreadable()
    return max(dated, key=lambda one: one.reading.end - one.reading.start)


def _is_whole(reading: Reading, text: str) -> bool:
    """Whether nothing of weight stands beside what was read: "am" may, "oder 4." may not."""
    if any(reason.code == "with_more" for reason in reading.why.more):
        return False
    rest = text[: reading.start] + text[reading.end :]
    return not any(character.isdigit() for character in rest)


def _dates_in(text: str, anchor: datetime | None, language: str) -> int:
    return sum(one.when is not None for one in find(text, anchor, language))


def _refuse_no_day(text: str, anchor: datetime | None, languages: Sequence[str]) -> None:
    """Tell "30 February" and "32.13.2023" from what is no date at all: with 1 they would be one."""
    if _YEAR_BEYOND.fullmatch(text):
        raise fault("out_of_range")
    changes = [("no_such_day", one) for one in _with_ones(text, 28)]
    changes += [("no_such_month", one) for one in _with_ones(text, 12)]
    changes += [("no_such_time", _CLOCK.sub("1:00", text))] if _CLOCK.search(text) else []
    for code, changed in changes:
        for language in languages:
            reading = read(changed, anchor, language)
            if reading and reading.when and _is_whole(reading, changed):
                raise fault(code)


def _with_ones(text: str, most: int) -> list[str]:
    """The text with each number of one or two digits above `most` as 1, one by one and all."""
    numbers = [one for one in _NUMBER.finditer(text) if not 0 < int(one[0]) <= most]
    if len(numbers) > 2:
        return []
    changed = [f"{text[: one.start()]}1{text[one.end() :]}" for one in numbers]
    if len(numbers) == 2:
        first, second = numbers
        between = text[first.end() : second.start()]
        changed.append(f"{text[: first.start()]}1{between}1{text[second.end() :]}")
    return changed
