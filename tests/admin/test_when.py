"""The one box of a date: a phrase or an exact date; what is understood is what is kept."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from events.admin.anchors import CitedSources
from events.admin.boxes import PARTS, Seen, boxes_of
from events.admin.faults import MESSAGES, UNSEEN
from events.admin.when import WhenFormField, sent, understood
from events.dates import When
from events.models import Source

NOW = datetime(2023, 2, 24, 9, 30, tzinfo=UTC)  # a Friday


def box(text="", **others):
    """What a page sends for one date."""
    return [{"text": text, **others}.get(part, "") for part in PARTS]


def field(*sources, language="", **options):
    """A box beside these cited sources, on Friday 24 February 2023."""
    made = WhenFormField(**options)
    made.tell(CitedSources(lambda: sources, now=NOW, language=language))
    return made


def source(**dates):
    whens = {name: When.parse(text) for name, text in dates.items() if name != "language"}
    kept = {"title": "Report", "held": True, "language": dates.get("language", "de")}
    return Source(pk="2222-3333-4444", **kept, **whens)


def understood_in(made, typed, **others):
    return made.understood(box(typed, **others))


def fault_of(made, values):
    with pytest.raises(ValidationError) as refused:
        made.clean(values)
    return refused.value.code


@pytest.mark.parametrize(
    "typed",
    ["2023", "2023-02~", "../2023-02", "2023-02-20/2023-02-22", "2023-02-21T16:00", "199X"],
)
def test_edtf_is_kept_as_it_is_and_is_no_phrase(typed):
    assert field().clean(box(typed)) == When.parse(typed)


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("Feb 2023", "2023-02"),
        ("21. Februar 2023", "2023-02-21"),
        ("Ende Februar 2022", "2022-02-20~/2022-02-28~"),
        ("late 2022", "2022-09~/2022-12~"),
        ("vom 20. bis 22. Februar 2023", "2023-02-20/2023-02-22"),
        ("21 février 2023", "2023-02-21"),
    ],
)
def test_phrase_that_means_the_same_every_day_has_no_anchor(typed, edtf):
    when = field(source(modified="2023-02-22")).clean(box(typed))
    assert (when.edtf, when.phrase, when.basis, when.anchor) == (edtf, typed, "stated", None)


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
    seen = understood_in(field(), typed).seen
    assert field().clean(box(typed, seen=seen)) == When.parse(
        edtf, phrase=typed, phrase_language=language, anchor=NOW, basis="resolved_phrase"
    )


def test_phrase_counts_from_when_the_source_was_modified_else_published():
    stand = source(published="2023-02-20", modified="2023-02-22T16:00Z")
    assert understood_in(field(stand), "yesterday").when.edtf == "2023-02-21"
    published = source(published="2023-02-20")
    assert understood_in(field(published), "yesterday").when.edtf == "2023-02-19"


def test_anchor_is_told_with_the_source_that_it_comes_from():
    made = field(source(published="2023-02-22"))
    told = str(understood_in(made, "yesterday").relative_to)
    expected = "Relative to Wednesday, 22 February 2023, when “<bdi>Report</bdi>” was published."
    assert told == expected
    today = str(understood_in(field(), "yesterday").relative_to)
    assert today == "Relative to today, Friday, 24 February 2023: no cited source says its date."


def test_title_of_a_source_is_escaped_where_the_anchor_is_told():
    hostile = source(published="2023-02-22")
    hostile.title = "<img src=x onerror=alert(1)>"
    told = str(understood_in(field(hostile), "yesterday").relative_to)
    assert "<img" not in told
    assert "&lt;img src=x" in told


@pytest.mark.parametrize("vague", ["2023", "2023-02", "2023-02-20/2023-02-22", "../2023-02-22"])
def test_source_whose_date_is_not_known_to_the_day_is_no_anchor(vague):
    assert understood_in(field(source(published=vague)), "yesterday").when.edtf == "2023-02-23"


def test_stub_is_no_anchor():
    stub = source(published="2023-02-22")
    stub.held = False
    assert understood_in(field(stub), "yesterday").when.edtf == "2023-02-23"


def test_anchor_that_is_typed_goes_before_the_source():
    made = field(source(published="2023-02-22"))
    when = made.clean(box("yesterday", anchor="2023-01-01"))
    assert (when.edtf, when.anchor) == ("2022-12-31", datetime(2023, 1, 1, 12, tzinfo=UTC))


def test_language_of_the_cited_source_is_tried_first():
    american = field(source(published="2023-02-22", language="en"))
    with override("de"):
        assert understood_in(american, "02/03/2023").when.phrase_language == "en"
        assert understood_in(field(), "02/03/2023").when.edtf == "2023-03-02"


def test_language_that_is_typed_is_the_only_one():
    assert fault_of(field(), box("am Dienstag", language="en")) == "unreadable"
    assert fault_of(field(), box("во вторник", language="ru")) == "language_unread"


def test_ambiguous_date_is_shown_with_both_readings_before_it_is_saved():
    made = field()
    assert fault_of(made, box("02/03/2023")) == "ambiguous"
    shown = understood_in(made, "02/03/2023")
    assert [one.edtf for one in shown.offered] == ["2023-02-03", "2023-03-02"]
    assert [one.taken for one in shown.offered] == [True, False]
    assert made.clean(box("02/03/2023", seen=shown.seen)).edtf == "2023-02-03"
    chosen = made.clean(box("02/03/2023", seen=shown.seen, choice="2023-03-02"))
    assert (chosen.edtf, chosen.phrase, chosen.phrase_language) == (
        "2023-03-02",
        "02/03/2023",
        "en",
    )


def test_choice_is_forgotten_when_the_words_change():
    seen = understood_in(field(), "02/03/2023").seen
    when = field().clean(box("3 May 2023", seen=seen, choice="2023-03-02"))
    assert when.edtf == "2023-05-03"


def test_weekday_offers_the_other_direction():
    offered = understood_in(field(), "Tuesday").offered
    assert [(one.edtf, one.reason) for one in offered] == [
        ("2023-02-21", "Tuesday before or on Friday, 24 February 2023; nothing says otherwise."),
        ("2023-02-28", "The first Tuesday after Friday, 24 February 2023."),
    ]


def test_what_was_read_in_part_is_shown_before_it_is_saved():
    made = field()
    typed = "some time late Feb 2023 or so"
    assert fault_of(made, box(typed)) == "partly"
    seen = understood_in(made, typed).seen
    assert made.clean(box(typed, seen=seen)).edtf == "2023-02-20~/2023-02-28~"


def test_what_means_another_date_by_now_is_shown_before_it_is_saved():
    made = field(source(published="2023-02-22"))
    seen = understood_in(made, "yesterday").seen
    other = source(published="2023-02-10")
    other.pk = "5555-6666-7777"
    assert fault_of(field(other), box("yesterday", seen=seen)) == "changed"
    assert made.clean(box("yesterday", seen=seen)).edtf == "2023-02-21"


def test_what_was_shown_at_five_to_midnight_is_what_is_saved_after_it():
    seen = understood_in(field(), "yesterday").seen
    later = WhenFormField()
    later.tell(CitedSources(now=datetime(2023, 2, 25, 0, 1, tzinfo=UTC)))
    assert later.clean(box("yesterday", seen=seen)).edtf == "2023-02-23"


def test_editor_says_what_a_phrase_means_that_no_machine_reads():
    when = field().clean(box("во вторник", language="ru", edtf="2023-02-21"))
    assert (when.edtf, when.phrase, when.phrase_language, when.basis) == (
        "2023-02-21",
        "во вторник",
        "ru",
        "resolved_phrase",
    )


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (box("2023-13"), "no_such_month"),
        (box("2023-02-30"), "no_such_day"),
        (box("30. Februar 2023"), "no_such_day"),
        (box("32.13.2023"), "no_such_month"),
        (box("21.2.2023 25:00"), "no_such_time"),
        (box("2023-02-22/2023-02-20"), "reversed"),
        (box("soon-ish"), "future"),
        (box("the meeting"), "unreadable"),
        (box("die ganze Sache"), "unreadable"),
        (box("\u202e\u200f"), "empty"),
        (box("0000"), "out_of_range"),
        (box("99999"), "out_of_range"),
        (box("drei Stunden"), "duration"),
        (box("jeden Dienstag"), "repeated"),
        (box("kürzlich"), "past"),
        (box("derzeit"), "present"),
        (box("künftig"), "future"),
        (box("3 May 2023 and 5 May 2023 or 7 June 2023"), "several"),
        (box("2023-02", edtf="2023-03"), "two_dates"),
        (box("2023", timezone="Moscow"), "zone_unknown"),
        (box("2023", basis="guessed"), "basis_unknown"),
        (box("yesterday", anchor="2023-02-22T16:00"), "anchor_naive"),
        (box("yesterday", anchor="yesterday"), "anchor_unreadable"),
        (box("yesterday", anchor="0001-01-01T00:00+14:00"), "anchor_out_of_range"),
        (box("yesterday", language="not a language"), "language"),
        (box("", timezone="Europe/Moscow"), "date_missing"),
        (box("21 Feb\x002023"), "control"),
        (box("2" * 201), "too_long"),
        (box("9" * 4000), "too_long"),
        (box("2023", timezone="x" * 41), "too_long"),
    ],
)
def test_what_is_no_date_is_refused_at_the_box(typed, code):
    assert fault_of(field(required=True), typed) == code


def test_missing_date_is_asked_for():
    assert field().clean(box()) is None
    assert field().clean(None) is None
    assert fault_of(field(required=True), box()) == "empty"


@pytest.mark.parametrize("language", ["en", "de"])
def test_messages_do_not_repeat_what_was_typed(language):
    with override(language):
        assert all("%" not in str(message) for message in [*MESSAGES.values(), *UNSEEN.values()])


RECORDED = When.parse(
    "2023-02-21",
    timezone="Europe/Moscow",
    basis="resolved_phrase",
    phrase="am Dienstag",
    phrase_language="de",
    anchor=datetime(2023, 2, 22, 16, 5, 7, tzinfo=UTC),
)


@pytest.mark.parametrize(
    "when",
    [
        RECORDED,
        When.parse("2023-02-22", phrase="02/03/2023", phrase_language="en"),  # no machine's idea
        When.parse("2022~", phrase="vor dem Krieg", phrase_language="de", basis="inferred"),
        When.parse("2023-02", basis="external"),
        When.parse("2023-02-21T16:00+03:00"),
        None,
    ],
)
def test_untouched_boxes_give_back_what_is_recorded(when):
    # Even though the source says another date now, and its language is another one.
    made = field(source(published="2023-03-10", language="fr"))
    values = sent(boxes_of(when))
    assert made.clean(values) == when
    assert made.has_changed(when, values) is False


def test_zone_is_changed_without_reading_the_phrase_anew():
    values = sent(replace(boxes_of(RECORDED), timezone="Europe/Berlin"))
    made = field(source(published="2023-03-10"))
    assert made.clean(values) == replace(RECORDED, timezone="Europe/Berlin")
    assert made.has_changed(RECORDED, values) is True


def test_new_phrase_over_a_recorded_one_is_read_anew():
    values = sent(replace(boxes_of(RECORDED), text="am Montag"))
    when = field(source(published="2023-03-10")).understood(values).when
    assert (when.edtf, when.anchor) == ("2023-03-06", datetime(2023, 3, 10, 12, tzinfo=UTC))


def test_emptied_box_removes_the_date():
    values = sent(replace(boxes_of(RECORDED), text=""))
    assert field().clean(values) is None
    assert field().has_changed(RECORDED, values) is True


@pytest.mark.parametrize(
    "forged",
    [
        "{",
        "[]",
        "null",
        "[" * 3000,
        '{"text": "am Dienstag"}',
        Seen("am Dienstag", "", "", "", replace(RECORDED, timezone=None)).dump() + "x",
        '{"text": "\\ud800", "edtf": "", "language": "", "anchor": "", "source": "", "when": {}}',
    ],
)
def test_forged_memory_of_a_page_is_passed_over(forged):
    made = field(source(published="2023-02-22"))
    assert made.understood(box("am Dienstag", recorded=forged, seen=forged)).when.edtf == (
        "2023-02-21"
    )


@pytest.mark.parametrize(
    ("language", "words", "reason"),
    [
        ("en", "around February 2022", "1 year before Friday, 24 February 2023."),
        ("de", "etwa Februar 2022", "1 Jahr vor Freitag, 24. Februar 2023."),
    ],
)
def test_understood_is_told_in_the_active_language(language, words, reason):
    with override(language):
        told = understood_in(field(), "vor einem Jahr")
        assert (told.words, told.reason) == (words, reason)


def test_clock_without_a_zone_is_pointed_at():
    told = understood_in(field(), "2023-02-21T16:00")
    assert told.note == "No time zone is given: it counts as UTC."
    assert understood_in(field(), "2023-02-21T16:00", timezone="Europe/Moscow").note == ""


def test_understood_without_a_form_reads_only_what_needs_no_anchor():
    assert understood(box("Feb 2023")).when.edtf == "2023-02"
    with pytest.raises(ValidationError):
        understood(box("yesterday"))
