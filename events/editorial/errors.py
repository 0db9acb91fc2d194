"""The errors of editorial verbs: problems by field, in the editor's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from django.core.exceptions import ValidationError


@dataclass(frozen=True)
class Problem:
    """A problem. `field` is a part of the record ("citations", "start", "note"), or "".

    `row` is the row of that part, such as a claim, if it is about one alone.
    """

    field: str
    message: str
    row: Any = dataclass_field(default=None, compare=False, repr=False)


def problems_of(error: ValidationError) -> list[Problem]:
    """Return the problems that a model found in its fields."""
    return [Problem(field, " ".join(texts)) for field, texts in error.message_dict.items()]


class EditorialError(Exception):
    """The verb was refused and nothing was written."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = list(problems)


class NotAllowed(EditorialError):
    """The account may not do this."""


class StaleVersion(EditorialError):
    """The record was changed since it was read; `current_version` is its version now."""

    def __init__(self, problem: Problem, current_version: int | None) -> None:
        super().__init__([problem])
        self.current_version = current_version
