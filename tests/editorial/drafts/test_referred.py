"""What documents say of a record beside its id."""

import pytest

from events.editorial.drafts.referred import referred
from events.models import Storyline
from events.record import desk
from tests import newsroom

PATHS = [
    (desk.DeskActorRef, "/actors/x/"), (desk.DeskSourceRef, "/sources/x/"),
    (desk.DeskEventRef, "/events/x/"), (desk.DeskStorylineRef, "/storylines/x/"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "path"), PATHS)
def test_address_follows_from_the_id(kind, path):
    assert referred(kind, "x", "url") == path


@pytest.mark.django_db
def test_titles_are_those_that_readers_see():
    event, storyline = newsroom.linked_event("Talks"), Storyline.objects.get()
    assert referred(desk.DeskEventRef, event.pk, "title") == "Talks"
    assert referred(desk.DeskEventRef, event.pk, "titles") == {"de": "Talks (deutsch)"}
    assert referred(desk.DeskStorylineRef, storyline.pk, "title") == "Story of Talks"
    assert referred(desk.DeskStorylineRef, storyline.pk, "titles") == {}


@pytest.mark.django_db
def test_drafts_and_unknown_records_have_none():
    assert referred(desk.DeskEventRef, newsroom.draft_event().pk, "title") is None
    assert referred(desk.DeskStorylineRef, "bq4d-7hkm-x2tz", "titles") is None
    assert referred(desk.DeskOfficeRef, "bq4d-7hkm-x2tz", "url") is None
