"""An edition is restored if the desk's rows would make the same record."""

from collections.abc import Collection
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from msgspec.structs import replace

from events import record
from events.editorial.editions import set_sequence
from events.editorial.errors import EditorialError, NotAllowed, Problem
from events.editorial.restoring import finish_restoring, require_unpublished, restore_edition
from events.models import Action, Actor, Claim, Edition, EditionSequence, Event, Profile
from tests import factories, newsroom
from tests.editorial.scenes import LATER, answer
from tests.newsroom import NOW, current

pytestmark = pytest.mark.django_db
HIGHEST = 2**31 - 1
NO_EDITION = Problem("/edition", "Each row must contain its edition.")


def told_of(*events: Event) -> dict[str, record.Event]:
    """The records that publishing these drafts would make, one after the other.

    It is undone, so that the desk has the drafts and nothing was ever published.
    """
    for event in events:
        newsroom.cite_claims(event)
    with transaction.atomic():
        for number, event in enumerate(events):
            newsroom.publish(event, now=NOW + number * timedelta(hours=1))
        found = {event.pk: current(event) for event in events}
        transaction.set_rollback(True)
    return found


def restore(
    told: record.Event,
    others: dict[str, record.Event] | None = None,
    answering: Collection[str] = (),
    *,
    complete: bool = True,
) -> None:
    restore_edition(
        told,
        editor=newsroom.reviewer(),
        others=others or {},
        answering=answering,
        complete=complete,
    )


def refused(told: record.Event, **more) -> list[Problem]:
    with pytest.raises(EditorialError) as refusal:
        restore(told, **more)
    assert Edition.objects.count() == 0
    return refusal.value.problems


def one_told() -> record.Event:
    event = newsroom.draft_event()
    return told_of(event)[event.pk]


def with_edition(told: record.Event, **members) -> record.Event:
    return replace(told, edition=replace(told.edition, **members))


def claim_in(event: Event, speaker: Actor, text: str = "Arms could be delivered.") -> Claim:
    claim = factories.ClaimFactory(event=event, speaker=speaker, kind="concern")
    factories.ClaimTextFactory(claim=claim, text=text)
    return claim


def test_archive_that_has_never_published_may_be_restored():
    newsroom.draft_event()
    assert require_unpublished(newsroom.reviewer()) is None


def test_archive_that_has_published_once_may_not_be_restored():
    newsroom.retract(newsroom.published_event(), reason="wrong", now=LATER)
    with pytest.raises(EditorialError) as refusal:
        require_unpublished(newsroom.reviewer())
    message = "Editions can only be restored into an archive without published events."
    assert refusal.value.problems == [Problem("", message)]


def test_editor_who_may_not_publish_may_not_restore():
    with pytest.raises(NotAllowed):
        require_unpublished(newsroom.editor())


def test_edition_comes_back_with_its_number_instant_and_log():
    event = newsroom.draft_event()
    Event.objects.filter(pk=event.pk).update(version=6)
    told = with_edition(
        told_of(event)[event.pk],
        seq=41,
        number=3,
        kind="corrected",
        cause="reference",
        at="2023-02-28T23:30:00.000001Z",
        note="It was the other one.",
    )
    restore(told)
    edition = Edition.objects.get()
    at = datetime.fromisoformat("2023-02-28T23:30:00.000001+00:00")
    assert record.read_record(edition.document) == told
    assert (edition.seq, edition.number, edition.kind, edition.at, edition.note) == (
        41,
        3,
        "corrected",
        at,
        "It was the other one.",
    )
    event.refresh_from_db()
    assert (event.state, event.published_version, event.has_unpublished_changes) == (
        "published",
        6,
        False,
    )
    columns = ("verb", "editor__username", "at", "reason", "version", "edition")
    assert list(Action.objects.filter(event=event).values_list(*columns)) == [
        ("published", "reviewer", at, "It was the other one.", 6, 41)
    ]


@pytest.mark.parametrize("kind", ["published", "updated", "corrected"])
def test_edition_of_a_kind_that_has_a_record_is_restored(kind):
    restore(with_edition(one_told(), kind=kind, note="Why."))
    assert list(Edition.objects.values_list("kind", flat=True)) == [kind]


@pytest.mark.parametrize("member", ["seq", "number"])
@pytest.mark.parametrize("number", [1, HIGHEST])
def test_numbers_from_one_to_the_highest_that_a_column_holds_are_restored(member, number):
    restore(with_edition(one_told(), **{member: number}))
    assert list(Edition.objects.values_list(member, flat=True)) == [number]


@pytest.mark.parametrize(
    "members",
    [
        {"seq": 0},
        {"seq": HIGHEST + 1},
        {"number": 0},
        {"number": HIGHEST + 1},
        {"kind": "retracted", "note": "Why."},
        {"kind": "merged"},
        {"kind": "nonsense"},
        {"cause": "nonsense"},
        {"at": "yesterday"},
        {"at": "2023-03-01"},
        {"at": "2023-03-01T12:00:00"},
        {"at": "2023-03-01T12:00:00+00:00"},
        {"at": "2023-03-01T13:00:00+01:00"},
        {"at": "2023-03-01T12:00Z"},
    ],
)
def test_edition_that_no_archive_has_published_is_refused(members):
    assert refused(with_edition(one_told(), **members)) == [NO_EDITION]


@pytest.mark.parametrize(
    "members",
    [
        {"title": "Other talks"},
        {"occurrence": "alleged"},
        {"period": {"en": "yesterday", "de": "gestern"}},
        {"sources": {}},
        {"url": "/events/2222-2222-2222/"},
    ],
)
def test_record_that_the_desk_would_not_make_is_refused_at_its_first_difference(members):
    message = "The resulting record differs from the one being restored."
    assert refused(replace(one_told(), **members)) == [Problem(f"/{next(iter(members))}", message)]


def test_changed_desk_would_make_another_record():
    event = newsroom.draft_event()
    told = told_of(event)[event.pk]
    event.texts.update(title="Other talks")
    assert [problem.field for problem in refused(told)] == ["/title"]


def test_events_that_answer_each_other_are_restored_with_the_numbers_of_the_answers():
    concern = newsroom.draft_event("Concern")
    claim = claim_in(concern, newsroom.actor("USA"))
    denial = answer(claim, "Statement", "China")
    told = told_of(concern, denial)
    [given] = told[concern.pk].claims[0].answered_by
    assert (given.edition, told[concern.pk].edition.number) == (1, 2)
    # The denial came out a second time since: the concern still names its first edition.
    told[denial.pk] = with_edition(told[denial.pk], seq=9, number=2)
    restore(told[concern.pk], told, [denial.pk])
    restore(told[denial.pk], told)
    assert {event.pk: current(event) for event in (concern, denial)} == told


def test_answer_that_is_not_restored_with_the_claim_is_missed():
    concern = newsroom.draft_event("Concern")
    denial = answer(claim_in(concern, newsroom.actor("USA")), "Statement", "China")
    told = told_of(concern, denial)
    assert [problem.field for problem in refused(told[concern.pk])] == ["/claims"]
    alone = {concern.pk: told[concern.pk]}
    found = refused(told[concern.pk], others=alone, answering=[denial.pk])
    assert [problem.field for problem in found] == ["/claims"]


def test_speaker_of_a_claim_of_another_event_may_be_called_otherwise():
    """That event's record names the speaker in its own language, and is not to be changed here."""
    home, other = newsroom.draft_event("Home"), newsroom.draft_event("Other")
    claim_in(home, newsroom.actor("Russia")).also_about.add(other)
    told = told_of(home, other)
    [shared] = told[other.pk].claims
    renamed = replace(shared, speaker=replace(shared.speaker, name="Russland"))
    restore(told[home.pk], told)
    restore(replace(told[other.pk], claims=[renamed]), told)
    assert current(other).claims == [renamed]


@pytest.mark.parametrize("where", ["own", "shared"])
def test_claim_that_says_something_else_is_refused(where):
    home, other = newsroom.draft_event("Home"), newsroom.draft_event("Other")
    claim_in(home, newsroom.actor("Russia")).also_about.add(other)
    told = told_of(home, other)
    event = told[home.pk if where == "own" else other.pk]
    [claim] = event.claims
    changed = replace(claim, text="It was another thing.")
    found = refused(replace(event, claims=[changed]), others=told)
    assert [problem.field for problem in found] == ["/claims"]


def test_speaker_of_the_event_s_own_claim_may_not_be_called_otherwise():
    event = newsroom.draft_event()
    claim_in(event, newsroom.actor("Russia"))
    told = told_of(event)[event.pk]
    [claim] = told.claims
    renamed = replace(claim, speaker=replace(claim.speaker, name="Russland"))
    found = refused(replace(told, claims=[renamed]))
    assert [problem.field for problem in found] == ["/claims"]


def incomplete(told: record.Event) -> record.Event:
    """What a record of the first shape says: nothing of origins, answers and tenures."""
    nobody = record.Origins(count=0, of=[], why="")
    return replace(
        told,
        participants=[replace(part, tenure=None) for part in told.participants],
        claims=[replace(claim, origins=nobody, answered_by=[]) for claim in told.claims],
        origins=nobody,
        date_origins=None,
    )


def officer() -> tuple[Event, record.Event]:
    """An event with an actor in office, a claim and its denial, and what would be published."""
    event = newsroom.draft_event()
    factories.CitationFactory(event=event, field="start")
    person = newsroom.actor("Sergei Lavrov")
    factories.TenureFactory(actor=person)
    factories.ParticipationFactory(event=event, actor=person)
    claim = claim_in(event, person)
    factories.ClaimLinkFactory(from_claim=claim_in(event, person, "No."), to_claim=claim)
    return event, told_of(event)[event.pk]


def test_record_of_an_older_shape_is_completed_by_what_the_desk_has():
    event, told = officer()
    assert incomplete(told) != told
    restore(incomplete(told), complete=False)
    assert current(event) == told


def test_record_of_todays_shape_has_to_be_complete():
    _event, told = officer()
    found = refused(incomplete(told))
    assert [problem.field for problem in found] == ["/participants"]


def test_record_of_an_older_shape_is_not_completed_by_what_it_says_otherwise():
    _event, told = officer()
    [part] = told.participants
    changed = replace(told, participants=[replace(part, office="Envoy")])
    found = refused(incomplete(changed), complete=False)
    assert [problem.field for problem in found] == ["/participants"]


def test_profiles_begin_with_the_first_restored_edition_and_numbers_go_on_behind_the_last():
    events = [newsroom.draft_event(title) for title in ("One", "Two")]
    storyline = factories.StorylineFactory(public=True)
    factories.StorylineTextFactory(storyline=storyline)
    factories.StorylinePinFactory(storyline=storyline, event=events[0])
    person = newsroom.actor("Wang Yi")
    factories.ParticipationFactory(event=events[1], actor=person)
    told = told_of(*events)
    restore(with_edition(told[events[0].pk], seq=8, at="2023-03-05T12:00:00Z"))
    restore(with_edition(told[events[1].pk], seq=5, at="2023-03-04T12:00:00Z"))
    finish_restoring()
    first = datetime.fromisoformat("2023-03-04T12:00:00+00:00")
    sources = {event.citations.get().source_id for event in events}
    assert set(Profile.objects.values_list("kind", "subject", "at")) == {
        ("actor", person.pk, first),
        ("storyline", storyline.pk, first),
        *(("source", source, first) for source in sources),
    }
    assert list(EditionSequence.objects.values_list("last", flat=True)) == [8]
    assert newsroom.published_event("Three").editions.get().seq == 9


def test_sequence_that_was_counted_before_is_set_to_the_last_edition():
    set_sequence(99)
    restore(with_edition(one_told(), seq=5))
    finish_restoring()
    assert list(EditionSequence.objects.values_list("last", flat=True)) == [5]
