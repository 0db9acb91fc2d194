"""The demo as its readers have it, loaded once for all tests that only read it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import pytest
from django.conf import settings
from django.db import transaction

from events.management.demo import load_demo
from events.models import Edition, Profile
from tests import newsroom

FOLDER = Path(settings.BASE_DIR) / "fixtures" / "demo"
Document = dict[str, Any]


@dataclass(frozen=True)
class Story:
    """The public record after loading: what stands, and every edition in order."""

    standing: dict[str, Document]
    editions: list[Document]
    profiles: dict[str, list[Document]]
    ids: dict[str, str]

    def event(self, key: str) -> Document:
        """The standing document of the event whose file is `key`.json."""
        return self.standing[self.ids[f"events/{key}"]]

    def profile(self, key: str) -> Document:
        """The standing profile of "actors/…", "sources/…" or "storylines/…"."""
        return self.profiles[self.ids[key]][-1]

    def claim(self, event: str, key: str) -> Document:
        wanted = self.ids[f"claims/{key}"]
        return next(claim for claim in self.event(event)["claims"] if claim["id"] == wanted)


def demo_ids() -> dict[str, str]:
    """The ids that the files give, by register and key."""
    found = {}
    for name in ("places", "actors", "offices", "sources", "storylines"):
        for key, record in json.loads((FOLDER / f"{name}.json").read_text()).items():
            found[f"{name}/{key}"] = record["id"]
    for path in (FOLDER / "events").glob("*.json"):
        record = json.loads(path.read_text())
        found[f"events/{path.stem}"] = record["id"]
        for key, claim in record.get("claims", {}).items():
            found[f"claims/{key}"] = claim["id"]
    return found


def load() -> bool:
    return load_demo(FOLDER, editor=newsroom.editor(), reviewer=newsroom.reviewer())


@pytest.fixture(scope="module")
def story(django_db_setup: None, django_db_blocker: Any) -> Story:
    with django_db_blocker.unblock(), transaction.atomic():
        load()
        rows = list(Edition.objects.order_by("seq"))
        profiles: dict[str, list[Document]] = {}
        for profile in Profile.objects.order_by("at"):
            profiles.setdefault(profile.subject, []).append(orjson.loads(profile.document))
        told = Story(
            standing={
                row.event_id: orjson.loads(row.document) for row in rows if not row.superseded_at
            },
            editions=[orjson.loads(row.document) for row in rows],
            profiles=profiles,
            ids=demo_ids(),
        )
        transaction.set_rollback(True)
    return told
