"""The counts and links that are kept beside the current editions."""

import pytest

from events.models import CurrentActor, FacetCount
from tests import factories, newsroom
from tests.models.constraints import violated

pytestmark = pytest.mark.django_db


def test_count_exists_once_and_is_never_negative():
    FacetCount.objects.create(facet="type", value="talks", count=0)
    assert (
        violated(lambda: FacetCount.objects.create(facet="type", value="talks", count=1)),
        violated(lambda: FacetCount.objects.create(facet="type", value="visit", count=-1)),
    ) == ("facet_count_once", "count")


def test_actor_is_kept_once_for_each_edition():
    event = newsroom.draft_event()
    factories.ParticipationFactory(event=event)
    newsroom.publish(event)
    kept = CurrentActor.objects.get()
    kept.pk = None
    assert violated(kept.save) == "current_actor_once"


def test_rows_are_shown_by_what_they_hold():
    assert str(FacetCount(facet="type", value="talks", count=3)) == "type talks: 3"
