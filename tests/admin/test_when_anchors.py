"""The moment that a relative date counts from."""

from datetime import UTC, datetime

import pytest

from tests import factories, newsroom
from tests.admin.pages import event_form, event_path, report, save, saved
from tests.admin.when_inputs import field, parsed, source, values


def test_phrase_counts_from_when_the_source_was_modified_else_published():
    stand = source(published="2023-02-20", modified="2023-02-22T16:00Z")
    assert parsed(field(stand), "yesterday").when.edtf == "2023-02-21"
    published = source(published="2023-02-20")
    assert parsed(field(published), "yesterday").when.edtf == "2023-02-19"


def test_anchor_is_described_with_its_source():
    made = field(source(published="2023-02-22"))
    description = str(parsed(made, "yesterday").anchor_note)
    expected = "Relative to Wednesday, 22 February 2023, when “<bdi>Report</bdi>” was published."
    assert description == expected
    today = str(parsed(field(), "yesterday").anchor_note)
    assert (
        today
        == "Relative to today, Friday, 24 February 2023: no cited source has a date of its own."
    )


def test_title_of_a_source_is_escaped():
    hostile = source(published="2023-02-22")
    hostile.title = "<img src=x onerror=alert(1)>"
    description = str(parsed(field(hostile), "yesterday").anchor_note)
    assert "<img" not in description
    assert "&lt;img src=x" in description


@pytest.mark.parametrize("vague", ["2023", "2023-02", "2023-02-20/2023-02-22", "../2023-02-22"])
def test_source_whose_date_is_not_known_to_the_day_is_no_anchor(vague):
    assert parsed(field(source(published=vague)), "yesterday").when.edtf == "2023-02-23"


def test_stub_is_no_anchor():
    stub = source(published="2023-02-22")
    stub.held = False
    assert parsed(field(stub), "yesterday").when.edtf == "2023-02-23"


def test_typed_anchor_goes_before_the_source():
    made = field(source(published="2023-02-22"))
    when = made.clean(values("yesterday", anchor="2023-01-01"))
    assert (when.edtf, when.anchor) == ("2022-12-31", datetime(2023, 1, 1, 12, tzinfo=UTC))


def test_source_that_is_cited_in_the_same_save_is_counted_from(editor):
    event = newsroom.draft_event()
    data = event_form(editor, event)
    data["citations-0-source"] = report().pk
    assert save(editor, event_path(event), data, start_text="gestern").status_code == 302
    assert saved(event).start.edtf == "2023-02-21"


def test_source_for_the_field_goes_before_that_of_the_event(editor):
    event = newsroom.draft_event(source=report("2023-01-10"))
    start_of = report("2023-02-22")
    factories.CitationFactory(event=event, source=start_of, field="start")
    data = event_form(editor, event)
    assert save(editor, event_path(event), data, start_text="gestern").status_code == 302
    assert saved(event).start.edtf == "2023-02-21"


def test_deleted_citation_does_not_count(editor):
    event = newsroom.draft_event(source=report("2023-01-10"))
    other = factories.CitationFactory(event=event, source=report())
    data = event_form(editor, event)
    row = next(n for n in (0, 1) if data[f"citations-{n}-source"] != other.source.pk)
    data[f"citations-{row}-DELETE"] = "on"
    assert save(editor, event_path(event), data, start_text="gestern").status_code == 302
    assert saved(event).start.edtf == "2023-02-21"
