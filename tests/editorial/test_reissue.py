"""What a record says of others follows them; unpublished work never comes along."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from events import record
from events.management.consistency import check_record
from events.models import Claim, ClaimLink, Edition, EventText
from tests import newsroom
from tests.editorial.scenes import LATER, answer, denied_claim, rename
from tests.newsroom import NOW, current

pytestmark = pytest.mark.django_db


def test_denial_published_elsewhere_stands_in_the_record_of_the_denied_claim():
    concern, claim = denied_claim()
    denial = answer(claim, "Statement", "China")
    assert current(concern).claims[0].answered_by == []
    newsroom.publish(denial, now=LATER)
    found = current(concern)
    [given] = found.claims[0].answered_by
    assert (given.type, given.event.title, given.speaker.name, given.kind, given.text) == (
        "denies",
        "Statement",
        "China",
        "denial",
        "China answers.",
    )
    assert (given.said.edtf, given.edition) == ("2023-02-23", 1)
    assert found.actors[given.speaker.id].names == {"en": "China"}
    assert (found.edition.number, found.edition.kind, found.edition.cause, found.edition.note) == (
        2,
        "updated",
        "answer",
        "China denies a claim of this event.",
    )


def test_answer_leaves_the_record_with_its_event():
    concern, claim = denied_claim()
    denial = answer(claim, "Statement", "China")
    newsroom.publish(denial, now=LATER)
    newsroom.retract(denial, reason="wrong", now=LATER + timedelta(days=1))
    found = current(concern)
    assert found.claims[0].answered_by == []
    assert found.edition.note == "An answer by China is no longer public."
    assert list(found.actors) == [claim.speaker_id]


def test_answer_that_is_corrected_away_leaves_the_record():
    concern, claim = denied_claim()
    denial = answer(claim, "Statement", "China")
    newsroom.publish(denial, now=LATER)
    ClaimLink.objects.all().delete()
    Claim.objects.filter(event=denial).update(kind="assertion")
    newsroom.correct(denial, note="It was no denial.", now=LATER + timedelta(hours=1))
    assert current(concern).claims[0].answered_by == []


def test_note_of_an_answer_is_in_the_language_of_the_event():
    concern, claim = denied_claim()
    EventText.objects.filter(event=concern).update(language="de")
    newsroom.correct(concern, note="Sprache", now=NOW + timedelta(minutes=1))
    newsroom.publish(answer(claim, "Statement", "China"), now=LATER)
    assert current(concern).edition.note == (
        "Dementi einer Aussage dieses Ereignisses durch China."
    )


def test_denial_of_a_denial_reaches_one_step_and_ends():
    first, claim = denied_claim()
    second = answer(claim, "Statement", "China")
    newsroom.publish(second, now=LATER)
    third = answer(Claim.objects.get(event=second), "Reply", "USA again")
    newsroom.publish(third, now=LATER + timedelta(hours=1))
    assert [one.event.title for one in current(second).claims[0].answered_by] == ["Reply"]
    assert [one.event.title for one in current(first).claims[0].answered_by] == ["Statement"]
    assert current(first).edition.number == 2


def test_renamed_speaker_of_an_answer_is_renamed_in_the_answered_record():
    concern, claim = denied_claim()
    denial = answer(claim, "Statement", "Chyna")
    newsroom.publish(denial, now=LATER)
    rename(Claim.objects.get(event=denial).speaker, "China", newsroom.reviewer())
    found = current(concern)
    assert found.claims[0].answered_by[0].speaker.name == "China"
    assert (found.edition.cause, found.edition.note) == ("reference", "")


def test_check_finds_an_answer_that_a_record_lacks():
    concern, claim = denied_claim()
    newsroom.publish(answer(claim, "Statement", "China"), now=LATER)
    assert list(check_record()) == []
    edition = Edition.objects.current().get(event=concern)
    stripped = [replace(one, answered_by=[]) for one in current(concern).claims]
    document = record.write(replace(current(concern), claims=stripped))
    Edition.objects.filter(pk=edition.pk).update(document=document)
    assert [finding.where for finding in check_record()] == [f"edition {concern.pk}/2"] * 2
