"""An event as it stands in a list."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.template import loader
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop, ngettext

from events.web.dating import worded_period
from events.web.languages import Text, choose, in_reader_language, named
from events.web.links import event_path
from events.web.occurrences import Appearance, appearance

_NAMED_PARTICIPANTS = 4
_NUMBERS = {
    2: gettext_noop("two"),
    3: gettext_noop("three"),
    4: gettext_noop("four"),
    5: gettext_noop("five"),
    6: gettext_noop("six"),
}


@dataclass(frozen=True)
class Card:
    id: str
    url: str
    title: Text
    summary: Text
    period: str
    type: str
    appearance: Appearance
    place: Text
    participants: tuple[Text, ...]
    more_participants: int
    sources: str
    corrected: bool
    denied_by: tuple[Text, ...]

    @cached_property
    def html(self) -> SafeString:
        """In the language in which it was first asked for."""
        return loader.render_to_string("events/parts/card.html", {**vars(self)})


def card(document: dict[str, Any], suffix: str = "") -> Card:
    """The card of a standing event. `suffix`: see `links.actor_link`."""
    actors = {part["actor"]["id"]: part["actor"] for part in document["participants"]}
    shown = list(actors.values())[:_NAMED_PARTICIPANTS]
    return Card(
        id=document["id"],
        url=event_path(document) + suffix,
        title=in_reader_language(document, "title"),
        summary=in_reader_language(document, "summary"),
        period=worded_period(document),
        type=choose(document["type_names"], document["type"]),
        appearance=appearance(document),
        place=named(document["place"]) if document["place"] else Text(""),
        participants=tuple(named(actor) for actor in shown),
        more_participants=len(actors) - len(shown),
        sources=worded_origins(document["origins"]),
        corrected=document["edition"]["kind"] == "corrected",
        denied_by=tuple(denials(document).values()),
    )


def denials(document: dict[str, Any]) -> dict[str, Text]:
    """Who denies a claim that the event holds, by id: lists never show one without the other."""
    own = {claim["id"] for claim in document["claims"]}
    return {
        claim["speaker"]["id"]: named(claim["speaker"])
        for claim in document["claims"]
        for link in claim["links"]
        if link["type"] == "denies" and link["claim"] in own
    }


def worded_origins(count: int) -> str:
    """The number of independent origins in words."""
    if count == 0:
        return gettext("no origin that supports it")
    if count == 1:
        return gettext("a single origin")
    text = ngettext("%(number)s independent origin", "%(number)s independent origins", count)
    word = _NUMBERS.get(count)
    return text % {"number": gettext(word) if word else str(count)}
