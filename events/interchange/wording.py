"""The texts of formats that consist of a title and a text.

Such a format has no member for the occurrence of an event or the answers to its claims, so that the
title and the text contain them: in the language of the event if the interface has it, otherwise in
English.
"""

from collections.abc import Callable
from functools import lru_cache

from django.db.models import TextChoices
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from events.dates import LANGUAGES, When
from events.record import Answer, Claim, Event
from events.record.meaning import OPEN
from events.record.vocabulary import ClaimKind, ClaimLinkType, Modality, Occurrence

_WHETHER_IS_UNKNOWN = _("not known whether it took place")

Label = Callable[[type[TextChoices], str], str]


def headline(event: Event) -> str:
    """Return the title, which begins with the occurrence unless the event took place."""
    if event.occurrence == Occurrence.OCCURRED:
        return event.title
    return f"{capfirst(occurrence_in_words(event))}: {event.title}"


def occurrence_in_words(event: Event) -> str:
    language = interface_language(event)
    if event.occurrence == Occurrence.UNKNOWN:
        return _translated(_WHETHER_IS_UNKNOWN, language)
    return _label(Occurrence, event.occurrence, language)


def date_in_words(event: Event) -> str:
    """Return the date as it is known, such as "around 18 February 2023"; "" if there is none."""
    return event.period.get(interface_language(event), "")


def as_of(event: Event) -> str:
    """Return when an expected event was last known to be expected; "" for other events."""
    if event.occurrence not in OPEN:
        return ""
    return _as_of(event.edition.at[:10], interface_language(event))


def edition_in_words(event: Event) -> str:
    """Return which edition it is, such as "edition 2 of 1 March 2023"."""
    language = interface_language(event)
    date = _day(event.edition.at[:10], language)
    words = _translated(_("edition %(number)s of %(date)s"), language)
    return capfirst(words % {"number": event.edition.number, "date": date})


def body(event: Event) -> list[str]:
    """Return the paragraphs of the text, the date first."""
    date = date_in_words(event)
    return [date, *paragraphs(event)] if date else paragraphs(event)


def paragraphs(event: Event) -> list[str]:
    """Return the date of an expectation, the summary, and the claims with their answers."""
    language = interface_language(event)

    def label(choices: type[TextChoices], value: str) -> str:
        return _label(choices, value, language)

    answering = {answer.claim for claim in event.claims for answer in claim.answered_by}
    claims = [
        statement(claim, event.language, label)
        for claim in event.claims
        if claim.id not in answering
    ]
    return [*filter(None, (as_of(event), *event.summary.splitlines())), *claims]


def statement(claim: Claim, language: str, label: Label = lambda _choices, value: value) -> str:
    """Return a claim and its answers: "Wang Yi (accusation): … – Antony Blinken (denies): …".

    `label` returns the words for values of vocabularies; without it, the values are used.
    """
    parts: list[tuple[Claim | Answer, str]] = [(claim, label(ClaimKind, claim.kind))]
    parts += [(answer, label(ClaimLinkType, answer.type)) for answer in claim.answered_by]
    return " – ".join(_said_by(part, kind, language, label) for part, kind in parts)


def _said_by(part: Claim | Answer, kind: str, language: str, label: Label) -> str:
    asserted = part.modality == Modality.ASSERTED
    words = kind if asserted else f"{kind}, {label(Modality, part.modality)}"
    return f"{part.speaker.name} ({words}): {part.texts.get(language, part.text)}"


def interface_language(event: Event) -> str:
    """Return the language of the interface in which the event is worded."""
    language = event.language.partition("-")[0]
    return language if language in LANGUAGES else "en"


@lru_cache(maxsize=1024)
def _label(choices: type[TextChoices], value: str, language: str) -> str:
    return _translated(choices(value).label if value in choices.values else value, language)


@lru_cache(maxsize=1024)
def _as_of(day: str, language: str) -> str:
    date = _day(day, language)
    return capfirst(_translated(_("as of %(date)s"), language) % {"date": date})


@lru_cache(maxsize=1024)
def _day(day: str, language: str) -> str:
    return When.parse(day).displays([language])[language]


def _translated(text: str | Promise, language: str) -> str:
    with translation.override(language):
        return str(text)
