"""The one table of messages for dates that cannot be read."""

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from events import dates
from events.dates import ANCHOR_YEARS, DateError, When, anchor_of, window
from events.record.date_errors import ANCHOR_EXAMPLE, date_error_message

DOCUMENTED = re.findall(r"``([a-z]+_?[a-z_]*)``", (DateError.__doc__ or "").partition("each:")[2])
SOURCES = Path(dates.__file__).parent.rglob("*.py")
RAISED = {
    code
    for path in SOURCES
    for code in re.findall(r'DateError\(\s*"([a-z_]+)"', path.read_text(encoding="utf-8"))
}
EXAMPLES = (
    "2023-02-21, 2023-02, 2023, 2023-02-21T16:00, 2023-02-20/2023-02-22, 2023-02~, ../2023-02"
)


def error_of(function, *arguments):
    with pytest.raises(DateError) as caught:
        function(*arguments)
    return caught.value


def test_codes_that_are_raised_are_documented():
    assert sorted(RAISED) == sorted(DOCUMENTED)


@pytest.mark.parametrize("context", ["form", "query"])
@pytest.mark.parametrize("code", DOCUMENTED)
def test_every_code_has_a_message_in_both_languages(code, context):
    error = DateError(code, "secret")
    messages = set()
    for language in ("en", "de"):
        with override(language):
            messages.add(date_error_message(error, context=context))
    assert len(messages) == 2
    assert not any("{" in message or "%(" in message for message in messages)
    assert not any("secret" in message for message in messages)


@pytest.mark.parametrize(
    ("function", "arguments", "form", "query"),
    [
        (
            When.parse,
            ("21.2.2023",),
            f"This is not a recognised date format. Examples: {EXAMPLES}",
            "Write a date such as 2023, 2023-02, 2023-02-21 or 2023-02-21T16:00Z.",
        ),
        (When.parse, ("2023-02-30",), "There is no such day.", "There is no such day."),
        (When.parse, ("0000",), *["The date is outside the years 1 to 9999."] * 2),
        (
            When.parse,
            ("2024/2023",),
            "The end is before the start.",
            "The period ends before it begins.",
        ),
        (
            window,
            ("../2023", None),
            "At least one end must be a date.",
            "A period cannot begin or end with an open date.",
        ),
        (
            anchor_of,
            ("2023-02-22T16:00",),
            f"What the date is relative to needs an offset from UTC, such as {ANCHOR_EXAMPLE}.",
            "The anchor needs an offset from UTC, such as 2023-02-22T16:00+01:00.",
        ),
        (
            anchor_of,
            ("soon",),
            (
                "Write what the date is relative to as a day, or as a date and time with its "
                "offset from UTC: 2023-02-22T16:00+01:00."
            ),
            "Write a date such as 2023-02-22 or an instant such as 2023-02-22T16:00:00Z.",
        ),
    ],
)
def test_message_depends_on_where_the_date_was_given(function, arguments, form, query):
    error = error_of(function, *arguments)
    assert date_error_message(error) == date_error_message(error, context="form") == form
    assert date_error_message(error, context="query") == query


def test_message_of_an_anchor_names_the_years_that_can_be_used():
    error = error_of(anchor_of, "0999-12-31")
    assert (ANCHOR_YEARS[0], ANCHOR_YEARS[-1]) == (1000, 9000)
    assert date_error_message(error).endswith("must be in the years 1000 to 9000.")


def test_unknown_code_has_the_message_of_an_unreadable_date():
    assert date_error_message(DateError("new_code", "")) == "This date cannot be read."
