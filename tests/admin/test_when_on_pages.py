"""Dates on whole pages of the desk, with and without JavaScript: nothing lost, nothing invented."""

import re

import pytest
from django.utils import timezone

from events.dates import When
from events.models import Event, Source
from tests import factories, newsroom
from tests.admin.pages import errors_of, event_form, event_path, form_of, save

UNDERSTAND = "/admin/understand/"


def report(modified="2023-02-22T16:00+01:00", **fields):
    fields = {"language": "de", "title": "Report of Wednesday", **fields}
    return factories.SourceFactory(modified=When.parse(modified), **fields)


def saved(event):
    return Event.objects.get(pk=event.pk)


def seen_text(response):
    """What a page tells of its dates, without markup."""
    told = re.findall(r"data-told>(.*?)</div>", response.content.decode(), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in told]


@pytest.mark.parametrize(
    "typed", ["2023", "2023-02", "2023-02~", "../2023", "2023-02-20/2023-02-22"]
)
def test_event_form_gives_back_the_date_as_typed(editor, typed):
    event = newsroom.draft_event()
    save(editor, event_path(event), event_form(editor, event), start_text=typed)
    assert saved(event).start == When.parse(typed)
    assert event_form(editor, event)["start_text"] == typed


def test_event_form_keeps_a_year_a_year(editor):
    event = newsroom.draft_event()
    response = save(editor, event_path(event), event_form(editor, event), start_text="2023")
    assert response.status_code == 302
    assert "1 January" not in editor.get(event_path(event)).content.decode()
    assert "1 January" not in editor.get("/admin/events/event/").content.decode()
    assert saved(event).start.precision == "year"


def test_phrase_is_confirmed_once_and_kept_with_its_anchor_and_basis(editor):
    source = report()
    event = newsroom.draft_event(source=source)
    first = save(editor, event_path(event), event_form(editor, event), start_text="am Dienstag")
    assert errors_of(first) == [
        "This can mean more than one date. Choose the one that is meant, then save again."
    ]
    shown = form_of(first)
    assert (shown["start_text"], shown["start_choice"]) == ("am Dienstag", "2023-02-21")
    assert saved(event).start == When.parse("2023-02-21")  # nothing is written meanwhile
    assert save(editor, event_path(event), shown).status_code == 302
    start = saved(event).start
    assert (start.edtf, start.phrase, start.phrase_language) == ("2023-02-21", "am Dienstag", "de")
    assert start.anchor.isoformat() == "2023-02-22T16:00:00+01:00"
    assert start.basis == "resolved_phrase"


def test_other_reading_is_chosen_without_javascript(editor):
    event = newsroom.draft_event(source=report())
    first = save(editor, event_path(event), event_form(editor, event), start_text="am Dienstag")
    assert save(editor, event_path(event), form_of(first), start_choice="2023-02-28")
    start = saved(event).start
    assert (start.edtf, start.phrase) == ("2023-02-28", "am Dienstag")


def test_page_tells_what_it_understood_and_from_where(editor):
    event = newsroom.draft_event(source=report())
    page = save(editor, event_path(event), event_form(editor, event), start_text="am Dienstag")
    assert seen_text(page)[0] == (
        "Understood as: Tuesday, 21 February 2023 2023-02-21 likely Tuesday before or on "
        "Wednesday, 22 February 2023; nothing says otherwise. Read as German. Relative to "
        "Wednesday, 22 February 2023, 16:00 UTC+01:00, when “ Report of Wednesday ” was last "
        "modified."
    )


def test_resaving_changes_nothing_when_the_source_has_a_new_stand(editor):
    source = report()
    event = newsroom.draft_event(source=source)
    page = save(editor, event_path(event), event_form(editor, event), start_text="gestern")
    assert page.status_code == 302
    before = saved(event).start
    assert before.edtf == "2023-02-21"
    source.modified = When.parse("2023-03-10")
    source.save()
    assert save(editor, event_path(event), event_form(editor, event)).status_code == 302
    assert saved(event).start == before


def test_source_that_is_cited_in_the_same_save_is_counted_from(editor):
    event = newsroom.draft_event()
    data = event_form(editor, event)
    data["citations-0-source"] = report().pk
    assert save(editor, event_path(event), data, start_text="gestern").status_code == 302
    assert saved(event).start.edtf == "2023-02-21"


def test_source_of_the_field_itself_goes_before_that_of_the_whole(editor):
    event = newsroom.draft_event(source=report("2023-01-10"))
    start_of = report("2023-02-22")
    factories.CitationFactory(event=event, source=start_of, field="start")
    data = event_form(editor, event)
    assert save(editor, event_path(event), data, start_text="gestern").status_code == 302
    assert saved(event).start.edtf == "2023-02-21"


def test_citation_that_is_taken_out_does_not_count(editor):
    event = newsroom.draft_event(source=report("2023-01-10"))
    other = factories.CitationFactory(event=event, source=report())
    data = event_form(editor, event)
    row = next(n for n in (0, 1) if data[f"citations-{n}-source"] != other.source.pk)
    data[f"citations-{row}-DELETE"] = "on"
    assert save(editor, event_path(event), data, start_text="gestern").status_code == 302
    assert saved(event).start.edtf == "2023-02-21"


def test_source_tells_its_own_dates_in_its_own_language(editor):
    path = "/admin/events/source/add/"
    data = form_of(editor.get(path), "source_form")
    data |= {"kind": "article", "title": "Bericht", "language": "de"}
    response = save(editor, path, data, published_text="22. Februar 2023")
    assert response.status_code == 302
    published = Source.objects.get().published
    assert (published.edtf, published.phrase_language) == ("2023-02-22", "de")


def test_what_cannot_be_read_stays_in_the_box_beside_the_message(editor):
    event = newsroom.draft_event()
    typed = {"start_text": "drei Stunden", "start_timezone": "Europe/Moscow"}
    response = save(editor, event_path(event), event_form(editor, event), **typed)
    assert errors_of(response) == [
        "This says how long something takes, not when. Give the day or the period."
    ]
    again = form_of(response)
    assert {name: again[name] for name in typed} == typed
    assert saved(event).start == When.parse("2023-02-21")


def test_end_before_the_start_is_refused(editor):
    event = newsroom.draft_event()
    response = save(editor, event_path(event), event_form(editor, event), end_text="2022")
    assert errors_of(response) == ["An event cannot end before it starts."]


def test_end_without_a_start_is_refused(editor):
    event = newsroom.draft_event()
    data = event_form(editor, event)
    response = save(editor, event_path(event), data, start_text="", end_text="2023")
    assert errors_of(response) == ["An event with an end needs a start, however vague."]


def ask(client, text, **others):
    return client.get(UNDERSTAND, {"text": text, **others}).json()


def test_understand_answers_while_typing(editor):
    answer = ask(editor, "2023-02-20/2023-02-22")
    assert answer["problem"] is False
    assert "<strong>20–22 February 2023</strong>" in answer["told"]
    assert (answer["others"], answer["edtf"]) == ("", "")


def test_understand_offers_the_other_readings_as_buttons(editor):
    answer = ask(editor, "02/03/2023")
    assert re.findall(r'<button type="button"[^>]* data-edtf="([^"]+)"', answer["others"]) == [
        "2023-03-02"
    ]
    taken = ask(editor, "02/03/2023", edtf="2023-03-02")
    assert "Thursday, 2 March 2023" in taken["told"]
    assert 'data-edtf="2023-02-03"' in taken["others"]


def test_understand_counts_from_a_source_that_is_not_cited_yet(editor):
    answer = ask(editor, "am Dienstag", source=report().pk)
    assert "Tuesday, 21 February 2023" in answer["told"]
    assert "Report of Wednesday" in answer["told"]


def test_understand_tells_nothing_of_sources_to_who_may_not_see_them(editor):
    source = report()
    group = newsroom.editor().groups.get()
    group.permissions.remove(*group.permissions.filter(codename="view_source"))
    answer = ask(editor, "gestern", source=source.pk)
    assert "Report of Wednesday" not in answer["told"]
    today = timezone.localdate()
    assert str(today.year) in answer["told"]


def test_understand_names_the_problem_without_the_text(editor):
    answer = ask(editor, "2023-02-31")
    assert answer == {
        "problem": True,
        "told": '<p class="when-problem">There is no such day.</p>',
        "others": "",
        "edtf": "",
        "seen": "",
    }


def test_understand_escapes_what_was_typed(editor):
    answer = ask(editor, "21 February 2023 <img src=x>")
    assert "<img" not in answer["told"] + answer["others"]


@pytest.mark.parametrize("source", ["x", "9" * 5000, "2222-2222-2222", "'"])
def test_understand_passes_over_sources_that_are_none(editor, source):
    assert "around February 2023" in ask(editor, "2023-02~", source=source)["told"]


def test_understand_asks_the_database_once_for_the_sources(editor, django_assert_max_num_queries):
    keys = [report().pk for _ in range(30)]
    with django_assert_max_num_queries(5):  # session, account, permissions of it and its group
        editor.get(UNDERSTAND, {"text": "gestern", "source": keys})


def test_understand_speaks_the_language_of_the_editor(editor):
    answer = editor.get(
        UNDERSTAND,
        {"text": "vor einem Jahr", "anchor": "2023-02-22"},
        headers={"Accept-Language": "de"},
    ).json()
    assert "<strong>etwa Februar 2022</strong>" in answer["told"]
    assert "1 Jahr vor Mittwoch, 22. Februar 2023." in answer["told"]
