"""What is wrong with a query, said for people."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


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


DATE_PROBLEMS: Final[dict[str, Promise]] = {
    "too_long": _("The date is too long."),
    "no_such_month": _("There is no such month."),
    "no_such_day": _("There is no such day."),
    "no_such_time": _("There is no such time of day."),
    "out_of_range": _("The date lies outside the years 1 to 9999."),
    "reversed": _("The period ends before it begins."),
    "unbounded": _("A period cannot begin or end with an open date."),
}
"""By `DateError.code`; the sentence for all other codes is `UNREADABLE_DATE`."""
UNREADABLE_DATE: Final = _("Write a date such as 2023, 2023-02, 2023-02-21 or 2023-02-21T16:00Z.")
UNREADABLE_INSTANT: Final = _("Write a date such as 2023-02-22 or an instant such as {example}.")
INSTANT_EXAMPLE: Final = "2023-02-22T16:00:00Z"
