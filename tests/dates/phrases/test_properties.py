"""What is true of every reading, over random anchors and phrases."""

import operator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.dates import find, read
from tests.dates.phrases.product import MONTHS, WEEKDAYS

EXAMPLES = 300
ANCHORS = st.datetimes(
    datetime(1950, 1, 1),  # noqa: DTZ001 (the zone is drawn)
    datetime(2060, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, *(timezone(timedelta(hours=n)) for n in (-5, 1, 3))]),
)
PREPOSITIONS = {
    "en": (
        "on {}",
        "since {}",
        "until {}",
        "by {}",
        "before {}",
        "after {}",
        "not before {}",
        "{}",
    ),
    "de": ("am {}", "seit {}", "bis {}", "spätestens am {}", "vor {}", "nicht vor {}", "{}"),
}
RELATIVE = {
    "en": ("yesterday", "today", "tomorrow", "last week", "next week", "three days ago"),
    "de": ("gestern", "morgen", "vorgestern", "letzte Woche", "nächste Woche", "vor drei Tagen"),
}
CLOCKS = {"en": (" at 4 p.m.", " at 10:30 GMT"), "de": (" um 16 Uhr", " um 10.30 Uhr UTC")}


@st.composite
def days(draw, language, *, year=True):
    """(words, day): a written day."""
    day = draw(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
    month = MONTHS[language].split()[day.month - 1]
    words = f"{day.day} {month}" if language == "en" else f"{day.day}. {month}"
    return (f"{words} {day.year}" if year else words), day


@st.composite
def phrases(draw, language):
    weekdays = st.sampled_from(WEEKDAYS[language].split())
    core = draw(
        st.one_of(
            days(language).map(lambda pair: pair[0]),
            days(language, year=False)
            .map(lambda pair: pair[0])
            .filter(lambda one: "29" not in one),
            weekdays,
            st.sampled_from(RELATIVE[language]),
        )
    )
    if core not in RELATIVE[language]:
        core += draw(st.sampled_from(("", *CLOCKS[language])))
        return draw(st.sampled_from(PREPOSITIONS[language])).format(core)
    return core


LANGUAGES = st.sampled_from(("en", "de"))
CASES = LANGUAGES.flatmap(lambda one: st.tuples(st.just(one), phrases(one)))


def only(text, anchor, language):
    (reading,) = [one for one in find(text, anchor, language) if one.when is not None]
    return reading


@settings(max_examples=EXAMPLES, deadline=None)
@given(CASES, ANCHORS)
def test_expression_in_a_text_is_one_reading_and_means_the_same_alone(case, anchor):
    language, phrase = case
    found = only(f"x {phrase}, y", anchor, language)
    alone = read(found.text, anchor, language)
    assert alone is not None
    assert (alone.when.edtf, alone.text) == (found.when.edtf, found.text)


SENTENCES = {
    ("en", -1): "The treaty was signed {}.",
    ("en", 1): "The treaty will be signed {}.",
    ("de", -1): "Der Vertrag wurde {} unterzeichnet.",
    ("de", 1): "Der Vertrag wird {} unterzeichnet.",
}


@st.composite
def tensed(draw):
    language, direction = draw(st.sampled_from(sorted(SENTENCES)))
    month = draw(st.sampled_from(MONTHS[language].split()))
    number = draw(st.integers(1, 28))
    words = draw(
        st.sampled_from(
            [
                *WEEKDAYS[language].split(),
                f"{number} {month}" if language == "en" else f"{number}. {month}",
                f"in {month}" if language == "en" else f"im {month}",
                "this week" if language == "en" else "diese Woche",
                "this month" if language == "en" else "diesen Monat",
            ]
        )
    )
    if words[0].isdigit() or words in WEEKDAYS[language].split():
        words = ("on " if language == "en" else "am ") + words
    return language, direction, SENTENCES[language, direction].format(words)


@settings(max_examples=EXAMPLES, deadline=None)
@given(tensed(), ANCHORS)
def test_past_tense_is_never_after_the_anchor_and_future_never_before_it(case, anchor):
    language, direction, text = case
    reading = only(text, anchor, language)
    today = datetime.combine(anchor.date(), datetime.min.time(), UTC)
    if direction < 0:
        assert reading.when.day_earliest <= today
    else:
        assert reading.when.day_latest > today


@settings(max_examples=EXAMPLES, deadline=None)
@given(tensed(), ANCHORS)
def test_other_direction_is_an_alternative_if_the_tense_decided(case, anchor):
    language, _, text = case
    reading = only(text, anchor, language)
    if reading.why.code in ("weekday_past", "weekday_future"):
        chosen = reading.when.earliest.date()
        others = {(one.when.earliest.date() - chosen).days for one in reading.alternatives}
        today = anchor.date()
        opposite = -7 if reading.why.code == "weekday_future" else 7
        if chosen != today:
            assert opposite in others
        else:
            assert others >= {-7, 7}
    elif reading.why.code in ("year_past", "year_future"):
        assert reading.alternatives


@settings(max_examples=EXAMPLES, deadline=None)
@given(
    LANGUAGES.flatmap(lambda one: st.tuples(st.just(one), days(one))), st.integers(1, 6), ANCHORS
)
def test_weekday_that_contradicts_its_date_is_never_sure(case, away, anchor):
    language, (words, day) = case
    weekday = WEEKDAYS[language].split()[(day.weekday() + away) % 7]
    reading = read(f"{weekday}, {words}", anchor, language)
    assert (reading.when.edtf, reading.tier, reading.asks) == (day.isoformat(), 3, True)
    assert reading.why.code == "weekday_contradicts"
    assert weekday in reading.why.words(language)
    fitting = WEEKDAYS[language].split()[day.weekday()]
    sure = read(f"{fitting}, {words}", anchor, language)
    assert (sure.when.edtf, sure.tier, sure.asks) == (day.isoformat(), 1, False)


SHIFTING = [
    ("en", "on Tuesday"),
    ("en", "next Friday"),
    ("en", "last week"),
    ("en", "yesterday at 4 p.m."),
    ("en", "three days ago"),
    ("en", "since Monday"),
    ("en", "between Monday and Wednesday"),
    ("en", "Saturday or Sunday"),
    ("de", "am Dienstag"),
    ("de", "in der Nacht zu Mittwoch"),
    ("de", "bis morgen"),
    ("de", "nächste Woche"),
    ("de", "spätestens am Freitag um 10 Uhr"),
]


@pytest.mark.parametrize(("language", "phrase"), SHIFTING)
@settings(max_examples=40, deadline=None)
@given(anchor=ANCHORS)
def test_anchor_a_week_later_means_a_date_a_week_later(language, phrase, anchor):
    week = timedelta(days=7)
    first = read(phrase, anchor, language).when
    second = read(phrase, anchor + week, language).when
    for name in ("day_earliest", "day_latest"):
        one, other = getattr(first, name), getattr(second, name)
        assert (one is None) == (other is None)
        assert one is None or other - one == week


SIDES = {
    "weekday_past": operator.le,
    "weekday_future": operator.ge,
    "weekday_last": operator.lt,
    "weekday_next": operator.gt,
    "year_past": operator.le,
    "year_future": operator.ge,
    "counted_back": operator.lt,
    "unit_-1": operator.lt,
    "unit_1": operator.gt,
    "stated": lambda day, today: True,
}
"""What the words of a reason say about the date and the day of the anchor."""


@settings(max_examples=EXAMPLES, deadline=None)
@given(CASES, ANCHORS)
def test_reason_is_true_of_the_date(case, anchor):
    language, phrase = case
    reading = read(phrase, anchor, language)
    assert reading.why.words("en")
    assert reading.why.words("de")
    day, today = date.fromisoformat(reading.period[:10].ljust(10, "0")), anchor.date()
    code, details = reading.why.code, reading.why.details
    if code.startswith("weekday_"):
        assert day.weekday() == int(details["weekday"])
    if code.startswith("deictic_"):
        assert (day - today).days == int(code.removeprefix("deictic_"))
    elif code == "year_closest":
        assert abs((day - today).days) <= 183
    else:
        assert code in SIDES
    if code in SIDES:
        assert SIDES[code](day, today)
