"""Editions under the days on which they became public, and the form that chooses them."""

from datetime import timedelta

import pytest
from django.http import QueryDict

from events.models import Edition
from events.timeline.changes import editions_before
from events.web.change_days import change_days, change_form
from tests import newsroom
from tests.newsroom import NOW


@pytest.fixture
def talks(db):
    event = newsroom.published_event("Talks in Moscow")
    event.texts.update(title="Talks in Minsk")
    newsroom.correct(event, note="It was Minsk.", now=NOW + timedelta(days=1))
    newsroom.retract(event, reason="It never took place.", now=NOW + timedelta(days=1, hours=1))
    return event


def shown():
    editions = list(Edition.objects.order_by("-seq"))
    return change_days(editions, editions_before(editions))


def test_each_edition_has_the_title_of_its_time_and_what_it_changed(talks):
    assert [
        (day.heading, [(str(one.title), one.step.edition.does) for one in day.changes])
        for day in shown()
    ] == [
        (
            "Thursday, 2 March 2023",
            [("Talks in Minsk", "retracted"), ("Talks in Minsk", "corrected")],
        ),
        ("Wednesday, 1 March 2023", [("Talks in Moscow", "published")]),
    ]


def test_differences_are_those_to_the_edition_before(talks):
    correction = shown()[0].changes[1]
    assert [(one.label, one.old, one.new) for one in correction.step.differences] == [
        ("Title", "Talks in Moscow", "Talks in Minsk")
    ]


def test_unreadable_document_is_left_out(talks):
    newsroom.published_event("Visit to Budapest")
    Edition.objects.filter(event=talks).update(document="{")
    assert [str(one.title) for day in shown() for one in day.changes] == ["Visit to Budapest"]


def test_conditions_on_events_travel_along_hidden():
    form = change_form(QueryDict("q=talks&since=2023&type=visit&type=talks&cursor=x"))
    assert form.hidden == (("q", "talks"), ("type", "visit"), ("type", "talks"))
    assert form.fields["since"].value == "2023"


def test_chosen_kinds_are_ticked():
    options = change_form(QueryDict("kind=corrected&kind=merged")).fields["kind"].options
    assert [option.value for option in options if option.chosen] == ["corrected", "merged"]
