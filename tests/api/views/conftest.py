"""Programs with tokens, and an event as they send it."""

import pytest

from events.models import EventType
from tests import factories, newsroom
from tests.api.programs import Program, token_of


@pytest.fixture
def writer(db) -> Program:
    return Program(token_of(newsroom.editor(), "read", "write"))


@pytest.fixture
def publisher(db) -> Program:
    return Program(token_of(newsroom.reviewer(), "read", "write", "publish"))


@pytest.fixture
def document(db) -> dict:
    """An event with everything that a program can send."""
    speaker, host = newsroom.actor("Wang Yi"), newsroom.actor("Sergei Lavrov")
    source = factories.SourceFactory(title="A report")
    wire = factories.SourceFactory(title="A wire", held=False)
    if not EventType.objects.filter(key="talks").exists():
        factories.EventTypeFactory(key="talks")
    other = newsroom.published_event("Visit")
    chain = [{"actor": host.pk, "wording": "laut Tass"}, {"source": {"id": wire.pk}}]
    cited = [{"source": source.pk, "quote": "on Tuesday", "via": chain}]
    dated = [*cited, {"source": source.pk, "field": "start", "quote": "on Tuesday"}]
    return {
        "external_key": "archive:17",
        "title": "Talks in Moscow",
        "summary": "They talked.",
        "language": "en",
        "texts": {"de": {"title": "Gespräche in Moskau", "translator": "desk"}},
        "type": "talks",
        "occurrence": "occurred",
        "start": {
            "edtf": "2023-02-21",
            "basis": "resolved_phrase",
            "phrase": "am Dienstag",
            "phrase_language": "de",
            "anchor": "2023-02-22T16:00:00+01:00",
        },
        "end": "2023-02-22",
        "place": {"name": "Moscow", "names": {"de": "Moskau"}, "country": "RU",
                  "precision": "city"},
        "participants": [
            {"actor": speaker.pk, "role": "visitor", "described_as": "top diplomat",
             "citations": cited},
            {"actor": {"name": "Sergei Lavrov"}, "role": "host"},
        ],
        "claims": [
            {"id": "2222-2222-2222", "speaker": speaker.pk, "kind": "accusation",
             "text": "It was so.", "language": "en", "texts": {"de": "So war es."},
             "said": "2023-02-21", "citations": cited},
            {"speaker": host.pk, "kind": "denial", "text": "It was not.", "language": "en",
             "citations": cited, "also_about": [other.pk],
             "links": [{"type": "denies", "claim": "2222-2222-2222"}]},
        ],
        "citations": dated,
        "relations": [{"type": "part_of", "event": {"id": other.pk}}],
        "storylines": [factories.StorylineFactory().pk],
        "other_dates": [{"kind": "earlier_announced", "start": "2023-02", "note": "At first."}],
    }  # fmt: skip
