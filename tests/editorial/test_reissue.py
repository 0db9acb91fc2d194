"""What a record says of others follows them; unpublished work never comes along."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from events import editorial, record
from events.dates import When
from events.management.consistency import check_record
from events.models import Actor, ActorName, Claim, ClaimLink, Edition, Event, EventText
from tests import factories, newsroom
from tests.newsroom import NOW, current

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


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


def rename(actor: Actor, new: str, by) -> None:
    ActorName.objects.filter(actor=actor, language="en").update(name=new)
    editorial.save_actor(actor=actor, editor=by, now=LATER)


def test_corrected_name_reissues_the_editions_that_bear_it_and_nothing_else():
    person = newsroom.actor("Nikolai Patruschev")
    event = newsroom.draft_event("Talks")
    factories.ParticipationFactory(event=event, actor=person)
    newsroom.publish(event)
    untouched = newsroom.published_event("Elsewhere")
    EventText.objects.filter(event=event).update(title="unpublished marker")
    rename(person, "Nikolai Patrushev", newsroom.reviewer())
    found = current(event)
    assert found.participants[0].actor.name == "Nikolai Patrushev"
    assert found.title == "Talks"
    assert (found.edition.number, found.edition.kind) == (2, "updated")
    assert untouched.editions.count() == 1


def test_name_changed_by_an_editor_waits_for_a_reviewer():
    person = newsroom.actor("Nikolai Patruschev")
    event = newsroom.draft_event("Talks")
    factories.ParticipationFactory(event=event, actor=person)
    newsroom.publish(event)
    rename(person, "Nikolai Patrushev", newsroom.editor())
    assert current(event).participants[0].actor.name == "Nikolai Patruschev"
    assert event.editions.count() == 1


def test_corrected_source_title_reissues_its_events():
    event = newsroom.published_event()
    source = event.citations.get().source
    source.title = "Better title"
    source.save()
    editorial.save_source(source=source, editor=newsroom.reviewer(), now=LATER)
    assert current(event).citations[0].source.title == "Better title"


def test_storyline_is_named_by_its_events_only_while_it_is_public():
    event = newsroom.published_event()
    storyline = factories.StorylineFactory()
    factories.StorylineTextFactory(storyline=storyline, title="One year")
    factories.StorylinePinFactory(storyline=storyline, event=event)
    assert current(event).storylines == []
    reviewer = newsroom.reviewer()
    editorial.publish_storyline(
        storyline_id=storyline.pk, editor=reviewer, now=LATER, expected_version=1
    )
    assert [story.title for story in current(event).storylines] == ["One year"]
    editorial.withdraw_storyline(
        storyline_id=storyline.pk,
        editor=reviewer,
        now=LATER + timedelta(days=1),
        expected_version=2,
    )
    assert current(event).storylines == []


def test_revisions_in_a_circle_are_refused():
    first, second = factories.SourceFactory.create_batch(2)
    second.revision_of = first
    second.save()
    first.revision_of = second
    first.save()
    with pytest.raises(editorial.EditorialError) as refusal:
        editorial.save_source(source=first, editor=newsroom.reviewer(), now=NOW)
    assert [problem.field for problem in refusal.value.problems] == ["revision_of"]


def denied_claim() -> tuple[Event, Claim]:
    """A published concern."""
    concern = newsroom.draft_event("Concern")
    claim = factories.ClaimFactory(event=concern, kind="concern", speaker=newsroom.actor("USA"))
    factories.ClaimTextFactory(claim=claim, text="Arms could be delivered.")
    newsroom.publish(concern)
    return concern, claim


def answer(claim: Claim, title: str, speaker: str, kind: str = "denies") -> Event:
    """A draft in which somebody answers a claim."""
    event = newsroom.draft_event(title)
    said = factories.ClaimFactory(
        event=event, kind="denial", speaker=newsroom.actor(speaker), said=When.parse("2023-02-23")
    )
    factories.ClaimTextFactory(claim=said, text=f"{speaker} answers.")
    factories.ClaimLinkFactory(from_claim=said, to_claim=claim, type=kind)
    return event


def test_denial_published_elsewhere_stands_in_the_record_of_the_denied_claim():
    concern, claim = denied_claim()
    denial = answer(claim, "Statement", "China")
    assert current(concern).claims[0].answered_by == []
    newsroom.publish(denial, now=LATER)
    found = current(concern)
    [given] = found.claims[0].answered_by
    assert (given.type, given.event.title, given.speaker.name, given.kind, given.text) == (
        "denies",
        "Statement",
        "China",
        "denial",
        "China answers.",
    )
    assert (given.said.edtf, given.edition) == ("2023-02-23", 1)
    assert found.actors[given.speaker.id].names == {"en": "China"}
    assert (found.edition.number, found.edition.kind, found.edition.cause, found.edition.note) == (
        2,
        "updated",
        "answer",
        "China denies a claim of this event.",
    )


def test_answer_leaves_the_record_with_its_event():
    concern, claim = denied_claim()
    denial = answer(claim, "Statement", "China")
    newsroom.publish(denial, now=LATER)
    newsroom.retract(denial, reason="wrong", now=LATER + timedelta(days=1))
    found = current(concern)
    assert found.claims[0].answered_by == []
    assert found.edition.note == "An answer by China is no longer public."
    assert list(found.actors) == [claim.speaker_id]


def test_answer_that_is_corrected_away_leaves_the_record():
    concern, claim = denied_claim()
    denial = answer(claim, "Statement", "China")
    newsroom.publish(denial, now=LATER)
    ClaimLink.objects.all().delete()
    Claim.objects.filter(event=denial).update(kind="assertion")
    newsroom.correct(denial, note="It was no denial.", now=LATER + timedelta(hours=1))
    assert current(concern).claims[0].answered_by == []


def test_note_of_an_answer_is_in_the_language_of_the_event():
    concern, claim = denied_claim()
    EventText.objects.filter(event=concern).update(language="de")
    newsroom.correct(concern, note="Sprache", now=NOW + timedelta(minutes=1))
    newsroom.publish(answer(claim, "Statement", "China"), now=LATER)
    assert current(concern).edition.note == (
        "Dementi einer Aussage dieses Ereignisses durch China."
    )


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


def test_denial_of_a_denial_reaches_one_step_and_ends():
    first, claim = denied_claim()
    second = answer(claim, "Statement", "China")
    newsroom.publish(second, now=LATER)
    third = answer(Claim.objects.get(event=second), "Reply", "USA again")
    newsroom.publish(third, now=LATER + timedelta(hours=1))
    assert [one.event.title for one in current(second).claims[0].answered_by] == ["Reply"]
    assert [one.event.title for one in current(first).claims[0].answered_by] == ["Statement"]
    assert current(first).edition.number == 2


def test_claim_shared_with_another_event_brings_its_answers_along():
    concern, claim = denied_claim()
    other = newsroom.published_event("Other")
    claim.also_about.add(other)
    EventText.objects.filter(event=concern).update(summary="Also about another event.")
    newsroom.correct(concern, note="Also about another event.", now=NOW + timedelta(minutes=1))
    newsroom.publish(answer(claim, "Statement", "China"), now=LATER)
    [shared] = current(other).claims
    assert [one.speaker.name for one in shared.answered_by] == ["China"]


def test_renamed_speaker_of_an_answer_is_renamed_in_the_answered_record():
    concern, claim = denied_claim()
    denial = answer(claim, "Statement", "Chyna")
    newsroom.publish(denial, now=LATER)
    rename(Claim.objects.get(event=denial).speaker, "China", newsroom.reviewer())
    found = current(concern)
    assert found.claims[0].answered_by[0].speaker.name == "China"
    assert (found.edition.cause, found.edition.note) == ("reference", "")


def test_check_finds_an_answer_that_a_record_lacks():
    concern, claim = denied_claim()
    newsroom.publish(answer(claim, "Statement", "China"), now=LATER)
    assert list(check_record()) == []
    edition = Edition.objects.current().get(event=concern)
    stripped = [replace(one, answered_by=[]) for one in current(concern).claims]
    document = record.write(replace(current(concern), claims=stripped))
    Edition.objects.filter(pk=edition.pk).update(document=document)
    assert [finding.where for finding in check_record()] == [f"edition {concern.pk}/2"] * 2
