"""The page of facets, apart from the list."""

import pytest

from events.web.views import timeline
from tests import newsroom
from tests.web import pages

pytestmark = pytest.mark.django_db


def test_facets_lead_to_the_list_with_one_more_condition(reader):
    newsroom.published_event("Talks")
    newsroom.published_event("A raid", occurrence="alleged")
    links = pages.links(reader.get("/facets/?language=en"))
    assert links["Alleged"] == "/?occurrence=alleged&language=en"
    assert links["Back to the events"] == "/?language=en"
    assert pages.headings(reader.get(links["Alleged"]), 5) == ["Alleged: A raid"]


def test_list_of_many_links_to_its_facets_and_the_whole_list_has_them(reader, monkeypatch):
    monkeypatch.setattr(timeline, "MOST_MARKS", 1)
    newsroom.published_event("Talks")
    newsroom.published_event("A raid", occurrence="alleged")
    filtered = pages.links(reader.get("/?language=en"))
    assert filtered["Count these events by kind, actor, source …"] == "/facets/?language=en"
    assert pages.links(reader.get("/"))["Alleged"] == "/?occurrence=alleged"


@pytest.mark.parametrize("query", ["nonsense=1", "from=nonsense", "cursor=x", "lanes=type"])
def test_what_is_not_understood_is_refused(reader, query):
    newsroom.published_event("Talks")
    response = reader.get(f"/facets/?{query}")
    assert response.status_code == 400
    assert "Kind of event" not in pages.text(response)


def test_drafts_are_not_counted(reader):
    newsroom.published_event("Talks")
    newsroom.draft_event("Secret", occurrence="alleged")
    assert "Alleged" not in pages.text(reader.get("/facets/"))
