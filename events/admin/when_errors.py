"""Validation errors of date fields."""

from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.editorial.date_faults import MESSAGES

EXAMPLES: Final = gettext_lazy("Feb 2023, last Tuesday, late 2022, 21.2.2023, 2023-02~")
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
    return ValidationError(str(MESSAGES[code]), code=code)


def unreadable_date_error() -> ValidationError:
    message = _(
        "This cannot be read as a date. Write it like one of these: %(examples)s. You can keep any "
        "other wording if you enter the date it stands for below."
    )
    return ValidationError(message % {"examples": EXAMPLES}, code="unreadable")
