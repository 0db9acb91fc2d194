"""Why a phrase means a date, in words; one table per language of the pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

TABLES: Final[dict[str, Mapping[str, str]]] = {
    "en": {"stated": "written as a date"},
    "de": {"stated": "als Datum geschrieben"},
}


@dataclass(frozen=True)
class Reason:
    """``code`` is the pattern of words."""

    code: str
    details: Mapping[str, str] = field(default_factory=dict)

    def words(self, language: str = "en") -> str:
        table = TABLES.get(language, TABLES["en"])
        return table[self.code]
