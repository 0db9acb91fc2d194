from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events import editorial
from events.models import Storyline
from events.record import SHAPE
from events.timeline import generation as module
from events.timeline.filters import EventFilter
from events.timeline.generation import FORM, generation
from tests import newsroom
from tests.newsroom import NOW
from tests.timeline.conftest import clean

pytestmark = pytest.mark.django_db


def test_generation_stays_until_an_edition_is_written():
    event = newsroom.published_event("Talks")
    before = generation(EventFilter())
    newsroom.draft_event("Draft")
    assert generation(EventFilter()) == before

    newsroom.retract(event, reason="Wrong")
    assert generation(EventFilter()) != before


def test_generation_is_of_one_query():
    assert generation(clean("from=2023")) != generation(clean("from=2024"))
    assert generation(clean("from=2023&match=may")) == generation(clean("from=2023"))


def test_generation_of_a_storyline_changes_with_its_saved_filter():
    newsroom.linked_event("Linked")
    story = Storyline.objects.get()
    chosen = EventFilter(storylines=(story.pk,))
    before = generation(chosen)
    story.filter = "from=2023"
    story.save()
    editorial.save_storyline(
        storyline=story, editor=newsroom.reviewer(), now=NOW + timedelta(days=1)
    )

    assert generation(chosen) != before


def test_generation_takes_one_query_and_two_for_a_storyline():
    newsroom.linked_event("Linked")
    story = Storyline.objects.get().pk
    with CaptureQueriesContext(connection) as one:
        generation(EventFilter())
    with CaptureQueriesContext(connection) as two:
        generation(EventFilter(storylines=(story,)))

    assert (len(one), len(two)) == (1, 2)


def test_generation_changes_with_what_documents_are_brought_into(monkeypatch):
    """Another program answers otherwise from the same rows."""
    assert f"{SHAPE} en de" == FORM
    before = generation(EventFilter())
    monkeypatch.setattr(module, "FORM", f"{SHAPE} en de fr")

    assert generation(EventFilter()) != before


def test_generation_takes_the_newest_number_from_the_list():
    newsroom.published_event("Talks")
    with CaptureQueriesContext(connection) as queries:
        found = generation(EventFilter(), 1)

    assert len(queries) == 0
    assert found == generation(EventFilter())
    assert found != generation(EventFilter(), 2)


def test_generation_changes_with_the_rows_of_a_type():
    """A subtype that was added widens the filter of a type."""
    assert generation(EventFilter(types=("talks",), type_ids=(1,))) != generation(
        EventFilter(types=("talks",), type_ids=(1, 2))
    )
