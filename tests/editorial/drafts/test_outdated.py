"""What an outdated document is told."""

import pytest

from events import editorial
from events.editorial.drafts.outdated import outdated
from events.editorial.recording import KEPT
from events.models import Event
from tests import factories, newsroom

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sent", "conflicts"),
    [
        ({"start": "2023-02-21"}, ["start"]),
        ({"start": {"edtf": "2023-02-22", "basis": "stated"}}, []),
        ({"summary": "Mine"}, []),
        ({"start": 3}, None),
        ({"place": "Moscow"}, []),
        (None, None),
    ],
)
def test_shorthands_are_understood_and_nonsense_is_left_to_the_next_attempt(sent, conflicts):
    factories.EventTypeFactory(key="talks")
    first = editorial.create_event(
        document={"title": "First", "language": "en", "type": "talks"},
        editor=newsroom.editor(), now=newsroom.NOW,
    )  # fmt: skip
    theirs = editorial.change_event(
        pk=first["id"], document={"start": "2023-02-22"}, editor=newsroom.editor(),
        now=newsroom.NOW, expected_version=1,
    )  # fmt: skip
    told = outdated(KEPT[Event], first["id"], 1, theirs, sent, whole=False, titles=True)
    assert told["base"] == first
    assert [one["path"] for one in told["differences"]] == ["start"]
    found = told.get("conflicts")
    assert (None if found is None else [one["path"] for one in found]) == conflicts
