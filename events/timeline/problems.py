"""What is wrong with a query, said for people."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """A sentence in the active language about one parameter. It never repeats the value."""

    parameter: str
    detail: str


class FilterError(ValueError):
    """A query that is not looked up, with all that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(f"{p.parameter}: {p.detail}" for p in self.problems))
