"""The desk finds events by all that they say, in drafts as well."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import EditionText, Event
from events.search import desk_events
from tests import factories, newsroom

pytestmark = pytest.mark.django_db


def found(text):
    return set(Event.objects.filter(desk_events(text)).values_list("label", flat=True))


@pytest.fixture(params=[True, False], ids=["published", "draft"])
def talks(request):
    event = newsroom.linked_event("Talks in Minsk", publish_it=request.param)
    newsroom.draft_event("Another visit")
    return event


@pytest.mark.parametrize(
    "text",
    ["talks", "TALKS minsk", "Summary Minsk", "Accusation in", "Host of Talks", "Paper of Talks"],
)
def test_event_is_found_by_its_texts_participants_and_claims(talks, text):
    if text == "Paper of Talks":
        source = talks.citations.get().source
        type(source).objects.filter(pk=source.pk).update(title="Izvestiya of Tuesday")
        if talks.state == "published":
            newsroom.correct(retitled(talks), note="New source title.")
        text = "Izvestiya"
    assert "Talks in Minsk" in found(text) or "Talks in Minsk again" in found(text)
    assert "Another visit" not in found(text)


def retitled(event):
    event.texts.filter(language="en").update(title="Talks in Minsk again")
    Event.objects.filter(pk=event.pk).update(
        version=event.version + 1, label="Talks in Minsk again"
    )
    return event


def test_every_word_must_be_there(talks):
    assert found("talks Kyiv") == set()
    assert found(talks.pk) == {"Talks in Minsk"}


def test_change_that_is_not_public_yet_is_found_with_what_is(db):
    event = newsroom.published_event("Talks in Minsk")
    retitled(event)
    assert found("again") == found("Minsk") == {"Talks in Minsk again"}


def test_published_event_is_found_without_diacritics(db):
    newsroom.published_event("Protest in Łódź")
    newsroom.published_event("Møde i Århus")
    assert found("Lodz") == found("łódź") == {"Protest in Łódź"}
    assert found("mode arhus") == {"Møde i Århus"}


def test_participant_is_found_without_diacritics(db):
    event = newsroom.draft_event("Visit")
    factories.ParticipationFactory(event=event, actor=newsroom.actor("Mevlüt Çavuşoğlu"))
    assert found("Cavusoglu") == found("cavus") == found("Çavuşoğlu") == {"Visit"}


@pytest.mark.parametrize("text", ["", "  ", '"', "%", "—", "x " * 40, "qx" * 100, "' OR 1=1"])
def test_any_text_is_searched(talks, text):
    assert found(text) == set()


def test_search_is_a_fixed_number_of_queries(talks):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            found("talks minsk")
        return len(seen)

    before = queries()
    for number in range(3):
        newsroom.linked_event(f"Talks in Minsk {number}", publish_it=False)
    assert queries() == before


def test_index_that_was_written_before_is_folded_too(db):
    event = newsroom.published_event("Protest in Łódź")
    text = EditionText.objects.get(edition__event=event)
    assert "lodz" in text.words.split()
    EditionText.objects.filter(pk=text.pk).update(words=text.words.replace("lodz", "łodz"))
    assert found("Lodz") == set()
    import_module("events.migrations.0025_plain_letters").fold_indexed_words(apps, None)
    assert found("Lodz") == {"Protest in Łódź"}
    assert EditionText.objects.get(pk=text.pk).words == text.words
