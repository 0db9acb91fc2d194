"""The page that says how the record is made."""

import pytest

from tests.web import pages

pytestmark = pytest.mark.django_db


def test_about_explains_every_mark(reader):
    text = pages.text(reader.get("/about/"))
    for words in ("Took place", "Announced", "Alleged", "Cancelled", "known to the day", "denies"):
        assert words in text


def test_about_says_whom_to_write_to(reader, settings):
    settings.CONTACT_URL = "mailto:desk@paper.example"
    links = pages.links(reader.get("/about/"))
    assert links["Write to the editors"] == "mailto:desk@paper.example"


def test_every_page_links_to_it(reader):
    assert pages.links(reader.get("/actors/"))["About this record"] == "/about/"


def test_it_takes_no_parameters(reader):
    assert reader.get("/about/?q=x").status_code == 400
