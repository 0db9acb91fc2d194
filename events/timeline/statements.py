"""A document of the public record as single statements in words, each at a stable path."""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.record.vocabulary import (
    Basis,
    ClaimKind,
    ClaimLinkType,
    Confidence,
    Modality,
    Occurrence,
    OtherDateKind,
    PlacePrecision,
    RelationType,
    Role,
    Stance,
)
from events.timeline.labels import document_labels, language_labels

Document = dict[str, Any]
Statement = tuple[str, str, str]
"""Path, label and wording."""

TOMBSTONE: Final[dict[str, Promise]] = {
    "retracted": _("Withdrawn"),
    "merged_into": _("Merged into another event"),
}
"""The paths of a tombstone."""


def statements(document: Document, language: str) -> Iterator[Statement]:
    """All that a document says, in its own order; a wording can be "".

    Paths: ``title``, ``texts.de.title``, ``start``, ``start.phrase``,
    ``participants.<actor>.<role>``, ``claims.<id>``, ``claims.<id>.citations.<id>``,
    ``citations.<id>``, ``relations.<type>.<event>``, ``storylines.<id>`` and so on; of a tombstone
    ``retracted`` or ``merged_into`` alone.
    """
    for path, label in TOMBSTONE.items():
        if document.get(path):
            yield path, str(label), gettext("yes")
            return
    yield from _texts(document, language)
    yield "type", gettext("Type"), document["type_names"].get(language) or document["type"]
    yield "occurrence", gettext("Occurrence"), _choice(Occurrence, document["occurrence"])
    yield from _when("start", gettext("Start"), document["start"], language)
    yield from _when("end", gettext("End"), document["end"], language)
    for other in document["other_dates"]:
        path = f"other_dates.{other['kind']}.{other['start']['edtf']}"
        yield path, _choice(OtherDateKind, other["kind"]), _other_date(other, language)
    yield "place", gettext("Place"), _place(document["place"], language)
    for participant in document["participants"]:
        path = f"participants.{participant['actor']['id']}.{participant['role']}"
        yield path, gettext("Participant"), _participant(participant, language)
        yield from _citations(path, participant["citations"], language)
    yield from _claims(document["claims"], language)
    yield from _citations("", document["citations"], language)
    for relation in document["relations"]:
        path = f"relations.{relation['type']}.{relation['event']['id']}"
        yield path, _choice(RelationType, relation["type"]), _title(relation["event"], language)
    for storyline in document["storylines"]:
        path = f"storylines.{storyline['id']}"
        yield path, gettext("Storyline"), _title(storyline, language)


def _texts(document: Document, language: str) -> Iterator[Statement]:
    yield "title", gettext("Title"), document["title"]
    yield "summary", gettext("Summary"), document["summary"]
    for key, text in document["texts"].items():
        name = language_labels(key)[language]
        label = gettext("Title ({language})").format(language=name)
        yield f"texts.{key}.title", label, text["title"]
        label = gettext("Summary ({language})").format(language=name)
        yield f"texts.{key}.summary", label, text["summary"]
        label = gettext("Translated by ({language})").format(language=name)
        yield f"texts.{key}.translator", label, text["translator"]


def _when(path: str, label: str, when: Document | None, language: str) -> Iterator[Statement]:
    if when is None:
        return
    zone = f" ({when['timezone']})" if when["timezone"] else ""
    yield path, label, _display(when, language) + zone
    basis = gettext("{date}: basis").format(date=label)
    yield f"{path}.basis", basis, _choice(Basis, when["basis"])
    phrase = gettext("{date}: as written").format(date=label)
    yield f"{path}.phrase", phrase, when["phrase"]


def _claims(claims: Iterable[Document], language: str) -> Iterator[Statement]:
    listed = list(claims)
    texts = {claim["id"]: _claim_text(claim, language) for claim in listed}
    for claim in listed:
        path = f"claims.{claim['id']}"
        speaker = document_labels(claim["speaker"])[language]
        yield path, gettext("Claim"), f"{speaker}: {texts[claim['id']]}"
        yield f"{path}.kind", gettext("Kind of claim"), _choice(ClaimKind, claim["kind"])
        yield f"{path}.modality", gettext("Modality"), _choice(Modality, claim["modality"])
        yield f"{path}.quote", gettext("Quote"), _quoted(claim["quote"])
        said = _display(claim["said"], language) if claim["said"] else ""
        yield f"{path}.said", gettext("Said"), said
        for link in claim["links"]:
            other = texts.get(link["claim"]) or gettext("a claim of another event")
            at = f"{path}.links.{link['type']}.{link['claim']}"
            yield at, gettext("Answer"), f"{_choice(ClaimLinkType, link['type'])}: {other}"
        yield from _citations(path, claim["citations"], language)


def _citations(owner: str, citations: Iterable[Document], language: str) -> Iterator[Statement]:
    for citation in citations:
        path = f"{owner}.citations.{citation['id']}".removeprefix(".")
        yield path, gettext("Citation"), _citation(citation, language)


def _citation(citation: Document, language: str) -> str:
    parts = [_source(citation["source"], language)]
    parts += [hop["wording"] or _hop(hop, language) for hop in citation["via"]]
    parts += [_quoted(citation["quote"]), citation["locator"]]
    if citation["stance"] != Stance.REPORTS:
        parts.append(_choice(Stance, citation["stance"]))
    if citation["confidence"]:
        confidence = _choice(Confidence, citation["confidence"])
        parts.append(gettext("confidence: {level}").format(level=confidence))
    if citation["field"]:
        parts.append(gettext("for: {field}").format(field=citation["field"]))
    return _joined(parts)


def _source(source: Document, language: str) -> str:
    publisher = source["publisher"]
    return _joined([source["title"], document_labels(publisher)[language] if publisher else ""])


def _hop(hop: Document, language: str) -> str:
    if hop["actor"]:
        return document_labels(hop["actor"])[language]
    return _source(hop["source"], language) if hop["source"] else ""


def _participant(participant: Document, language: str) -> str:
    name = document_labels(participant["actor"])[language]
    office = participant["offices"].get(language) or participant["office"]
    role = _choice(Role, participant["role"])
    return _joined([name, role, office, _quoted(participant["described_as"])])


def _place(place: Document | None, language: str) -> str:
    if place is None:
        return ""
    point = ""
    if place["latitude"] is not None:
        point = f"{place['latitude']:.5f} {place['longitude']:.5f}"
    precision = _choice(PlacePrecision, place["precision"])
    return _joined([document_labels(place)[language], place["country"], precision, point])


def _other_date(other: Document, language: str) -> str:
    dates = [_display(when, language) for when in (other["start"], other["end"]) if when]
    source = _source(other["source"], language) if other["source"] else ""
    return _joined([" – ".join(dates), source, other["note"]])


def _claim_text(claim: Document, language: str) -> str:
    text: str = claim["texts"].get(language) or claim["text"]
    return text


def _title(record: Document, language: str) -> str:
    title: str = record["titles"].get(language) or record["title"]
    return title


def _display(when: Document, language: str) -> str:
    text: str = when["display"][language]
    return text


def _quoted(text: str) -> str:
    return gettext("“{text}”").format(text=text) if text else ""


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)


def _choice(choices: type[TextChoices], value: str) -> str:
    # A record outlives the vocabulary of its day.
    return str(choices(value).label) if value in choices.values else value
