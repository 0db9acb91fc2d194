"""Conditions that leave events out, and those on relations, ids and dates that are known."""

from datetime import timedelta

import pytest

from events import editorial
from events.dates import When
from events.timeline.facets import facets
from events.timeline.histogram import histogram
from events.timeline.paging import page
from events.timeline.stream import stream
from tests import factories, newsroom
from tests.newsroom import NOW
from tests.timeline.conftest import clean, event_on, event_with, found, problems

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def scene(db) -> dict[str, str]:
    """Three events that differ in all that can be left out, and the values of the first two."""
    wang, lavrov = newsroom.actor("Wang"), newsroom.actor("Lavrov")
    tass, reuters = newsroom.actor("Tass"), newsroom.actor("Reuters")
    talks = factories.EventTypeFactory(key="talks")
    summit = factories.EventTypeFactory(key="summit", parent=talks)
    visit = factories.EventTypeFactory(key="visit")
    reports = [factories.SourceFactory(publisher=agency) for agency in (tass, reuters)]
    first = event_with(
        "Summit", (wang, "host"), (lavrov, "visitor"), type=summit, source=reports[0],
        occurrence="alleged",
    )  # fmt: skip
    event_with("Visit", (lavrov, "visitor"), type=visit, source=reports[1], occurrence="unknown")
    plain = newsroom.draft_event("Plain", type=visit, start=When.parse("2023-02-20"))
    factories.EventTextFactory(event=plain, language="de", title="Schlicht", origin="translation")
    newsroom.publish(plain)
    storyline = factories.StorylineFactory()
    factories.StorylineTextFactory(storyline=storyline)
    factories.StorylinePinFactory(storyline=storyline, event=first)
    editorial.publish_storyline(
        storyline_id=storyline.pk, editor=newsroom.reviewer(), now=NOW, expected_version=1
    )
    return {
        "actor": wang.pk, "publisher": tass.pk, "source": reports[0].pk, "type": "talks",
        "occurrence": "alleged", "storyline": storyline.pk, "language": "de",
        "other": lavrov.pk, "first": first.pk,
    }  # fmt: skip


NAMES = ("actor", "publisher", "source", "type", "occurrence", "storyline", "language")


@pytest.mark.parametrize("name", NAMES)
def test_what_is_left_out_is_what_the_condition_finds(scene, name):
    everything = found("")
    kept, left_out = found(f"not_{name}={scene[name]}"), found(f"{name}={scene[name]}")
    assert left_out
    assert kept
    assert sorted(kept + left_out) == everything


@pytest.mark.parametrize("name", NAMES)
def test_list_facets_months_and_export_leave_out_the_same(scene, name):
    chosen = clean(f"not_{name}={scene[name]}")
    ids = sorted(row.event_id for row in page(chosen).records)
    assert len(ids) == len(list(stream(chosen))) == len(found(chosen.to_query()))
    assert sum(value["count"] for value in facets(chosen)["occurrence"]) == len(ids)
    counts = histogram(chosen, "month")
    total = sum(row["count"] for row in counts["results"])
    assert total + counts["coarser"] + counts["undated"] == len(ids)


def test_repeated_exclusion_leaves_out_events_with_any_of_the_values(scene):
    assert found(f"not_actor={scene['actor']}&not_actor={scene['other']}") == ["Plain"]
    assert found("not_type=talks&not_type=visit") == []


def test_exclusion_and_condition_go_together(scene):
    assert found(f"actor={scene['other']}&not_actor={scene['actor']}") == ["Visit"]
    assert found("actor=Lavrov&not_actor=Wang") == ["Visit"]


def test_speaker_and_participant_are_left_out_and_a_publisher_is_not(scene):
    assert "Summit" in found(f"not_actor={scene['publisher']}")


def test_exclusion_holds_for_any_past_moment(scene):
    left_out = f"not_actor={scene['actor']}"
    newsroom.published_event("Later talks", now=LATER)
    now = LATER + timedelta(days=1)
    assert found(left_out, now) == ["Later talks", "Plain", "Visit"]
    assert found(f"{left_out}&as_of=2023-03-01", now) == ["Plain", "Visit"]


def test_ids_find_public_events_only(scene):
    draft = newsroom.draft_event("Secret")
    query = f"id={scene['first']}&id={draft.pk}&id=bq4d-7hkm-x2tz"
    assert found(query) == ["Summit"]


def test_dated_events_are_those_whose_start_is_known():
    event_on("2023", "Year")
    event_on("../2023-02", "Open")
    event_on(None, "Undated")
    assert (found("dated=yes"), found("dated=no")) == (["Open", "Year"], ["Undated"])


def test_relations_are_found_while_the_other_event_is_public():
    whole, part = newsroom.draft_event("Whole"), newsroom.draft_event("Part")
    factories.EventRelationFactory(from_event=part, to_event=whole, type="part_of")
    newsroom.publish(part)
    queries = ("relation=part_of", f"part_of={whole.pk}", "relation=follows", f"part_of={part.pk}")
    assert [found(query) for query in queries] == [[], [], [], []]
    newsroom.publish(whole, now=LATER)
    later = LATER + timedelta(days=1)
    assert [found(query, later) for query in queries] == [["Part"], ["Part"], [], []]
    # As of the day before, nobody knew of it.
    assert found(f"part_of={whole.pk}&as_of=2023-03-01", later) == []
    newsroom.retract(whole, reason="It never took place.", now=later)
    assert found(f"part_of={whole.pk}", later + timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("dated=maybe", "dated"),
        ("dated=yes&dated=no", "dated"),
        ("relation=cousin_of", "relation"),
        ("part_of=1", "part_of"),
        ("id=", "id"),
        ("not_actor=Nobody", "not_actor"),
        ("not_type=no_such_type", "not_type"),
        ("not_occurrence=happened", "not_occurrence"),
        ("not_language=%C3%A4", "not_language"),
        ("not_source=x", "not_source"),
        ("not_publisher=Nobody", "not_publisher"),
        ("not_storyline=../x", "not_storyline"),
        ("not_role=host", "not_role"),
        ("&".join(["id=bq4d-7hkm-x2tz", *(f"id=bq4d-7hkm-x22{n}" for n in range(10))] * 3), "id"),
    ],
)
def test_bad_values_are_named_and_find_nothing(query, parameter):
    assert {name for name, _detail in problems(query)} == {parameter}
