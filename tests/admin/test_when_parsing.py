"""From the input of a date field to a When."""

from dataclasses import replace

import pytest
from django.utils.translation import override

from events.admin.when_input import WhenInput
from events.dates import When
from tests.admin.when_inputs import NOW, error_code, field, parsed, source, values


@pytest.mark.parametrize(
    "typed",
    ["2023", "2023-02~", "../2023-02", "2023-02-20/2023-02-22", "2023-02-21T16:00", "199X"],
)
def test_edtf_is_not_a_phrase(typed):
    assert field().clean(values(typed)) == When.parse(typed)


@pytest.mark.parametrize(
    ("typed", "edtf", "language"),
    [
        ("yesterday", "2023-02-23", "en"),
        ("21.2.23", "2023-02-21", "en"),
        ("am Dienstag", "2023-02-21", "de"),
        ("diese Woche", "2023-02-20/2023-02-26", "de"),
        ("vor einem Jahr", "2022-02~", "de"),
        ("hier", "2023-02-23", "fr"),
    ],
)
def test_phrase_counts_from_today_where_no_source_is_cited(typed, edtf, language):
    seen = parsed(field(), typed).snapshot
    assert field().clean(values(typed, shown=seen)) == When.parse(
        edtf, phrase=typed, phrase_language=language, anchor=NOW, basis="resolved_phrase"
    )


def test_ambiguous_date_is_shown_with_both_readings_before_it_is_saved():
    made = field()
    assert error_code(made, values("02/03/2023")) == "ambiguous"
    shown = parsed(made, "02/03/2023")
    assert [one.edtf for one in shown.alternatives] == ["2023-02-03", "2023-03-02"]
    assert [one.selected for one in shown.alternatives] == [True, False]
    assert made.clean(values("02/03/2023", shown=shown.snapshot)).edtf == "2023-02-03"
    chosen = made.clean(values("02/03/2023", shown=shown.snapshot, choice="2023-03-02"))
    assert (chosen.edtf, chosen.phrase, chosen.phrase_language) == (
        "2023-03-02",
        "02/03/2023",
        "en",
    )


def test_choice_is_dropped_when_the_text_changes():
    seen = parsed(field(), "02/03/2023").snapshot
    when = field().clean(values("3 May 2023", shown=seen, choice="2023-03-02"))
    assert when.edtf == "2023-05-03"


def test_weekday_offers_the_other_direction():
    alternatives = parsed(field(), "Tuesday").alternatives
    assert [(one.edtf, one.reason) for one in alternatives] == [
        ("2023-02-21", "Tuesday before or on Friday, 24 February 2023; nothing says otherwise."),
        ("2023-02-28", "The first Tuesday after Friday, 24 February 2023."),
    ]


def test_partly_read_date_is_shown_before_it_is_saved():
    made = field()
    typed = "some time late Feb 2023 or so"
    assert error_code(made, values(typed)) == "partly"
    seen = parsed(made, typed).snapshot
    assert made.clean(values(typed, shown=seen)).edtf == "2023-02-20~/2023-02-28~"


def test_date_that_has_changed_is_shown_before_it_is_saved():
    made = field(source(published="2023-02-22"))
    seen = parsed(made, "yesterday").snapshot
    other = source(published="2023-02-10")
    other.pk = "5555-6666-7777"
    assert error_code(field(other), values("yesterday", shown=seen)) == "changed"
    assert made.clean(values("yesterday", shown=seen)).edtf == "2023-02-21"


def test_editor_can_enter_the_date_of_an_unreadable_phrase():
    when = field().clean(values("во вторник", language="ru", edtf="2023-02-21"))
    assert (when.edtf, when.phrase, when.phrase_language, when.basis) == (
        "2023-02-21",
        "во вторник",
        "ru",
        "resolved_phrase",
    )


@pytest.mark.parametrize(
    ("language", "words", "reason"),
    [
        ("en", "around February 2022", "1 year before Friday, 24 February 2023."),
        ("de", "etwa Februar 2022", "1 Jahr vor Freitag, 24. Februar 2023."),
    ],
)
def test_date_and_reason_are_in_the_active_language(language, words, reason):
    with override(language):
        shown = parsed(field(), "vor einem Jahr")
        assert (shown.text, shown.reason) == (words, reason)


def test_clock_time_without_a_zone_has_a_note():
    shown = parsed(field(), "2023-02-21T16:00")
    assert shown.zone_note == "No time zone given: UTC is assumed."
    assert parsed(field(), "2023-02-21T16:00", timezone="Europe/Moscow").zone_note == ""


def test_clock_time_without_a_zone_is_one_of_the_zone_of_the_installation(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    shown = parsed(field(), "2023-02-21T16:00")
    assert shown.when == When.parse("2023-02-21T16:00", timezone="Europe/Berlin")
    assert shown.zone_note == "No time zone given: Europe/Berlin is assumed."
    kept = {"shown": shown.snapshot}
    assert field().clean(values("2023-02-21T16:00", **kept)) == shown.when
    for text, zone in (("2023-02-21T16:00Z", ""), ("2023-02-21T16:00", "Europe/Moscow")):
        other = parsed(field(), text, timezone=zone)
        assert (other.when.timezone or "", other.zone_note) == (zone, "")
    assert parsed(field(), "2023-02-21").when.timezone is None


def test_saved_clock_time_without_a_zone_stays_in_utc(settings):
    settings.TIME_ZONE = "Europe/Berlin"
    saved = When.parse("2023-02-21T16:00")
    data = WhenInput.from_value(saved)
    assert field().clean(data.as_list()) == saved
    assert field().parse(data.as_list()).zone_note == "No time zone given: UTC is assumed."


def test_basis_of_the_saved_date_does_not_apply_to_a_new_one():
    saved = When.parse("2023-02-22", phrase="vor dem Treffen", basis="resolved_phrase")
    data = WhenInput.from_value(saved)
    assert data.basis == "resolved_phrase"
    assert field().clean(replace(data, text="2023-03").as_list()) == When.parse("2023-03")
    external = WhenInput.from_value(When.parse("2023-02-22", basis="external"))
    changed = field().clean(replace(external, text="2023-03").as_list())
    assert changed == When.parse("2023-03", basis="external")


def test_second_date_has_to_be_the_same():
    assert field().clean(values("2023-02", edtf="2023-02")) == When.parse("2023-02")
    assert error_code(field(), values("2023-02", edtf="2023-03")) == "two_dates"


@pytest.mark.parametrize(
    ("typed", "code", "edtf"),
    [
        ("not Tuesday", "partly", "2023-02-21"),
        ("Tuesday +3", "partly", "2023-02-21"),
        ("-2022 BCE?", "unreadable", None),
        ("Montag, 21.02.2023", "ambiguous", "2023-02-21"),
        ("Q2 of fiscal 2023", "partly", "2023-34"),
        ("on or before 1 March 2023", None, "[..2023-03-01]"),
        ("20 or 21 February 2023", None, "[2023-02-20,2023-02-21]"),
        ("spätestens am 1. März 2023", None, "[..2023-03-01]"),
    ],
)
def test_date_that_is_not_sure_is_asked_about(typed, code, edtf):
    made = field()
    if code is None:
        assert made.clean(values(typed)).edtf == edtf
    else:
        assert error_code(made, values(typed)) == code
    if edtf:
        assert parsed(made, typed).when.edtf == edtf


def test_words_that_were_not_understood_are_named():
    shown = parsed(field(), "not Tuesday or <b>so</b>")
    assert shown.words_note == "Read: “Tuesday”. Not understood: not, or, <, b, >, so, /."
    assert parsed(field(), "on Tuesday").words_note == ""
    with override("de"):
        assert shown.words_note.startswith("Gelesen: „Tuesday“. Nicht verstanden: not, or,")
