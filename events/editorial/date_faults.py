"""What is wrong with a date that an editor gave, in the editor's language."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.dates import DateError

EDTF_EXAMPLES: Final = (
    "2023-02-21, 2023-02, 2023, 2023-02-21T16:00, 2023-02-20/2023-02-22, 2023-02~, ../2023-02"
)
ANCHOR_EXAMPLE: Final = "2023-02-22T16:00+01:00"
MESSAGES: Final = {
    "empty": gettext_lazy("Give the date."),
    "too_long": gettext_lazy("This date is too long."),
    "not_text": gettext_lazy("This date cannot be read."),
    "not_in_profile": gettext_lazy("This is not written as a date that we can read."),
    "no_such_month": gettext_lazy("There is no such month."),
    "no_such_day": gettext_lazy("There is no such day in this month."),
    "no_such_time": gettext_lazy("There is no such time of day."),
    "out_of_range": gettext_lazy("This date is out of range: the years 1 to 9999 can be recorded."),
    "reversed": gettext_lazy("The end lies before the start."),
    "unbounded": gettext_lazy("An open date has no limit here."),
    "zone_unknown": gettext_lazy("The time zone is not known. Write it as Europe/Moscow."),
    "basis_unknown": gettext_lazy("Choose where the date is from."),
    "anchor_unreadable": gettext_lazy(
        "Write what the date is relative to as a day, or as a date and time with its offset from "
        "UTC: 2023-02-22T16:00+01:00."
    ),
    "anchor_naive": gettext_lazy(
        "What the date is relative to needs an offset from UTC, such as 2023-02-22T16:00+01:00."
    ),
    "anchor_out_of_range": gettext_lazy(
        "What the date is relative to is out of range: the years 1000 to 9000 can be used."
    ),
    "date_missing": gettext_lazy("Give the date itself as well."),
    "control": gettext_lazy("There are invisible control characters in it. Type it anew."),
    "language": gettext_lazy("Write the language as its code, such as de, en or zh-Hans."),
    "language_unread": gettext_lazy(
        "Phrases in this language cannot be read by machine. Keep the phrase and give the date "
        "that it stands for below, such as 2023-02-21."
    ),
    "two_dates": gettext_lazy(
        "The box and “date that the phrase stands for” hold two different dates. Empty one of them."
    ),
    "several": gettext_lazy(
        "This names more than one date. Write one of them, or a period such as 20–22 February."
    ),
    "duration": gettext_lazy(
        "This says how long something takes, not when. Give the day or the period."
    ),
    "repeated": gettext_lazy(
        "This happens again and again, so it is no one date. Give the day that is meant."
    ),
    "past": gettext_lazy(
        "This says only that it was some time ago. Give a date, however vague, such as 2023~."
    ),
    "present": gettext_lazy(
        "This means only “around now”. Give a date, however vague, such as 2023-02~."
    ),
    "future": gettext_lazy(
        "This says only that it is still to come. Give a date, however vague, such as 2023~."
    ),
}


def date_message(error: DateError) -> str:
    """What an editor is told, in the active language; never what was typed."""
    message = str(MESSAGES.get(error.code, _("This date cannot be read.")))
    if error.code == "not_in_profile":
        return _("%(message)s Examples: %(examples)s") % {
            "message": message,
            "examples": EDTF_EXAMPLES,
        }
    return message
