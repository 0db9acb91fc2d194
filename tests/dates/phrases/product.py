"""Directions x parts x units x clock times: phrases with their dates, by a second implementation.

It shares nothing with the reader. Dates are strings; the calendar is ``datetime.date`` alone. The
anchor is the report of ``resolving.REPORT``, Wednesday, 22 February 2023, 16:00 +01:00.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

DAY: Final = timedelta(days=1)
TODAY: Final = date(2023, 2, 22)
MONTHS: Final = {
    "en": "January February March April May June July August September October November December",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}
WEEKDAYS: Final = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
}


@dataclass(frozen=True)
class Thing:
    """A date in words: its ends in EDTF, its days, and what stands before and after it.

    ``dative`` is the German form after a preposition.
    """

    words: str
    low: str
    high: str
    first: date
    last: date
    dative: str = ""
    edge: str = ""
    """ "start" or "end" for the beginning or end itself, which a deadline means exactly."""


def days_of(text: str) -> tuple[date, date]:
    """First and last day of a point."""
    if text.endswith("XX"):
        return date(int(text[:2]) * 100, 1, 1), date(int(text[:2]) * 100 + 99, 12, 31)
    if text.endswith("X"):
        return date(int(text[:3]) * 10, 1, 1), date(int(text[:3]) * 10 + 9, 12, 31)
    if len(text) == 4:
        return date(int(text), 1, 1), date(int(text), 12, 31)
    if len(text) == 10:
        return date.fromisoformat(text), date.fromisoformat(text)
    year, code = int(text[:4]), int(text[5:])
    if code <= 12:
        start, length = code, 1
    elif code <= 24:
        start, length = (code - 20) * 3, 3
    elif code <= 36:
        start, length = (code - 33) * 3 + 1, 3
    else:
        start, length = (code - 40) * 6 + 1, 6
    end = start + length
    after = date(year + (end - 1) // 12, (end - 1) % 12 + 1, 1)
    return date(year, start, 1), after - DAY


def neighbour(text: str, number: int) -> str:
    """The next or previous point of the same precision, found by walking over days."""
    bare = text.rstrip("~")
    first, last = days_of(bare)
    target = last + DAY if number > 0 else first - DAY
    return form_of(bare, target) + text[len(bare) :]


def form_of(like: str, day: date) -> str:
    """The point around a day that has the precision of another point."""
    year = f"{day.year:04d}"
    if like.endswith("XX"):
        return f"{year[:2]}XX"
    if like.endswith("X"):
        return f"{year[:3]}X"
    if len(like) == 4:
        return year
    if len(like) == 10:
        return day.isoformat()
    code = int(like[5:])
    if code <= 12:
        return f"{year}-{day.month:02d}"
    codes = range(21, 25) if code < 25 else range(33, 37) if code < 37 else range(40, 42)
    for one in (day.year, day.year - 1):
        for number in codes:
            first, last = days_of(f"{one:04d}-{number}")
            if first <= day <= last:
                return f"{one:04d}-{number}"
    raise AssertionError(like)


def thing(words: str, text: str, dative: str = "") -> Thing:
    first, last = days_of(text)
    return Thing(words, text, text, first, last, dative)


def third(whole: Thing, index: int) -> tuple[str, str]:
    """The first, middle or last third, in the precision below that of the whole."""
    text = whole.low
    if text.endswith("XX"):
        bounds = ((0, 33), (34, 66), (67, 99))[index]
        return tuple(f"{int(text[:2]) * 100 + number}~" for number in bounds)
    if text.endswith("X"):
        bounds = ((0, 3), (4, 6), (7, 9))[index]
        return tuple(f"{text[:3]}{number}~" for number in bounds)
    if len(text) == 4:
        bounds = ((1, 4), (5, 8), (9, 12))[index]
        return tuple(f"{text}-{number:02d}~" for number in bounds)
    length = (whole.last - whole.first).days + 1
    size = length // 3
    low = whole.first + (0, size, length - size)[index] * DAY
    high = whole.first + (size - 1, length - size - 1, length - 1)[index] * DAY
    return f"{low.isoformat()}~", f"{high.isoformat()}~"


def part(whole: Thing, words: str, index: int, edge: str = "") -> Thing:
    low, high = third(whole, index)
    return Thing(words, low, high, whole.first, whole.last, "", edge)


def answer(direction: str, one: Thing) -> str:
    """The EDTF text of a direction."""
    low, high = one.low, one.high
    if one.edge == "end" and direction in ("until", "not after", "before", "after"):
        low = high = one.last.isoformat()
        direction = "not after" if direction == "before" else direction
    if one.edge == "start" and direction in ("since", "not before", "before", "after"):
        low = high = one.first.isoformat()
        direction = "not before" if direction == "after" else direction
    if direction == "":
        return low if low == high else f"{low}/{high}"
    if direction == "around":
        ends = [f"{end.rstrip('~')}~" for end in dict.fromkeys((low, high))]
        return "/".join(ends)
    if direction == "before":
        return f"[..{low if 'T' in low else neighbour(low, -1)}]"
    if direction == "after":
        return f"[{high if 'T' in high else neighbour(high, 1)}..]"
    return {
        "since": f"{low}/..",
        "until": f"../{high}",
        "not before": f"[{low}..]",
        "not after": f"[..{high}]",
    }[direction]


# --- English -----------------------------------------------------------------------------------

ENGLISH_DIRECTIONS: Final = {
    "": ("{}",),
    "since": ("since {}", "from {}", "{} onwards"),
    "until": ("until {}", "till {}", "up to {}"),
    "before": ("before {}", "not {not_after}"),
    "after": ("after {}",),
    "not before": (
        *("not before {}", "no earlier than {}", "not earlier than {}", "{at} or after {}"),
        *("{} at the earliest", "{} or later", "not until {}"),
    ),
    "not after": (
        *("by {}", "not after {}", "no later than {}", "not later than {}", "{at} or before {}"),
        *("{} at the latest", "{} or earlier", "by {} at the latest"),
    ),
    "around": ("around {}",),
}
ENGLISH_PARTS: Final = {
    "early {}": (0, ""),
    "the beginning of {}": (0, "start"),
    "the start of {}": (0, "start"),
    "mid-{}": (1, ""),
    "the middle of {}": (1, ""),
    "late {}": (2, ""),
    "the end of {}": (2, "end"),
}


def ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number not in (11, 12, 13) else 0, "th")
    return f"{number}{ending}"


def english_wholes() -> Iterator[Thing]:
    """Periods that can be divided into parts."""
    for number in (15, 19, 20):
        yield thing(f"the {ordinal(number)} century", f"{number - 1}XX")
    for decade in (1920, 1990):
        yield thing(f"the {decade}s", f"{decade // 10}X")
    for year in (1999, 2021, 2024):
        yield thing(f"{year}", f"{year}")
    for number, month in enumerate(MONTHS["en"].split(), 1):
        yield thing(f"{month} 2022", f"2022-{number:02d}")
    yield thing("next month", "2023-03")
    yield thing("last month", "2023-01")
    yield thing("next year", "2024")
    yield thing("last year", "2022")


def english_things() -> Iterator[Thing]:
    """Periods, days and moments that have no parts."""
    for number, name in enumerate(("first", "second"), 40):
        yield thing(f"the {name} half of 2022", f"2022-{number}")
    for number, name in enumerate(("first", "second", "third", "fourth"), 33):
        yield thing(f"the {name} quarter of 2022", f"2022-{number}")
        yield thing(f"Q{number - 32} 2022", f"2022-{number}")
    for number, name in enumerate(("spring", "summer", "autumn", "winter"), 21):
        yield thing(f"{name} 2022", f"2022-{number}")
    for number, month in enumerate(MONTHS["en"].split(), 1):
        day = date(2022, number, 5 + number)
        weekday = WEEKDAYS["en"].split()[day.weekday()]
        for words in (
            f"{day.day} {month} 2022",
            f"{month} {day.day}, 2022",
            f"the {ordinal(day.day)} of {month} 2022",
            f"{month[:3]} {day.day}, 2022" if month != "May" else "May 10, 2022",
            f"{weekday}, {day.day} {month} 2022",
            f"{day.day} {month} last year",
            day.isoformat(),
        ):
            yield thing(words, day.isoformat())
    for words, number in (("yesterday", -1), ("today", 0), ("tomorrow", 1)):
        yield thing(words, (TODAY + number * DAY).isoformat())
        yield thing(f"{words} morning", (TODAY + number * DAY).isoformat())
    for words, number in (("last Tuesday", -1), ("next Monday", 5)):
        yield thing(words, (TODAY + number * DAY).isoformat())
    for words, weeks in (("last week", -1), ("next week", 1)):
        monday = TODAY - TODAY.weekday() * DAY + 7 * weeks * DAY
        first, last = monday, monday + 6 * DAY
        yield Thing(words, first.isoformat(), last.isoformat(), first, last)


def clock_things(language: str) -> Iterator[Thing]:
    clocks = {
        "en": {"4 p.m.": "16:00", "10:30": "10:30", "9.15 a.m.": "09:15", "noon": "12:00"},
        "de": {"16 Uhr": "16:00", "10.30 Uhr": "10:30", "9:15 Uhr": "09:15"},
    }[language]
    zones = {"en": {"": "+01:00", " GMT": "Z", " UTC+3": "+03:00", " EST": "-05:00"}}.get(
        language, {"": "+01:00", " MESZ": "+02:00", " UTC": "Z"}
    )
    days = {
        "en": {"": TODAY, " yesterday": TODAY - DAY, " on 5 March 2022": date(2022, 3, 5)},
        "de": {"": TODAY, " am 5. März 2022": date(2022, 3, 5)},
    }[language]
    for words, clock in clocks.items():
        for zone, offset in zones.items():
            if zone and words == "noon":
                continue
            for on_day, day in days.items():
                text = f"{day.isoformat()}T{clock}{offset}"
                yield Thing(f"{words}{zone}{on_day}", text, text, day, day)


# --- German ------------------------------------------------------------------------------------

GERMAN_DIRECTIONS: Final = {
    "": ("{}",),
    "since": ("seit {}", "ab {}"),
    "until": ("bis {zu}", "bis einschließlich {}"),
    "before": ("vor {}",),
    "after": ("nach {}",),
    "not before": ("nicht vor {}", "frühestens {am}", "nicht früher als {}", "{} frühestens"),
    "not after": (
        *("spätestens {am}", "spätestens bis {zu}", "nicht nach {}", "nicht später als {}"),
        "{} spätestens",
    ),
    "around": ("gegen {}",),
}
GERMAN_PARTS: Final = {"Anfang {}": (0, ""), "Mitte {}": (1, ""), "Ende {}": (2, "end")}


def german_wholes() -> Iterator[Thing]:
    for year in (1999, 2021, 2024):
        yield thing(f"{year}", f"{year}")
    for number, month in enumerate(MONTHS["de"].split(), 1):
        yield thing(f"{month} 2022", f"2022-{number:02d}")
    yield thing("nächsten Monats", "2023-03", "nächstem Monat")
    yield thing("nächsten Jahres", "2024", "nächstem Jahr")


def german_things() -> Iterator[Thing]:
    yield thing("19. Jahrhundert", "18XX", "dem 19. Jahrhundert")
    for number, name in enumerate(("erste", "zweite", "dritte", "vierte"), 33):
        yield thing(f"{name}s Quartal 2022", f"2022-{number}", f"dem {name}n Quartal 2022")
    for number, name in enumerate(("Frühjahr", "Sommer", "Herbst", "Winter"), 21):
        yield thing(f"{name} 2022", f"2022-{number}", f"dem {name} 2022")
    for number, month in enumerate(MONTHS["de"].split(), 1):
        day = date(2022, number, 5 + number)
        weekday = WEEKDAYS["de"].split()[day.weekday()]
        for words in (
            f"{day.day}. {month} 2022",
            f"{day.day}.{number}.2022",
            f"{day.day:02d}.{number:02d}.2022",
            f"{day.day}. {month} vergangenen Jahres",
        ):
            yield thing(words, day.isoformat(), f"dem {words}")
        words = f"{weekday}, {day.day}. {month} 2022"
        yield thing(words, day.isoformat(), f"{weekday}, dem {day.day}. {month} 2022")
    for words, number in (("gestern", -1), ("heute", 0), ("morgen", 1), ("übermorgen", 2)):
        yield thing(words, (TODAY + number * DAY).isoformat(), words)


# --- Weekdays, and days and months without a year ------------------------------------------------


def sense(direction: str, pattern: str) -> int:
    """Whether a direction without a verb is about the past (-1), the future (1) or neither."""
    if direction == "since":
        return -1 if pattern.startswith(("since", "seit")) else 1
    return 1 if direction in ("until", "not before", "not after") else 0


def closest(days: list[date], wanted: int) -> date:
    fitting = [day for day in days if (day - TODAY).days * wanted >= 0]
    return min(fitting, key=lambda day: abs((day - TODAY).days))


def incomplete_things(language: str, wanted: int) -> Iterator[Thing]:
    around = [TODAY + number * DAY for number in range(-366, 366)]
    for number, name in enumerate(WEEKDAYS[language].split()):
        # A weekday alone is the latest one.
        day = closest([one for one in around if one.weekday() == number], wanted or -1)
        yield thing(name, day.isoformat(), name)
    for number, name in enumerate(MONTHS[language].split(), 1):
        days = [one for one in around if (one.month, one.day) == (number, 7)]
        words = f"7 {name}" if language == "en" else f"7. {name}"
        yield thing(words, closest(days, wanted).isoformat(), f"dem {words}")


# --- The product -------------------------------------------------------------------------------


def english() -> Iterator[tuple[str, str]]:
    wholes = list(english_wholes())
    parts = [
        part(
            whole,
            pattern.format(whole.words.removeprefix("the ") if "-" in pattern else whole.words),
            index,
            edge,
        )
        for whole in wholes
        for pattern, (index, edge) in ENGLISH_PARTS.items()
        if not (pattern.startswith(("early", "late", "mid")) and whole.words.startswith("the "))
    ]
    for direction, patterns in ENGLISH_DIRECTIONS.items():
        for pattern in patterns:
            if "not_after" in pattern:
                continue
            incomplete = incomplete_things("en", sense(direction, pattern))
            for one in (*wholes, *parts, *english_things(), *incomplete, *clock_things("en")):
                at = "on" if len(one.low) == 10 else "in"
                if "{at}" in pattern and "T" in one.low:
                    continue
                yield pattern.format(one.words, at=at), answer(direction, one)


def german() -> Iterator[tuple[str, str]]:
    wholes = list(german_wholes())
    parts = [
        part(whole, pattern.format(whole.words), index, edge)
        for whole in wholes
        for pattern, (index, edge) in GERMAN_PARTS.items()
    ]
    for direction, patterns in GERMAN_DIRECTIONS.items():
        for pattern in patterns:
            incomplete = incomplete_things("de", sense(direction, pattern))
            for one in (*wholes, *parts, *german_things(), *incomplete, *clock_things("de")):
                if one.words.startswith("nächste") and direction == "":
                    continue
                if (direction, one.words) == ("around", "morgen"):
                    continue  # "gegen morgen" is the end of a night
                yield _german(pattern, one), answer(direction, one)


def _german(pattern: str, one: Thing) -> str:
    dative = one.dative or one.words
    am = zu = dative
    if one.dative.startswith("dem "):
        am = f"{'am' if len(one.low) == 10 else 'im'} {dative[4:]}"
        zu = f"zum {dative[4:]}"
    elif "T" in one.low:
        am = f"um {dative}"
    plain = one.words if pattern.startswith("{}") else dative
    return pattern.format(plain, am=am, zu=zu)


def pairs(language: str) -> Iterator[tuple[str, str]]:
    """Two dates of one kind: ranges, "between", and lists."""
    forms = {
        "en": (
            ("between {} and {}", "[{}..{}]"),
            ("from {} to {}", "{}/{}"),
            ("{} or {}", "[{},{}]"),
            ("either {} or {}", "[{},{}]"),
        ),
        "de": (
            ("zwischen {} und {}", "[{}..{}]"),
            ("von {} bis {}", "{}/{}"),
            ("{} oder {}", "[{},{}]"),
            ("entweder {} oder {}", "[{},{}]"),
        ),
    }[language]
    months = MONTHS[language].split()
    kinds = [
        [(str(year), str(year)) for year in (2001, 2010, 2019, 2022)],
        [(f"{months[n - 1]} 2022", f"2022-{n:02d}") for n in (1, 4, 8, 12)],
        [
            (
                f"{day} {months[n - 1]} 2022"
                if language == "en"
                else f"{day}. {months[n - 1]} 2022",
                f"2022-{n:02d}-{day:02d}",
            )
            for day, n in ((3, 2), (21, 5), (30, 9))
        ],
        [
            (f"{hour} Uhr" if language == "de" else f"{hour}:00", f"2023-02-22T{hour:02d}:00+01:00")
            for hour in (9, 14, 22)
        ],
    ]
    for kind in kinds:
        for index, (first, low) in enumerate(kind):
            for last, high in kind[index + 1 :]:
                for words, edtf in forms:
                    yield words.format(first, last), edtf.format(low, high)
