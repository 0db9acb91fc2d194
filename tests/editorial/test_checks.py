"""What keeps an event from being public."""

from datetime import timedelta

import pytest

from events import editorial
from events.dates import When
from events.models import Edition
from tests import factories, newsroom
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db


def refused(event) -> list[str]:
    """The fields that publishing complains about."""
    with pytest.raises(editorial.EditorialError) as refusal:
        newsroom.publish(event)
    assert Edition.objects.filter(event=event).count() == 0
    return [problem.field for problem in refusal.value.problems]


def test_event_without_source_is_refused():
    event = newsroom.draft_event()
    event.citations.all().delete()
    assert refused(event) == ["citations"]


def test_event_that_its_only_source_disputes_is_refused():
    event = newsroom.draft_event()
    event.citations.update(stance="disputes")
    assert refused(event) == ["citations"]


def test_event_without_original_title_is_refused():
    event = newsroom.draft_event()
    event.texts.update(origin="translation")
    assert refused(event) == ["texts"]


def test_stub_by_way_of_nothing_but_a_stub_is_refused_and_of_a_held_source_accepted():
    event = newsroom.draft_event(source=factories.SourceFactory(held=False))
    assert refused(event) == ["citations"]
    factories.HopFactory(citation=event.citations.get(), source=factories.SourceFactory(held=False))
    assert refused(event) == ["citations"]
    factories.HopFactory(citation=event.citations.get(), source=factories.SourceFactory(held=True))
    assert newsroom.publish(event).number == 1


@pytest.mark.parametrize("occurrence", ["occurred", "ongoing"])
def test_what_happened_cannot_start_in_the_future(occurrence):
    day_after = (NOW + timedelta(days=1)).date().isoformat()
    event = newsroom.draft_event(occurrence=occurrence, start=When.parse(day_after))
    assert refused(event) == ["start"]


def test_what_happened_may_be_known_only_to_a_month_that_still_runs():
    event = newsroom.draft_event(start=When.parse("2023-03"))
    assert newsroom.publish(event).number == 1


def test_announced_needs_an_announcing_claim():
    event = newsroom.draft_event(occurrence="announced", start=When.parse("[2023-03-02..]"))
    assert refused(event) == ["occurrence"]
    claim = factories.ClaimFactory(event=event, kind="announcement")
    factories.ClaimTextFactory(claim=claim)
    assert newsroom.publish(event).number == 1


def test_announced_may_have_a_citation_for_the_occurrence():
    event = newsroom.draft_event(occurrence="announced")
    event.citations.update(field="occurrence")
    assert newsroom.publish(event).number == 1


def test_announced_by_a_claim_recorded_with_another_event():
    event = newsroom.draft_event(occurrence="announced")
    claim = factories.ClaimFactory(kind="announcement")
    claim.also_about.add(event)
    assert newsroom.publish(event).number == 1


def test_denial_must_say_what_it_denies():
    event = newsroom.draft_event()
    claim = factories.ClaimFactory(event=event)
    factories.ClaimTextFactory(claim=claim)
    denial = factories.ClaimFactory(event=event, kind="denial")
    factories.ClaimTextFactory(claim=denial)
    assert refused(event) == ["claims"]
    factories.ClaimLinkFactory(from_claim=denial, to_claim=claim, type="confirms")
    assert refused(event) == ["claims"]
    factories.ClaimLinkFactory(from_claim=denial, to_claim=claim, type="denies")
    assert newsroom.publish(event).number == 1


def test_no_statement_must_say_as_of_when():
    event = newsroom.draft_event()
    claim = factories.ClaimFactory(event=event, kind="no_statement")
    factories.ClaimTextFactory(claim=claim)
    assert refused(event) == ["claims"]
    claim.said = When.parse("2023-02-22T16:00+01:00")
    claim.save()
    assert newsroom.publish(event).number == 1


def test_claim_without_words_is_refused():
    event = newsroom.draft_event()
    factories.ClaimFactory(event=event)
    assert refused(event) == ["claims"]


def test_event_that_would_be_part_of_itself_is_refused():
    first, second, third = (newsroom.draft_event(title) for title in ("one", "two", "three"))
    factories.EventRelationFactory(from_event=first, to_event=second)
    factories.EventRelationFactory(from_event=second, to_event=third)
    assert newsroom.publish(second).number == 1
    factories.EventRelationFactory(from_event=third, to_event=first)
    assert refused(first) == ["relations"]


def test_event_without_any_date_may_be_public():
    event = newsroom.draft_event(start=None)
    assert newsroom.publish(event).date_key == ""


def test_every_problem_is_told_at_once():
    event = newsroom.draft_event(start=When.parse("2030"))
    event.texts.all().delete()
    event.citations.all().delete()
    assert refused(event) == ["texts", "start", "citations"]
