"""Addresses of the pages, and links to them."""

from dataclasses import dataclass

from anyascii import anyascii
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from events.record import (
    Actor,
    ActorRef,
    Event,
    EventRef,
    Linked,
    NamedSource,
    SourceRef,
    StorylineRef,
    UnreadableDocument,
)
from events.record.redaction import SCAR
from events.web.languages import NamesActors, Text, actor_name, named, titled

_SLUG_LENGTH = 80
# What stands behind an event's id in another page's address.
_RESERVED = frozenset({"history"})


@dataclass(frozen=True)
class Link:
    """`url` is "" for a text alone."""

    url: str
    text: Text

    @property
    def html(self) -> SafeString:
        if not self.url:
            return self.text.html
        return format_html('<a href="{}">{}</a>', self.url, self.text.html)


def slug(title: str) -> str:
    """The readable end of an event's address, from its original title; "" when nothing is left."""
    text = slugify(anyascii(title))
    if len(text) > _SLUG_LENGTH:
        text = text[: _SLUG_LENGTH + 1].rpartition("-")[0] or text[:_SLUG_LENGTH]
    return f"{text}-event" if text in _RESERVED else text


def event_path(event: Event | EventRef) -> str:
    """The address of a current event, with the slug it has now."""
    end = slug(event.title)
    return f"{event.url}{end}/" if end else event.url


def actor_link(actor: ActorRef, document: NamesActors, suffix: str = "") -> Link:
    """`document` names the actor. `suffix` is the query that keeps a reader in the past that is
    looked at ("?as_of=…").
    """
    return _named_link(actor.url + suffix, actor_name(actor, document))


def profile_link(actor: Actor, suffix: str = "") -> Link:
    return _named_link(actor.url + suffix, named(actor))


def _named_link(url: str, name: Text) -> Link:
    """Somebody whose name was redacted is not to be found by the company that they keep: the mark
    leads to no list of events.
    """
    return Link("" if name.value == SCAR else url, name)


def known_source(source: SourceRef, document: Linked) -> NamedSource:
    """What the document says of a source. Raises `UnreadableDocument` where it says nothing."""
    try:
        return document.sources[source.id]
    except KeyError as error:
        raise UnreadableDocument(f"source {source.id} is not described") from error


def source_link(source: SourceRef, document: Linked, suffix: str = "") -> Link:
    title = Text(source.title, known_source(source, document).language)
    return Link(source.url + suffix, title)


def event_link(event: EventRef, suffix: str = "") -> Link:
    return Link(event_path(event) + suffix, titled(event))


def storyline_link(storyline: StorylineRef, suffix: str = "") -> Link:
    return Link(storyline.url + suffix, titled(storyline))
