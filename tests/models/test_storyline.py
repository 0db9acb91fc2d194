"""Storylines: what the database refuses, and their address."""

import pytest

from events.models import Storyline
from tests import factories
from tests.models.constraints import violated

pytestmark = pytest.mark.django_db


def test_event_is_pinned_once():
    pin = factories.StorylinePinFactory()
    again = {"storyline": pin.storyline, "event": pin.event}
    assert violated(lambda: factories.StorylinePinFactory(**again)) == "storyline_pin_once"


def test_storyline_has_one_text_per_language():
    text = factories.StorylineTextFactory(language="en")
    assert (
        violated(lambda: factories.StorylineTextFactory(storyline=text.storyline, language="en"))
        == "storyline_text_once_per_language"
    )


def test_address_is_made_of_the_id():
    assert Storyline(id="abcd-efgh-ijkl").get_absolute_url() == "/storylines/abcd-efgh-ijkl/"
