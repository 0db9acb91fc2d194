import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from events.models import Event, Redaction
from tests import newsroom

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return newsroom.published_event("About Zelda")


def redact(monkeypatch, event: Event, text: str, *options: str) -> list[str]:
    """The lines that the command writes."""
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    out = io.StringIO()
    call_command("redact", event.pk, *options, stdout=out)
    return out.getvalue().splitlines()


def test_text_is_counted_and_then_removed(monkeypatch, event):
    given = ("--editor", newsroom.administrator().username, "--ground", "Court")
    counts = ["events.edition: 2", "events.event: 1", "events.eventtext: 2"]
    counts.append("events.version: 2")
    assert redact(monkeypatch, event, "Zelda\n", *given) == [
        *counts,
        "Nothing was changed: see --yes.",
    ]
    assert newsroom.current(event).title == "About Zelda"
    done = redact(monkeypatch, event, "Zelda\n", *given, "--yes")
    assert done[:5] == [*counts, "Redacted."]
    told = [
        "PostgreSQL keeps former versions of rows. Remove them when the site can wait:",
        "  VACUUM (FULL, ANALYZE);",
    ]
    assert done[5:] == ([] if connection.vendor == "sqlite" else told)
    assert newsroom.current(event).title == "About [redacted]"
    assert Redaction.objects.get().ground == "Court"


@pytest.mark.parametrize(
    ("who", "text", "message"),
    [
        ("nobody", "Zelda", "There is no such account."),
        ("reviewer", "Zelda", "Your account may not do this."),
        ("administrator", "Nobody", "This does not occur in the record."),
    ],
)
def test_refusal_is_told(monkeypatch, event, who, text, message):
    newsroom.administrator()
    with pytest.raises(CommandError, match=message):
        redact(monkeypatch, event, text, "--editor", who, "--ground", "Court", "--yes")
    assert Redaction.objects.count() == 0
