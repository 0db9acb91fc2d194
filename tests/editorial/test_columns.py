"""Members of documents are found among the columns of a model by the declaration alone."""

from typing import Annotated

import pytest

from events import models, record
from events.dates import When
from events.editorial.columns import Column, columns_of, plain_members
from events.record.citation import CitationMembers
from events.record.desk import DeskEvent
from events.record.event import PlaceMembers
from events.record.members import Document, member
from events.record.references import SourceDetails


class Counted(Document, kw_only=True):
    """A document with one column alone, which nobody can set."""

    version: Annotated[int, member("version", "Counts the changes.", read_only=True)]
    elsewhere: Annotated[str, member("elsewhere", "No column has this name.")]


def found(document: type[Document], model: type) -> list[tuple[str, str]]:
    """Each member that is a column, with the name of the column."""
    return [(column.member, column.name) for column in columns_of(document, model)]


def test_member_of_a_column_s_name_is_that_column_and_a_relation_is_none():
    wording = models.Hop._meta.get_field("wording")
    assert columns_of(record.Hop, models.Hop) == (
        Column("wording", "wording", wording, read_only=False, is_text=True),
    )


def test_member_that_nobody_can_set_says_so():
    version = models.Event._meta.get_field("version")
    assert columns_of(Counted, models.Event) == (
        Column("version", "version", version, read_only=True, is_text=False),
    )


def test_member_with_another_name_than_its_column_is_found_by_its_declaration():
    assert found(SourceDetails, models.Source) == [
        ("kind", "kind"),
        ("language", "language"),
        ("canonical_url", "url"),
        ("archive_url", "archive_url"),
        ("held", "held"),
    ]
    assert found(CitationMembers, models.Citation)[0] == ("id", "public_id")


def test_dates_are_columns_in_the_order_of_the_document():
    dates = [
        column.member
        for column in columns_of(DeskEvent, models.Event)
        if column.field in (models.Event.start, models.Event.end)
    ]
    assert dates == ["start", "end"]
    assert found(DeskEvent, models.Event) == [
        ("id", "id"),
        ("occurrence", "occurrence"),
        ("external_key", "external_key"),
        ("version", "version"),
        ("state", "state"),
        ("published_version", "published_version"),
        ("updated_at", "updated_at"),
        ("start", "start"),
        ("end", "end"),
    ]


def test_plain_members_are_told_under_the_names_of_the_document():
    citation = models.Citation(public_id="2222-2222-2222", quote="Q", stance="disputes")
    assert plain_members(citation, CitationMembers) == {
        "id": "2222-2222-2222",
        "field": "",
        "quote": "Q",
        "quote_language": "",
        "locator": "",
        "stance": "disputes",
        "confidence": "medium",
    }


def test_plain_members_leave_dates_to_those_who_word_them():
    event = models.Event(id="2222-2222-2222", start=When.parse("2023"), external_key="archive:1")
    assert plain_members(event, DeskEvent) == {
        "id": "2222-2222-2222",
        "occurrence": "occurred",
        "external_key": "archive:1",
        "version": 1,
        "state": "draft",
        "published_version": None,
        "updated_at": event.updated_at,
    }


@pytest.mark.parametrize(
    ("address", "shown"), [(None, ""), ("https://example.org/", "https://example.org/")]
)
def test_text_that_is_missing_is_empty(address, shown):
    source = models.Source(kind="article", language="en", url=address, held=False)
    assert plain_members(source, SourceDetails) == {
        "kind": "article",
        "language": "en",
        "canonical_url": shown,
        "archive_url": "",
        "held": False,
    }


@pytest.mark.parametrize(("latitude", "longitude"), [(None, None), (0.0, 0.0), (55.75, 37.62)])
def test_number_that_is_missing_is_none_and_nought_is_a_number(latitude, longitude):
    place = models.Place(country="RU", latitude=latitude, longitude=longitude)
    assert plain_members(place, PlaceMembers) == {
        "country": "RU",
        "precision": "city",
        "latitude": latitude,
        "longitude": longitude,
    }


def test_single_column_is_told_like_several():
    assert plain_members(models.Event(version=7), Counted) == {"version": 7}
    assert plain_members(models.Hop(wording="laut Tass"), record.Hop) == {"wording": "laut Tass"}
