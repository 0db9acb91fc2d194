"""The pages of days and months."""

from datetime import timedelta

import pytest

from events.dates import When
from tests import factories, newsroom
from tests.web import pages

pytestmark = pytest.mark.django_db


def published(title: str, edtf: str, **fields):
    event = newsroom.draft_event(title, start=When.parse(edtf), **fields)
    newsroom.publish(event)
    return event


def test_day_has_what_may_have_happened_on_it(reader):
    for title, edtf in (("Talks", "2023-02-21"), ("Some day", "2023-02"), ("Later", "2023-02-22")):
        published(title, edtf)
    response = reader.get("/days/2023-02-21/")
    assert pages.headings(response, 1) == ["Tuesday, 21 February 2023"]
    assert pages.headings(response, 5) == ["Some day", "Talks"]


def test_day_leads_to_its_neighbours_its_month_and_its_past(reader):
    links = pages.links(reader.get("/days/2023-02-28/"))
    assert links["Day before"] == "/days/2023-02-27/"
    assert links["Day after"] == "/days/2023-03-01/"
    assert links["Whole month"] == "/days/2023-02/"
    assert links["The record as it stood at the end of this day"] == "/?as_of=2023-02-28"


def test_month_leads_to_its_neighbours(reader):
    response = reader.get("/days/2023-12/")
    links = pages.links(response)
    assert pages.headings(response, 1) == ["December 2023"]
    assert (links["Month before"], links["Month after"]) == ("/days/2023-11/", "/days/2024-01/")
    assert "Whole month" not in links


def test_calendar_ends(reader):
    assert "Day before" not in pages.links(reader.get("/days/0001-01-01/"))
    assert "Day after" not in pages.links(reader.get("/days/9999-12-31/"))


def test_what_was_reported_then_is_shown_whenever_it_happened(reader):
    source = factories.SourceFactory(published=When.parse("2023-02-25"))
    newsroom.publish(newsroom.draft_event("Old talks", source=source, start=When.parse("2020")))
    text = pages.text(reader.get("/days/2023-02-25/"))
    assert "No event on record lies in this time." in text
    assert text.index("Reported at this time") < text.index("Old talks")


def test_past_stays_in_the_links_and_hides_what_came_later(reader):
    published("Talks", "2023-02-21")
    later = newsroom.draft_event("Known later", start=When.parse("2023-02-21"))
    newsroom.publish(later, now=newsroom.NOW + timedelta(days=9))
    response = reader.get("/days/2023-02-21/?as_of=2023-03-02")
    assert pages.headings(response, 5) == ["Talks"]
    assert pages.links(response)["Day after"].startswith("/days/2023-02-22/?as_of=")


@pytest.mark.parametrize(
    "date", ["2023-02-30", "2023-13", "2023", "20230221", "2023-02-21x", "nonsense", "2023-W08"]
)
def test_what_is_no_day_or_month_is_not_found(reader, date):
    assert reader.get(f"/days/{date}/").status_code == 404


@pytest.mark.parametrize("query", ["q=x", "from=2023", "as_of=2999-01-01", "lanes=type"])
def test_parameters_without_use_are_refused(reader, query):
    published("Talks", "2023-02-21")
    response = reader.get(f"/days/2023-02-21/?{query}")
    assert response.status_code == 400
    assert "Talks" not in pages.text(response)


def test_stretches_of_its_scale_lead_to_the_timeline(reader):
    published("Talks", "2023-02-21")
    content = reader.get("/days/2023-02-21/").content.decode()
    assert 'href="/?from=2023-02-21T10%3A00&amp;to=2023-02-21T10%3A59"' in content


def test_drafts_are_not_there(reader):
    newsroom.draft_event("Secret", start=When.parse("2023-02-21"))
    assert "Secret" not in pages.text(reader.get("/days/2023-02-21/"))
