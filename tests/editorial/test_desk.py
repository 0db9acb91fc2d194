"""What saving a record at the desk entails, and what of it becomes public at once."""

from datetime import timedelta

import pytest
from django.db.models import QuerySet

from events import editorial
from events.editorial.errors import Problem
from events.models import Action, Actor, ActorName, Event, EventText, Profile, Source, Storyline
from events.search import name_key
from tests import factories, newsroom
from tests.editorial.scenes import LATER, rename
from tests.newsroom import NOW, current

pytestmark = pytest.mark.django_db


def acts(event: Event) -> list[tuple]:
    rows = Action.objects.filter(event=event).order_by("at", "pk")
    return list(rows.values_list("verb", "editor__username", "at", "reason", "version", "edition"))


def profiles(subject: Actor | Source | Storyline) -> QuerySet[Profile]:
    return Profile.objects.filter(subject=subject.pk).order_by("at")


def pinned_storyline(*, public: bool) -> tuple[Storyline, Event]:
    """A storyline with one text, and the published event in it."""
    event = newsroom.draft_event()
    storyline = factories.StorylineFactory(public=public)
    factories.StorylineTextFactory(storyline=storyline, title="One year")
    factories.StorylinePinFactory(storyline=storyline, event=event)
    newsroom.publish(event)
    return storyline, event


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


def test_new_event_is_called_by_its_original_title_and_logged_with_who_made_it():
    event = factories.EventFactory(label="working title")
    factories.EventTextFactory(event=event, language="de", title="Gespräche", origin="translation")
    factories.EventTextFactory(event=event, language="en", title="Talks")
    editor = newsroom.editor()
    editorial.record_created(event=event, editor=editor, now=NOW)
    event.refresh_from_db()
    assert (event.label, event.created_by, event.created_at, event.updated_at) == (
        "Talks",
        editor,
        NOW,
        NOW,
    )
    assert acts(event) == [("created", "editor", NOW, "", 1, None)]


def test_new_event_without_an_original_text_keeps_its_label():
    event = factories.EventFactory(label="working title")
    factories.EventTextFactory(event=event, origin="translation")
    editorial.record_created(event=event, editor=newsroom.editor(), now=NOW)
    event.refresh_from_db()
    assert (event.label, event.created_at) == ("working title", NOW)


def test_change_is_logged_with_its_reason_and_the_version_that_it_made():
    event = newsroom.draft_event("Talks")
    EventText.objects.filter(event=event).update(title="Better talks")
    editorial.begin_change(Event, event.pk, expected_version=1, now=LATER)
    editorial.record_change(
        event=event, editor=newsroom.reviewer(), now=LATER, reason="the agency corrected it"
    )
    event.refresh_from_db()
    assert (event.label, event.created_by, event.updated_at) == ("Better talks", None, LATER)
    assert acts(event) == [("changed", "reviewer", LATER, "the agency corrected it", 2, None)]


def test_change_of_an_event_without_an_original_text_is_logged_too():
    event = factories.EventFactory(label="working title")
    editorial.record_change(event=event, editor=newsroom.editor(), now=NOW)
    event.refresh_from_db()
    assert event.label == "working title"
    assert acts(event) == [("changed", "editor", NOW, "", 1, None)]


def test_keys_of_all_names_follow_the_names_of_the_actor_alone():
    lavrov, other = newsroom.actor("Sergei Lavrov"), newsroom.actor("Other")
    newsroom.name(lavrov, "Лавров", "ru", script="Cyrl")
    ActorName.objects.update(key="")
    editorial.save_actor(actor=lavrov, editor=newsroom.editor(), now=NOW)
    assert dict(ActorName.objects.values_list("name", "key")) == {
        "Sergei Lavrov": name_key("Sergei Lavrov"),
        "Лавров": name_key("Лавров"),
        "Other": "",
    }
    assert other.names.get().key == ""


def test_saved_actor_of_a_draft_has_no_profile():
    person = newsroom.actor("Wang Yi")
    factories.ParticipationFactory(event=newsroom.draft_event(), actor=person)
    editorial.save_actor(actor=person, editor=newsroom.reviewer(), now=LATER)
    assert not profiles(person).exists()


def test_renamed_publisher_is_renamed_in_the_profile_of_its_source():
    paper = newsroom.actor("Gazete", kind="organisation")
    source = factories.SourceFactory(publisher=paper)
    event = newsroom.published_event(source=source)
    rename(paper, "Gazette", newsroom.reviewer())
    assert current(event).actors[paper.pk].names == {"en": "Gazette"}
    for subject in (paper, source):
        documents = list(profiles(subject).values_list("document", flat=True))
        assert ["Gazette" in document for document in documents] == [False, True]


def test_saved_actor_that_says_the_same_is_not_reissued():
    person = newsroom.actor("Wang Yi")
    event = newsroom.draft_event()
    factories.ParticipationFactory(event=event, actor=person)
    newsroom.publish(event)
    editorial.save_actor(actor=person, editor=newsroom.reviewer(), now=LATER)
    assert (event.editions.count(), profiles(person).count()) == (1, 1)


def test_saved_source_of_a_draft_has_no_profile():
    source = newsroom.draft_event().citations.get().source
    editorial.save_source(source=source, editor=newsroom.reviewer(), now=LATER)
    assert not profiles(source).exists()


def test_source_changed_by_an_editor_waits_for_a_reviewer():
    event = newsroom.published_event()
    source = event.citations.get().source
    source.title = "Better title"
    source.save()
    editorial.save_source(source=source, editor=newsroom.editor(), now=LATER)
    assert (event.editions.count(), profiles(source).count()) == (1, 1)
    editorial.save_source(source=source, editor=newsroom.reviewer(), now=LATER)
    assert (event.editions.count(), profiles(source).count()) == (2, 2)


def test_publisher_that_a_source_gains_is_public_with_it():
    event = newsroom.published_event()
    source = event.citations.get().source
    source.publisher = newsroom.actor("Gazette", kind="organisation")
    source.save()
    editorial.save_source(source=source, editor=newsroom.reviewer(), now=LATER)
    found = current(event)
    assert found.sources[source.pk].publisher.name == "Gazette"
    assert list(found.actors) == [source.publisher.pk]
    assert profiles(source.publisher).count() == 1


def test_storyline_that_is_not_public_is_saved_without_a_profile():
    storyline, event = pinned_storyline(public=False)
    editorial.save_storyline(storyline=storyline, editor=newsroom.reviewer(), now=LATER)
    assert (event.editions.count(), profiles(storyline).count()) == (1, 0)


def test_public_storyline_saved_by_an_editor_waits_for_a_reviewer():
    storyline, event = pinned_storyline(public=True)
    storyline.texts.update(title="Two years")
    editorial.save_storyline(storyline=storyline, editor=newsroom.editor(), now=LATER)
    assert [story.title for story in current(event).storylines] == ["One year"]
    editorial.save_storyline(storyline=storyline, editor=newsroom.reviewer(), now=LATER)
    assert [story.title for story in current(event).storylines] == ["Two years"]
    assert profiles(storyline).count() == 2


def test_storyline_without_a_title_is_not_made_public_but_withdrawn():
    storyline = factories.StorylineFactory()
    reviewer = newsroom.reviewer()
    with pytest.raises(editorial.EditorialError) as refusal:
        editorial.publish_storyline(
            storyline_id=storyline.pk, editor=reviewer, now=NOW, expected_version=1
        )
    assert refusal.value.problems == [Problem("texts", "The storyline needs a title.")]
    storyline.refresh_from_db()
    assert (storyline.public, storyline.version) == (False, 1)
    Storyline.objects.update(public=True)
    editorial.withdraw_storyline(
        storyline_id=storyline.pk, editor=reviewer, now=NOW, expected_version=1
    )
    storyline.refresh_from_db()
    assert (storyline.public, storyline.version) == (False, 2)


@pytest.mark.parametrize("verb", [editorial.publish_storyline, editorial.withdraw_storyline])
def test_storyline_is_shown_and_taken_away_by_reviewers_alone(verb):
    storyline, _event = pinned_storyline(public=False)
    with pytest.raises(editorial.NotAllowed):
        verb(storyline_id=storyline.pk, editor=newsroom.editor(), now=NOW, expected_version=1)
    storyline.refresh_from_db()
    assert (storyline.public, storyline.version) == (False, 1)


def test_storyline_that_was_changed_meanwhile_is_not_made_public():
    storyline, _event = pinned_storyline(public=False)
    Storyline.objects.update(version=2)
    with pytest.raises(editorial.StaleVersion) as refusal:
        editorial.publish_storyline(
            storyline_id=storyline.pk, editor=newsroom.reviewer(), now=NOW, expected_version=1
        )
    assert refusal.value.current_version == 2
    storyline.refresh_from_db()
    assert not storyline.public
