"""What is wrong with a date that was typed, told at its box in the editor's language."""

from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.editorial.date_faults import MESSAGES

EXAMPLES: Final = gettext_lazy("Feb 2023, last Tuesday, late 2022, 21.2.2023, 2023-02~")
UNSEEN: Final = {
    "ambiguous": gettext_lazy(
        "This can mean more than one date. Choose the one that is meant, then save again."
    ),
    "partly": gettext_lazy(
        "Only a part of this was read as a date. If the date shown is right, save again."
    ),
    "changed": gettext_lazy(
        "This now means another date than shown before. If the date shown is right, save again."
    ),
}
"""Why a date is shown before it is saved."""


def fault(code: str) -> ValidationError:
    return ValidationError(str(MESSAGES[code]), code=code)


def unreadable() -> ValidationError:
    message = _(
        "This cannot be read as a date. Write it like one of these: %(examples)s. Any other "
        "wording can stay if you give the date that it stands for below."
    )
    return ValidationError(message % {"examples": EXAMPLES}, code="unreadable")
