"""The outcomes of the rows of a file."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from events.editorial.errors import Problem
from events.interchange.imports.columns import column_of
from events.interchange.imports.reading import Row
from events.record.vocabulary import RowResult


@dataclass
class Outcome:
    """The outcome of a row; `problems` name a CSV column, or a location in the document."""

    number: int
    key: str
    result: RowResult
    event: str = ""
    problems: list[dict[str, str]] = field(default_factory=list)


def rejected(row: Row, problems: Sequence[Problem]) -> Outcome:
    """Return the outcome of a rejected row; without problems, other rows are the reason."""
    problems = problems or [Problem("", _("A row that this one refers to was rejected."))]
    places = []
    for problem in problems:
        column = column_of(problem.field, row.columns) if row.columns else ""
        place = {"column": column} if row.columns else {"pointer": problem.field}
        places.append({**place, "detail": problem.message})
    return Outcome(row.number, row.key, RowResult.REJECTED, "", places)


def roll_back(outcomes: Sequence[Outcome], *, refused: bool) -> None:
    """Correct the outcomes of rows that were rolled back: new events do not exist.

    `refused`: because other rows were rejected; otherwise it was a dry run.
    """
    for outcome in outcomes:
        if outcome.result == RowResult.CREATED:
            outcome.event = ""
        if refused and outcome.result in {RowResult.CREATED, RowResult.UPDATED}:
            outcome.result = RowResult.READY
