"""Our own CSV, imported again: accepted, nothing changed, and the next export is the same."""

import csv
import io
from datetime import timedelta

import pytest
from django.http import QueryDict

from events.dates import When, anchor_of
from events.editorial.drafts import desk_event
from events.interchange.exports import FORMATS, Dump
from events.interchange.imports import Options, read_rows, run_rows
from events.models import Actor, Event, Source
from events.record.vocabulary import RowResult
from events.timeline.filters import EventFilter
from events.timeline.stream import stream
from tests import factories, newsroom

LATER = newsroom.NOW + timedelta(days=1)


def exported() -> bytes:
    chosen = EventFilter.clean(QueryDict("ordering=date"), now=LATER)
    dump = Dump(stream(chosen), (), lambda path: path, "Events", None)
    return b"".join(FORMATS["csv"].octets(dump))


def imported(content: bytes, **options: bool):
    return run_rows(
        read_rows(content, "csv"),
        editor=newsroom.administrator(),
        now=LATER,
        options=Options(**options),
    )


def edited(event: Event, **cells: str) -> bytes:
    """The export, in which somebody has changed cells of one event."""
    rows = list(csv.DictReader(io.StringIO(exported().decode("utf-8-sig"), newline="")))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows({**row, **(cells if row["id"] == event.pk else {})} for row in rows)
    return text.getvalue().encode()


@pytest.fixture
def linked(db) -> Event:
    """Everything that an event can have, beside others that are hard to write in a cell."""
    event = newsroom.linked_event()
    event.start = When.parse(
        "2023-02-21", timezone="Europe/Moscow", basis="resolved_phrase", phrase="am Dienstag",
        phrase_language="de", anchor=anchor_of("2023-02-22T16:00+01:00"),
    )  # fmt: skip
    event.save()
    factories.EventTextFactory(
        event=event, language="fr", title="Entretiens", origin="translation", translator="Anna"
    )
    newsroom.correct(event, note="=1+1")
    formula = newsroom.draft_event("'=1+1", start=None, place=factories.PlaceFactory(
        label="A | B", latitude=-0.00001, longitude=12.345678901234567))  # fmt: skip
    for position, role in enumerate(("host", "visitor")):
        namesake = newsroom.actor("Wang | Yi")
        factories.ParticipationFactory(event=formula, actor=namesake, role=role, position=position)
    formula.texts.update(summary="one\r\ntwo")
    newsroom.publish(formula)
    newsroom.published_event("Announced", occurrence="alleged", start=When.parse("2023-02~"))
    return event


def test_own_export_changes_nothing_and_comes_out_the_same(linked):
    before = exported()
    desk = {pk: desk_event(pk) for pk in Event.objects.values_list("pk", flat=True)}
    outcomes = imported(before)
    assert [(one.result, one.problems) for one in outcomes] == [(RowResult.UNCHANGED, [])] * 4
    assert {pk: desk_event(pk) for pk in desk} == desk


def test_second_export_is_equal_byte_for_byte(linked):
    before = exported()
    imported(before)
    assert exported() == before


def test_unpublished_changes_of_the_desk_stay(linked):
    content = exported()
    linked.texts.filter(language="en").update(title="Title of the desk")
    outcomes = imported(content)
    assert {one.result for one in outcomes} == {RowResult.UNCHANGED}
    assert desk_event(linked.pk)["title"] == "Title of the desk"


def test_changed_cell_changes_that_alone(linked):
    before = desk_event(linked.pk)
    outcomes = imported(edited(linked, title="Other talks"))
    assert [one.result for one in outcomes if one.key == linked.pk] == [RowResult.UPDATED]
    after = desk_event(linked.pk)
    differ = {name for name in before if before[name] != after[name]}
    assert differ == {"title", "version", "updated_at"}


def test_translation_that_is_changed_leaves_the_others(linked):
    imported(edited(linked, title_de="Gespräche"))
    texts = desk_event(linked.pk)["texts"]
    assert texts["de"]["title"] == "Gespräche"
    assert (texts["fr"]["title"], texts["fr"]["translator"]) == ("Entretiens", "Anna")


def test_participant_who_stays_keeps_what_else_is_known(linked):
    before = desk_event(linked.pk)["participants"]
    cell = next(row for row in rows(exported()) if row["id"] == linked.pk)["participants"]
    content = edited(linked, participants=f"{cell} | speaker: Somebody New")
    [refused] = [one for one in imported(content) if one.key == linked.pk]
    assert (refused.result, refused.problems[0]["column"]) == (RowResult.REJECTED, "participants")
    [updated] = [one for one in imported(content, make_missing=True) if one.key == linked.pk]
    assert (updated.result, updated.problems) == (RowResult.UPDATED, [])
    after = desk_event(linked.pk)["participants"]
    assert after[:-1] == before
    assert after[-1]["role"] == "speaker"
    assert Actor.objects.get(pk=after[-1]["actor"]["id"]).label == "Somebody New"


def test_source_that_is_added_is_made_and_the_others_stay(linked):
    before = desk_event(linked.pk)["citations"]
    cell = next(row for row in rows(exported()) if row["id"] == linked.pk)["sources"]
    content = edited(linked, sources=f"{cell} | https://new.example.org/x")
    [updated] = [one for one in imported(content, make_missing=True) if one.key == linked.pk]
    assert (updated.result, updated.problems) == (RowResult.UPDATED, [])
    after = desk_event(linked.pk)["citations"]
    assert after[:-1] == before
    assert Source.objects.get(pk=after[-1]["source"]["id"]).url == "https://new.example.org/x"


def test_zone_of_a_date_is_changed_and_its_phrase_stays(linked):
    imported(edited(linked, start_timezone="Asia/Tokyo"))
    start = desk_event(linked.pk)["start"]
    assert (start["timezone"], start["phrase"]) == ("Asia/Tokyo", "am Dienstag")
    imported(edited(linked, start="2023-02-22"))
    start = desk_event(linked.pk)["start"]
    assert (start["edtf"], start["phrase"], start["basis"]) == ("2023-02-22", "", "stated")


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
