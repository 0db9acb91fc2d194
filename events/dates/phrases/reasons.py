"""Why a phrase means a date, in words; one table per language of the pages.

Patterns are ``str.format`` templates of ours. What is filled in: ``anchor`` and ``date`` a date in
words, ``weekday`` and ``month`` a name, ``unit`` and ``units`` a word of the table, ``number`` as
it is, ``sense`` a cue of the table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from events.dates.errors import DateError
from events.dates.when import When
from events.dates.wording import display, language_table

_ENGLISH: Final = {
    "stated": "written as a date",
    "stated_approximate": "written as a date, as an approximate one",
    "stated_order": "day, month, year, as the language writes it",
    "order_day": "read as day/month/year; American English writes the month first",
    "order_month": "read as month/day/year; British English writes the day first",
    "order_only": "only day and month in this order make a date",
    "year_number": "a number of four digits that stands where a year does",
    "short_year": "two digits of a year, in the century nearest to {anchor}",
    "year_past": "the latest one before or on {anchor}; {tense}",
    "year_future": "the first one after or on {anchor}; {tense}",
    "year_closest": "the one closest to {anchor}; no year is written",
    "year_mentioned": "in the year of {date}, which is spoken of before",
    "year_relative": "in the year counted from {anchor}",
    "year_other": "in another year; none is written",
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
    "weekday_mentioned": "{weekday} nearest to {date}, which is spoken of before",
    "weekday_announced": "{weekday} of the days that the text names before",
    "unit_0": "the {unit} of {anchor}",
    "unit_-1": "the {unit} before that of {anchor}",
    "unit_1": "the {unit} after that of {anchor}",
    "unit_-2": "two {units} before that of {anchor}",
    "unit_2": "two {units} after that of {anchor}",
    "season_last": "the latest one that was over or under way on {anchor}",
    "season_next": "the first one to begin after {anchor}",
    "counted_back": "{number} {units} before {anchor}",
    "counted_on": "{number} {units} after {anchor}",
    "window_back": "the {number} {units} up to {anchor}",
    "window_on": "the {number} {units} from {anchor} on",
    "window_vague_back": "by our custom the {number} {units} up to {anchor}",
    "window_vague_on": "by our custom the {number} {units} from {anchor} on",
    "neighbour_-1": "the {unit} before {date}, which is spoken of before",
    "neighbour_0": "the {unit} of {date}, which is spoken of before",
    "neighbour_1": "the {unit} after {date}, which is spoken of before",
    "same_period": "the same period one year before {date}, which is spoken of before",
    "part_of_day": "a time of the day of {date}",
    "clock": "a time on the day of {date}",
    "third_start": "by our custom the first third of it",
    "third_middle": "by our custom the middle third of it",
    "third_end": "by our custom the last third of it",
    "range": "from the first of two dates to the last",
    "joined": "a date and a time of that day",
    "utterance": "counted from when it was said, {date}",
    "duration": "how long something takes; no date",
    "repeated": "happens again and again; no date",
    "past": "some time before; no calendar date",
    "present": "around now; no calendar date",
    "future": "some time to come; no calendar date",
    "anchorless": "depends on when it was written, which is not known",
    "edtf": "written in EDTF",
    "with_more": "the only date among other words",
}
_GERMAN: Final = {
    "stated": "als Datum geschrieben",
    "stated_approximate": "als Datum geschrieben, als ungefähres",
    "stated_order": "Tag, Monat, Jahr, wie die Sprache es schreibt",
    "order_day": "gelesen als Tag/Monat/Jahr; in den USA steht der Monat vorn",
    "order_month": "gelesen als Monat/Tag/Jahr; in Großbritannien steht der Tag vorn",
    "order_only": "nur Tag und Monat in dieser Folge ergeben ein Datum",
    "year_number": "eine vierstellige Zahl, wo ein Jahr steht",
    "short_year": "zwei Ziffern eines Jahres, im Jahrhundert um {anchor}",
    "year_past": "das letzte vor oder am {anchor}; {tense}",
    "year_future": "das erste nach oder am {anchor}; {tense}",
    "year_closest": "das nächste zu {anchor}; kein Jahr ist geschrieben",
    "year_mentioned": "im Jahr von {date}, von dem zuvor die Rede ist",
    "year_relative": "im Jahr, gezählt von {anchor}",
    "year_other": "in einem anderen Jahr; keines ist geschrieben",
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
    "weekday_mentioned": "{weekday} nahe {date}, wovon zuvor die Rede ist",
    "weekday_announced": "{weekday} der Tage, die der Text zuvor nennt",
    "unit_0": "{unit} von {anchor}",
    "unit_-1": "{unit} vor dem von {anchor}",
    "unit_1": "{unit} nach dem von {anchor}",
    "unit_-2": "zwei {units} vor dem von {anchor}",
    "unit_2": "zwei {units} nach dem von {anchor}",
    "season_last": "die letzte, die am {anchor} vorbei oder im Gang war",
    "season_next": "die erste, die nach {anchor} beginnt",
    "counted_back": "{number} {units} vor {anchor}",
    "counted_on": "{number} {units} nach {anchor}",
    "window_back": "{number} {units} bis {anchor}",
    "window_on": "{number} {units} ab {anchor}",
    "window_vague_back": "nach unserem Brauch {number} {units} bis {anchor}",
    "window_vague_on": "nach unserem Brauch {number} {units} ab {anchor}",
    "neighbour_-1": "{unit} vor {date}, wovon zuvor die Rede ist",
    "neighbour_0": "{unit} von {date}, wovon zuvor die Rede ist",
    "neighbour_1": "{unit} nach {date}, wovon zuvor die Rede ist",
    "same_period": "derselbe Zeitraum ein Jahr vor {date}, wovon zuvor die Rede ist",
    "part_of_day": "eine Tageszeit am {date}",
    "clock": "eine Uhrzeit am {date}",
    "third_start": "nach unserem Brauch das erste Drittel davon",
    "third_middle": "nach unserem Brauch das mittlere Drittel davon",
    "third_end": "nach unserem Brauch das letzte Drittel davon",
    "range": "vom ersten zweier Daten bis zum letzten",
    "joined": "ein Datum und eine Uhrzeit an diesem Tag",
    "utterance": "gezählt vom Tag der Äußerung, {date}",
    "duration": "wie lange etwas dauert; kein Datum",
    "repeated": "geschieht immer wieder; kein Datum",
    "past": "irgendwann früher; kein Kalenderdatum",
    "present": "um die Gegenwart; kein Kalenderdatum",
    "future": "irgendwann später; kein Kalenderdatum",
    "anchorless": "hängt davon ab, wann es geschrieben wurde; das ist nicht bekannt",
    "edtf": "als EDTF geschrieben",
    "with_more": "das einzige Datum zwischen anderen Wörtern",
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
        "none": "nothing says otherwise",
    },
    "de": {
        "past": "Vergangenheit",
        "future": "Zukunft oder Geplantes",
        "none": "nichts spricht dagegen",
    },
}
TABLES: Final[dict[str, Mapping[str, str]]] = {"en": _ENGLISH, "de": _GERMAN}


@dataclass(frozen=True)
class Reason:
    """A code of ``TABLES`` with what is filled in; ``more`` are further reasons, said after it."""

    code: str
    details: Mapping[str, str] = field(default_factory=dict)
    more: tuple["Reason", ...] = ()

    def words(self, language: str = "en") -> str:
        """In words; English where the language has no table."""
        code = language.replace("_", "-").partition("-")[0].lower()
        code = code if code in TABLES else "en"
        filled = {name: _format_detail(name, value, code) for name, value in self.details.items()}
        if self.details.get("number") == "1":
            filled["units"] = _ONE[code][self.details["units"]]
        first = TABLES[code][self.code].format(**filled)
        return "; ".join([first, *(other.words(code) for other in self.more)])


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
