"""The demo as its readers have it, loaded once for all tests that only read it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction

from events import record
from events.management.demo import load_demo
from events.models import Edition, Profile
from events.timeline.documents import edition_record, profile_record
from tests import newsroom

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "demo"


@dataclass(frozen=True)
class Story:
    """The public record after loading: what is current, and every edition in order."""

    current: dict[str, record.EventRecord]
    editions: list[record.EventRecord]
    profiles: dict[str, list[record.Profile]]
    ids: dict[str, str]

    def event(self, key: str) -> record.Event:
        """The current record of the event whose file is `key`.json."""
        found = self.current[self.ids[key]]
        assert isinstance(found, record.Event)
        return found

    def profile(self, key: str) -> Any:
        """The current profile of an actor, source or storyline."""
        return self.profiles[self.ids[key]][-1]

    def claim(self, event: str, key: str) -> record.Claim:
        wanted = self.ids[key]
        return next(claim for claim in self.event(event).claims if claim.id == wanted)


def demo_ids() -> dict[str, str]:
    """The ids of everything that the files name, by key."""
    found: dict[str, str] = json.loads((FOLDER / "ids.json").read_text())
    return found


def load() -> bool:
    return load_demo(FOLDER, editor=newsroom.editor(), reviewer=newsroom.reviewer())


@pytest.fixture(scope="package")
def story(django_db_setup: None, django_db_blocker: Any) -> Story:
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        rows = list(Edition.objects.order_by("seq"))
        profiles: dict[str, list[record.Profile]] = {}
        for profile in Profile.objects.order_by("at"):
            profiles.setdefault(profile.subject, []).append(profile_record(profile))
        editions = [edition_record(row) for row in rows]
        told = Story(
            current={
                row.event_id: edition
                for row, edition in zip(rows, editions, strict=True)
                if not row.superseded_at
            },
            editions=editions,
            profiles=profiles,
            ids=demo_ids(),
        )
        transaction.set_rollback(True)
    return told
