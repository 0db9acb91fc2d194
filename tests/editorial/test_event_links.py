"""A record says of other events what is public of them, and lets go of it when they go."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from events import record
from events.editorial.editions import current_record
from events.editorial.event_links import (
    NO_LINKS,
    EventLinks,
    answers_elsewhere,
    linked_events,
    links_of,
    public_events,
    relinked,
)
from events.editorial.graph import load_event
from events.models import Claim, Edition, EventText
from tests import factories, newsroom
from tests.editorial.scenes import LATER, answer, denied_claim
from tests.newsroom import NOW, current

pytestmark = pytest.mark.django_db


def test_relation_to_a_draft_is_not_public_until_the_draft_is():
    container = newsroom.draft_event("Container visit")
    talks = newsroom.draft_event("Talks")
    factories.EventRelationFactory(from_event=talks, to_event=container)
    newsroom.publish(talks)
    assert current(talks).relations == []
    newsroom.publish(container, now=LATER)
    reference = record.EventRef(
        id=container.pk, title="Container visit", titles={}, url=f"/events/{container.pk}/"
    )
    assert current(talks).relations == [record.Relation(type="part_of", event=reference)]
    newsroom.retract(container, reason="never took place", now=LATER + timedelta(days=1))
    assert current(talks).relations == []


def test_denial_of_a_claim_in_another_event_appears_when_that_event_is_public():
    concern, delivery = newsroom.draft_event("Concern"), newsroom.draft_event("Denial")
    claim = factories.ClaimFactory(event=concern, kind="concern")
    factories.ClaimTextFactory(claim=claim)
    denial = factories.ClaimFactory(event=delivery, kind="denial")
    factories.ClaimTextFactory(claim=denial)
    factories.ClaimLinkFactory(from_claim=denial, to_claim=claim)
    newsroom.publish(delivery)
    assert current(delivery).claims[0].links == []
    newsroom.publish(concern, now=LATER)
    assert current(delivery).claims[0].links == [
        record.ClaimLink(type="denies", claim=claim.pk, event=concern.pk)
    ]


def test_claim_about_a_second_event_is_shown_there_as_published_and_goes_with_its_home():
    home, other = newsroom.draft_event("Home"), newsroom.published_event("Other")
    claim = factories.ClaimFactory(event=home)
    text = factories.ClaimTextFactory(claim=claim, text="as published")
    claim.also_about.add(other)
    assert current(other).claims == []
    newsroom.publish(home, now=LATER)
    assert [c.text for c in current(other).claims] == ["as published"]
    text.text = "unpublished marker"
    text.save()
    newsroom.name(newsroom.actor("unused"), "x", "de")
    EventText.objects.filter(event=other).update(title="Other, renamed")
    newsroom.publish(other, now=LATER + timedelta(hours=1))
    assert [c.text for c in current(other).claims] == ["as published"]
    newsroom.retract(home, reason="wrong", now=LATER + timedelta(days=1))
    assert current(other).claims == []


def test_answer_within_one_event_needs_no_further_edition():
    event = newsroom.linked_event()
    found = current(event)
    assert [(one.type, one.edition) for one in found.claims[0].answered_by] == [("denies", None)]
    assert found.edition.number == 1


def test_events_that_answer_each_other_come_to_rest():
    first, claim = denied_claim()
    second = answer(claim, "Statement", "China")
    newsroom.publish(second, now=LATER)
    reply = answer(Claim.objects.get(event=second), "Reply", "USA again")
    Claim.objects.filter(event=reply).update(event=first)
    newsroom.publish(first, now=LATER + timedelta(hours=1))
    assert [one.speaker.name for one in current(second).claims[0].answered_by] == ["USA again"]
    before = Edition.objects.count()
    EventText.objects.filter(event=first).update(summary="More of it.")
    newsroom.publish(first, now=LATER + timedelta(hours=2))
    assert Edition.objects.count() == before + 1


def test_claim_shared_with_another_event_brings_its_answers_along():
    concern, claim = denied_claim()
    other = newsroom.published_event("Other")
    claim.also_about.add(other)
    EventText.objects.filter(event=concern).update(summary="Also about another event.")
    newsroom.correct(concern, note="Also about another event.", now=NOW + timedelta(minutes=1))
    newsroom.publish(answer(claim, "Statement", "China"), now=LATER)
    [shared] = current(other).claims
    assert [one.speaker.name for one in shared.answered_by] == ["China"]


def test_event_without_links_has_none():
    event = newsroom.draft_event()
    factories.ClaimFactory(event=event)
    assert links_of(load_event(event.pk)) == NO_LINKS
    assert linked_events(NO_LINKS) == set()


def test_links_lead_to_drafts_too():
    event, container = newsroom.draft_event("Talks"), newsroom.draft_event("Visit")
    homes = [newsroom.draft_event("Home") for _number in range(2)]
    factories.EventRelationFactory(from_event=event, to_event=container)
    said = factories.ClaimFactory()
    denial = factories.ClaimFactory(event=event)
    factories.ClaimLinkFactory(from_claim=denial, to_claim=said)
    for home in homes:
        for _number in range(2):
            factories.ClaimFactory(event=home).also_about.add(event)
    links = links_of(load_event(event.pk))
    assert links == {
        "relations": [("part_of", container.pk)],
        "links": [{"from": denial.pk, "type": "denies", "claim": said.pk, "event": said.event_id}],
        "shared": sorted(home.pk for home in homes),
    }
    assert linked_events(links) == {container.pk, said.event_id, *(home.pk for home in homes)}


def test_claim_that_is_also_about_its_own_event_is_not_shared_with_it():
    event = newsroom.draft_event()
    factories.ClaimFactory(event=event).also_about.add(event)
    assert links_of(load_event(event.pk)) == NO_LINKS


def test_only_current_records_are_public_of_other_events():
    event, gone = newsroom.published_event("Talks"), newsroom.published_event("Rumour")
    draft = newsroom.draft_event("Draft")
    newsroom.published_event("Not asked for")
    EventText.objects.filter(event=event).update(title="Better talks")
    newsroom.publish(event, now=LATER)
    newsroom.retract(gone, reason="wrong", now=LATER)
    assert public_events([event.pk, gone.pk, draft.pk, event.pk]) == {event.pk: current(event)}
    assert public_events([]) == {}


def test_claim_about_a_second_event_is_shared_and_the_others_of_its_home_are_not():
    home, other = newsroom.draft_event("Home"), newsroom.draft_event("Other")
    for text in ("about both", "about its home"):
        factories.ClaimTextFactory(claim=factories.ClaimFactory(event=home), text=text)
    Claim.objects.get(texts__text="about both").also_about.add(other)
    own = factories.ClaimFactory(event=other)
    factories.ClaimTextFactory(claim=own, text="its own")
    newsroom.publish(home)
    newsroom.publish(other)
    found = current(other)
    assert [(claim.text, claim.event) for claim in found.claims] == [
        ("its own", other.pk),
        ("about both", home.pk),
    ]
    assert {claim.speaker.id for claim in found.claims} <= set(found.actors)


def test_linking_again_to_what_has_not_changed_makes_the_same_record():
    event = newsroom.linked_event()
    links = links_of(load_event(event.pk))
    found = current_record(event.pk)
    assert relinked(found, links, found) == found


def test_linking_to_nothing_takes_away_what_others_said():
    concern, claim = denied_claim()
    denial = answer(claim, "Statement", "China")
    newsroom.publish(denial, now=LATER)
    found = current_record(denial.pk)
    links: EventLinks = {**NO_LINKS, "links": links_of(load_event(denial.pk))["links"]}
    assert relinked(found, links, found).claims[0].links == [
        record.ClaimLink(type="denies", claim=claim.pk, event=concern.pk)
    ]
    assert relinked(found, NO_LINKS, found).claims[0].links == []


def test_answer_keeps_the_number_of_the_edition_that_brought_it_while_it_says_the_same():
    concern, claim = denied_claim()
    denial = answer(claim, "Statement", "China")
    newsroom.publish(denial, now=LATER)
    EventText.objects.filter(event=denial).update(summary="More of it.")
    newsroom.publish(denial, now=LATER + timedelta(hours=1))
    before = current(concern)
    [given] = answers_elsewhere(concern.pk, before)[claim.pk]
    assert (given.edition, given) == (1, before.claims[0].answered_by[0])
    [anew] = answers_elsewhere(concern.pk, None)[claim.pk]
    assert anew == replace(given, edition=2)


def test_answer_that_says_something_else_has_the_number_of_the_edition_that_says_so():
    concern, claim = denied_claim()
    denial = answer(claim, "Statement", "China")
    newsroom.publish(denial, now=LATER)
    before = current(concern)
    denial.claims.get().texts.update(text="China denies all of it.")
    newsroom.publish(denial, now=LATER + timedelta(hours=1))
    [given] = answers_elsewhere(concern.pk, before)[claim.pk]
    assert (given.edition, given.text) == (2, "China denies all of it.")


def test_answer_within_the_event_is_none_from_elsewhere():
    event = newsroom.linked_event()
    assert answers_elsewhere(event.pk, current(event)) == {}
