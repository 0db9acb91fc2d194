"""Text for the desk in the active language."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language

from events.dates import When, display, period


def active_language() -> str:
    """The primary subtag of the active language: "de" for "de-at"."""
    return (get_language() or "en").split("-")[0]


def localized(translations: Iterable[Any], attribute: str, fallback: str) -> str:
    """The attribute of the translation in the active language, else in English, else `fallback`."""
    texts = {row.language: getattr(row, attribute) for row in translations}
    return texts.get(active_language()) or texts.get("en") or fallback


def display_date(start: When | None, end: When | None = None) -> str:
    """A date or period in the active language, "" for none."""
    if start is None:
        return "" if end is None else display(end, active_language())
    return period(start, end, active_language())
