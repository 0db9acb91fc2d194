"""Rows become drafts by the verbs of the desk, each unit of them whole or not at all."""

import pytest

from events.interchange.imports import writing
from events.interchange.imports.reading import Row
from events.interchange.imports.writing import known_keys, published
from events.models import Actor, Event
from events.record import Event as PublicEvent
from tests import factories, newsroom
from tests.api.importing import line
from tests.interchange.imports.files import IDS, problems, results, run

pytestmark = pytest.mark.usefixtures("talks")


def follows(*events: str) -> list[dict]:
    return [{"type": "follows", "event": event} for event in events]


def test_row_becomes_a_draft_and_is_noted_in_the_log():
    [created] = run([line("a", start="2023-02")])
    event = Event.objects.get()
    assert (event.pk, event.external_key, event.state, event.start.edtf) == (
        created.event,
        "a",
        "draft",
        "2023-02",
    )
    [action] = event.actions.all()
    assert (action.verb, action.editor.username) == ("created", "editor")


def test_known_row_changes_its_event_and_says_why():
    run([line("a")])
    [updated] = run([line("a", title="Other talks")])
    event = Event.objects.get()
    assert (updated.result, event.version, event.texts.get().title) == ("updated", 2, "Other talks")
    assert event.actions.first().reason == "Imported from a file."


def test_row_that_says_nothing_new_leaves_version_and_date_alone():
    claim = {"speaker": newsroom.actor("Wang Yi").pk, "text": "No.", "language": "en"}
    assert results(run([line("a", claims=[claim])])) == ["created"]
    before = list(Event.objects.values())
    for same in (line("a"), line("a", participants=[]), {"external_key": "a"}):
        assert results(run([same])) == ["unchanged"]
    assert list(Event.objects.values()) == before


def test_rows_may_refer_to_later_rows_and_to_each_other():
    file = [
        {**line("a"), "id": IDS[0], "relations": follows(IDS[1])},
        {**line("b"), "id": IDS[1], "relations": follows(IDS[2])},
        {**line("c"), "id": IDS[2], "relations": follows(IDS[1])},
    ]
    assert results(run(file)) == ["created"] * 3
    assert [e.relations.get().to_event_id for e in Event.objects.order_by("pk")] == [
        IDS[1], IDS[2], IDS[1],
    ]  # fmt: skip


def test_row_that_refers_to_a_rejected_one_is_rejected_with_its_place():
    file = [
        {**line("a"), "id": IDS[0], "relations": follows(IDS[1])},
        {**line("b", type="nonsense"), "id": IDS[1]},
    ]
    outcomes = run(file)
    assert [(number, place) for number, place, _detail in problems(outcomes)] == [
        (1, "/relations/0/event"),
        (2, "/type"),
    ]
    assert Event.objects.count() == 0


def test_rows_in_a_circle_are_rejected_together():
    file = [
        {**line("a"), "id": IDS[0], "relations": follows(IDS[1])},
        {**line("b", type="nonsense"), "id": IDS[1], "relations": follows(IDS[0])},
        line("c"),
    ]
    outcomes = run(file)
    assert results(outcomes) == ["rejected", "rejected", "created"]
    assert problems(outcomes) == [
        (1, "", "A row that this one refers to was rejected."),
        (2, "/type", "There is no such type of event."),
    ]


def test_record_that_was_made_for_a_rejected_unit_is_made_again_for_the_next():
    people = [{"role": "host", "actor": {"name": "Wang Yi"}}]
    file = [
        line("a", participants=people, relations=follows(IDS[0])),
        line("b", participants=people),
    ]
    assert results(run(file, make_missing=True)) == ["rejected", "created"]
    assert [actor.label for actor in Actor.objects.all()] == ["Wang Yi"]
    assert Event.objects.get().participations.get().actor == Actor.objects.get()


@pytest.mark.parametrize("bad", [{"a": 1}, ["a"], 7])
def test_id_that_is_no_text_is_refused_in_its_row_alone(bad):
    claim = {"id": bad, "speaker": newsroom.actor("Wang Yi").pk, "text": "x", "language": "en"}
    outcomes = run(
        [
            {**line("a"), "id": IDS[0]},
            {**line("b"), "id": bad},
            {**line(""), "id": bad},
            line("c", claims=[claim]),
            {**line("d"), "external_key": bad},
        ]
    )
    expected = "A text is expected here."
    assert problems(outcomes) == [
        (2, "/id", expected),
        (3, "/id", expected),
        (4, "/claims/0/id", expected),
        (5, "/external_key", expected),
    ]
    assert [event.external_key for event in Event.objects.all()] == ["a"]


def test_row_without_a_name_is_refused():
    assert problems(run([{"title": "Talks", "language": "en", "type": "talks"}])) == [
        (
            1,
            "/external_key",
            "Each row needs an external_key or an id.",
        )
    ]


def test_text_in_the_language_of_the_title_names_its_column():
    text = "external_key,title,language,type,title_en,summary_en\n"
    text += "a,Talks,en,talks,Other,\nb,,en,talks,,Other\nc,Talks,en,talks,Talks,\n"
    told = "The record itself is in this language. Change it there."
    outcomes = run(text)
    assert results(outcomes) == ["rejected", "rejected", "created"]
    found = problems(outcomes)
    assert [place for number, place, _detail in found if number == 2] == ["title_en"]
    assert {(2, "title_en", told), (3, "summary_en", told)} <= set(found)


def test_keys_are_looked_up_however_many_there_are(monkeypatch):
    monkeypatch.setattr(writing, "_KEYS_PER_QUERY", 2)
    made = {key: factories.EventFactory(external_key=key).pk for key in "abcde"}
    factories.EventFactory(external_key=None)
    rows = [Row(number, {"external_key": key}) for number, key in enumerate("abcdef")]
    assert known_keys([*rows, Row(9, {})]) == made


def test_only_what_is_public_is_known_as_published():
    public, draft = newsroom.published_event(), newsroom.draft_event()
    gone = newsroom.published_event("Gone")
    newsroom.retract(gone, reason="It was somebody else.")
    found = published([public.pk, draft.pk, gone.pk, "", IDS[0]])
    assert {key: (type(one), one.title) for key, one in found.items()} == {
        public.pk: (PublicEvent, "Talks in Moscow")
    }
    assert published([]) == published([""]) == {}
