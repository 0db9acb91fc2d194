"""What is kept beside the current editions follows every verb, in the same transaction."""

from datetime import timedelta
from importlib import import_module

import pytest

from events import editorial
from events.dates import When
from events.management.consistency import check_record
from events.models import CurrentActor, FacetCount
from tests import factories, newsroom
from tests.migrations import AppsBefore17

pytestmark = pytest.mark.django_db
LATER = newsroom.NOW + timedelta(hours=1)
LAST = LATER + timedelta(hours=1)


def kept(facet: str) -> dict[str, int]:
    rows = FacetCount.objects.filter(facet=facet, count__gt=0)
    return dict(rows.values_list("value", "count"))


def actors() -> set[tuple[str, str]]:
    return set(CurrentActor.objects.values_list("actor_id", "event_id"))


def test_publishing_counts_each_value_once():
    event = newsroom.draft_event()
    lavrov = newsroom.actor("Sergey Lavrov")
    for role in ("participant", "host"):
        factories.ParticipationFactory(event=event, actor=lavrov, role=role)
    newsroom.publish(event)
    newsroom.published_event("Another", start=When.parse("2023-03"))

    assert kept("type") == {str(event.type_id): 2}
    assert kept("day") == {"2023-02-21": 1}
    assert kept("coarser") == {"day": 1, "week": 1}
    assert kept("month") == {"2023-02": 1, "2023-03": 1}
    assert kept("year") == {"2023": 2}
    assert kept("actor") == {lavrov.pk: 1}
    assert actors() == {(lavrov.pk, event.pk)}


def test_draft_counts_for_nothing():
    event = newsroom.draft_event()
    factories.ParticipationFactory(event=event)

    assert not FacetCount.objects.exists()
    assert not CurrentActor.objects.exists()


def test_correction_moves_the_counts():
    event = newsroom.published_event()
    event.start = When.parse("2022-12-31")
    event.save()
    newsroom.correct(event, note="The date was wrong.", now=LATER)

    assert kept("year") == {"2022": 1}
    assert kept("type") == {str(event.type_id): 1}


def test_retraction_and_restoring():
    event = newsroom.linked_event()
    before = {facet: kept(facet) for facet in ("type", "actor", "source", "language", "year")}
    named = actors()
    newsroom.retract(event, reason="A mistake.", now=LATER)

    number = str(event.type_id)
    assert kept("type") == {number: before["type"][number] - 1}
    assert not {pair for pair in actors() if pair[1] == event.pk}

    event.refresh_from_db()
    editorial.restore(
        event_id=event.pk,
        editor=newsroom.reviewer(),
        now=LAST,
        expected_version=event.version,
        reason="It was right.",
    )
    assert {facet: kept(facet) for facet in before} == before
    assert actors() == named
    assert list(check_record()) == []


def test_event_without_date_has_no_day():
    newsroom.published_event(start=None)

    assert kept("day") == {}
    assert kept("occurrence") == {"occurred": 1}


def test_migration_fills_an_archive_that_was_there_before():
    newsroom.linked_event()
    newsroom.retract(newsroom.published_event("A mistake"), reason="A mistake.", now=LATER)
    FacetCount.objects.all().delete()
    CurrentActor.objects.all().delete()

    import_module("events.migrations.0008_standing_rows").fill(AppsBefore17, None)
    import_module("events.migrations.0015_exact_counts").count_exactly(AppsBefore17, None)

    assert CurrentActor.objects.exists()
    assert list(check_record()) == []
