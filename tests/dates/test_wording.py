"""Periods, headings and languages; and what holds for the wording of every date."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.dates import (
    DateError,
    When,
    day_heading,
    display,
    month_heading,
    period,
    year_heading,
)
from events.dates.edtf import ends_of
from events.dates.wording_de import GERMAN
from events.dates.wording_en import ENGLISH
from tests.dates.strategies import languages, whens


@pytest.mark.parametrize(
    ("start", "end", "english", "german"),
    [
        ("2023-02-21", None, "Tuesday, 21 February 2023", "Dienstag, 21. Februar 2023"),
        ("2023-02-21", "2023-02-21", "Tuesday, 21 February 2023", "Dienstag, 21. Februar 2023"),
        ("2023-02", "2023-02", "February 2023", "Februar 2023"),
        ("2023-02-20", "2023-02-26", "20–26 February 2023", "20.–26. Februar 2023"),
        ("2023-02-20", "2023-03-03", "20 February – 3 March 2023", "20. Februar – 3. März 2023"),
        (
            "2023-12-31",
            "2024-01-01",
            "31 December 2023 – 1 January 2024",
            "31. Dezember 2023 – 1. Januar 2024",
        ),
        ("2023-02", "2023-03-03", "February 2023 – 3 March 2023", "Februar 2023 – 3. März 2023"),
        ("2023-02", "2023-04", "February–April 2023", "Februar–April 2023"),
        ("2022", "2023", "2022–2023", "2022–2023"),
        ("2023-XX", "2024", "2023–2024", "2023–2024"),
        (
            "2023-02-21T16:00",
            "2023-02-21T18:00",
            "Tuesday, 21 February 2023, 16:00–18:00",
            "Dienstag, 21. Februar 2023, 16:00–18:00 Uhr",
        ),
        (
            "2023-02-21",
            "2023-02-21T18:00",
            "Tuesday, 21 February 2023, until 18:00",
            "Dienstag, 21. Februar 2023, bis 18:00 Uhr",
        ),
        (
            "2023-02-21T16:00",
            "2023-02-21",
            "Tuesday, 21 February 2023, from 16:00",
            "Dienstag, 21. Februar 2023, ab 16:00 Uhr",
        ),
        (
            "2023-02-21T16:00",
            "2023-02-22",
            "21 February 2023, 16:00 – 22 February 2023",
            "21. Februar 2023, 16:00 Uhr – 22. Februar 2023",
        ),
        ("2023-02-20~", "2023-02-22~", "around 20–22 February 2023", "etwa 20.–22. Februar 2023"),
        (
            "2023-02-20",
            "2023-02-22?",
            "20 February 2023 – 22 February 2023 (uncertain)",
            "20. Februar 2023 – 22. Februar 2023 (unsicher)",
        ),
        (
            "2023-02-21",
            "2023-02-21?",
            "21 February 2023 – 21 February 2023 (uncertain)",
            "21. Februar 2023 – 21. Februar 2023 (unsicher)",
        ),
        (
            "[..2023-02-21]",
            "2023-03",
            "start: on or before Tuesday, 21 February 2023; end: March 2023",
            "Beginn: spätestens am Dienstag, 21. Februar 2023; Ende: März 2023",
        ),
        (
            "2023-02-20",
            "[2023-02-22..2023-02-24]",
            "start: Monday, 20 February 2023; end: between 22 and 24 February 2023",
            "Beginn: Montag, 20. Februar 2023; Ende: zwischen 22. und 24. Februar 2023",
        ),
    ],
)
def test_period(start, end, english, german):
    first, last = When(start), When(end) if end else None
    assert (period(first, last, "en"), period(first, last, "de")) == (english, german)


def test_period_in_a_zone_names_it_once():
    first = When("2023-02-21T16:00", "Europe/Moscow")
    last = When("2023-02-21T18:00", "Europe/Moscow")
    assert period(first, last) == "Tuesday, 21 February 2023, 16:00–18:00 MSK"
    elsewhere = When("2023-02-21T18:00", "Europe/Berlin")
    assert period(first, elsewhere) == "21 February 2023, 16:00 MSK – 21 February 2023, 18:00 CET"


def test_headings():
    assert year_heading(2023) == "2023"
    assert year_heading(44, "de") == "44 n. Chr."
    assert month_heading(2023, 2) == "February 2023"
    assert month_heading(2023, 3, "de") == "März 2023"
    assert day_heading(2023, 2, 21, "de") == "Dienstag, 21. Februar 2023"
    assert day_heading(9999, 12, 31) == "Friday, 31 December 9999"


@pytest.mark.parametrize(
    ("heading", "arguments"),
    [
        (year_heading, (0,)),
        (year_heading, (10_000,)),
        (year_heading, (-44,)),
        (month_heading, (2023, 0)),
        (month_heading, (2023, 13)),
        (month_heading, (2023, 21)),  # as EDTF, the spring
        (month_heading, (10_000, 1)),
        (day_heading, (2023, 2, 30)),
        (day_heading, (2023, 2, 0)),
    ],
)
def test_heading_outside_the_calendar_is_refused(heading, arguments):
    with pytest.raises(DateError):
        heading(*arguments)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("de", "Februar 2023"),
        ("de-AT", "Februar 2023"),
        ("de_CH", "Februar 2023"),
        ("DE", "Februar 2023"),
        ("en-GB", "February 2023"),
        ("fr", "February 2023"),
        ("", "February 2023"),
        ("deutsch", "February 2023"),
    ],
)
def test_language_is_found_by_its_first_subtag_and_else_is_english(tag, text):
    assert display(When("2023-02"), tag) == text


MONTH = re.compile("|".join(ENGLISH.months + GERMAN.months))
WEEKDAY = re.compile("|".join(ENGLISH.weekdays + GERMAN.weekdays))


@given(whens(), languages)
def test_wording_never_claims_more_than_is_known(when, language):
    text = display(when, language)
    forms = {end.form for end in ends_of(when.expression)}
    assert bool(MONTH.search(text)) == bool(
        forms & {"month", "day_unknown", "day", "minute", "second"}
    )
    if not forms & {"day", "minute", "second"}:
        assert not WEEKDAY.search(text)
        assert not re.search(r"\b1\.? (January|Januar)", text)
    assert bool(re.search(r"\d\d:\d\d", text)) == bool(forms & {"minute", "second"})


@given(whens(), languages)
def test_wording_says_approximate_and_uncertain(when, language):
    text = display(when, language)
    approximate = ("around", "approximate") if language == "en" else ("etwa", "ungefähr")
    uncertain = "uncertain)" if language == "en" else "unsicher)"
    assert any(word in text for word in approximate) == when.approximate
    assert (uncertain in text) == when.uncertain


@given(whens(), st.none() | whens(), languages)
def test_wording_is_plain_text(start, end, language):
    for text in (display(start, language), period(start, end, language)):
        assert text.isprintable()
        assert text == text.strip()
        assert not set(text) & set("{}<>&*")
        assert "  " not in text
        assert len(text) < 250


ENDS = [
    "2000",
    "2009",
    "2023",
    "200X",
    "202X",
    "20XX",
    "2023-02",
    "2023-03",
    "2023-XX",
    "2023-02-XX",
    "2023-21",
    "2023-24",
    "2023-33",
    "2023-40",
    "2023-02-20",
    "2023-02-21",
    "2023-02-26",
    "2023-03-20",
    "2024-02-20",
    "2023-02-21T16:00Z",
    "0023",
    "002X",
    "2023-02-21T16:00",
    "2023-02-21T16:00:00Z",
    "2023-02-21T18:00+01:00",
    "2023-02-22T16:00Z",
]


@pytest.mark.parametrize("language", ["en", "de"])
def test_same_words_mean_the_same_bounds(language):
    """Words must not blur what is known: only texts with the same bounds may read the same."""
    texts = [*ENDS, *(f"{a}{b}" for a in ENDS for b in "?~%")]
    for end in ENDS:
        texts += [f"{end}/..", f"../{end}", f"{end}/", f"/{end}", f"[{end}..]", f"[..{end}]"]
        texts += [f"{end}/{other}" for other in ENDS] + [f"[{end}..{other}]" for other in ENDS]
    meanings = {}
    for text in texts:
        try:
            when = When(text)
        except DateError:
            continue
        bounds = meanings.setdefault(display(when, language), (when.earliest, when.latest))
        assert (when.earliest, when.latest) == bounds, text
    assert len(meanings) > 500


@pytest.mark.parametrize(
    ("text", "english", "german"),
    [
        ("[2023-02-20,2023-02-21]", "20 or 21 February 2023", "20. oder 21. Februar 2023"),
        (
            "[2023-02-20,2023-02-21,2023-02-23]",
            "20, 21 or 23 February 2023",
            "20., 21. oder 23. Februar 2023",
        ),
        (
            "[2022-12-31,2023-01-01]",
            "31 December 2022 or 1 January 2023",
            "31. Dezember 2022 oder 1. Januar 2023",
        ),
        ("[2022-03,2022-04]", "March or April 2022", "März oder April 2022"),
        ("[2021,2022~]", "2021 or 2022 (approximate)", "2021 oder 2022 (ungefähr)"),
        (
            "[2023-02-22T10:00Z,2023-02-22T14:00Z]",
            "Wednesday, 22 February 2023, 10:00 or 14:00 UTC",
            "Mittwoch, 22. Februar 2023, 10:00 oder 14:00 Uhr UTC",
        ),
    ],
)
def test_list_names_what_its_dates_share_once(text, english, german):
    when = When.parse(text)
    assert (display(when, "en"), display(when, "de")) == (english, german)
