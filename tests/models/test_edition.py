"""The public record: what the database refuses, whoever writes it."""

import pytest

from events.models import Edition, Profile
from tests import newsroom
from tests.models.constraints import violated
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return newsroom.published_event().editions.get()


def copied(edition: Edition, **columns) -> Edition:
    values = Edition.objects.filter(pk=edition.pk).values().get()
    return Edition.objects.create(**{**values, "seq": 99, **columns})


def test_event_has_one_current_edition_and_each_number_once(edition):
    assert (
        violated(lambda: copied(edition, number=2)),
        violated(lambda: copied(edition, superseded_at=NOW.replace(year=2999))),
    ) == ("edition_one_standing_per_event", "edition_number_once")


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"kind": "corrected"}, "edition_correction_and_retraction_say_why"),
        ({"kind": "retracted"}, "edition_correction_and_retraction_say_why"),
        ({"superseded_at": NOW}, "edition_superseded_after_it_was_made"),
        ({"latest": NOW.replace(year=1)}, "edition_earliest_before_latest"),
    ],
)
def test_edition_that_cannot_be_is_refused(edition, columns, constraint):
    rows = Edition.objects.filter(pk=edition.pk)
    assert violated(lambda: rows.update(**columns)) == constraint


def test_subject_has_one_current_profile_that_ends_after_it_began(edition):
    profile = Profile.objects.get(subject=edition.event.citations.get().source_id)
    rows = Profile.objects.filter(pk=profile.pk)
    assert (
        violated(lambda: rows.update(superseded_at=NOW)) == "profile_superseded_after_it_was_made"
    )
    profile.pk = None
    assert violated(profile.save) == "profile_one_standing_per_subject"
