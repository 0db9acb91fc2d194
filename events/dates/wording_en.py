"""The table that formats dates in English."""

from typing import Final

from events.dates.language import Language

_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_THE: Final = ("decade", "quarter", "half")

ENGLISH: Final = Language(
    months=_MONTHS,
    months_of=_MONTHS,
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    parts={
        21: "spring {year}",
        22: "summer {year}",
        23: "autumn {year}",
        24: "winter {first}–{last_short}",
        33: "first quarter of {year}",
        34: "second quarter of {year}",
        35: "third quarter of {year}",
        36: "fourth quarter of {year}",
        40: "first half of {year}",
        41: "second half of {year}",
    },
    day="{day} {month_of} {year}",
    weekday="{weekday}, {date}",
    month="{month} {year}",
    decade="{year}s",
    early_year="AD {year}",
    unknown_digits={
        "month_unknown": "some time in {year}",
        "month_and_day_unknown": "on a day in {year}",
        "day_unknown": "on a day in {month} {year}",
    },
    clock="{time}",
    clock_with_zone="{time} {zone}",
    first_clock="{time}",
    clock_after="{date}, {time}",
    zones={},
    days_of_month=("{day}", "{day} {month_of} {year}"),
    days_of_year=("{day} {month_of}", "{day} {month_of} {year}"),
    months_of_year=("{month}", "{month} {year}"),
    years=("{year}", "{year}"),
    week="week of {date}",
    weekend="weekend of {date}",
    dash="{first} – {last}",
    tight_dash="{first}–{last}",
    between="between {first} and {last}",
    either="{first} or {last}",
    since={"*": "since {date}", **dict.fromkeys(_THE, "since the {date}")},
    until={"*": "until {date}", **dict.fromkeys(_THE, "until the {date}")},
    end_unknown={
        "*": "from {date}, end unknown",
        **dict.fromkeys(_THE, "from the {date}, end unknown"),
    },
    start_unknown={
        "*": "until {date}, start unknown",
        **dict.fromkeys(_THE, "until the {date}, start unknown"),
    },
    not_after={
        "*": "in or before {date}",
        **dict.fromkeys(("day", "minute", "second"), "on or before {date}"),
        **dict.fromkeys(_THE, "in or before the {date}"),
    },
    not_before={
        "*": "in or after {date}",
        **dict.fromkeys(("day", "minute", "second"), "on or after {date}"),
        **dict.fromkeys(_THE, "in or after the {date}"),
    },
    from_clock="{date}, from {time}",
    until_clock="{date}, until {time}",
    start_and_end="start: {first}; end: {last}",
    around={
        "*": "around {date}",
        **dict.fromkeys((*_THE, "week", "weekend"), "around the {date}"),
    },
    uncertain="{date} (uncertain)",
    note_approximate="{date} (approximate)",
    note_uncertain="{date} (uncertain)",
    note_both="{date} (approximate and uncertain)",
)
