"""What a record says of others follows them; unpublished work never comes along."""

from datetime import timedelta

import orjson
import pytest

from events import editorial
from events.models import Actor, ActorName, EventText
from tests import factories, newsroom
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


def document(event) -> dict:
    return orjson.loads(event.editions.get(superseded_at=None).document)


def test_relation_to_a_draft_is_not_public_until_the_draft_is():
    container = newsroom.draft_event("Container visit")
    talks = newsroom.draft_event("Talks")
    factories.EventRelationFactory(from_event=talks, to_event=container)
    newsroom.publish(talks)
    assert document(talks)["relations"] == []
    newsroom.publish(container, now=LATER)
    assert document(talks)["relations"] == [
        {
            "type": "part_of",
            "event": {
                "id": container.pk,
                "title": "Container visit",
                "titles": {},
                "url": f"/events/{container.pk}/",
            },
        }
    ]
    newsroom.retract(container, reason="never took place", now=LATER + timedelta(days=1))
    assert document(talks)["relations"] == []


def test_denial_of_a_claim_in_another_event_appears_when_that_event_is_public():
    concern, delivery = newsroom.draft_event("Concern"), newsroom.draft_event("Denial")
    claim = factories.ClaimFactory(event=concern, kind="concern")
    factories.ClaimTextFactory(claim=claim)
    denial = factories.ClaimFactory(event=delivery, kind="denial")
    factories.ClaimTextFactory(claim=denial)
    factories.ClaimLinkFactory(from_claim=denial, to_claim=claim)
    newsroom.publish(delivery)
    assert document(delivery)["claims"][0]["links"] == []
    newsroom.publish(concern, now=LATER)
    assert document(delivery)["claims"][0]["links"] == [
        {"type": "denies", "claim": claim.pk, "event": concern.pk}
    ]


def test_claim_about_a_second_event_is_shown_there_as_published_and_goes_with_its_home():
    home, other = newsroom.draft_event("Home"), newsroom.published_event("Other")
    claim = factories.ClaimFactory(event=home)
    text = factories.ClaimTextFactory(claim=claim, text="as published")
    claim.also_about.add(other)
    assert document(other)["claims"] == []
    newsroom.publish(home, now=LATER)
    assert [c["text"] for c in document(other)["claims"]] == ["as published"]
    text.text = "unpublished marker"
    text.save()
    newsroom.name(newsroom.actor("unused"), "x", "de")
    EventText.objects.filter(event=other).update(title="Other, renamed")
    newsroom.publish(other, now=LATER + timedelta(hours=1))
    assert [c["text"] for c in document(other)["claims"]] == ["as published"]
    newsroom.retract(home, reason="wrong", now=LATER + timedelta(days=1))
    assert document(other)["claims"] == []


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
    found = document(event)
    assert found["participants"][0]["actor"]["name"] == "Nikolai Patrushev"
    assert found["title"] == "Talks"
    assert (found["edition"]["number"], found["edition"]["kind"]) == (2, "updated")
    assert untouched.editions.count() == 1


def test_name_changed_by_an_editor_waits_for_a_reviewer():
    person = newsroom.actor("Nikolai Patruschev")
    event = newsroom.draft_event("Talks")
    factories.ParticipationFactory(event=event, actor=person)
    newsroom.publish(event)
    rename(person, "Nikolai Patrushev", newsroom.editor())
    assert document(event)["participants"][0]["actor"]["name"] == "Nikolai Patruschev"
    assert event.editions.count() == 1


def test_corrected_source_title_reissues_its_events():
    event = newsroom.published_event()
    source = event.citations.get().source
    source.title = "Better title"
    source.save()
    editorial.save_source(source=source, editor=newsroom.reviewer(), now=LATER)
    assert document(event)["citations"][0]["source"]["title"] == "Better title"


def test_storyline_is_named_by_its_events_only_while_it_is_public():
    event = newsroom.published_event()
    storyline = factories.StorylineFactory()
    factories.StorylineTextFactory(storyline=storyline, title="One year")
    factories.StorylinePinFactory(storyline=storyline, event=event)
    assert document(event)["storylines"] == []
    reviewer = newsroom.reviewer()
    editorial.publish_storyline(
        storyline_id=storyline.pk, editor=reviewer, now=LATER, expected_version=1
    )
    assert [story["title"] for story in document(event)["storylines"]] == ["One year"]
    editorial.withdraw_storyline(
        storyline_id=storyline.pk,
        editor=reviewer,
        now=LATER + timedelta(days=1),
        expected_version=2,
    )
    assert document(event)["storylines"] == []


def test_revisions_in_a_circle_are_refused():
    first, second = factories.SourceFactory.create_batch(2)
    second.revision_of = first
    second.save()
    first.revision_of = second
    first.save()
    with pytest.raises(editorial.EditorialError) as refusal:
        editorial.save_source(source=first, editor=newsroom.reviewer(), now=NOW)
    assert [problem.field for problem in refusal.value.problems] == ["revision_of"]
