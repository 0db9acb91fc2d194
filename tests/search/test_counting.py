import pytest

from events.dates import When
from events.models import Edition
from events.search.counting import NAMES, count_values, stored_counts
from tests import factories, newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def six():
    """Three types, of which one has three events and one has two."""
    for n, key in enumerate(("talks", "visit", "talks", "summit", "visit", "talks")):
        newsroom.published_event(
            type=factories.EventTypeFactory(key=key), start=When.parse(str(2018 + n))
        )


def both(size: int) -> list[dict]:
    current = Edition.objects.current().listed().order_by()
    return [
        stored_counts(size),
        count_values(current, size, current=True),
        count_values(current, size, current=False),
    ]


def test_values_are_counted_the_most_frequent_first(six):
    for counts in both(9):
        assert tuple(counts) == NAMES
        assert counts["type"] == [("talks", 3), ("visit", 2), ("summit", 1)]
        assert counts["occurrence"] == [("occurred", 6)]
        assert counts["actor"] == []


def test_values_are_limited_but_years_are_not(six):
    for counts in both(2):
        assert counts["type"] == [("talks", 3), ("visit", 2)]
        assert counts["year"] == [(str(year), 1) for year in range(2018, 2024)]


def test_values_of_nothing_are_none():
    for counts in (*both(9), count_values(Edition.objects.none(), 9, current=True)):
        assert counts == {name: [] for name in NAMES}


def test_an_actor_in_two_roles_and_a_publisher_of_two_items_count_once():
    paper = newsroom.actor("Paper", kind="organisation")
    event = newsroom.draft_event(source=factories.SourceFactory(publisher=paper))
    factories.CitationFactory(event=event, source=factories.SourceFactory(publisher=paper))
    wang = newsroom.actor("Wang Yi")
    for role in ("host", "speaker"):
        factories.ParticipationFactory(event=event, actor=wang, role=role)
    newsroom.publish(event)

    for counts in both(9):
        assert (counts["actor"], counts["publisher"]) == ([(wang.pk, 1)], [(paper.pk, 1)])
        assert len(counts["source"]) == 2


def test_a_source_without_publisher_has_none():
    newsroom.published_event()

    for counts in both(9):
        assert (len(counts["source"]), counts["publisher"]) == (1, [])
