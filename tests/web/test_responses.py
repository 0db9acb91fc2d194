"""Refusals, and lists with their neighbours."""

import pytest
from django.test import RequestFactory
from django.utils.translation import override

from events.dates import When
from events.timeline.filters import EventFilter, FilterError
from events.timeline.problems import Problem
from events.web.views import responses
from tests import newsroom
from tests.web.pages import headings, text


def request(address: str = "/"):
    return RequestFactory().get(address)


def test_refusal_says_every_problem_and_may_be_kept_for_a_minute():
    error = FilterError([Problem("as_of", "No such month."), Problem("cursor", "Forged.")])
    response = responses.refused(request(), error)
    assert response.status_code == 400
    assert headings(response, 1) == ["This request is not valid"]
    assert "No such month. Forged." in text(response)
    assert response["Cache-Control"].startswith("public, max-age=60")


def test_pager_leads_to_the_same_list_with_another_cursor():
    found = responses.pager(request("/actors/?q=a&cursor=b"), None, "c", "Back", "More")
    assert found == {
        "previous_url": "",
        "next_url": "/actors/?q=a&cursor=c",
        "previous_words": "Back",
        "next_words": "More",
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("ordering", "back", "onward"),
    [
        ("-date", "Later", "Earlier"),
        ("date", "Earlier", "Later"),
        ("-updated", "Previous", "Next"),
    ],
)
def test_neighbours_are_named_by_the_order(monkeypatch, ordering, back, onward):
    monkeypatch.setattr(responses, "PAGE_SIZE", 1)
    for year in ("2022", "2023"):
        newsroom.published_event(f"Event of {year}", start=When.parse(year))
    found, links = responses.event_list(request(), EventFilter(ordering=ordering))
    assert (links["previous_words"], links["next_words"]) == (back, onward)
    assert (links["previous_url"], links["next_url"][:9]) == ("", "/?cursor=")
    assert len(found.records) == 1
    with override("de"):
        translated = responses.event_list(request(), EventFilter(ordering=ordering))[1]
    assert translated["next_words"] in {"Frühere", "Spätere", "Weiter"}


@pytest.mark.django_db
def test_forged_cursor_is_refused():
    with pytest.raises(FilterError):
        responses.event_list(request("/?cursor=forged"), EventFilter())
