import pytest
from django.utils.translation import override

from events.models import Edition
from events.record.identity import new_public_id
from events.timeline.describing import LABELS, describe
from events.timeline.filters import NAMES
from tests import factories, newsroom
from tests.timeline.conftest import clean

pytestmark = pytest.mark.django_db


def described(query: str) -> list[tuple[str, str, str]]:
    return [(c.parameter, c.label, c.text) for c in describe(clean(query))]


def test_describe_of_no_filter_says_nothing():
    assert described("") == []
    assert described("ordering=updated&match=may") == []


def test_describe_words_dates_and_moments():
    assert described("from=2023-02&to=2023-02-21&match=must&as_of=2023-02-22") == [
        ("from", "from", "February 2023"),
        ("to", "until", "Tuesday, 21 February 2023"),
        ("match", "period", "only events certainly in this period"),
        ("as_of", "as it was known on", "Wednesday, 22 February 2023"),
    ]
    assert described("updated_since=2023-02-22T16:00:00Z&reported_from=2022&reported_to=2023") == [
        ("reported_from", "reported from", "2022"),
        ("reported_to", "reported until", "2023"),
        ("updated_since", "changed since", "Wednesday, 22 February 2023, 16:00:00 UTC"),
    ]


def test_describe_names_what_is_public():
    event = newsroom.linked_event("Talks")
    edition = Edition.objects.current().get(event=event)
    speaker = edition.actors.get(role="participant").actor_id
    source = edition.sources.get(source__held=True)
    story = edition.storylines.get().storyline_id
    factories.EventTypeNameFactory(type=event.type)

    assert described(
        f"actor={speaker}&role=host&source={source.source_id}&publisher={source.publisher_id}"
        f"&storyline={story}&type=talks&occurrence=did_not_occur&language=de&q=Moscow+talks"
    ) == [
        ("actor", "with", "Speaker of Talks"),
        ("role", "in the role", "host"),
        ("source", "source", source.source.title),
        ("publisher", "published by", "Paper of Talks"),
        ("storyline", "storyline", "Story of Talks"),
        ("type", "type", "Talks"),
        ("occurrence", "occurrence", "did not take place"),
        ("language", "language", "German"),
        ("q", "words", "Moscow talks"),
    ]


def test_describe_says_the_same_of_drafts_as_of_nothing():
    drafted = newsroom.actor("Secret")
    factories.ParticipationFactory(event=newsroom.draft_event(), actor=drafted)

    assert described(f"actor={drafted.pk}") == described(f"actor={new_public_id()}")
    assert described(f"actor={drafted.pk}") == [("actor", "with", "unknown")]


def test_describe_speaks_the_active_language():
    with override("de"):
        assert [c.text for c in describe(clean("from=2023-02-21"))] == [
            "Dienstag, 21. Februar 2023"
        ]


def test_describe_gives_the_value_to_take_away():
    chosen = clean("role=host&role=visitor&as_of=2023-02-22")

    assert [(c.parameter, c.value) for c in describe(chosen)] == [
        ("role", "host"),
        ("role", "visitor"),
        ("as_of", "2023-02-22T23:59:59.999999Z"),
    ]


def test_every_parameter_but_the_ordering_has_a_label():
    assert set(LABELS) == set(NAMES) - {"ordering"}
