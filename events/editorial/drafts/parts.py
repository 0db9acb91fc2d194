"""From a document to rows of an event, without what points to other events (see `ties`)."""

import re
from typing import Any

from django.utils.translation import gettext as _

from events.editorial.drafts.desk import Desk
from events.editorial.drafts.given import Given, same_language, when_names
from events.editorial.drafts.references import find_actor, find_source, find_tenure
from events.editorial.drafts.saving import Wanted, remove, replace, take_places
from events.models import (
    Citation,
    Claim,
    ClaimLink,
    ClaimText,
    Event,
    EventOtherDate,
    EventText,
    Hop,
    Participation,
)
from events.record.identity import PUBLIC_ID_PATTERN
from events.record.vocabulary import (
    ClaimKind,
    Confidence,
    Modality,
    Role,
    Stance,
    TextOrigin,
)

_CITATION = (
    "id", "source", "field", "quote", "quote_language", "locator", "stance", "confidence", "via",
)  # fmt: skip
_PARTICIPANT = (
    "actor", "role", "described_as", "described_as_language", "tenure", "office", "offices",
    "citations",
)  # fmt: skip
_CLAIM = (
    "id", "event", "speaker", "kind", "modality", "text", "language", "texts", "quote",
    "quote_language", "said", "also_about", "links", "citations",
)  # fmt: skip
_OTHER_DATE = ("kind", "start", "end", "source", "note")
TEXTS = ("title", "summary", "language", "texts")


def write_texts(desk: Desk, given: Given, event: Event) -> None:
    """The texts; what of them is not given stays as it is."""
    before = {text.language: text for text in event.texts.all()}
    original = next((t for t in before.values() if t.origin == TextOrigin.ORIGINAL), None)
    language = given.text("language") or (original.language if original else "")
    wanted: list[Wanted] = []
    if not language:
        given.problem(_("Say in which language the title is."), "language")
    first = EventText(
        event=event,
        language=language,
        title=given.text("title", original.title if original else ""),
        summary=given.text("summary", original.summary if original else ""),
        origin=TextOrigin.ORIGINAL,
    )
    given.check(first, without=("event",))
    wanted.append((given, first))
    if given.has("texts"):
        wanted += _translations(given, event, first)
    else:
        wanted += [
            (given, text)
            for text in before.values()
            if text is not original and not same_language(text.language, language)
        ]
    given.finish()
    replace(desk, before.values(), wanted, lambda text: text.language.casefold())


def _translations(given: Given, event: Event, original: EventText) -> list[Wanted]:
    found: list[Wanted] = []
    for language, text in given.entries("texts"):
        text.only(("title", "summary", "origin", "translator"))
        row = EventText(
            event=event,
            language=language,
            title=text.text("title"),
            summary=text.text("summary"),
            origin=TextOrigin.TRANSLATION,
            translator=text.text("translator"),
        )
        if same_language(language, original.language):
            if (row.title, row.summary) != (original.title, original.summary):
                text.problem(_("In this language are title and summary themselves."))
            continue
        text.check(row, without=("event",))
        found.append((text, row))
    return found


def write_participants(desk: Desk, given: Given, event: Event) -> None:
    rows: list[tuple[Given, Participation]] = []
    for position, part in enumerate(given.items("participants")):
        if not part.only(_PARTICIPANT):
            continue
        actor = _needed(part, "actor", find_actor(desk, part["actor"]))
        row = Participation(
            event=event,
            actor=actor,
            role=part.text("role", Role.PARTICIPANT.value),
            described_as=part.text("described_as"),
            described_as_language=part.text("described_as_language"),
            tenure=find_tenure(desk, part, actor),
            position=position,
        )
        part.check(row, without=("event", "actor"))
        rows.append((part, row))
    citations = [read_citations(desk, part) for part, _row in rows]
    given.finish()
    replace(desk, event.participations.all(), rows, lambda row: (row.actor_id, row.role))
    for (_part, row), cited in zip(rows, citations, strict=True):
        save_citations(desk, cited, participation=row)


def write_claims(desk: Desk, given: Given, event: Event) -> None:
    """The event's own claims. Those of other events that a public record repeats are left alone."""
    rows: list[tuple[Given, Claim]] = []
    before = {claim.pk: claim for claim in event.claims.all()}
    for position, part in enumerate(own_claims(given, event)):
        if part.only(_CLAIM):
            rows.append((part, _claim(desk, part, event, before, position)))
    take_places(
        [row for _part, row in rows if row.unnamed],  # type: ignore[attr-defined]
        before.values(),
        {row.pk for _part, row in rows},
        lambda row: (row.speaker_id, row.kind),
    )
    texts = [_claim_texts(part, row) for part, row in rows]
    citations = [read_citations(desk, part) for part, _row in rows]
    given.finish()
    # An answer protects the claim that it answers; the event's own answers to what goes go first.
    gone = set(before) - {row.pk for _part, row in rows}
    for link in ClaimLink.objects.filter(from_claim__event=event, to_claim__in=gone):
        remove(desk, link)
    replace(desk, before.values(), rows, lambda row: row.pk)
    for number, (_part, row) in enumerate(rows):
        replace(desk, row.texts.all(), texts[number], lambda text: text.language.casefold())
        save_citations(desk, citations[number], claim=row)


def own_claims(given: Given, event: Event) -> list[Given]:
    return [
        claim for claim in given.items("claims") if claim["event"].value in (None, "", event.pk)
    ]


def _claim(desk: Desk, part: Given, event: Event, before: dict[str, Claim], position: int) -> Claim:
    row = Claim(
        event=event,
        speaker=_needed(part, "speaker", find_actor(desk, part["speaker"])),
        kind=part.text("kind", ClaimKind.ASSERTION.value),
        modality=part.text("modality", Modality.ASSERTED.value),
        quote=part.text("quote"),
        quote_language=part.text("quote_language"),
        position=position,
    )
    row.said = part.when("said")
    public_id = part.text("id")
    row.unnamed = not public_id  # type: ignore[attr-defined]
    if public_id:
        if not re.fullmatch(PUBLIC_ID_PATTERN, public_id):
            part.problem(_("This is not an id. Ids look like bq4d-7hkm-x2tz."), "id")
        elif public_id not in before and Claim.objects.filter(pk=public_id).exists():
            part.problem(_("This claim belongs to another event."), "id")
        else:
            row.pk = public_id
    part.check(row, names=when_names("said"), without=("event", "speaker"))
    return row


def _claim_texts(part: Given, claim: Claim) -> list[Wanted]:
    language, text = part.text("language"), part.text("text")
    rows: list[Wanted] = []
    if text:
        first = ClaimText(claim=claim, language=language, text=text, origin=TextOrigin.ORIGINAL)
        part.check(first, without=("claim",))
        rows.append((part, first))
    for other, written in part.entries("texts"):
        if not isinstance(written.value, str):
            written.problem(_("A text is expected here."))
        elif same_language(other, language):
            if written.value.strip() != text:
                written.problem(_("In this language is the text itself."))
        else:
            row = ClaimText(
                claim=claim, language=other, text=written.value, origin=TextOrigin.TRANSLATION
            )
            written.check(row, without=("claim",))
            rows.append((written, row))
    return rows


def write_citations(desk: Desk, given: Given, event: Event) -> None:
    rows = read_citations(desk, given)
    given.finish()
    save_citations(desk, rows, event=event)


def write_other_dates(desk: Desk, given: Given, event: Event) -> None:
    rows: list[Wanted] = []
    before = list(event.other_dates.all())
    for number, part in enumerate(given.items("other_dates")):
        if not part.only(_OTHER_DATE):
            continue
        row = EventOtherDate(
            event=event,
            kind=part.text("kind"),
            source=find_source(desk, part["source"]),
            note=part.text("note"),
        )
        row.start, row.end = part.when("start"), part.when("end")
        part.check(row, names=when_names("start", "end"), without=("event",))
        if number < len(before):
            row.pk = before[number].pk
        rows.append((part, row))
    given.finish()
    replace(desk, before, rows, lambda row: row.pk)


Cited = list[tuple[Given, Citation, list[tuple[Given, Hop]]]]


def read_citations(desk: Desk, given: Given) -> Cited:
    """The citations of one record with their chains; they belong to nothing yet."""
    found: Cited = []
    for position, part in enumerate(given.items("citations")):
        if not part.only(_CITATION):
            continue
        row = Citation(
            source=_needed(part, "source", find_source(desk, part["source"])),
            field=part.text("field"),
            locator=part.text("locator"),
            quote=part.text("quote"),
            quote_language=part.text("quote_language"),
            stance=part.text("stance", Stance.REPORTS.value),
            confidence=part.text("confidence", Confidence.MEDIUM.value),
            position=position,
        )
        number = part.text("id")
        if number.isascii() and number.isdigit() and len(number) < 19:
            row.pk = int(number)
        part.check(row, without=("source",))
        found.append((part, row, _chain(desk, part)))
    return found


def _chain(desk: Desk, given: Given) -> list[tuple[Given, Hop]]:
    hops = []
    for position, part in enumerate(given.items("via")):
        if not part.only(("actor", "source", "wording")):
            continue
        hop = Hop(
            actor=find_actor(desk, part["actor"]),
            source=find_source(desk, part["source"]),
            wording=part.text("wording"),
            position=position,
        )
        part.check(hop, without=("citation",))
        hops.append((part, hop))
    return hops


def save_citations(desk: Desk, cited: Cited, **of: Any) -> None:
    """Put the citations in the place of those that the record (``event=``, ``claim=``, …) has."""
    [(name, owner)] = of.items()
    before = {row.pk: row for row in Citation.objects.filter(**{name: owner})}
    for _given, row, _hops in cited:
        setattr(row, name, owner)
        # A number of somewhere else names nothing here.
        row.pk = row.pk if row.pk in before or desk.restoring else None
    take_places(
        [row for _given, row, _hops in cited if not row.pk],
        before.values(),
        {row.pk for _given, row, _hops in cited},
        lambda row: (row.source_id, row.field),
    )
    replace(
        desk, before.values(), [(given, row) for given, row, _hops in cited], lambda row: row.pk
    )
    for _given, row, hops in cited:
        for _place, hop in hops:
            hop.citation = row
        replace(desk, row.via.all(), hops, lambda hop: hop.position)


def _needed(given: Given, name: str, found: Any) -> Any:
    if found is None and given[name].value is None:
        given.problem(_("This is missing."), name)
    return found
