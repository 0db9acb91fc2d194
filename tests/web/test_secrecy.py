"""Drafts, and what only drafts use, look exactly like what does not exist."""

from datetime import timedelta

import pytest
from django.test import Client

from events.editorial.redacting import redact_text
from events.interchange.exports import FORMATS
from events.models import Profile
from tests import factories, newsroom

SECRET = "Zyzzyva"
UNKNOWN = "2222-2222-2222"


def secret_draft():
    """A draft full of a word that stands nowhere else, tied to public records where it can be."""
    public = newsroom.linked_event("Deliveries")
    draft = newsroom.linked_event(SECRET, publish_it=False)
    draft.texts.update(summary=f"{SECRET} summary")
    draft.citations.update(quote=f"{SECRET} quote")
    factories.EventRelationFactory(from_event=draft, to_event=public, type="follows")
    factories.EventRelationFactory(from_event=public, to_event=draft, type="announces")
    denial = draft.claims.get(kind="denial")
    factories.ClaimLinkFactory(from_claim=denial, to_claim=public.claims.get(kind="accusation"))
    factories.ParticipationFactory(event=draft, actor=public.participations.get(position=0).actor)
    storyline = public.pins.get().storyline
    factories.StorylinePinFactory(storyline=storyline, event=draft)
    public.texts.filter(language="en").update(summary="What we know better now.")
    newsroom.publish(public)
    return public, draft


@pytest.fixture
def draft(db):
    return secret_draft()[1]


def test_draft_appears_on_no_page(reader, draft):
    addresses = ["/", "/?q=zyzzyva", "/?ordering=-updated", "/actors/", "/sources/", "/storylines/"]
    addresses += [
        f"/{kind}s/{subject}/"
        for kind, subject in Profile.objects.values_list("kind", "subject").distinct()
    ]
    for address in ("/", "/sources/", *addresses):
        response = reader.get(address)
        # The container of the draft is public and named after it.
        body = response.content.decode().replace(f"Visit around {SECRET}", "")
        body = body.replace(f"visit-around-{SECRET.lower()}", "")
        asked = 1 if "q=" in address else 0
        assert body.count(SECRET) == 0, address
        assert body.lower().count("zyzzyva") <= asked * 60, address


@pytest.mark.parametrize("end", ["", "zyzzyva/", "history/"])
def test_draft_is_byte_for_byte_an_unknown_event(reader, draft, end):
    there = reader.get(f"/events/{draft.pk}/{end}")
    nowhere = reader.get(f"/events/{UNKNOWN}/{end}")
    assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)
    assert there.status_code == 404


def test_what_only_a_draft_uses_is_byte_for_byte_unknown(reader, draft):
    citation = draft.citations.get()
    addresses = [
        f"/actors/{draft.claims.first().speaker_id}/",
        f"/actors/{citation.source.publisher_id}/",
        f"/sources/{citation.source_id}/",
    ]
    for address in addresses:
        response = reader.get(address)
        unknown = reader.get(f"/{address.split('/')[1]}/{UNKNOWN}/")
        assert (response.status_code, response.content) == (404, unknown.content)


def test_filter_by_what_only_a_draft_uses_is_that_of_an_unknown_id(reader, draft):
    speaker = draft.claims.first().speaker_id
    there = reader.get("/", {"actor": speaker}).content.decode().replace(speaker, "")
    nowhere = reader.get("/", {"actor": UNKNOWN}).content.decode().replace(UNKNOWN, "")
    assert there == nowhere


def test_unpublished_change_is_not_seen(reader):
    event = newsroom.published_event("Talks in Moscow")
    event.texts.update(title=SECRET)
    response = reader.get(event.get_absolute_url(), follow=True)
    assert response.status_code == 200
    assert SECRET not in response.content.decode()


def test_private_storyline_is_not_found(reader):
    storyline = factories.StorylineFactory(public=False)
    factories.StorylineTextFactory(storyline=storyline)
    assert reader.get(f"/storylines/{storyline.pk}/").content == (
        reader.get(f"/storylines/{UNKNOWN}/").content
    )


@pytest.fixture
def redacted(db) -> tuple[str, ...]:
    """The addresses of pages on which a name stood that was redacted, and of all files."""
    event = newsroom.linked_event("Attack on Zelda Quass")
    victim = newsroom.actor("Zelda Quass")
    factories.ParticipationFactory(event=event, actor=victim, described_as="friend of Zelda Quass")
    storyline = event.pins.get().storyline
    storyline.texts.update(title="On Zelda Quass", introduction="[Zelda Quass](https://a.test/)")
    event.refresh_from_db()
    newsroom.correct(event, note="Zelda Quass was there.")
    redact_text(
        subject=event.pk, text="Zelda Quass", editor=newsroom.administrator(),
        now=newsroom.NOW + timedelta(days=1), ground="Court",
    )  # fmt: skip
    return (
        "/", "/changes/", "/actors/", "/sources/", "/storylines/", f"/events/{event.pk}/",
        f"/events/{event.pk}/history/", f"/actors/{victim.pk}/", f"/storylines/{storyline.pk}/",
        "/api/v1/events/", f"/api/v1/events/{event.pk}/editions/", "/api/v1/changes/",
        "/api/v1/storylines/", "/api/v1/actors/", "/api/v1/events/facets/",
        *(f"/api/v1/export/?format={name}" for name in FORMATS),
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "de"])
def test_redacted_text_is_on_no_page_and_in_no_file(redacted, language):
    client = Client(headers={"accept-language": language})
    mark = {"en": "[redacted]", "de": "[geschwärzt]"}[language]
    for path in redacted:
        response = client.get(path, follow=True)
        found = b"".join(response.streaming_content) if response.streaming else response.content
        assert (response.status_code, path) == (200, path)
        assert (b"zelda" in found.lower(), b"quass" in found.lower(), path) == (False, False, path)
        if not path.startswith("/api/"):
            assert (mark in found.decode(), path) == (True, path)
            # The name of the actor is no link, and nothing makes one of the brackets.
            assert f">{mark}</a>" not in found.decode()
