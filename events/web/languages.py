"""Text in the reader's language where there is one; marked with its language where there is not."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.http import HttpRequest, QueryDict
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy

from events.dates import LANGUAGES
from events.record import (
    Actor,
    ActorRef,
    Answer,
    Claim,
    Event,
    EventRef,
    NamedActor,
    Place,
    Storyline,
    StorylineRef,
)
from events.record.language import in_language
from events.record.vocabulary import TextOrigin
from events.timeline import labels

# Of the language, not of the country: an Arabic text is written from right to left everywhere.
_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"Arab", "Hebr", "Nkoo", "Syrc", "Thaa"})

_SCRIPTS = {
    "Arab": gettext_lazy("Arabic script"),
    "Cyrl": gettext_lazy("Cyrillic script"),
    "Grek": gettext_lazy("Greek script"),
    "Hans": gettext_lazy("simplified Chinese script"),
    "Hant": gettext_lazy("traditional Chinese script"),
    "Hebr": gettext_lazy("Hebrew script"),
    "Jpan": gettext_lazy("Japanese script"),
    "Kore": gettext_lazy("Korean script"),
    "Latn": gettext_lazy("Latin script"),
}


class NamesActors(Protocol):
    """A document that says what is known of the actors that it names."""

    @property
    def actors(self) -> dict[str, NamedActor]: ...


def reader_language() -> str:
    """The language of the page that is being made."""
    return labels.active_language()


def asked_languages(request: HttpRequest) -> list[str]:
    """The values of ``hl=`` in the address, which fixes the language of a page."""
    text = request.META.get("QUERY_STRING", "")
    return list(filter(None, QueryDict(text).getlist("hl"))) if "hl=" in text else []


def fixed_language(request: HttpRequest) -> str:
    """The language that ``hl=`` fixes; "" if there is none, or none that pages have."""
    asked = asked_languages(request)
    return asked[0] if len(asked) == 1 and asked[0] in LANGUAGES else ""


def language_name(tag: str) -> str:
    """ "German" for ``de``; the tag itself for a language that Django has no name for."""
    return labels.language_labels(tag)[reader_language()]


def script_name(script: str) -> str:
    """ "Cyrillic script" for ``Cyrl``; the code itself for a script without a name here."""
    return str(_SCRIPTS.get(script, script))


def direction(tag: str, script: str = "") -> str:
    """The ``dir`` attribute of a text: ``auto`` (by its first strong letter) if unknown."""
    if script:
        return "rtl" if script in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    if not tag:
        return "auto"
    return "rtl" if tag.partition("-")[0].lower() in _RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True)
class Text:
    """A text, its language ("" unknown) and, for a translation, the language of the original."""

    value: str
    language: str = ""
    translated_from: str = ""
    translator: str = ""
    script: str = ""

    def __bool__(self) -> bool:
        return bool(self.value)

    def __str__(self) -> str:
        return self.value

    @property
    def dir(self) -> str:
        return direction(self.language, self.script)

    @property
    def foreign(self) -> bool:
        """Whether it is in another language than the page."""
        return self.language.partition("-")[0] != reader_language()

    @property
    def html(self) -> SafeString:
        """The text, escaped, in an element that says its language and direction if they differ."""
        if not self.language:
            return format_html("<bdi>{}</bdi>", self.value)
        if not self.foreign:
            return escape(self.value)
        return format_html(
            '<span lang="{}" dir="{}">{}</span>', self.language, self.dir, self.value
        )

    @property
    def origin(self) -> str:
        """What a reader should know about the language of the text; "" if there is nothing."""
        if self.translated_from:
            values = {
                "language": language_name(self.translated_from),
                "translator": self.translator,
            }
            if self.translator:
                return gettext("Translated from %(language)s by %(translator)s") % values
            return gettext("Translated from %(language)s") % values
        if self.language and self.foreign:
            return gettext("In %(language)s") % {"language": language_name(self.language)}
        return ""


def in_reader_language(record: Event | Storyline, field: str) -> Text:
    """`field` ("title", "summary", "introduction") of an event or storyline.

    A translation that lacks the field falls back to the original.
    """
    language = reader_language()
    translation = record.texts.get(language)
    translated = getattr(translation, field, "")
    if translation is None or not translated or language == record.language:
        return Text(getattr(record, field), record.language)
    if translation.origin == TextOrigin.ORIGINAL:
        return Text(translated, language)
    return Text(translated, language, record.language, getattr(translation, "translator", ""))


def said(claim: Claim | Answer) -> Text:
    """What was said, in our words."""
    language = reader_language()
    if language != claim.language and claim.texts.get(language):
        return Text(claim.texts[language], language)
    return Text(claim.text, claim.language)


def named(record: Place | Actor) -> Text:
    """The name of a place or actor for the reader."""
    return name_among(record.names, record.name)


def actor_name(actor: ActorRef, document: NamesActors) -> Text:
    """The name of an actor that a document names."""
    known = document.actors.get(actor.id)
    return name_among(known.names if known else {}, actor.name)


def name_among(names: Mapping[str, str], name: str) -> Text:
    """The one of `names`, by language, that is in the reader's; else `name`."""
    language = reader_language()
    if names.get(language):
        return Text(names[language], language)
    own = next((key for key, known in names.items() if known == name), "")
    return Text(name, own)


def titled(record: EventRef | StorylineRef) -> Text:
    """The title of a reference for the reader."""
    language = reader_language()
    if title := record.titles.get(language):
        return Text(title, language)
    # A reference does not say its original language; the other languages are those of translations.
    return Text(record.title)


def choose(names: Mapping[str, str], fallback: str = "") -> str:
    """The reader's language, else English, else any of the names, else `fallback`."""
    return in_language(names, reader_language(), fallback)
