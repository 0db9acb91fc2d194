"""What an editorial verb says when it refuses: problems that name the field, in the editor's
language.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """`field` is a part of the record ("citations", "start", "note"), or "" for the whole."""

    field: str
    message: str


class EditorialError(Exception):
    """The verb was refused and nothing was written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = list(problems)


class NotAllowed(EditorialError):
    """The account may not do this."""


class StaleVersion(EditorialError):
    """Somebody else changed the record since it was read; `current_version` is what stands now."""

    def __init__(self, problem: Problem, current_version: int | None) -> None:
        super().__init__([problem])
        self.current_version = current_version
