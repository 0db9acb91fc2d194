"""Profiles of actors, sources and storylines."""

import pytest
from msgspec.structs import replace

from events import record
from events.record import Actor, ActorName, Source, Storyline, StorylineText, Tenure
from events.record.members import members_of
from events.record.profiles import TenureMembers
from tests.record.decoding import fault, not_required, read_again, value_of
from tests.record.documents import (
    EVENT,
    OTHER,
    REPORT,
    WANG,
    actor,
    citation,
    known_source,
    when,
)
from tests.record.test_references import NAMED_ACTOR, NAMED_SOURCE

NAME = ActorName(name="王毅", language="zh", script="Hani", kind="official")
TENURE = Tenure(
    id=OTHER,
    start_means="cited_since",
    office="Minister",
    offices={"de": "Minister"},
    body=actor(),
    start=when("2013-03"),
    end=None,
    citations=[citation()],
)
ACTOR = Actor(
    id=WANG,
    kind="person",
    wikidata="Q197443",
    url=f"/actors/{WANG}/",
    name="Wang Yi",
    names={"en": "Wang Yi"},
    all_names=[NAME],
    offices=[TENURE],
    actors={WANG: NAMED_ACTOR},
    sources={REPORT: known_source()},
    shape=record.SHAPE,
)
SOURCE = Source(
    **{name: getattr(NAMED_SOURCE, name) for name in members_of(record.NamedSource)},
    id=REPORT,
    url=f"/sources/{REPORT}/",
    title="Report",
    content_hash="0" * 64,
    accessed_at="2023-03-01T12:00:00Z",
    revision_of=OTHER,
    revisions=[EVENT],
    actors={WANG: NAMED_ACTOR},
    shape=record.SHAPE,
)
STORYLINE_TEXT = StorylineText(title="Ein Jahr", introduction="", origin="translation")
STORYLINE = Storyline(
    id=OTHER,
    title="One year",
    introduction="What happened.",
    language="en",
    texts={"de": STORYLINE_TEXT},
    filter="type=talks",
    url=f"/storylines/{OTHER}/",
    pinned=[EVENT],
    shape=record.SHAPE,
)
PROFILES = [ACTOR, SOURCE, STORYLINE]


@pytest.mark.parametrize("document", [*PROFILES, NAME, TENURE, STORYLINE_TEXT])
def test_document_is_read_as_it_was_written(document):
    assert read_again(document) == document


@pytest.mark.parametrize("profile", PROFILES)
def test_profile_that_names_no_shape_is_of_the_first(profile):
    assert not_required(profile) == {"shape": 1}


@pytest.mark.parametrize("document", [NAME, TENURE, STORYLINE_TEXT])
def test_part_of_a_profile_lacks_nothing(document):
    assert not_required(document) == {}


@pytest.mark.parametrize("profile", PROFILES)
def test_shape_comes_last(profile):
    """The reader of stored profiles looks at their end to know whether they are of today."""
    assert list(value_of(profile))[-1] == "shape"
    assert record.write(profile).endswith(f',"shape":{record.SHAPE}}}')


def test_fault_in_a_profile_is_told_with_its_place():
    assert fault(ACTOR, offices=[{**value_of(TENURE), "citations": None}]) == (
        "Expected `array`, got `null` - at `$.offices[0].citations`"
    )
    assert fault(ACTOR, all_names=[value_of(NAME), {"name": "Wang"}]) == (
        "Object missing required field `language` - at `$.all_names[1]`"
    )
    assert fault(STORYLINE, pinned=[1]) == "Expected `str`, got `int` - at `$.pinned[0]`"


def test_tenure_has_a_public_id_since_the_second_shape():
    told = members_of(TenureMembers)["id"].member
    assert (told.since, told.column) == (2, "public_id")


def test_source_that_nobody_read_was_accessed_at_no_time():
    unread = replace(SOURCE, accessed_at=None, revision_of=None)
    assert read_again(SOURCE, accessed_at=None, revision_of=None) == unread


def test_what_others_say_of_a_profile_is_read_only():
    found = {
        kind.__name__: [name for name, one in members_of(kind).items() if one.member.read_only]
        for kind in (Source, Storyline)
    }
    assert found == {
        "Source": ["url", "revisions", "actors", "shape"],
        "Storyline": ["url", "shape"],
    }
