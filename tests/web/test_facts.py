"""Members that no part of the page was made for."""

from typing import Annotated

from django.db.models import TextChoices
from django.utils.translation import override

from events import record
from events.record import member, members_of
from events.web.facts import PLACED, facts
from tests.web import records


class Access(TextChoices):
    OPEN = "open", "open to the press"
    CLOSED = "closed", "behind closed doors"


class LaterEvent(record.Event, kw_only=True):
    """An event as a later release may declare it."""

    access: Annotated[str, member("access", "Who could be there.", choices=Access)] = ""
    motto: Annotated[str, member("motto", "What it stood under.")] = ""
    televised: Annotated[bool | None, member("televised", "Whether it was on screen.")] = None
    guests: Annotated[int, member("guests", "How many came.")] = 0
    topics: Annotated[list[str], member("topics", "What it was about.")] = []


def shown(**fields) -> list[tuple[str, str]]:
    event = records.event(kind=LaterEvent, **fields)
    return [(fact.label, str(fact.value)) for fact in facts(event)]


def test_event_of_today_has_no_fact_without_a_place():
    assert facts(records.event("Talks", summary="They talked.")) == []


def test_each_placed_name_is_a_plain_member():
    plain = {name for name, known in members_of(record.Event).items() if known.document is None}
    assert plain >= PLACED


def test_new_member_is_shown_with_its_label_and_the_word_for_its_value():
    assert shown(access="closed") == [("Access", "Behind closed doors")]


def test_value_that_is_newer_than_the_vocabulary_is_shown_as_it_is():
    assert shown(access="secret") == [("Access", "Secret")]


def test_text_is_shown_in_the_language_of_the_event():
    event = records.event(kind=LaterEvent, motto="Мир", language="ru")
    assert [fact.value.html for fact in facts(event)] == ['<span lang="ru" dir="ltr">Мир</span>']


def test_numbers_lists_and_answers_are_shown():
    assert shown(guests=12, topics=["arms", "trade"]) == [
        ("Guests", "12"),
        ("Topics", "arms, trade"),
    ]
    assert shown(televised=True) == [("Televised", "Yes")]
    with override("de"):
        assert shown(televised=False) == [("Televised", "Nein")]


def test_members_that_say_nothing_are_left_out():
    assert shown(access="", motto="", televised=None, guests=0, topics=[]) == []
