"""The outcomes of the rows of a file."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Model
from django.utils.translation import gettext as _

from events.editorial.drafts.showing import Json
from events.editorial.errors import Problem
from events.interchange.imports.columns import column_of
from events.interchange.imports.reading import Row
from events.record.vocabulary import RowResult


@dataclass
class Outcome:
    """The outcome of a row; `problems` name a CSV column, or a location in the document.

    If something was written: the `version` of the event afterwards, its desk document `before`
    (None if it is new), and what was `made` beside it by the row or its unit.
    """

    number: int
    key: str
    result: RowResult
    event: str = ""
    problems: list[dict[str, str]] = field(default_factory=list)
    version: int | None = field(default=None, compare=False)
    before: Json | None = field(default=None, compare=False, repr=False)
    made: list[Model] = field(default_factory=list, compare=False, repr=False)


def rejected(row: Row, problems: Sequence[Problem]) -> Outcome:
    """Return the outcome of a rejected row; without problems, other rows are the reason."""
    problems = problems or [Problem("", _("A row that this one refers to was rejected."))]
    return Outcome(row.number, row.key, RowResult.REJECTED, "", shown_problems(row, problems))


def shown_problems(row: Row, problems: Sequence[Problem]) -> list[dict[str, str]]:
    """Return problems with the columns of a CSV, or the locations in the document."""
    places = []
    for problem in problems:
        column = column_of(problem.field, row.columns) if row.columns else ""
        place = {"column": column} if row.columns else {"pointer": problem.field}
        places.append({**place, "detail": problem.message})
    return places


def any_rejected(outcomes: Sequence[Outcome]) -> bool:
    return any(outcome.result == RowResult.REJECTED for outcome in outcomes)


def roll_back(outcomes: Sequence[Outcome], *, refused: bool) -> None:
    """Correct the outcomes of rows that were rolled back: new events do not exist.

    `refused`: because other rows were rejected; otherwise it was a dry run.
    """
    for outcome in outcomes:
        if outcome.result == RowResult.CREATED:
            outcome.event = ""
        if refused and outcome.result in {RowResult.CREATED, RowResult.UPDATED}:
            outcome.result = RowResult.READY
