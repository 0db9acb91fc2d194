"""Editors at the same moment, on real connections: one wins, the other is told, nothing is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from events import editorial
from events.editorial.editions import Issue
from events.editorial.redacting import redact_text
from events.editorial.renaming import renew_names
from events.management.consistency import check_record
from events.models import Action, Edition, Event, EventTypeName, Profile, Redaction
from events.record.vocabulary import EditionKind
from tests import factories, newsroom
from tests.editorial import scenes
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], object]) -> list[object]:
    """What each call returned, or the refusal it raised, all begun at one moment."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        try:
            barrier.wait(timeout=10)
            return call()
        except editorial.EditorialError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_two_reviewers_publish_at_once_and_one_is_told():
    event = newsroom.draft_event()
    reviewer = newsroom.reviewer()

    def publish() -> Edition:
        return editorial.publish(
            event_id=event.pk, editor=reviewer, now=NOW, expected_version=event.version
        )

    results = at_once(publish, publish, publish)
    assert sorted(type(result).__name__ for result in results) == [
        "Edition",
        "StaleVersion",
        "StaleVersion",
    ]
    event.refresh_from_db()
    assert (event.state, event.version) == ("published", 2)
    assert Edition.objects.filter(event=event).count() == 1
    assert Action.objects.filter(event=event).count() == 1


def test_correction_and_retraction_at_once_leave_one_standing_edition():
    event = newsroom.published_event()
    reviewer = newsroom.reviewer()
    version = event.version

    def retract(reason: str) -> Callable[[], Edition]:
        return lambda: editorial.retract(
            event_id=event.pk, editor=reviewer, now=NOW, expected_version=version, reason=reason
        )

    results = at_once(retract("first"), retract("second"))
    won = [result for result in results if isinstance(result, Edition)]
    assert len(won) == 1
    assert list(
        Edition.objects.filter(event=event).order_by("number").values_list("number", "kind")
    ) == [(1, "published"), (2, "retracted")]
    assert Edition.objects.get(event=event, superseded_at=None).note == won[0].note


def test_sequence_has_no_gap_and_no_double_when_many_publish_at_once():
    events = [newsroom.draft_event(f"Event {n}") for n in range(6)]
    reviewer = newsroom.reviewer()

    def publish(event: Event) -> Callable[[], Edition]:
        return lambda: editorial.publish(
            event_id=event.pk, editor=reviewer, now=NOW, expected_version=1
        )

    at_once(*[publish(event) for event in events])
    assert sorted(Edition.objects.values_list("seq", flat=True)) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("attempt", range(3))
def test_redaction_and_publication_at_once_leave_none_of_the_text(attempt):
    victim = newsroom.actor("Zelda Quass")
    public, draft = newsroom.draft_event("About Zelda Quass"), newsroom.draft_event("A trial")
    for event in (public, draft):
        factories.ParticipationFactory(event=event, actor=victim)
    newsroom.publish(public)
    public.refresh_from_db()
    reviewer, administrator = newsroom.reviewer(), newsroom.administrator()

    def publish(event: Event, verb: Callable[..., Edition]) -> Callable[[], Edition]:
        return lambda: verb(
            event_id=event.pk, editor=reviewer, now=NOW, expected_version=event.version
        )

    def redact() -> Redaction:
        return redact_text(
            subject=victim.pk, text="Zelda Quass", editor=administrator, now=NOW, ground="Court"
        )

    scenes.retitle(public, "Zelda Quass again")
    results = at_once(publish(draft, editorial.publish), redact, publish(public, editorial.update))
    assert [type(result) for result in results if isinstance(result, Redaction)] == [Redaction]
    documents = [*Edition.objects.values_list("document", flat=True)]
    documents += [*Profile.objects.values_list("document", flat=True)]
    assert [text for text in documents if "Quass" in text] == []
    assert list(check_record()) == []


@pytest.mark.parametrize("attempt", range(3))
def test_redaction_and_reissue_at_once_leave_none_of_the_text(attempt):
    victim = newsroom.actor("Zelda Quass")
    events = [newsroom.draft_event(f"About Zelda Quass {n}") for n in range(3)]
    for event in events:
        factories.ParticipationFactory(event=event, actor=victim)
        newsroom.publish(event)
    EventTypeName.objects.create(type=events[0].type, language="de", name="Gespräche")
    issue = Issue(EditionKind.UPDATED, newsroom.reviewer(), NOW)
    administrator = newsroom.administrator()

    def redact() -> Redaction:
        return redact_text(
            subject=victim.pk, text="Zelda Quass", editor=administrator, now=NOW, ground="Court"
        )

    results = at_once(lambda: renew_names(issue), redact)
    assert [type(result) for result in results] == [int, Redaction]
    documents = [*Edition.objects.values_list("document", flat=True)]
    documents += [*Profile.objects.values_list("document", flat=True)]
    assert [text for text in documents if "Quass" in text] == []
    renew_names(issue)
    assert [newsroom.current(event).type_names for event in events] == [{"de": "Gespräche"}] * 3
    assert list(check_record()) == []
