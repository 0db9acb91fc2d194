"""Differences in words."""

import pytest
from django.utils.translation import override

from events.editorial.differences import Wording, differences
from events.record.desk import DeskEvent
from tests import newsroom
from tests.record.desk_documents import edited, event

pytestmark = pytest.mark.django_db


def told(*acts, **members):
    new = {**edited(event(), list(acts)), **members}
    return [(one.label, one.old, one.new) for one in differences(DeskEvent, event(), new)]


def test_members_have_the_labels_and_values_of_the_form():
    assert told(occurrence="ongoing") == [("Occurrence", "took place", "ongoing")]
    with override("de"):
        assert told(("set", "title", "Neu")) == [("Titel (en)", "first title", "Neu")]


def test_dates_are_worded_with_how_they_were_written():
    start = {"edtf": "2023-02-22", "basis": "resolved_phrase", "phrase": "am Mittwoch"}
    assert told(start=start) == [
        (
            "Start",
            "Tuesday, 21 February 2023 (2023-02-21)",
            "Wednesday, 22 February 2023 (2023-02-22, am Mittwoch)",
        )
    ]
    assert told(start={"edtf": "no date"})[0][2] == "no date"


def test_rows_are_named_by_what_they_say():
    assert told(("row", "claims", 0, "new")) == [
        ("Claims › “new” › Texts (en)", "text of claim 0", "new")
    ]
    [(label, old, new)] = told(("remove", "claims", 1))
    assert (label, new) == ("Claims › “text of claim 1”", "")
    assert "Speaker: speaker of claim 1" in old.splitlines()
    [(label, old, new)] = told(("move", "claims", 0))
    assert (label, old.splitlines()[0], new.splitlines()[0]) == (
        "Claims: order", "1. text of claim 0", "1. text of claim 1",
    )  # fmt: skip


def test_titles_of_events_are_only_for_those_who_may_see_events():
    draft = newsroom.draft_event("A draft")
    relation = [{"type": "follows", "event": {"id": draft.pk}}]
    assert "A draft" in told(relations=relation)[0][2]
    wording = Wording([{"relations": relation}], titles=False)
    assert draft.pk not in wording.names
