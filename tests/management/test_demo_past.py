"""The demo after loading: its clock, its log, and what was known at which moment."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from django.http import QueryDict

from events import editorial
from events.models import Action, Edition, Event
from events.search import find_public_actors
from events.timeline import filters, reading
from events.timeline.documents import edition_record
from tests import newsroom
from tests.management.conftest import demo_ids, load
from tests.sharing import shared_rows

pytestmark = pytest.mark.django_db
IDS = demo_ids()
TALKS = IDS["patrushev-talks"]
INITIATIVE = IDS["peace-initiative"]


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The demo, loaded once: the tests only read it."""
    with shared_rows(django_db_blocker):
        load()
        yield


def test_load_demo_goes_by_the_clock_of_the_files(loaded):
    assert list(Edition.objects.order_by("seq").values_list("at", flat=True)) == sorted(
        Edition.objects.values_list("at", flat=True)
    )
    event = Event.objects.get(pk=TALKS)
    assert event.created_at == datetime.fromisoformat("2023-02-22T17:20:00+01:00")
    assert event.updated_at == datetime.fromisoformat("2023-02-23T09:30:00+01:00")


def test_load_demo_tells_the_log_who_did_what(loaded):
    log = Action.objects.filter(event=TALKS).order_by("at")

    assert list(log.values_list("verb", "editor__username")) == [
        ("created", "editor"),
        ("submitted", "editor"),
        ("published", "reviewer"),
        ("changed", "editor"),
        ("corrected", "reviewer"),
    ]


def test_load_demo_leaves_one_event_in_review_for_the_desk(loaded):
    waiting = Event.objects.exclude(state__in=["published", "retracted"])

    assert list(waiting.values_list("pk", "state")) == [(IDS["un-vote"], "in_review")]
    assert editorial.preview(IDS["un-vote"], now=newsroom.NOW)[1] == []


def as_of(event_id: str, moment: str, *keys: str) -> Any:
    edition = reading.event_edition(event_id, as_of=datetime.fromisoformat(moment))
    event = edition_record(edition) if edition else None
    return event and [getattr(event, key) for key in keys]


def test_as_of_tells_nothing_then_the_mistake_then_the_correction(loaded):
    moments = (
        "2023-02-22T18:35:59+01:00",
        "2023-02-23T09:29:59+01:00",
        "2023-02-23T09:30:00+01:00",
    )
    periods = [as_of(TALKS, moment, "period") for moment in moments]

    assert periods == [
        None,
        [{"en": "Wednesday, 22 February 2023", "de": "Mittwoch, 22. Februar 2023"}],
        [{"en": "Tuesday, 21 February 2023", "de": "Dienstag, 21. Februar 2023"}],
    ]
    assert Edition.objects.current().get(event=TALKS).note == (
        "The talks were on Tuesday, 21 February. "
        "We had first given Wednesday, 22 February, the day of the report."
    )


def test_as_of_finds_the_talks_on_the_day_that_was_given_then(loaded):
    def on(day: str, moment: str | None) -> bool:
        query = {"from": day, "to": day, "match": "must", "type": "talks"}
        chosen = urlencode({**query, "as_of": moment} if moment else query)
        cleaned = filters.EventFilter.clean(QueryDict(chosen), now=newsroom.NOW)
        return cleaned.apply().filter(event=TALKS).exists()

    then = "2023-02-22T20:00:00Z"
    assert [on("2023-02-22", then), on("2023-02-21", then)] == [True, False]
    assert [on("2023-02-22", None), on("2023-02-21", None)] == [False, True]


def test_as_of_before_the_paper_knows_of_no_details(loaded):
    summary = (
        "At the Munich Security Conference China announces an initiative for peace in Ukraine. "
        "It gives no details yet."
    )
    [origins, told] = as_of(INITIATIVE, "2023-02-24T10:14:59+01:00", "origins", "summary")
    assert (origins.count, told) == (1, summary)
    [origins] = as_of(INITIATIVE, "2023-02-24T10:15:00+01:00", "origins")
    assert origins.count == 2
    assert as_of(IDS["position-paper"], "2023-02-24T09:59:59+01:00", "title") is None


NAMES = {
    **dict.fromkeys(("Patruschew", "Patrushev", "Патрушев"), "nikolai-patrushev"),
    **dict.fromkeys(("Moskau", "der Kreml", "Kremlin", "Россия"), "russia"),
    "Peking": "china",
    "Washington": "united-states",
    "王毅": "wang-yi",
    "Lawrow": "sergey-lavrov",
    "der Westen": "the-west",
}


def test_every_name_finds_the_one_actor(loaded):
    assert {name: find_public_actors(name) for name in NAMES} == {
        name: [IDS[actor]] for name, actor in NAMES.items()
    }
