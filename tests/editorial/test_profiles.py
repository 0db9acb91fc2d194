"""Profiles stand while their subject is public, and hold nothing that is not."""

from datetime import timedelta
from typing import Any

import pytest

from events.models import Profile
from events.record.stored import PROFILES, read_profile
from tests import factories, newsroom
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db


def current(kind: str) -> dict[str, Any]:
    """The current profiles by subject."""
    rows = Profile.objects.current().filter(kind=kind)
    return {row.subject: read_profile(row.text, PROFILES[kind]) for row in rows}


def test_actor_and_source_of_a_draft_have_no_profile():
    event = newsroom.draft_event()
    factories.ParticipationFactory(event=event)
    assert (current("actor"), current("source")) == ({}, {})


def test_profile_ends_with_the_last_event_that_names_its_subject():
    person = newsroom.actor("Wang Yi")
    event = newsroom.draft_event()
    factories.ParticipationFactory(event=event, actor=person)
    newsroom.publish(event)
    assert list(current("actor")) == [person.pk]
    newsroom.retract(event, reason="wrong", now=NOW + timedelta(days=1))
    assert current("actor") == {}
    assert Profile.objects.get(subject=person.pk).superseded_at == NOW + timedelta(days=1)


def test_office_brings_its_source_and_that_source_its_publisher():
    paper = newsroom.actor("Gazette", kind="organisation")
    decree = factories.SourceFactory(title="Decree", publisher=paper)
    person = newsroom.actor("Sergei Lavrov")
    tenure = factories.TenureFactory(actor=person, start_means="cited_since")
    factories.CitationFactory(tenure=tenure, source=decree)
    event = newsroom.draft_event()
    factories.ParticipationFactory(event=event, actor=person)
    newsroom.publish(event)
    office = current("actor")[person.pk].offices[0]
    assert (office.office, office.start_means, office.start.edtf) == (
        "Minister of Foreign Affairs",
        "cited_since",
        "2004-03-09",
    )
    assert [citation.source.id for citation in office.citations] == [decree.pk]
    assert decree.pk in current("source")
    assert paper.pk in current("actor")
    newsroom.retract(event, reason="wrong", now=NOW + timedelta(days=1))
    assert (current("actor"), current("source")) == ({}, {})


def test_storyline_names_only_public_events():
    public, draft = newsroom.draft_event("Public"), newsroom.draft_event("Draft")
    storyline = factories.StorylineFactory(public=True)
    factories.StorylineTextFactory(storyline=storyline)
    for event in (public, draft):
        factories.StorylinePinFactory(storyline=storyline, event=event)
    newsroom.publish(public)
    assert current("storyline")[storyline.pk].pinned == [public.pk]


def test_versions_of_a_source_name_each_other_once_both_are_public():
    early = factories.SourceFactory(title="As of 16:00")
    late = factories.SourceFactory(title="As of 18:30", revision_of=early)
    newsroom.published_event("First", source=early)
    assert current("source")[early.pk].revisions == []
    newsroom.published_event("Second", source=late, now=NOW + timedelta(hours=1))
    assert current("source")[early.pk].revisions == [late.pk]
    assert current("source")[late.pk].revision_of == early.pk
