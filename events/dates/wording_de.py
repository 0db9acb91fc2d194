"""The table that formats dates in German."""

from typing import Final

from events.dates.language import Language

_MONTHS: Final = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
_AM: Final = ("day", "minute", "second")
_IM: Final = ("month", "season", "quarter", "half")
_DEM: Final = ("quarter", "half")

GERMAN: Final = Language(
    months=_MONTHS,
    months_of=_MONTHS,
    weekdays=(
        "Montag",
        "Dienstag",
        "Mittwoch",
        "Donnerstag",
        "Freitag",
        "Samstag",
        "Sonntag",
    ),
    parts={
        21: "Frühjahr {year}",
        22: "Sommer {year}",
        23: "Herbst {year}",
        24: "Winter {first}/{last_short}",
        33: "1. Quartal {year}",
        34: "2. Quartal {year}",
        35: "3. Quartal {year}",
        36: "4. Quartal {year}",
        40: "1. Halbjahr {year}",
        41: "2. Halbjahr {year}",
    },
    day="{day}. {month_of} {year}",
    weekday="{weekday}, {date}",
    month="{month} {year}",
    decade="{year}er-Jahre",
    early_year="{year} n. Chr.",
    unknown_digits={
        "month_unknown": "irgendwann im Jahr {year}",
        "month_and_day_unknown": "an einem Tag im Jahr {year}",
        "day_unknown": "an einem Tag im {month} {year}",
    },
    clock="{time} Uhr",
    clock_with_zone="{time} Uhr {zone}",
    first_clock="{time}",
    clock_after="{date}, {time}",
    zones={
        "CET": "MEZ",
        "CEST": "MESZ",
        "EET": "OEZ",
        "EEST": "OESZ",
        "WET": "WEZ",
        "WEST": "WESZ",
    },
    days_of_month=("{day}.", "{day}. {month_of} {year}"),
    days_of_year=("{day}. {month_of}", "{day}. {month_of} {year}"),
    months_of_year=("{month}", "{month} {year}"),
    years=("{year}", "{year}"),
    week="Woche vom {date}",
    weekend="Wochenende {date}",
    dash="{first} – {last}",
    tight_dash="{first}–{last}",
    between="zwischen {first} und {last}",
    either="{first} oder {last}",
    since={
        "*": "seit {date}",
        "decade": "seit den {dative}",
        **dict.fromkeys(_DEM, "seit dem {date}"),
    },
    until={
        "*": "bis {date}",
        "decade": "bis in die {date}",
        **dict.fromkeys(_DEM, "bis zum {date}"),
    },
    end_unknown={
        "*": "ab {date}, Ende unbekannt",
        "decade": "ab den {dative}, Ende unbekannt",
        **dict.fromkeys(_DEM, "ab dem {date}, Ende unbekannt"),
    },
    start_unknown={
        "*": "bis {date}, Beginn unbekannt",
        "decade": "bis in die {date}, Beginn unbekannt",
        **dict.fromkeys(_DEM, "bis zum {date}, Beginn unbekannt"),
    },
    not_after={
        "*": "spätestens {date}",
        "decade": "spätestens in den {dative}",
        **dict.fromkeys(_AM, "spätestens am {date}"),
        **dict.fromkeys(_IM, "spätestens im {date}"),
    },
    not_before={
        "*": "frühestens {date}",
        "decade": "frühestens in den {dative}",
        **dict.fromkeys(_AM, "frühestens am {date}"),
        **dict.fromkeys(_IM, "frühestens im {date}"),
    },
    from_clock="{date}, ab {time}",
    until_clock="{date}, bis {time}",
    start_and_end="Beginn: {first}; Ende: {last}",
    around={"*": "etwa {date}"},
    uncertain="{date} (unsicher)",
    note_approximate="{date} (ungefähr)",
    note_uncertain="{date} (unsicher)",
    note_both="{date} (ungefähr und unsicher)",
    dative={"decade": "{year}er-Jahren"},
)
