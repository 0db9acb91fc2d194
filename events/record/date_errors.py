"""The translated message of each ``DateError``, for forms, documents, filters and commands."""

from typing import Final, Literal

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from events.dates import ANCHOR_YEARS, DateError

Context = Literal["form", "query"]
"""Where the date was given: in a form or document, or as a parameter of a query."""

ANCHOR_EXAMPLE: Final = "2023-02-22T16:00+01:00"
INSTANT_UNREADABLE: Final = format_lazy(
    _("Write a date such as 2023-02-22 or an instant such as {example}."),
    example="2023-02-22T16:00:00Z",
)
_EDTF_EXAMPLES: Final = (
    "2023-02-21, 2023-02, 2023, 2023-02-21T16:00, 2023-02-20/2023-02-22, 2023-02~, ../2023-02"
)
_Messages = dict[str, str | Promise]
_MESSAGES: Final[_Messages] = {
    "too_long": _("The date is too long."),
    "no_such_month": _("There is no such month."),
    "no_such_day": _("There is no such day."),
    "no_such_time": _("There is no such time of day."),
    "out_of_range": _("The date is outside the years 1 to 9999."),
    "zone_unknown": _("The time zone is not known. Write it as Europe/Moscow."),
    "basis_unknown": _("Choose where the date is from."),
}
_FORM_MESSAGES: Final[_Messages] = {
    **_MESSAGES,
    "empty": _("Give the date."),
    "not_in_profile": format_lazy(
        _("This is not a recognised date format. Examples: {examples}"),
        examples=_EDTF_EXAMPLES,
    ),
    "reversed": _("The end is before the start."),
    "unbounded": _("At least one end must be a date."),
    "anchor_unreadable": format_lazy(
        _(
            "Write what the date is relative to as a day, or as a date and time with its offset "
            "from UTC: {example}."
        ),
        example=ANCHOR_EXAMPLE,
    ),
    "anchor_naive": format_lazy(
        _("What the date is relative to needs an offset from UTC, such as {example}."),
        example=ANCHOR_EXAMPLE,
    ),
    "anchor_out_of_range": format_lazy(
        _("What the date is relative to must be in the years {first} to {last}."),
        first=ANCHOR_YEARS[0],
        last=ANCHOR_YEARS[-1],
    ),
}
_QUERY_MESSAGES: Final[_Messages] = {
    **_MESSAGES,
    "reversed": _("The period ends before it begins."),
    "unbounded": _("A period cannot begin or end with an open date."),
    "anchor_unreadable": INSTANT_UNREADABLE,
    "anchor_naive": format_lazy(
        _("The anchor needs an offset from UTC, such as {example}."), example=ANCHOR_EXAMPLE
    ),
    "anchor_out_of_range": format_lazy(
        _("The anchor is outside the years {first} to {last}."),
        first=ANCHOR_YEARS[0],
        last=ANCHOR_YEARS[-1],
    ),
}
_UNREADABLE: Final[dict[Context, Promise]] = {
    "form": _("This date cannot be read."),
    "query": _("Write a date such as 2023, 2023-02, 2023-02-21 or 2023-02-21T16:00Z."),
}


def date_error_message(error: DateError, *, context: Context = "form") -> str:
    """The message in the active language. It never repeats the input."""
    messages = _FORM_MESSAGES if context == "form" else _QUERY_MESSAGES
    return str(messages.get(error.code, _UNREADABLE[context]))
