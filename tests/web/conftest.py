"""Who reads the pages, and whom they read about."""

import pytest
from django.test import Client

from events.dates import When
from events.models import Actor
from tests import factories, newsroom


@pytest.fixture
def reader(db) -> Client:
    """The anonymous reader, whose browser says English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def leser(db) -> Client:
    """The same reader with a German browser."""
    return Client(headers={"accept-language": "de"})


@pytest.fixture
def minister(db) -> Actor:
    """An actor with names in two scripts and a metonym, in an office since a first mention."""
    actor = newsroom.actor("Nikolai Patrushev")
    newsroom.name(actor, "Николай Патрушев", "ru", script="Cyrl")
    newsroom.name(actor, "Nikolaj Patruschew", "de", kind="transliteration")
    newsroom.name(actor, "The Lubyanka", "en", kind="metonym")
    tenure = factories.TenureFactory(
        actor=actor, start=When.parse("2008-05"), start_means="cited_since"
    )
    event = newsroom.draft_event("Talks in Moscow")
    factories.ParticipationFactory(event=event, actor=actor, tenure=tenure)
    newsroom.publish(event)
    return actor
