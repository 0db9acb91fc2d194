import pytest
from django.utils.translation import override

from events.models import Profile
from events.record.identity import new_public_id
from events.record.vocabulary import Occurrence, ProfileKind
from events.timeline.labels import (
    active_language,
    choice_labels,
    language_labels,
    profile_labels,
    same,
    type_labels,
)
from tests import factories, newsroom
from tests.newsroom import NOW
from tests.timeline.conftest import event_with


@pytest.mark.parametrize(
    ("active", "expected"),
    [("de", "de"), ("de-at", "de"), ("fr", "en"), ("en", "en"), (None, "en")],
)
def test_active_language_is_one_of_the_interface(active, expected):
    with override(active):
        assert active_language() == expected


def test_choice_labels_are_in_each_language():
    assert choice_labels(Occurrence, "occurred") == {"en": "took place", "de": "stattgefunden"}


def test_choice_label_of_a_value_of_an_older_vocabulary_is_the_value():
    assert choice_labels(Occurrence, "rumoured") == {"en": "rumoured", "de": "rumoured"}


def test_language_labels_fall_back_to_the_tag():
    assert language_labels("de") == {"en": "German", "de": "Deutsch"}
    assert language_labels("tlh") == {"en": "tlh", "de": "tlh"}


def test_same_is_called_alike_everywhere():
    assert same("2023") == {"en": "2023", "de": "2023"}


@pytest.mark.django_db
def test_type_labels_fall_back_to_any_name_and_to_the_key():
    both = factories.EventTypeFactory(key="talks")
    factories.EventTypeNameFactory(type=both, language="en", name="Talks")
    factories.EventTypeNameFactory(type=both, language="de", name="Gespräche")
    german = factories.EventTypeFactory(key="visit")
    factories.EventTypeNameFactory(type=german, language="de", name="Besuch")
    factories.EventTypeFactory(key="summit")

    assert type_labels(["talks", "visit", "summit", "nothing"]) == {
        "talks": {"en": "Talks", "de": "Gespräche"},
        "visit": {"en": "Besuch", "de": "Besuch"},
        "summit": {"en": "summit", "de": "summit"},
    }


@pytest.mark.django_db
def test_profile_labels_are_names_and_titles_of_what_is_public():
    wang, drafted = newsroom.actor("Wang Yi"), newsroom.actor("Drafted")
    newsroom.name(wang, "Wang Ji", "de")
    event = event_with("Talks", (wang, "host"))
    source = event.citations.get().source
    story = factories.StorylineFactory(public=True)
    factories.StorylineTextFactory(storyline=story, title="War")
    factories.StorylineTextFactory(
        storyline=story, language="de", title="Krieg", origin="translation"
    )
    factories.StorylinePinFactory(storyline=story, event=event)
    newsroom.publish(event)

    def labels(kind: ProfileKind, *ids: str):
        return profile_labels(kind, ids)

    assert labels(ProfileKind.ACTOR, wang.pk, drafted.pk, new_public_id()) == {
        wang.pk: {"en": "Wang Yi", "de": "Wang Ji"}
    }
    assert labels(ProfileKind.SOURCE, source.pk) == {source.pk: same(source.title)}
    assert labels(ProfileKind.STORYLINE, story.pk) == {story.pk: {"en": "War", "de": "Krieg"}}
    assert labels(ProfileKind.SOURCE, wang.pk) == {}


@pytest.mark.django_db
def test_profile_labels_are_those_of_the_moment_and_leave_out_what_cannot_be_read():
    wang = newsroom.actor("Wang Yi")
    event_with("Talks", (wang, "host"))

    assert profile_labels(ProfileKind.ACTOR, [wang.pk], as_of=NOW) != {}
    assert profile_labels(ProfileKind.ACTOR, [wang.pk], as_of=NOW.replace(year=2022)) == {}
    Profile.objects.filter(subject=wang.pk).update(document="{")
    assert profile_labels(ProfileKind.ACTOR, [wang.pk]) == {}
