"""Addresses and links."""

import pytest

from events.record import UnreadableDocument
from events.web.links import actor_link, event_path, known_source, slug, source_link
from tests.web import records


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Переговоры в Москве", "peregovory-v-moskve"),
        ("Gespräche über Öl", "gesprache-uber-ol"),
        ("History", "history-event"),
        ("???", ""),
        ("word " * 40, "word-" * 15 + "word"),
        ("x" * 200, "x" * 80),
    ],
)
def test_slug_reads_in_any_script_and_is_never_taken(title, expected):
    assert slug(title) == expected


def test_event_path_ends_with_the_slug_where_there_is_one():
    talks, nameless = records.event("Talks in Moscow"), records.event("???")
    assert event_path(talks) == f"{talks.url}talks-in-moscow/"
    assert event_path(nameless) == nameless.url


def test_link_keeps_the_past_and_escapes():
    event = records.event()
    link = actor_link(records.actor("A & B"), event, "?as_of=2023")
    assert (
        link.html == f'<a href="{records.actor("A & B").url}?as_of=2023"><bdi>A &amp; B</bdi></a>'
    )


def test_name_that_was_redacted_is_no_link():
    event = records.event()
    assert actor_link(records.actor("[redacted]"), event).html == "<bdi>[redacted]</bdi>"
    assert "<a " in actor_link(records.actor("Dr. [redacted]"), event).html


def test_source_link_is_marked_with_the_language_of_the_source():
    event = records.event(sources={"Bericht": records.named_source(language="de")})
    assert 'lang="de"' in source_link(records.source("Bericht"), event).html


def test_source_that_its_document_does_not_describe_is_a_damaged_document():
    with pytest.raises(UnreadableDocument, match="is not described"):
        known_source(records.source("Elsewhere"), records.event())
