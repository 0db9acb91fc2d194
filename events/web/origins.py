"""Where the knowledge of something comes from, in words: "one origin: Tass, by way of two reports".

Names are part of the wording, so that nobody has to trust a number.
"""

from collections.abc import Sequence
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_noop, ngettext

from events.record import Event, Origin, Origins
from events.record.mentions import citations_in
from events.record.vocabulary import OriginReason
from events.web.languages import Text, name_among
from events.web.vocabulary import word

_NAMED: Final = 3
_NUMBERS: Final = {
    2: gettext_noop("two"),
    3: gettext_noop("three"),
    4: gettext_noop("four"),
    5: gettext_noop("five"),
    6: gettext_noop("six"),
}


def origins_in_words(origins: Origins, event: Event, suffix: str | None = None) -> SafeString:
    """How many independent origins there are, and which (escaped HTML).

    `suffix`: links lead to them, see `links.actor_link`; None: there are no links.
    """
    if not origins.count:
        return format_html("{}", gettext("no origin that supports it"))
    names = _listed([_name(origin, event, suffix) for origin in origins.of])
    text = ngettext("one origin: {names}", "{number} independent origins: {names}", origins.count)
    found = format_html(text, number=_number(origins.count), names=names)
    reports = len(_reports(origins.of[0], event)) if origins.count == 1 else 0
    if not reports:
        return found
    by_way = ngettext("by way of one report", "by way of {number} reports", reports)
    return format_html("{}, {}", found, by_way.format(number=_number(reports)))


def reason(origins: Origins) -> str:
    """Why there are as many origins as are counted, in a sentence; "" where that is plain."""
    if origins.why == OriginReason.SEPARATE and origins.count < 2:
        return ""
    return f"{capfirst(word(OriginReason, origins.why))}." if origins.why else ""


def _number(number: int) -> str:
    known = _NUMBERS.get(number)
    return gettext(known) if known else str(number)


def _reports(origin: Origin, event: Event) -> set[str]:
    """The items by way of which something is known that its origin says."""
    ids = set(origin.citations)
    return {c.source.id for c in citations_in(event) if c.id in ids and c.via}


def _name(origin: Origin, event: Event, suffix: str | None) -> SafeString:
    if origin.actor:
        known = event.actors.get(origin.actor)
        name = name_among(known.names if known else {}, origin.name).html
        path = f"/actors/{origin.actor}/"
    else:
        source = event.sources.get(origin.source or "")
        title = Text(origin.name, source.language if source else "")
        name = format_html("<q>{}</q>", title.html)
        path = f"/sources/{origin.source}/"
    return name if suffix is None else format_html('<a href="{}{}">{}</a>', path, suffix, name)


def _listed(names: Sequence[SafeString]) -> SafeString:
    """Names in a row, not more than a line has room for: "A, B and C", "A, B, C and 2 others"."""
    if len(names) == 1:
        return names[0]
    hidden = len(names) - _NAMED
    if hidden > 0:
        last = ngettext("{number} other", "{number} others", hidden).format(number=hidden)
        *first, end = [*names[:_NAMED], format_html("{}", last)]
    else:
        *first, end = names
    several = format_html_join(", ", "{}", ((name,) for name in first))
    return format_html(gettext("{several} and {last}"), several=several, last=end)
