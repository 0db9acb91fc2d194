"""Every shape of a date in both languages: the tables and the code that uses them together."""

import pytest

from events.dates import When, display

WORDED = [
    # points
    ("2023-02-21", "Tuesday, 21 February 2023", "Dienstag, 21. Februar 2023"),
    ("2024-02-29", "Thursday, 29 February 2024", "Donnerstag, 29. Februar 2024"),
    ("2023-03-01", "Wednesday, 1 March 2023", "Mittwoch, 1. März 2023"),
    (
        "2023-02-21T16:00",
        "Tuesday, 21 February 2023, 16:00",
        "Dienstag, 21. Februar 2023, 16:00 Uhr",
    ),
    (
        "2023-02-21T00:00:05",
        "Tuesday, 21 February 2023, 00:00:05",
        "Dienstag, 21. Februar 2023, 00:00:05 Uhr",
    ),
    (
        "2023-02-21T16:00Z",
        "Tuesday, 21 February 2023, 16:00 UTC",
        "Dienstag, 21. Februar 2023, 16:00 Uhr UTC",
    ),
    (
        "2023-02-21T16:00+03:00",
        "Tuesday, 21 February 2023, 16:00 UTC+03:00",
        "Dienstag, 21. Februar 2023, 16:00 Uhr UTC+03:00",
    ),
    (
        "2023-02-21T16:00-03:30",
        "Tuesday, 21 February 2023, 16:00 UTC−03:30",
        "Dienstag, 21. Februar 2023, 16:00 Uhr UTC−03:30",
    ),
    ("2023-02", "February 2023", "Februar 2023"),
    ("2023", "2023", "2023"),
    ("202X", "2020s", "2020er-Jahre"),
    ("200X", "2000–2009", "2000–2009"),
    ("20XX", "2000–2099", "2000–2099"),
    ("2023-XX", "some time in 2023", "irgendwann im Jahr 2023"),
    ("2023-XX-XX", "on a day in 2023", "an einem Tag im Jahr 2023"),
    ("2023-02-XX", "on a day in February 2023", "an einem Tag im Februar 2023"),
    ("2023-21", "spring 2023", "Frühjahr 2023"),
    ("2023-22", "summer 2023", "Sommer 2023"),
    ("2023-23", "autumn 2023", "Herbst 2023"),
    ("2023-24", "winter 2023–24", "Winter 2023/24"),
    ("1999-24", "winter 1999–2000", "Winter 1999/2000"),
    ("2009-24", "winter 2009–10", "Winter 2009/10"),
    ("2023-33", "first quarter of 2023", "1. Quartal 2023"),
    ("2023-34", "second quarter of 2023", "2. Quartal 2023"),
    ("2023-35", "third quarter of 2023", "3. Quartal 2023"),
    ("2023-36", "fourth quarter of 2023", "4. Quartal 2023"),
    ("2023-40", "first half of 2023", "1. Halbjahr 2023"),
    ("2023-41", "second half of 2023", "2. Halbjahr 2023"),
    # qualifiers
    ("2023-02-21~", "around Tuesday, 21 February 2023", "etwa Dienstag, 21. Februar 2023"),
    ("2023-02~", "around February 2023", "etwa Februar 2023"),
    ("2023?", "2023 (uncertain)", "2023 (unsicher)"),
    ("2023-02?", "February 2023 (uncertain)", "Februar 2023 (unsicher)"),
    ("2023-02%", "around February 2023 (uncertain)", "etwa Februar 2023 (unsicher)"),
    ("202X~", "around the 2020s", "etwa 2020er-Jahre"),
    ("2023-33~", "around the first quarter of 2023", "etwa 1. Quartal 2023"),
    (
        "2023-XX%",
        "some time in 2023 (approximate and uncertain)",
        "irgendwann im Jahr 2023 (ungefähr und unsicher)",
    ),
    (
        "2023-02-21T16:00?",
        "Tuesday, 21 February 2023, 16:00 (uncertain)",
        "Dienstag, 21. Februar 2023, 16:00 Uhr (unsicher)",
    ),
    # before and after
    (
        "[..2023-02-21]",
        "on or before Tuesday, 21 February 2023",
        "spätestens am Dienstag, 21. Februar 2023",
    ),
    (
        "[2023-02-22..]",
        "on or after Wednesday, 22 February 2023",
        "frühestens am Mittwoch, 22. Februar 2023",
    ),
    ("[..2023-02]", "in or before February 2023", "spätestens im Februar 2023"),
    ("[2023..]", "in or after 2023", "frühestens 2023"),
    ("[..202X]", "in or before the 2020s", "spätestens in den 2020er-Jahren"),
    ("[..20XX]", "in or before 2000–2099", "spätestens 2000–2099"),
    ("[..2023-33]", "in or before the first quarter of 2023", "spätestens im 1. Quartal 2023"),
    ("[2023-21..]", "in or after spring 2023", "frühestens im Frühjahr 2023"),
    ("[..2023-XX]", "in or before 2023", "spätestens 2023"),
    ("[2023-02-XX..]", "in or after February 2023", "frühestens im Februar 2023"),
    (
        "[..2023-02-21T16:00Z]",
        "on or before Tuesday, 21 February 2023, 16:00 UTC",
        "spätestens am Dienstag, 21. Februar 2023, 16:00 Uhr UTC",
    ),
    (
        "[..2023-02%]",
        "in or before February 2023 (approximate and uncertain)",
        "spätestens im Februar 2023 (ungefähr und unsicher)",
    ),
    # between
    (
        "[2023-02-20..2023-02-22]",
        "between 20 and 22 February 2023",
        "zwischen 20. und 22. Februar 2023",
    ),
    (
        "[2023-02-20..2023-02-26]",
        "between 20 and 26 February 2023",
        "zwischen 20. und 26. Februar 2023",
    ),
    (
        "[2023-02-20..2023-03-03]",
        "between 20 February and 3 March 2023",
        "zwischen 20. Februar und 3. März 2023",
    ),
    (
        "[2022-12-31..2023-01-01]",
        "between 31 December 2022 and 1 January 2023",
        "zwischen 31. Dezember 2022 und 1. Januar 2023",
    ),
    ("[2023-01..2023-03]", "between January and March 2023", "zwischen Januar und März 2023"),
    ("[2022..2023]", "between 2022 and 2023", "zwischen 2022 und 2023"),
    ("[2023-XX..2024-02-XX]", "between 2023 and February 2024", "zwischen 2023 und Februar 2024"),
    (
        "[2023-02-20~..2023-02-22~]",
        "between 20 and 22 February 2023 (approximate)",
        "zwischen 20. und 22. Februar 2023 (ungefähr)",
    ),
    (
        "[2023-02-20..2023-02-22?]",
        "between 20 February 2023 and 22 February 2023 (uncertain)",
        "zwischen 20. Februar 2023 und 22. Februar 2023 (unsicher)",
    ),
    (
        "[2023-02-21T16:00Z..2023-02-21T18:00]",
        "Tuesday, 21 February 2023, between 16:00 and 18:00 UTC",
        "Dienstag, 21. Februar 2023, zwischen 16:00 und 18:00 Uhr UTC",
    ),
    ("[2023-02-21..2023-02-21]", "Tuesday, 21 February 2023", "Dienstag, 21. Februar 2023"),
    # intervals
    ("2023-02-20/2023-02-22", "20–22 February 2023", "20.–22. Februar 2023"),
    ("2023-02-20/2023-03-03", "20 February – 3 March 2023", "20. Februar – 3. März 2023"),
    ("2024-02-28/2024-03-01", "28 February – 1 March 2024", "28. Februar – 1. März 2024"),
    (
        "2022-12-20/2023-01-03",
        "20 December 2022 – 3 January 2023",
        "20. Dezember 2022 – 3. Januar 2023",
    ),
    ("2023-01/2023-03", "January–March 2023", "Januar–März 2023"),
    ("2022-12/2023-01", "December 2022 – January 2023", "Dezember 2022 – Januar 2023"),
    ("2022/2023", "2022–2023", "2022–2023"),
    ("2023-02/2023-03-03", "February 2023 – 3 March 2023", "Februar 2023 – 3. März 2023"),
    ("2023-02-03/2023-03", "3 February 2023 – March 2023", "3. Februar 2023 – März 2023"),
    ("2022-12-30/2023", "30 December 2022 – 2023", "30. Dezember 2022 – 2023"),
    ("2023-21/2023-23", "spring 2023 – autumn 2023", "Frühjahr 2023 – Herbst 2023"),
    ("2023-02-20~/2023-02-22~", "around 20–22 February 2023", "etwa 20.–22. Februar 2023"),
    (
        "2023-02-20%/2023-02-22%",
        "around 20–22 February 2023 (uncertain)",
        "etwa 20.–22. Februar 2023 (unsicher)",
    ),
    (
        "2023-02-20~/2023-02-22",
        "20 February 2023 (approximate) – 22 February 2023",
        "20. Februar 2023 (ungefähr) – 22. Februar 2023",
    ),
    (
        "2023-02-21T16:00+01:00/2023-02-22T09:30+01:00",
        "21 February 2023, 16:00 – 22 February 2023, 09:30 UTC+01:00",
        "21. Februar 2023, 16:00 Uhr – 22. Februar 2023, 09:30 Uhr UTC+01:00",
    ),
    (
        "2023-02-21T16:00+01:00/2023-02-21T18:00Z",
        "21 February 2023, 16:00 UTC+01:00 – 21 February 2023, 18:00 UTC",
        "21. Februar 2023, 16:00 Uhr UTC+01:00 – 21. Februar 2023, 18:00 Uhr UTC",
    ),
    # weeks
    (
        "2023-02-20~/2023-02-26",
        "20 February 2023 (approximate) – 26 February 2023",
        "20. Februar 2023 (ungefähr) – 26. Februar 2023",
    ),
    ("2023-02-20/2023-02-26", "week of 20 February 2023", "Woche vom 20. Februar 2023"),
    ("2023-02-27/2023-03-05", "week of 27 February 2023", "Woche vom 27. Februar 2023"),
    (
        "2023-02-20~/2023-02-26~",
        "around the week of 20 February 2023",
        "etwa Woche vom 20. Februar 2023",
    ),
    (
        "2023-02-20?/2023-02-26?",
        "week of 20 February 2023 (uncertain)",
        "Woche vom 20. Februar 2023 (unsicher)",
    ),
    ("2023-02-25/2023-02-26", "weekend of 25–26 February 2023", "Wochenende 25.–26. Februar 2023"),
    (
        "2023-09-30/2023-10-01",
        "weekend of 30 September – 1 October 2023",
        "Wochenende 30. September – 1. Oktober 2023",
    ),
    # open and unknown ends
    ("2023-02-20/..", "since 20 February 2023", "seit 20. Februar 2023"),
    ("2023-02-20/", "from 20 February 2023, end unknown", "ab 20. Februar 2023, Ende unbekannt"),
    ("../2023-02-22", "until 22 February 2023", "bis 22. Februar 2023"),
    (
        "/2023-02-22",
        "until 22 February 2023, start unknown",
        "bis 22. Februar 2023, Beginn unbekannt",
    ),
    ("2023-02/..", "since February 2023", "seit Februar 2023"),
    ("202X/..", "since the 2020s", "seit den 2020er-Jahren"),
    ("202X/", "from the 2020s, end unknown", "ab den 2020er-Jahren, Ende unbekannt"),
    ("../202X", "until the 2020s", "bis in die 2020er-Jahre"),
    ("2023-40/..", "since the first half of 2023", "seit dem 1. Halbjahr 2023"),
    (
        "/2023-33",
        "until the first quarter of 2023, start unknown",
        "bis zum 1. Quartal 2023, Beginn unbekannt",
    ),
    ("2023-02-20~/..", "since 20 February 2023 (approximate)", "seit 20. Februar 2023 (ungefähr)"),
    # edges of the calendar
    ("0001", "AD 1", "1 n. Chr."),
    ("0044-03-15", "Tuesday, 15 March AD 44", "Dienstag, 15. März 44 n. Chr."),
    ("0044-24", "winter AD 44–AD 45", "Winter 44 n. Chr./45 n. Chr."),
    ("004X", "AD 40–AD 49", "40 n. Chr.–49 n. Chr."),
    ("00XX", "AD 1–AD 99", "1 n. Chr.–99 n. Chr."),
    ("9999-12-31", "Friday, 31 December 9999", "Freitag, 31. Dezember 9999"),
    ("9999-24", "winter 9999–10000", "Winter 9999/10000"),
]


@pytest.mark.parametrize(("text", "english", "german"), WORDED)
def test_display(text, english, german):
    when = When(text)
    assert (display(when, "en"), display(when, "de")) == (english, german)


def test_summer_time_between_two_clock_times_names_both_zones():
    when = When("2023-03-25T12:00/2023-03-26T12:00", "Europe/Berlin")
    assert display(when) == "25 March 2023, 12:00 CET – 26 March 2023, 12:00 CEST"


@pytest.mark.parametrize("timezone", ["Asia/Tokyo", "Pacific/Pago_Pago", None])
def test_all_day_date_reads_the_same_in_every_zone(timezone):
    assert display(When("2023-02-21", timezone), "en") == "Tuesday, 21 February 2023"
