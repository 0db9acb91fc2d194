"""The parts of the sitemap: of a limited size, and together the whole public record."""

from dataclasses import astuple

import pytest

from events.timeline import sitemap
from tests import newsroom

pytestmark = pytest.mark.django_db


def test_parts_are_those_of_what_there_is():
    assert sitemap.parts() == []
    newsroom.linked_event("Talks")
    assert [part.name for part in sitemap.parts()] == ["events", "actors", "sources", "storylines"]


def test_name_of_a_part_is_read_back(monkeypatch):
    newsroom.linked_event("Talks")
    monkeypatch.setattr(sitemap, "PART", 0.01)
    parts = [part for part in sitemap.parts() if part.kind == sitemap.EVENTS]
    assert (len(parts), len({part.prefix for part in parts})) == (729, 729)
    assert [astuple(sitemap.part(part.name)) for part in parts] == [astuple(one) for one in parts]


def test_each_event_is_in_exactly_one_part(monkeypatch):
    events = {newsroom.published_event(f"Talks {number}").pk for number in range(6)}
    newsroom.draft_event("Secret")
    monkeypatch.setattr(sitemap, "PART", 2)
    parts = [part for part in sitemap.parts() if part.kind == sitemap.EVENTS]
    found = [event.id for part in parts for event in sitemap.events(part)]
    assert (len(found), set(found)) == (6, events)


def test_profiles_of_drafts_are_in_no_part():
    newsroom.draft_event("Secret", source=None)
    newsroom.actor("Nobody")
    assert sitemap.profiles(sitemap.Part("actors")) == []
