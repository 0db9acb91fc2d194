"""The reasons of readings, with their texts in the languages of the interface.

The texts are ``str.format`` templates with these placeholders: ``anchor`` and ``date`` (a formatted
date), ``weekday`` and ``month`` (a name), ``unit`` and ``units`` (singular and plural), ``number``,
and ``tense`` (what the tense of the clause says).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from events.dates.errors import DateError
from events.dates.when import When
from events.dates.wording import display, language_table

_ENGLISH: Final = {
    "stated": "written as a date",
    "stated_order": "day, month, year: the usual order of the language",
    "order_day": "read as day/month/year; American English writes the month first",
    "order_month": "read as month/day/year; British English writes the day first",
    "order_only": "only this order of day and month is a date",
    "year_number": "a number of four digits in the place of a year",
    "short_year": "a two-digit year, in the century nearest to {anchor}",
    "year_past": "the latest one before or on {anchor}; {tense}",
    "year_future": "the first one after or on {anchor}; {tense}",
    "year_closest": "the one closest to {anchor}; no year is written",
    "year_mentioned": "in the year of {date}, which is mentioned before",
    "year_relative": "in the year counted from {anchor}",
    "year_other": "in another year; no year is written",
    "deictic_0": "the day of {anchor}",
    "deictic_-1": "the day before {anchor}",
    "deictic_1": "the day after {anchor}",
    "deictic_-2": "two days before {anchor}",
    "deictic_2": "two days after {anchor}",
    "weekday_past": "{weekday} before or on {anchor}; {tense}",
    "weekday_future": "{weekday} after or on {anchor}; {tense}",
    "weekday_last": "the latest {weekday} before {anchor}",
    "weekday_next": "the first {weekday} after {anchor}",
    "weekday_week": "{weekday} of the week of {date}",
    "weekday_announced": "{weekday} of the days that the text mentions before",
    "unit_0": "the {unit} of {anchor}",
    "unit_-1": "the {unit} before that of {anchor}",
    "unit_1": "the {unit} after that of {anchor}",
    "unit_-2": "two {units} before that of {anchor}",
    "unit_2": "two {units} after that of {anchor}",
    "season_last": "the latest one that ended before {anchor}",
    "weekend_begun": "the latest one that had begun by {anchor}",
    "season_next": "the first one to begin after {anchor}",
    "counted_back": "{number} {units} before {anchor}",
    "counted_on": "{number} {units} after {anchor}",
    "window_back": "the {number} {units} up to {anchor}",
    "window_on": "the {number} {units} from {anchor} on",
    "window_vague_back": "by our convention the {number} {units} up to {anchor}",
    "window_vague_on": "by our convention the {number} {units} from {anchor} on",
    "neighbour_-1": "the {unit} before {date}, which is mentioned before",
    "neighbour_0": "the {unit} of {date}, which is mentioned before",
    "neighbour_1": "the {unit} after {date}, which is mentioned before",
    "same_period": "the same period one year before {date}, which is mentioned before",
    "part_of_day": "a time of the day of {date}",
    "clock": "a time on the day of {date}",
    "third_start": "by our convention the first third of it",
    "third_middle": "by our convention the middle third of it",
    "third_end": "by our convention the last third of it",
    "range": "from the first of two dates to the last",
    "between": "one date between the first and the last",
    "span": "the whole time from the first to the last",
    "list": "one of the dates that are named",
    "unit_around": "the {unit} that contains the day",
    "weekday_contradicts": "{date} is not a {weekday}",
    "weekday_near": "the closest {weekday}",
    "this_month": "in the month closest to {anchor}; no month is written",
    "fiscal": "whose year it is is not said; read as the calendar year",
    "fiscal_us": "the fiscal year of the United States, which begins in October",
    "up_to_anchor": "no later than {anchor}; {tense}",
    "from_anchor": "no earlier than {anchor}; {tense}",
    "moon": "computed; the day depends on when the moon is seen",
    "clock_twice": "the clocks were set back: this time was there twice",
    "clock_skipped": "the clocks were set forward: this time was skipped",
    "clock_offset": "at the report's offset, UTC{offset}; the clocks may have changed since",
    "night_to": "the night before {date}",
    "unread": "not understood: {words}",
    "utterance": "counted from when it was said, {date}",
    "duration": "a duration, not a date",
    "repeated": "a repeated time, not a date",
    "past": "some time in the past, not a calendar date",
    "present": "around now, not a calendar date",
    "future": "some time in the future, not a calendar date",
    "edtf": "written in EDTF",
}
_GERMAN: Final = {
    "stated": "als Datum geschrieben",
    "stated_order": "Tag, Monat, Jahr: die übliche Reihenfolge der Sprache",
    "order_day": "gelesen als Tag/Monat/Jahr; in den USA steht der Monat vorn",
    "order_month": "gelesen als Monat/Tag/Jahr; in Großbritannien steht der Tag vorn",
    "order_only": "nur diese Reihenfolge von Tag und Monat ergibt ein Datum",
    "year_number": "eine vierstellige Zahl an der Stelle eines Jahres",
    "short_year": "eine zweistellige Jahreszahl, im nächstliegenden Jahrhundert zu {anchor}",
    "year_past": "das letzte vor oder am {anchor}; {tense}",
    "year_future": "das erste nach oder am {anchor}; {tense}",
    "year_closest": "das nächstliegende zu {anchor}; ein Jahr ist nicht angegeben",
    "year_mentioned": "im Jahr von {date}, das zuvor erwähnt ist",
    "year_relative": "im Jahr, das von {anchor} aus gezählt ist",
    "year_other": "in einem anderen Jahr; ein Jahr ist nicht angegeben",
    "deictic_0": "der Tag selbst: {anchor}",
    "deictic_-1": "der Tag vor {anchor}",
    "deictic_1": "der Tag nach {anchor}",
    "deictic_-2": "zwei Tage vor {anchor}",
    "deictic_2": "zwei Tage nach {anchor}",
    "weekday_past": "{weekday} vor oder am {anchor}; {tense}",
    "weekday_future": "{weekday} nach oder am {anchor}; {tense}",
    "weekday_last": "der letzte {weekday} vor {anchor}",
    "weekday_next": "der erste {weekday} nach {anchor}",
    "weekday_week": "{weekday} der Woche von {date}",
    "weekday_announced": "{weekday} in den Tagen, die der Text zuvor nennt",
    "unit_0": "{unit} von {anchor}",
    "unit_-1": "{unit} vor dem von {anchor}",
    "unit_1": "{unit} nach dem von {anchor}",
    "unit_-2": "zwei {units} vor dem von {anchor}",
    "unit_2": "zwei {units} nach dem von {anchor}",
    "season_last": "das letzte Mal vor {anchor}",
    "weekend_begun": "das letzte, das am {anchor} schon begonnen hatte",
    "season_next": "das nächste Mal nach {anchor}",
    "counted_back": "{number} {units} vor {anchor}",
    "counted_on": "{number} {units} nach {anchor}",
    "window_back": "{number} {units} bis {anchor}",
    "window_on": "{number} {units} ab {anchor}",
    "window_vague_back": "nach unserer Konvention {number} {units} bis {anchor}",
    "window_vague_on": "nach unserer Konvention {number} {units} ab {anchor}",
    "neighbour_-1": "{unit} vor {date}, das zuvor erwähnt ist",
    "neighbour_0": "{unit} von {date}, das zuvor erwähnt ist",
    "neighbour_1": "{unit} nach {date}, das zuvor erwähnt ist",
    "same_period": "derselbe Zeitraum ein Jahr vor {date}, das zuvor erwähnt ist",
    "part_of_day": "eine Tageszeit am {date}",
    "clock": "eine Uhrzeit am {date}",
    "third_start": "nach unserer Konvention das erste Drittel davon",
    "third_middle": "nach unserer Konvention das mittlere Drittel davon",
    "third_end": "nach unserer Konvention das letzte Drittel davon",
    "range": "vom ersten der beiden Daten bis zum letzten",
    "between": "ein Datum zwischen dem ersten und dem letzten",
    "span": "die ganze Zeit vom ersten bis zum letzten",
    "list": "eines der genannten Daten",
    "unit_around": "{unit} mit diesem Tag",
    "weekday_contradicts": "{date} ist kein {weekday}",
    "weekday_near": "der nächstgelegene {weekday}",
    "this_month": "im Monat, der {anchor} am nächsten liegt; ein Monat ist nicht angegeben",
    "fiscal": "wessen Jahr gemeint ist, steht nicht da; gelesen als Kalenderjahr",
    "fiscal_us": "das Haushaltsjahr der USA, das im Oktober beginnt",
    "up_to_anchor": "spätestens am {anchor}; {tense}",
    "from_anchor": "frühestens am {anchor}; {tense}",
    "moon": "berechnet; der Tag hängt davon ab, wann der Mond gesehen wird",
    "clock_twice": "die Uhr wurde zurückgestellt: diese Uhrzeit gab es zweimal",
    "clock_skipped": "die Uhr wurde vorgestellt: diese Uhrzeit gab es nicht",
    "clock_offset": "wie im Bericht mit UTC{offset}; seither kann die Uhr umgestellt worden sein",
    "night_to": "die Nacht auf {date}",
    "unread": "nicht verstanden: {words}",
    "utterance": "gezählt vom Tag der Äußerung, {date}",
    "duration": "eine Dauer, kein Datum",
    "repeated": "eine wiederkehrende Zeit, kein Datum",
    "past": "irgendwann in der Vergangenheit, kein Kalenderdatum",
    "present": "um die Gegenwart, kein Kalenderdatum",
    "future": "irgendwann in der Zukunft, kein Kalenderdatum",
    "edtf": "als EDTF geschrieben",
}
_UNITS: Final = {
    "en": {
        name: (name, f"{name}s")
        for name in (
            *("second", "minute", "hour", "day", "week", "weekend", "month", "quarter", "season"),
            "year",
        )
    }
    | {
        "half": ("half-year", "half-years"),
        "decade": ("decade", "decades"),
        "century": ("century", "centuries"),
    },
    "de": {
        "second": ("die Sekunde", "Sekunden"),
        "minute": ("die Minute", "Minuten"),
        "hour": ("die Stunde", "Stunden"),
        "day": ("der Tag", "Tage"),
        "week": ("die Woche", "Wochen"),
        "weekend": ("das Wochenende", "Wochenenden"),
        "month": ("der Monat", "Monate"),
        "quarter": ("das Quartal", "Quartale"),
        "season": ("die Jahreszeit", "Jahreszeiten"),
        "half": ("das Halbjahr", "Halbjahre"),
        "year": ("das Jahr", "Jahre"),
        "decade": ("das Jahrzehnt", "Jahrzehnte"),
        "century": ("das Jahrhundert", "Jahrhunderte"),
    },
}
_ONE: Final = {
    code: {name: forms[0].rpartition(" ")[2] for name, forms in units.items()}
    for code, units in _UNITS.items()
}
_TENSES: Final = {
    "en": {
        "past": "past tense",
        "future": "future tense or what is planned",
        "noun": "it belongs to something that has happened",
        "none": "nothing says otherwise",
    },
    "de": {
        "past": "Vergangenheit",
        "future": "Zukunft oder Geplantes",
        "noun": "es gehört zu etwas, das geschehen ist",
        "none": "nichts spricht dagegen",
    },
}
_MAX_UNREAD: Final = 8
_MAX_WORD_LENGTH: Final = 30
TABLES: Final[dict[str, Mapping[str, str]]] = {"en": _ENGLISH, "de": _GERMAN}


@dataclass(frozen=True)
class Reason:
    """A code of ``TABLES`` with the values of its placeholders; ``more`` are further reasons."""

    code: str
    details: Mapping[str, str] = field(default_factory=dict)
    more: tuple["Reason", ...] = ()

    def words(self, language: str = "en") -> str:
        """The text in the language; in English if the language has no table."""
        code = language.replace("_", "-").partition("-")[0].lower()
        code = code if code in TABLES else "en"
        filled = {name: _format_detail(name, value, code) for name, value in self.details.items()}
        if self.details.get("number") == "1":
            filled["units"] = _ONE[code][self.details["units"]]
        first = TABLES[code][self.code].format(**filled)
        return "; ".join([first, *(other.words(code) for other in self.more)])


def unread_reason(words: Sequence[str]) -> Reason:
    """The first words that were not understood; a field can have hundreds."""
    shown = [word[:_MAX_WORD_LENGTH] for word in words[:_MAX_UNREAD]]
    more = ["…"] if len(words) > _MAX_UNREAD else []
    return Reason("unread", {"words": ", ".join([*shown, *more])})


def _format_detail(name: str, value: str, language: str) -> str:
    table = language_table(language)
    if name in ("anchor", "date"):
        try:
            return display(When.parse(value), language)
        except DateError:
            return value
    if name == "weekday":
        return table.weekdays[int(value)]
    if name == "month":
        return table.months[int(value) - 1]
    if name == "unit":
        return _UNITS[language][value][0]
    if name == "units":
        return _UNITS[language][value][1]
    return _TENSES[language][value] if name == "tense" else value
