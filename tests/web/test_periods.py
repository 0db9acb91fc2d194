"""Dates as people write them."""

from datetime import UTC, datetime

import pytest
from django.http import QueryDict
from django.utils import translation

from events.web.periods import with_dates_read
from tests import newsroom
from tests.web import pages

NOW = datetime(2023, 3, 1, 12, tzinfo=UTC)


def read(text: str, language: str = "en") -> str:
    params = QueryDict(mutable=True)
    params["from"] = text
    with translation.override(language):
        return with_dates_read(params, NOW)["from"]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("22.02.2023", "2023-02-22"),
        ("22 February 2023", "2023-02-22"),
        ("22. Februar 2023", "2023-02-22"),
        ("Feb 2023", "2023-02"),
        ("last week", "2023-02-20/2023-02-26"),
        ("2023", "2023"),
        ("Q1 2023", "2023-33"),
        ("2023-02-22T10:00", "2023-02-22T10:00"),
    ],
)
def test_date_is_read_as_it_is_written(text, edtf):
    assert read(text) == edtf


def test_other_language_is_read_where_the_own_one_is_not_sure():
    assert read("22 February 2023", "de") == "2023-02-22"
    assert read("gestern", "en") == "2023-02-28"


@pytest.mark.parametrize(
    "text", ["nonsense", "Q2 of fiscal 2023", "", "2023-02-30", "1" * 10_000, "x" * 600]
)
def test_what_is_no_sure_date_stays_as_it_is(text):
    assert read(text) == text


def test_two_values_stay_for_the_filter_to_refuse():
    params = QueryDict("from=22.02.2023&from=2024")
    assert with_dates_read(params, NOW).getlist("from") == ["22.02.2023", "2024"]


@pytest.mark.django_db
def test_page_leads_to_an_address_that_means_the_same_tomorrow(reader):
    newsroom.published_event()
    response = reader.get("/?from=22.02.2023&to=")
    assert (response.status_code, response["Location"]) == (302, "/?from=2023-02-22")
    assert "from: Wednesday, 22 February 2023" in pages.text(reader.get(response["Location"]))


@pytest.mark.django_db
def test_unreadable_date_is_said_in_place_and_nothing_typed_is_lost(reader):
    response = reader.get("/?from=nonsense&to=22.02.2023")
    assert response.status_code == 400
    assert 'value="nonsense"' in response.content.decode()
