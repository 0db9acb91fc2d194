"""An edition in a line: what it did, when, and what the editors say of it."""

from dataclasses import dataclass

from events import record
from events.record.vocabulary import EditionCause, EditionKind
from events.web.dating import moment_in_words
from events.web.vocabulary import CAUSES, word


@dataclass(frozen=True)
class EditionLine:
    """`does`: what the edition does, as inside a sentence. `note`: what the editors say of it."""

    number: int
    does: str
    moment: str
    at: str
    note: str


_BY_PEOPLE = frozenset({EditionCause.EDITORS, EditionCause.REDACTED})


def edition_line(edition: record.Edition) -> EditionLine:
    return EditionLine(
        number=edition.number,
        does=str(CAUSES.get(edition.cause, "")) or word(EditionKind, edition.kind),
        moment=edition.at,
        at=moment_in_words(edition.at),
        # The notes of other editions are the program's own, and in one language.
        note=edition.note if edition.cause in _BY_PEOPLE else "",
    )
