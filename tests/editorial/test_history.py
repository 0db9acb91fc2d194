"""Reading versions."""

import pytest

from events import editorial
from events.editorial.history import exists, history, version_step
from events.editorial.recording import KEPT
from events.models import Source
from tests import newsroom

pytestmark = pytest.mark.django_db
SOURCES = KEPT[Source]


@pytest.fixture
def source():
    shown = editorial.create_source(
        document={"title": "Report 1", "kind": "article"}, editor=newsroom.editor(),
        now=newsroom.NOW,
    )  # fmt: skip
    for number in range(2, 31):
        shown = editorial.change_source(
            pk=shown["id"], document={"title": f"Report {number}"}, editor=newsroom.editor(),
            now=newsroom.NOW, expected_version=shown["version"],
        )  # fmt: skip
    return shown


def test_pages_follow_each_other_without_a_gap(source):
    first = history(SOURCES, source["id"])
    second = history(SOURCES, source["id"], until=first.older)
    steps = [*first.steps, *second.steps]
    assert [step.version.number for step in steps] == list(range(30, 0, -1))
    assert [step.differences[0].new for step in steps[:-1]] == [
        f"Report {number}" for number in range(30, 1, -1)
    ]
    assert (steps[-1].is_first, second.older) == (True, None)


def test_one_version_is_found_by_its_number(source):
    step = version_step(SOURCES, source["id"], 21)
    assert (step.version.number, step.differences[0].old) == (21, "Report 20")
    assert version_step(SOURCES, source["id"], 99) is None
    assert version_step(SOURCES, source["id"], 10**30) is None


def test_record_is_there_until_it_is_deleted(source):
    assert exists(SOURCES, source["id"])
    Source.objects.all().delete()
    assert not exists(SOURCES, source["id"])
