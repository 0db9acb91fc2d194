"""Editions follow each other without a gap, and their columns repeat what the document says."""

from datetime import UTC, datetime, timedelta

import pytest

from events import record
from events.dates import When
from events.editorial.building import UNNUMBERED, unnumbered
from events.editorial.editions import (
    FIRST_MOMENT,
    LAST_MOMENT,
    Issue,
    current_edition,
    current_record,
    date_columns,
    relation_rows,
    set_sequence,
    write_edition,
)
from events.editorial.event_links import NO_LINKS, EventLinks
from events.models import (
    Edition,
    EditionActor,
    EditionRelation,
    EditionSequence,
    EditionSource,
    EditionStoryline,
    Event,
)
from events.record.vocabulary import EditionKind
from tests import factories, newsroom
from tests.editorial.scenes import LATER, kinds, retitle
from tests.newsroom import NOW, current

pytestmark = pytest.mark.django_db
INSTANT = timedelta(microseconds=1)


def write_again(event: Event, now: datetime) -> Edition:
    """The current record of an event, once more."""
    issue = Issue(EditionKind.UPDATED, newsroom.reviewer(), now)
    return write_edition(event, unnumbered(current(event)), issue)


def dates_of(**dates: When | None) -> dict[str, str | datetime]:
    return date_columns(current(newsroom.published_event(**dates)))


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_editions_meet_without_gap_or_overlap():
    event = newsroom.published_event("One")
    retitle(event, "Two")
    newsroom.correct(event, note="It was two.", now=LATER)
    first, second = event.editions.order_by("number")
    assert (first.at, first.superseded_at, second.at, second.superseded_at) == (
        NOW,
        LATER,
        LATER,
        None,
    )
    assert kinds(event) == [(1, "published", ""), (2, "corrected", "It was two.")]


def test_clock_that_steps_back_never_begins_an_edition_before_the_one_it_replaces():
    event = newsroom.published_event("One")
    retitle(event, "Two")
    second = newsroom.publish(event, now=NOW - timedelta(hours=1))
    first = event.editions.get(number=1)
    assert second.at == first.superseded_at == NOW + timedelta(microseconds=1)


def test_sequence_counts_every_edition_once():
    for title in ("One", "Two", "Three"):
        newsroom.published_event(title)
    assert list(Edition.objects.values_list("seq", flat=True)) == [1, 2, 3]


@pytest.mark.parametrize(
    ("after", "begins"),
    [(-INSTANT, INSTANT), (0 * INSTANT, INSTANT), (INSTANT, INSTANT), (2 * INSTANT, 2 * INSTANT)],
)
def test_edition_begins_an_instant_after_the_one_before_at_the_earliest(after, begins):
    event = newsroom.published_event()
    second = write_again(event, NOW + after)
    first = event.editions.get(number=1)
    assert (first.superseded_at, second.at) == (NOW + begins, NOW + begins)
    assert current(event).edition.at == record.read_record(second.text).edition.at


def test_first_edition_begins_when_it_is_published():
    event = newsroom.published_event(now=LATER)
    assert list(event.editions.values_list("number", "at", "superseded_at")) == [(1, LATER, None)]


def test_number_counts_the_editions_of_one_event_and_seq_all_of_them():
    first, second = newsroom.published_event("One"), newsroom.published_event("Two")
    write_again(first, LATER)
    write_again(second, LATER)
    assert list(Edition.objects.values_list("seq", "event", "number")) == [
        (1, first.pk, 1),
        (2, second.pk, 1),
        (3, first.pk, 2),
        (4, second.pk, 2),
    ]


def test_sequence_goes_on_behind_the_number_that_was_set():
    set_sequence(41)
    newsroom.published_event("One")
    set_sequence(99)
    newsroom.published_event("Two")
    assert list(Edition.objects.values_list("seq", flat=True)) == [42, 100]
    assert list(EditionSequence.objects.values_list("pk", "last")) == [(1, 100)]


def test_draft_has_no_current_edition():
    event = newsroom.draft_event()
    assert (current_edition(event.pk), current_record(event.pk)) == (None, None)


def test_current_edition_is_the_last_one_and_its_record_has_no_number():
    event = newsroom.published_event()
    second = write_again(event, LATER)
    assert current_edition(event.pk) == second
    found = current_record(event.pk)
    assert found == unnumbered(current(event))
    assert found.edition == UNNUMBERED


def test_tombstone_is_a_current_edition_without_a_record():
    event = newsroom.published_event()
    tombstone = newsroom.retract(event, reason="wrong", now=LATER)
    assert (current_edition(event.pk), current_record(event.pk)) == (tombstone, None)


def test_tombstone_has_no_columns_but_its_own():
    event = newsroom.linked_event()
    tombstone = newsroom.retract(event, reason="wrong", now=LATER)
    tombstone.refresh_from_db()
    assert (tombstone.listed, tombstone.type, tombstone.occurrence, tombstone.date_key) == (
        False,
        None,
        "",
        "",
    )
    assert (tombstone.earliest, tombstone.latest) == (FIRST_MOMENT, LAST_MOMENT)
    linking = (tombstone.texts, tombstone.actors, tombstone.sources, tombstone.storylines)
    assert [rows.count() for rows in (*linking, tombstone.relations)] == [0, 0, 0, 0, 0]


def test_edition_is_linked_to_what_its_document_names_and_not_to_what_the_desk_has():
    event = newsroom.linked_event()
    factories.ParticipationFactory(event=event)
    factories.CitationFactory(event=event)
    edition = write_again(event, LATER)
    found = current(event)
    speaker, host = (part.actor.id for part in found.participants)
    publishers = {source.publisher.id for source in found.sources.values()}
    actors = EditionActor.objects.filter(edition=edition)
    assert set(actors.values_list("actor_id", "role", "takes_part")) == {
        (speaker, "participant", True),
        (speaker, "speaker", True),
        (host, "host", True),
        (host, "speaker", True),
        *((publisher, "", False) for publisher in publishers),
    }
    sources = EditionSource.objects.filter(edition=edition)
    assert set(sources.values_list("source_id", "publisher_id")) == {
        (key, source.publisher.id) for key, source in found.sources.items()
    }
    storylines = EditionStoryline.objects.filter(edition=edition)
    assert list(storylines.values_list("storyline_id", flat=True)) == [found.storylines[0].id]
    languages = edition.texts.order_by("language").values_list("language", flat=True)
    assert list(languages) == ["de", "en"]


def test_type_of_an_edition_is_that_of_its_document():
    event = newsroom.published_event()
    published = event.type
    event.type = factories.EventTypeFactory(key="visit")
    event.save()
    assert write_again(event, LATER).type == published


def test_relation_rows_stand_for_each_kind_of_link_once():
    links: EventLinks = {
        "relations": [("part_of", "a"), ("follows", "b")],
        "links": [
            {"from": "mine", "type": "denies", "claim": "theirs", "event": "c"},
            {"from": "mine", "type": "repeats", "claim": "other", "event": "c"},
        ],
        "shared": ["a"],
    }
    assert relation_rows(NO_LINKS) == set()
    assert relation_rows(links) == {
        ("part_of", "a"),
        ("follows", "b"),
        (EditionRelation.ANSWERS, "c"),
        (EditionRelation.SHARES_CLAIM, "a"),
    }


def test_links_of_an_edition_have_a_row_each():
    event = newsroom.linked_event()
    relation = event.relations.get()
    rows = EditionRelation.objects.filter(edition__event=event).order_by("type")
    assert list(rows.values_list("type", "to_event_id")) == [
        ("answers", event.pk),
        ("part_of", relation.to_event_id),
    ]


def test_columns_of_a_day_are_its_bounds_and_those_of_its_own_clock():
    found = dates_of(start=When.parse("2023-02-21", timezone="Europe/Moscow"))
    first, last = moment("2023-02-20T21:00"), moment("2023-02-21T21:00")
    day, next_day = moment("2023-02-21"), moment("2023-02-22")
    assert found.pop("date_key").startswith("2023-02-21")
    assert found == {
        "earliest": first,
        "ends_from": first,
        "latest": last,
        "starts_by": last,
        "day_earliest": day,
        "day_ends_from": day,
        "day_latest": next_day,
        "day_starts_by": next_day,
    }


def test_columns_of_start_and_end_say_when_it_starts_by_and_ends_from():
    found = dates_of(start=When.parse("2023-02-21"), end=When.parse("2023-02-23"))
    names = ("earliest", "starts_by", "ends_from", "latest")
    assert [found[name] for name in names] == [
        moment("2023-02-21"),
        moment("2023-02-22"),
        moment("2023-02-23"),
        moment("2023-02-24"),
    ]


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("[..2023-02-21]", FIRST_MOMENT, moment("2023-02-22")),
        ("[2023-02-21..]", moment("2023-02-21"), LAST_MOMENT),
    ],
)
def test_columns_of_an_open_date_are_as_wide_as_can_be_on_that_side(edtf, earliest, latest):
    found = dates_of(start=When.parse(edtf))
    lower = [found[name] for name in ("earliest", "ends_from", "day_earliest", "day_ends_from")]
    upper = [found[name] for name in ("latest", "starts_by", "day_latest", "day_starts_by")]
    assert (lower, upper) == ([earliest] * 4, [latest] * 4)


def test_columns_without_any_date_are_as_wide_as_can_be():
    found = dates_of(start=None)
    assert (found["date_key"], found["earliest"], found["latest"]) == (
        "",
        FIRST_MOMENT,
        LAST_MOMENT,
    )


@pytest.mark.parametrize(
    ("dates", "reported"),
    [
        ({}, (None, None)),
        ({"modified": When.parse("2023-02")}, (moment("2023-02-01"), moment("2023-03-01"))),
        (
            {"published": When.parse("2023-02-21"), "modified": When.parse("2023-02-23")},
            (moment("2023-02-21"), moment("2023-02-22")),
        ),
        ({"published": When.parse("[..2023-02-21]")}, (None, moment("2023-02-22"))),
    ],
)
def test_source_was_reported_when_it_was_published_or_else_as_of(dates, reported):
    event = newsroom.published_event(source=factories.SourceFactory(**dates))
    rows = EditionSource.objects.filter(edition__event=event)
    assert list(rows.values_list("reported_earliest", "reported_latest")) == [reported]
