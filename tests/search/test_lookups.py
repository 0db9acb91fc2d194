from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.models import Edition, EditionSequence
from events.search.lookups import current_edition, newest_seq
from tests import newsroom
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(days=1)


def test_newest_seq_is_that_of_the_newest_edition():
    EditionSequence.objects.all().delete()
    assert newest_seq() == 0

    newsroom.retract(newsroom.published_event("Talks"), reason="Wrong", now=LATER)
    assert newest_seq() == 2


@pytest.mark.parametrize("moment", [None, LATER])
def test_current_edition_takes_one_query(moment):
    event = newsroom.published_event("Talks")
    newsroom.published_event("Visit")
    with CaptureQueriesContext(connection) as queries:
        found = current_edition(event.pk, as_of=moment)

    assert len(queries) == 1
    assert (found.seq, found.event_id, found.listed, found.at) == (1, event.pk, True, NOW)
    assert found.text == Edition.objects.get(seq=1).document


def test_current_edition_may_be_a_tombstone():
    event = newsroom.published_event("Talks")
    newsroom.retract(event, reason="Wrong", now=LATER)

    assert (current_edition(event.pk).seq, current_edition(event.pk).listed) == (2, False)
    assert current_edition(event.pk, as_of=NOW).listed is True


@pytest.mark.parametrize("event_id", ["", "2222-2222-2222", "'; --", "%s"])
@pytest.mark.parametrize("moment", [None, NOW])
def test_current_edition_of_nothing_is_none(event_id, moment):
    assert current_edition(event_id, as_of=moment) is None
