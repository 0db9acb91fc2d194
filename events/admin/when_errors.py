"""Validation errors of date fields."""

from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.dates import DateError
from events.record.date_errors import date_error_message

EXAMPLES: Final = gettext_lazy("Feb 2023, last Tuesday, late 2022, 21.2.2023, 2023-02~")
MESSAGES: Final = {
    "date_missing": gettext_lazy("Give the date itself as well."),
    "control": gettext_lazy("There are invisible control characters in it. Type it anew."),
    "language": gettext_lazy("Enter a language tag, such as de, en or zh-Hans."),
    "language_unread": gettext_lazy(
        "Phrases in this language cannot be recognised automatically. Keep the phrase and give "
        "the date that it stands for below, such as 2023-02-21."
    ),
    "two_dates": gettext_lazy(
        "The date field and “date that the phrase stands for” contain different dates. Clear one "
        "of them."
    ),
    "several": gettext_lazy(
        "This names more than one date. Write one of them, or a period such as 20–22 February."
    ),
    "duration": gettext_lazy("This is a duration, not a date. Enter the day or the period."),
    "repeated": gettext_lazy("This is a repeated time, not a single date. Enter the day."),
    "past": gettext_lazy(
        "This only means “some time ago”. Enter a date, however vague, such as 2023~."
    ),
    "present": gettext_lazy(
        "This only means “around now”. Enter a date, however vague, such as 2023-02~."
    ),
    "future": gettext_lazy(
        "This only means “still to come”. Enter a date, however vague, such as 2023~."
    ),
}
"""Problems of the date box. Those of a `DateError` are in `events.record.date_errors`."""
CONFIRMATIONS: Final = {
    "ambiguous": gettext_lazy(
        "This can mean more than one date. Choose the right one, then save again."
    ),
    "partly": gettext_lazy(
        "Only part of this was read as a date. If the date shown is right, save again."
    ),
    "changed": gettext_lazy(
        "This now means a different date than the one shown before. If the date shown is right, "
        "save again."
    ),
}
"""Why an editor has to see a date before it is saved, by code."""


def date_error(code: str) -> ValidationError:
    """The error of a code of `MESSAGES` or of a `DateError`."""
    message = MESSAGES.get(code) or date_error_message(DateError(code, code))
    return ValidationError(str(message), code=code)


def unreadable_date_error() -> ValidationError:
    message = _(
        "This cannot be read as a date. Write it like one of these: %(examples)s. You can keep any "
        "other wording if you enter the date it stands for below."
    )
    return ValidationError(message % {"examples": EXAMPLES}, code="unreadable")
