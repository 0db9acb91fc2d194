"""A record of an event as single statements in words, each at a stable path.

What is stated follows from the declaration: each member has a label, and a vocabulary or a type
that tells how to word its value. `_PARTS` adds what the declaration cannot say: which documents are
worded as a whole, in which words, and how their paths end. A member that no part covers is a
statement of its own.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events import dates
from events.record import (
    ActorRef,
    Answer,
    Citation,
    Claim,
    ClaimLink,
    Declared,
    Document,
    Event,
    EventRecord,
    EventRef,
    Hop,
    NamedSource,
    Origins,
    OtherDate,
    Participation,
    Place,
    Relation,
    Retraction,
    SourceRef,
    StorylineRef,
    When,
    members_of,
)
from events.record.vocabulary import OriginReason, Stance
from events.timeline.labels import language_labels

Statement = tuple[str, str, str]
"""Path, label and wording."""

TOMBSTONE: Final[dict[str, Promise]] = {
    "retracted": _("Withdrawn"),
    "merged_into": _("Merged into another event"),
}
"""The paths of a tombstone."""


def statements(record: EventRecord, language: str) -> Iterator[Statement]:
    """All that a record says, in its own order; a wording can be "". Labels are in the active
    language.

    Paths: ``title``, ``texts.de.title``, ``start``, ``start.phrase``,
    ``participants.<actor>.<role>``, ``claims.<id>``, ``claims.<id>.citations.<id>``,
    ``claims.<id>.answered_by.<type>.<claim>``, ``citations.<id>``, ``relations.<type>.<event>``,
    ``storylines.<id>``, ``origins`` and so on; of a tombstone ``retracted`` or ``merged_into``
    alone. Addresses and the edition's own data are no statements; what is known of an actor or
    source is stated wherever it is named.
    """
    if isinstance(record, Event):
        yield from _members(Context(record, language), "", record)
        return
    path = "retracted" if isinstance(record, Retraction) else "merged_into"
    yield path, str(TOMBSTONE[path]), gettext("yes")


@dataclass(frozen=True)
class Context:
    """The event that is being worded, and the language."""

    event: Event
    language: str

    def text_of(self, claim_id: str) -> str:
        """What a claim of the event says; "" if it belongs to another one."""
        claims = (claim for claim in self.event.claims if claim.id == claim_id)
        return next((_in_language(claim.texts, claim.text, self) for claim in claims), "")


@dataclass(frozen=True)
class Part:
    """How a document is worded. `key`: what the path of one in a list ends with. `text`: its words
    as a whole, if it has any, with `label` instead of that of the member that holds it.

    `covers`: the members that these say or that are no statements; `texts`: words of others that
    the declaration does not give.
    """

    covers: frozenset[str] = frozenset()
    key: Callable[[Any], str] = lambda document: getattr(document, "id", "")
    label: Callable[[Any, Context], str] | None = None
    text: Callable[[Any, Context], str] | None = None
    texts: Mapping[str, Callable[[Any, Context], str]] = field(default_factory=dict)


def _members(
    context: Context, path: str, document: Document, pattern: str = "{}"
) -> Iterator[Statement]:
    """The members of a document that are statements of their own; `pattern`: for their labels."""
    part = _part(document)
    for name, declared in members_of(type(document)).items():
        if name in part.covers:
            continue
        place = f"{path}.{name}".removeprefix(".")
        label = capfirst(pattern.format(declared.member.label))
        if name in part.texts:
            yield place, label, part.texts[name](document, context)
        else:
            yield from _member(context, place, label, declared, getattr(document, name))


def _member(
    context: Context, path: str, label: str, declared: Declared, value: Any
) -> Iterator[Statement]:
    if declared.document is None:
        yield path, label, _plain(declared, value, context)
    elif isinstance(value, list):
        for item in value:
            yield from _document(context, f"{path}.{_part(item).key(item)}", label, item)
    elif isinstance(value, dict):  # by language
        for key, item in value.items():
            pattern = f"{{}} ({language_labels(key)[context.language]})"
            yield from _members(context, f"{path}.{key}", item, pattern)
    elif value is not None:
        yield from _document(context, path, label, value)


def _document(context: Context, path: str, label: str, document: Document) -> Iterator[Statement]:
    part = _part(document)
    if part.label is not None:
        label = part.label(document, context)
    if part.text is not None:
        yield path, label, part.text(document, context)
    pattern = f"{label}: {{}}" if isinstance(document, When) else "{}"
    yield from _members(context, path, document, pattern)


def _plain(declared: Declared, value: Any, context: Context) -> str:
    """The words of a member that holds no document."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if value is None or value == "":
        return ""
    if isinstance(value, dict):
        return _in_language(value, next(iter(value.values()), ""), context)
    if isinstance(value, list):
        return _joined(_plain(declared, item, context) for item in value)
    choices = declared.member.choices
    # A record outlives the vocabulary of its day.
    known = choices is not None and value in choices.values
    return str(choices(value).label) if choices and known else str(value)


def _choice(document: Document, name: str, context: Context) -> str:
    return _plain(members_of(type(document))[name], getattr(document, name), context)


# Whole documents


def _participation_text(participation: Participation, context: Context) -> str:
    office = _in_language(participation.offices, participation.office, context)
    role = _choice(participation, "role", context)
    wording = _quoted(participation.described_as)
    return _joined([_actor_text(participation.actor, context), role, office, wording])


def _place_text(place: Place, context: Context) -> str:
    point = ""
    if place.latitude is not None and place.longitude is not None:
        point = f"{place.latitude:.5f} {place.longitude:.5f}"
    name = _in_language(place.names, place.name, context)
    return _joined([name, place.country, _choice(place, "precision", context), point])


def _other_date_key(other: OtherDate) -> str:
    when = other.start or other.end
    return f"{other.kind}.{when.edtf if when else ''}"


def _other_date_text(other: OtherDate, context: Context) -> str:
    days = [_when_text(when, context) for when in (other.start, other.end) if when]
    source = _source_text(other.source, context) if other.source else ""
    return _joined([" – ".join(days), source, other.note])


def _claim_text(claim: Claim, context: Context) -> str:
    text = _in_language(claim.texts, claim.text, context)
    return f"{_actor_text(claim.speaker, context)}: {text}"


def _link_text(link: ClaimLink, context: Context) -> str:
    other = context.text_of(link.claim) or gettext("a claim of another event")
    return f"{_choice(link, 'type', context)}: {other}"


def _answer_text(answer: Answer, context: Context) -> str:
    if answer.edition is None:
        return ""  # the answer is a claim of this event and states it itself
    kind, speaker = _choice(answer, "type", context), _actor_text(answer.speaker, context)
    text = _in_language(answer.texts, answer.text, context)
    return f"{kind}: {speaker}: {text} ({_title(answer.event, context)})"


def _citation_text(citation: Citation, context: Context) -> str:
    parts = [_source_text(citation.source, context)]
    parts += [hop.wording or _hop_text(hop, context) for hop in citation.via]
    parts += [_quoted(citation.quote), citation.locator]
    if citation.stance != Stance.REPORTS:
        parts.append(_choice(citation, "stance", context))
    if citation.confidence:
        level = _choice(citation, "confidence", context)
        parts.append(gettext("confidence: {level}").format(level=level))
    if citation.field:
        parts.append(gettext("for: {field}").format(field=citation.field))
    return _joined(parts)


def _origins_text(origins: Origins, context: Context) -> str:
    if not origins.count:
        return ""
    actors = context.event.actors
    names = [
        _in_language(actors[origin.actor].names, origin.name, context)
        if origin.actor in actors
        else origin.name
        for origin in origins.of
    ]
    text = f"{origins.count} ({_joined(names)})"
    alike = origins.why in ("", OriginReason.SEPARATE)
    return text if alike else f"{text}: {_choice(origins, 'why', context)}"


def _when_text(when: When, context: Context) -> str:
    shown = when.display.get(context.language) or _display(when.edtf, context)
    return f"{shown} ({when.timezone})" if when.timezone else shown


def _anchor_text(when: When, context: Context) -> str:
    return _display(when.anchor, context) if when.anchor else ""


# Parts of them


def _display(edtf: str, context: Context) -> str:
    try:
        return dates.display(dates.When.parse(edtf), context.language)
    except dates.DateError:
        return edtf


def _actor_text(actor: ActorRef, context: Context) -> str:
    known = context.event.actors.get(actor.id)
    return _in_language(known.names, actor.name, context) if known else actor.name


def _hop_text(hop: Hop, context: Context) -> str:
    if hop.actor:
        return _actor_text(hop.actor, context)
    return _source_text(hop.source, context) if hop.source else ""


def _source_text(source: SourceRef, context: Context) -> str:
    known = context.event.sources.get(source.id)
    if known is None:
        return source.title
    publisher = _actor_text(known.publisher, context) if known.publisher else ""
    return _joined([source.title, publisher, *_source_details(known, context)])


def _source_details(source: NamedSource, context: Context) -> Iterator[str]:
    """What else is stated of a source: that nobody has read it, its dates, and what is new."""
    if not source.held:
        yield gettext("known only second hand")
    for name, declared in members_of(type(source)).items():
        value = getattr(source, name)
        shown = ""
        if isinstance(value, When):
            shown = _when_text(value, context)
        elif declared.document is None and name not in _COVERED_OF_SOURCES:
            shown = _plain(declared, value, context)
        if shown:
            yield f"{declared.member.label}: {shown}"


def _title(record: EventRef | StorylineRef, context: Context) -> str:
    return _in_language(record.titles, record.title, context)


def _in_language(texts: Mapping[str, str], fallback: str, context: Context) -> str:
    return texts.get(context.language) or fallback


def _quoted(text: str) -> str:
    return gettext("“{text}”").format(text=text) if text else ""


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(part for part in parts if part)


def _part(document: Document) -> Part:
    return next(_PARTS[kind] for kind in type(document).__mro__ if kind in _PARTS)


def _covers(names: str) -> frozenset[str]:
    return frozenset(names.split())


_COVERED_OF_SOURCES: Final = _covers("kind language publisher canonical_url archive_url held")

_PARTS: Final[Mapping[type, Part]] = {
    Document: Part(),
    Event: Part(
        _covers("id url language type_names period actors sources edition"),
        texts={"type": lambda event, context: _in_language(event.type_names, event.type, context)},
    ),
    When: Part(
        _covers("edtf timezone earliest latest precision approximate uncertain display")
        | _covers("phrase_language"),
        text=_when_text,
        texts={"anchor": _anchor_text},
    ),
    OtherDate: Part(
        _covers("kind note start end source"),
        key=_other_date_key,
        label=lambda other, context: _choice(other, "kind", context),
        text=_other_date_text,
    ),
    Place: Part(
        _covers("name names country precision latitude longitude"),
        text=_place_text,
    ),
    Participation: Part(
        _covers("role described_as described_as_language actor office offices"),
        key=lambda participation: f"{participation.actor.id}.{participation.role}",
        label=lambda _participation, _context: gettext("Participant"),
        text=_participation_text,
    ),
    Claim: Part(
        _covers("id event speaker text language texts quote_language"),
        label=lambda _claim, _context: gettext("Claim"),
        text=_claim_text,
        texts={"quote": lambda claim, _context: _quoted(claim.quote)},
    ),
    ClaimLink: Part(
        _covers("type claim event"),
        key=lambda link: f"{link.type}.{link.claim}",
        label=lambda _link, _context: gettext("Answer"),
        text=_link_text,
    ),
    Answer: Part(
        _covers("type claim event speaker kind modality text language texts said edition"),
        key=lambda answer: f"{answer.type}.{answer.claim}",
        text=_answer_text,
    ),
    Citation: Part(
        _covers("id field quote quote_language locator stance confidence source via"),
        label=lambda _citation, _context: gettext("Citation"),
        text=_citation_text,
    ),
    Origins: Part(_covers("count of why"), text=_origins_text),
    Relation: Part(
        _covers("type event"),
        key=lambda relation: f"{relation.type}.{relation.event.id}",
        label=lambda relation, context: _choice(relation, "type", context),
        text=lambda relation, context: _title(relation.event, context),
    ),
    StorylineRef: Part(
        _covers("id title titles url"),
        label=lambda _storyline, _context: gettext("Storyline"),
        text=_title,
    ),
}
