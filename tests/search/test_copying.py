import pytest

from events.models import Edition
from events.search import copying
from events.search.copying import EditionStream, StoredEdition
from tests import newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def five(monkeypatch):
    monkeypatch.setattr(copying, "BATCH", 2)
    for n in range(5):
        newsroom.published_event(f"Talks “{n}”\t\\ 習")
    return [
        StoredEdition(edition.seq, edition.event_id, edition.text)
        for edition in Edition.objects.order_by("seq")
    ]


def test_stream_has_all_editions_in_batches(five):
    batches = list(EditionStream(Edition.objects.order_by("seq")))

    assert batches == [five[:2], five[2:4], five[4:]]


def test_stream_has_the_upgraded_document_where_there_is_one(five):
    Edition.objects.filter(seq=1).update(upgraded="newer")

    ((first, _second), *_rest) = EditionStream(Edition.objects.order_by("seq"))

    assert first.text == "newer"


def test_stream_of_nothing_is_empty(five):
    assert list(EditionStream(Edition.objects.none())) == []
    assert list(EditionStream(Edition.objects.filter(seq=99))) == []


def test_other_queries_can_be_asked_once_the_connection_is_free(five):
    found = []
    for batch in (stream := EditionStream(Edition.objects.order_by("seq"))):
        found += batch
        stream.free_connection()  # as often as one likes
        assert Edition.objects.count() == 5
    stream.close()

    assert found == five


@pytest.mark.parametrize("free", [False, True])
def test_a_stream_that_is_closed_early_leaves_the_connection_free(five, free):
    stream = EditionStream(Edition.objects.order_by("seq"))
    next(iter(stream))
    if free:
        stream.free_connection()
    stream.close()

    assert Edition.objects.count() == 5


def test_what_is_put_aside_beyond_the_memory_goes_to_a_file(five, monkeypatch):
    monkeypatch.setattr(copying, "IN_MEMORY", 10)
    stream = EditionStream(Edition.objects.order_by("seq"))
    batches = iter(stream)
    found = next(batches)
    stream.free_connection()
    for batch in batches:
        found += batch
    stream.close()

    assert found == five
