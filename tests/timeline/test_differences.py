import pytest
from django.utils.translation import override
from msgspec.structs import replace

from events import record
from events.dates import When
from events.timeline.differences import differences
from events.timeline.documents import edition_record
from events.timeline.reading import event_edition
from tests import factories, newsroom
from tests.record.documents import claim, event, when
from tests.timeline.conftest import published
from tests.timeline.records import answer, origins


def changed(old: record.Event, **members) -> list[tuple[str, str, str, str]]:
    return told(old, replace(old, **members))


def told(old: record.EventRecord, new: record.EventRecord) -> list[tuple[str, str, str, str]]:
    return [(d.path, d.label, d.old, d.new) for d in differences(old, new)]


def test_differences_of_a_record_from_itself_are_none():
    assert changed(event()) == []


def test_differences_leave_out_addresses_and_the_edition_s_own_data():
    own = replace(event().edition, seq=99, number=7, kind="corrected", note="Why.")

    assert changed(event(), edition=own, url="/elsewhere/", actors={}, sources={}) == []


def test_differences_are_statements_that_changed_appeared_or_went():
    old = event(summary="They met.", occurrence="announced")

    assert changed(old, title="Conversations", summary="", end=when("2023-02-22")) == [
        ("title", "Title", "Talks", "Conversations"),
        ("summary", "Summary", "They met.", ""),
        ("end", "End", "", "Wednesday, 22 February 2023"),
        ("end.basis", "End: basis", "", "stated"),
    ]


def test_differences_are_in_the_order_of_the_newer_record():
    """What went comes right after what it followed."""
    first, second, third = (claim(f"claim-{n}", kind="appeal") for n in (1, 2, 3))
    old = event(claims=[first, second, third])

    paths = [path for path, *_rest in changed(old, claims=[third, first], title="New")]

    assert paths == ["title", "claims.claim-2", "claims.claim-2.kind", "claims.claim-2.modality"]


def test_differences_name_an_answer_that_was_added():
    denied = claim(answered_by=[answer()])
    path = "claims.claim-1.answered_by.denies.denial-1"

    assert changed(event(claims=[claim()]), claims=[denied]) == [
        (path, "Answered by", "", "denies: Tass: No arms (Visit)")
    ]
    assert told(event(claims=[denied]), event(claims=[claim()]))[0][:3] == (
        path,
        "Answered by",
        "denies: Tass: No arms (Visit)",
    )


def test_an_answer_that_was_only_reissued_is_no_difference():
    first, second = (claim(answered_by=[answer(edition=n)]) for n in (1, 2))

    assert changed(event(claims=[first]), claims=[second]) == []


def test_differences_name_origins_that_changed():
    assert changed(event(origins=origins("Tass")), origins=origins("Tass", "Reuters")) == [
        ("origins", "Origins", "1 (Tass)", "2 (Tass, Reuters)")
    ]


def test_differences_speak_the_active_language():
    with override("de"):
        found = changed(event(), start=when("2023-02-22"))

    assert [(path, old, new) for path, _label, old, new in found] == [
        ("start", "Dienstag, 21. Februar 2023", "Mittwoch, 22. Februar 2023")
    ]


@pytest.mark.django_db
def test_differences_of_a_tombstone_say_only_that_it_is_one():
    talks = newsroom.published_event("Talks")
    before = published(talks)
    newsroom.retract(talks, reason="Wrong")
    tombstone = edition_record(event_edition(talks.pk))

    assert told(before, tombstone) == [("retracted", "Withdrawn", "", "yes")]
    assert told(tombstone, before) == [("retracted", "Withdrawn", "yes", "")]


@pytest.mark.django_db
def test_differences_of_real_editions_name_a_correction():
    talks = newsroom.published_event("Talks", start=When.parse("2023-02-20"))
    before = published(talks)
    talks.start = When.parse("2023-02-21")
    talks.save()
    factories.EventOtherDateFactory(event=talks)
    newsroom.correct(talks, note="It was Tuesday.")

    assert [(d.path, d.old, d.new) for d in differences(before, published(talks))] == [
        ("start", "Monday, 20 February 2023", "Tuesday, 21 February 2023"),
        ("other_dates.earlier_announced.2023-02-20", "", "Monday, 20 February 2023"),
    ]


@pytest.mark.django_db
def test_differences_of_real_editions_name_what_changed_of_a_source():
    """A source is stated where it is cited."""
    paper = newsroom.actor("The Paper", kind="organisation")
    talks = newsroom.published_event("Talks", source=factories.SourceFactory(title="Report"))
    before = published(talks)
    cited = talks.citations.get().source
    cited.publisher, cited.published = paper, When.parse("2023-02-22")
    cited.save()
    newsroom.publish(talks, note="More is known of the report.")

    found = {d.path: (d.old, d.new) for d in differences(before, published(talks))}

    assert found[f"citations.{before.citations[0].id}"] == (
        "Report, confidence: medium",
        "Report, The Paper, published: Wednesday, 22 February 2023, confidence: medium",
    )
