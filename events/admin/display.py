"""Text for the desk in the active language."""

from collections.abc import Iterable
from typing import Any

from events.dates import When, display, period
from events.timeline.labels import active_language


def localized(translations: Iterable[Any], attribute: str, fallback: str) -> str:
    """The attribute of the translation in the active language, else in English, else `fallback`."""
    texts = {row.language: getattr(row, attribute) for row in translations}
    return texts.get(active_language()) or texts.get("en") or fallback


def display_date(start: When | None, end: When | None = None) -> str:
    """A date or period in the active language, "" for none."""
    if start is None:
        return "" if end is None else display(end, active_language())
    return period(start, end, active_language())
