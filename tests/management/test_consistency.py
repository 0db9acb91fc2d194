"""The check of the public record: silent on a sound one, and it tells each row that was broken."""

from collections.abc import Callable
from datetime import timedelta

import orjson
import pytest

from events import editorial
from events.management.consistency import Finding, check_record
from events.models import (
    CurrentActor,
    Edition,
    EditionActor,
    EditionRelation,
    EditionSequence,
    EditionSource,
    EditionStoryline,
    EditionText,
    Event,
    FacetCount,
    Profile,
)
from tests import factories, newsroom

pytestmark = pytest.mark.django_db
LATER = newsroom.NOW + timedelta(hours=1)


@pytest.fixture
def event() -> Event:
    """With everything linked, and corrected once."""
    made = newsroom.linked_event()
    made.texts.filter(language="en").update(title="Other talks")
    newsroom.correct(made, note="The title was wrong.", now=LATER)
    made.refresh_from_db()
    return made


def current_edition(event: Event) -> Edition:
    return Edition.objects.get(event=event, superseded_at=None)


def findings() -> list[Finding]:
    return list(check_record())


def places() -> list[str]:
    return [finding.where for finding in findings()]


def parts() -> list[str]:
    """Where, and the part of the row that is told first."""
    return [f"{finding.where} {finding.what.split(':')[0]}" for finding in findings()]


def test_sound_record_has_no_findings(event: Event):
    newsroom.retract(newsroom.published_event("A mistake"), reason="A mistake.", now=LATER)
    newsroom.draft_event("A draft")

    assert findings() == []


def test_what_an_office_rests_on_is_public(event: Event):
    """Nothing but a tenure cites the source: it has a profile as long as its actor has one."""
    tenure = event.participations.get(role="participant").tenure
    register = factories.SourceFactory(publisher=newsroom.actor("Register", kind="organisation"))
    factories.CitationFactory(tenure=tenure, source=register)
    editorial.save_actor(actor=tenure.actor, editor=newsroom.reviewer(), now=LATER)
    assert Profile.objects.filter(subject__in=[register.pk, register.publisher_id]).count() == 2

    assert findings() == []
    Profile.objects.filter(subject=register.pk).delete()
    assert places() == [f"source {register.pk}"]


COLUMNS = {
    "occurrence": {"occurrence": "alleged"},
    "type": {"type": None},
    "date_key": {"date_key": "2020"},
    "starts_by": {"starts_by": newsroom.NOW},
    "day_latest": {"day_latest": newsroom.NOW},
    "note": {"note": "Other words."},
    "kind": {"kind": "updated"},
}


@pytest.mark.parametrize("name", COLUMNS)
def test_column_that_is_not_the_documents_is_found(event: Event, name: str):
    edition = current_edition(event)
    Edition.objects.filter(pk=edition.pk).update(**COLUMNS[name])

    # What is kept beside it contradicts it then, too.
    assert [part for part in parts() if part.startswith("edition ")] == [
        f"edition {event.pk}/2 {name}"
    ]


def test_count_that_is_not_what_stands_is_found(event: Event):
    FacetCount.objects.filter(facet="type", value=str(event.type_id)).update(count=9)

    assert findings() == [Finding(f"type {event.type_id}", "stored count 9, actual count 2")]


def test_count_of_nothing_that_stands_is_found(event: Event):
    FacetCount.objects.create(facet="year", value="1850", count=1)

    assert findings() == [Finding("year 1850", "stored count 1, actual count 0")]


@pytest.mark.parametrize("damage", [{"date_key": "2020"}, {"day_latest": newsroom.NOW}])
def test_actor_kept_with_other_dates_is_found(event: Event, damage):
    kept = CurrentActor.objects.filter(edition=current_edition(event)).order_by("pk")[0]
    CurrentActor.objects.filter(pk=kept.pk).update(**damage)

    # The row that is there and the one that ought to be.
    assert places() == [f"actor {kept.actor_id}"] * 2


LINKS: dict[str, Callable[[Edition], object]] = {
    "actors": lambda edition: EditionActor.objects.filter(edition=edition).first().delete(),
    "sources": lambda edition: EditionSource.objects.filter(edition=edition).first().delete(),
    "storylines": lambda edition: EditionStoryline.objects.filter(edition=edition).delete(),
    "texts": lambda edition: EditionText.objects.filter(edition=edition, language="de").delete(),
    "relations": lambda edition: EditionRelation.objects.filter(edition=edition).delete(),
}


@pytest.mark.parametrize("name", LINKS)
def test_missing_link_is_found(event: Event, name: str):
    LINKS[name](current_edition(event))

    assert f"edition {event.pk}/2 {name}" in parts()


def test_stale_search_words_are_found(event: Event):
    EditionText.objects.filter(edition=current_edition(event), language="en").update(words="other")

    assert parts() == [f"edition {event.pk}/2 texts"]


def test_link_of_a_superseded_edition_is_checked_too(event: Event):
    first = Edition.objects.get(event=event, number=1)
    EditionActor.objects.create(
        edition=first, actor=newsroom.actor("Somebody"), role="host", takes_part=True
    )

    assert parts() == [f"edition {event.pk}/1 actors"]


def test_document_that_is_not_json_is_found(event: Event):
    Edition.objects.filter(pk=current_edition(event).pk).update(document="{")

    found = [finding for finding in findings() if finding.where == f"edition {event.pk}/2"]
    assert [finding.what[:30] for finding in found] == ["its document cannot be read (J"]


def test_relation_to_an_event_as_it_no_longer_is_is_found(event: Event):
    container = event.relations.get().to_event
    edition = current_edition(container)
    document = orjson.loads(edition.document)
    document["title"] = "Another title"
    Edition.objects.filter(pk=edition.pk).update(document=orjson.dumps(document).decode())

    assert f"edition {event.pk}/2 relations" in parts()


def test_gap_in_the_sequence_is_found(event: Event):
    edition = current_edition(event)
    seq = edition.pk
    # The key itself changes, so that the links follow by hand.
    document = orjson.loads(edition.document)
    document["edition"]["seq"] = seq + 2
    edition.actions.update(edition=None)
    Edition.objects.filter(pk=seq).delete()
    edition.pk = seq + 2
    edition.document = orjson.dumps(document).decode()
    edition.save(force_insert=True)

    assert Finding("sequence", f"{seq} to {seq + 1} are missing") in findings()
    assert Finding("sequence", f"{seq} was given out last, but {seq + 2} is there") in findings()


def test_sequence_that_is_behind_is_found(event: Event):
    last = EditionSequence.objects.get().last
    EditionSequence.objects.update(last=last - 1)

    assert findings() == [
        Finding("sequence", f"{last - 1} was given out last, but {last} is there")
    ]


def test_edition_that_ends_before_the_next_begins_is_found(event: Event):
    Edition.objects.filter(event=event, number=1).update(
        superseded_at=newsroom.NOW + timedelta(minutes=1)
    )

    assert findings() == [Finding(f"edition {event.pk}/1", "does not end when number 2 begins")]


def test_event_whose_last_edition_does_not_stand_is_found(event: Event):
    Edition.objects.filter(event=event, number=2).update(superseded_at=LATER + timedelta(hours=1))

    assert Finding(f"edition {event.pk}/2", "is the last one and does not stand") in findings()


def test_missing_number_is_found(event: Event):
    edition = current_edition(event)
    document = orjson.loads(edition.document)
    document["edition"]["number"] = 3
    Edition.objects.filter(pk=edition.pk).update(number=3, document=orjson.dumps(document).decode())

    assert findings() == [Finding(f"edition {event.pk}/3", "number 2 is missing before it")]


def test_state_that_is_not_the_editions_is_found(event: Event):
    draft = newsroom.draft_event("A draft")
    Event.objects.filter(pk=draft.pk).update(state="published")
    Event.objects.filter(pk=event.pk).update(state="retracted")

    assert sorted(places()) == sorted([f"event {draft.pk}", f"event {event.pk}"])


def test_public_version_beyond_the_latest_is_found(event: Event):
    Event.objects.filter(pk=event.pk).update(published_version=event.version + 1)

    assert places() == [f"event {event.pk}"]


def test_missing_profile_is_found(event: Event):
    profile = Profile.objects.filter(kind="actor", superseded_at=None).first()
    profile.delete()

    assert findings() == [Finding(f"actor {profile.subject}", "is public and has no profile")]


def test_profile_of_what_is_not_public_is_found(event: Event):
    source = factories.SourceFactory()
    other = Profile.objects.filter(kind="source").first()
    document = other.document.replace(other.subject, source.pk)
    Profile.objects.create(kind="source", subject=source.pk, at=LATER, document=document)

    assert findings() == [Finding(f"source {source.pk}", "has a profile and is not public")]


def test_profile_about_something_else_is_found(event: Event):
    profile = Profile.objects.filter(kind="storyline").get()
    document = profile.document.replace(profile.subject, "bq4d-7hkm-x2tz")
    Profile.objects.filter(pk=profile.pk).update(document=document)

    assert findings() == [
        Finding(f"storyline {profile.subject}", "its profile is about 'bq4d-7hkm-x2tz'")
    ]


def test_profile_that_cannot_be_read_is_found(event: Event):
    profile = Profile.objects.filter(kind="storyline").get()
    Profile.objects.filter(pk=profile.pk).update(document="{}")

    assert findings() == [
        Finding(f"storyline {profile.subject}", "its profile cannot be read (ValidationError)")
    ]


def test_profiles_that_overlap_are_found(event: Event):
    profile = Profile.objects.filter(kind="source", superseded_at=None).first()
    Profile.objects.create(
        kind="source",
        subject=profile.subject,
        at=profile.at - timedelta(hours=2),
        superseded_at=profile.at + timedelta(hours=1),
        document=profile.document,
    )

    assert [finding.what[:18] for finding in findings()] == ["two profiles stand"]
