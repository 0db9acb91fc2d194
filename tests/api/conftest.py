"""A small public record with everything in it, told through the editorial verbs."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from events.models import Event
from tests import newsroom

LATER = timedelta(days=1)


@dataclass(frozen=True)
class Scene:
    """`linked` has everything and two editions; `retracted` was public once; `draft` never was."""

    linked: Event
    plain: Event
    retracted: Event
    draft: Event


@pytest.fixture
def scene(db) -> Scene:
    linked = newsroom.linked_event()
    linked.texts.filter(language="en").update(summary="What we know better now.")
    newsroom.correct(linked, note="The summary was wrong.", now=newsroom.NOW + LATER)
    retracted = newsroom.published_event("A meeting that never was")
    newsroom.retract(retracted, reason="It never took place.", now=newsroom.NOW + LATER)
    return Scene(
        linked=linked,
        plain=newsroom.published_event("Plain talks", now=newsroom.NOW + 2 * LATER),
        retracted=retracted,
        draft=newsroom.draft_event("Secret talks"),
    )
