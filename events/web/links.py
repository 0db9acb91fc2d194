"""Addresses of the pages, and links to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from anyascii import anyascii
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from events.web.languages import Text, named, titled

_SLUG_LENGTH = 80
# What stands behind an event's id in another page's address.
_RESERVED = frozenset({"history"})


@dataclass(frozen=True)
class Link:
    url: str
    text: Text

    @property
    def html(self) -> SafeString:
        return format_html('<a href="{}">{}</a>', self.url, self.text.html)


def slug(title: str) -> str:
    """The readable end of an event's address, from its original title; "" when nothing is left."""
    text = slugify(anyascii(title))
    if len(text) > _SLUG_LENGTH:
        text = text[: _SLUG_LENGTH + 1].rpartition("-")[0] or text[:_SLUG_LENGTH]
    return f"{text}-event" if text in _RESERVED else text


def event_path(record: Mapping[str, Any]) -> str:
    """The address of a standing event (document or reference), with the slug it has now."""
    end = slug(record["title"])
    return f"{record['url']}{end}/" if end else str(record["url"])


def actor_link(record: Mapping[str, Any], suffix: str = "") -> Link:
    """`suffix` is the query that keeps a reader in the past that is looked at ("?as_of=…")."""
    return Link(record["url"] + suffix, named(record))


def source_link(record: Mapping[str, Any], suffix: str = "") -> Link:
    return Link(record["url"] + suffix, Text(record["title"], record["language"]))


def event_link(record: Mapping[str, Any], suffix: str = "") -> Link:
    return Link(event_path(record) + suffix, titled(record))


def storyline_link(record: Mapping[str, Any], suffix: str = "") -> Link:
    return Link(record["url"] + suffix, titled(record))
