"""Writing a document to the rows of an event, except its links to other events (`links`)."""

from django.utils.translation import gettext as _

from events.dates import DateError
from events.editorial.drafts.citations import read_citations, save_citations
from events.editorial.drafts.filling import check, fill
from events.editorial.drafts.node import Node
from events.editorial.drafts.references import find_actor, find_source, find_tenure, needed
from events.editorial.drafts.saving import (
    Wanted,
    by_language,
    read_rows,
    remove,
    replace,
    rows_of,
    settle_ids,
)
from events.editorial.drafts.session import Session
from events.editorial.offices import event_extent, tenure_at
from events.models import (
    Claim,
    ClaimLink,
    ClaimText,
    Event,
    EventOtherDate,
    Participation,
    Tenure,
)
from events.record.desk import DeskClaim, DeskOtherDate, DeskParticipation
from events.record.vocabulary import TextOrigin


def write_participants(session: Session, node: Node, event: Event) -> None:
    before = rows_of(session, event, event.participations.all())
    chosen = {row.tenure_id for row in before}

    def participation(part: Node, position: int) -> Participation:
        actor = needed(part, "actor", find_actor(session, part["actor"]))
        tenure = find_tenure(session, part, actor)
        if tenure and part.has("office") and tenure.pk not in chosen:
            tenure = _unless_held_anyway(event, tenure)
        return Participation(event=event, actor=actor, tenure=tenure, position=position)

    without = ("event", "actor")
    rows = read_rows(node, "participants", DeskParticipation, participation, without)
    citations = [read_citations(session, part) for part, _row in rows]
    node.finish()
    replace(session, before, rows, lambda row: (row.actor_id, row.role))
    for (_part, row), cited in zip(rows, citations, strict=True):
        save_citations(session, cited, participation=row)


def _unless_held_anyway(event: Event, tenure: Tenure) -> Tenure | None:
    """Return None for the tenure that is used by default; public records name that one, too."""
    participation = Participation(event=event, actor=tenure.actor)
    try:
        return None if tenure_at(participation, event_extent(event)) == tenure else tenure
    except DateError:
        return tenure


def write_claims(session: Session, node: Node, event: Event) -> None:
    """Write the event's own claims; those of other events in a public record are ignored."""
    before = {claim.pk: claim for claim in rows_of(session, event, event.claims.all())}
    rows = [
        (part, _claim(session, part, event, position))
        for position, part in enumerate(own_claims(node, event))
        if part.is_object()
    ]
    settle_ids(rows, before.values(), "id", lambda row: (row.speaker_id, row.kind))
    texts = [_claim_texts(part, row) for part, row in rows]
    citations = [read_citations(session, part) for part, _row in rows]
    node.finish()
    # An answer protects the claim that it answers: delete the event's answers to it first.
    gone = set(before) - {row.pk for _part, row in rows}
    for link in ClaimLink.objects.filter(from_claim__event=event, to_claim__in=gone):
        remove(session, link)
    replace(session, before.values(), rows, lambda row: row.pk)
    for number, (_part, row) in enumerate(rows):
        replace(session, rows_of(session, row, row.texts.all()), texts[number], by_language)
        save_citations(session, citations[number], claim=row)


def own_claims(node: Node, event: Event) -> list[Node]:
    return [claim for claim in node.items("claims") if claim["event"].value in (None, "", event.pk)]


def _claim(session: Session, part: Node, event: Event, position: int) -> Claim:
    speaker = needed(part, "speaker", find_actor(session, part["speaker"]))
    row = Claim(event=event, speaker=speaker, position=position)
    fill(row, part, DeskClaim)
    check(part, row, DeskClaim, without=("event", "speaker"))
    return row


def _claim_texts(part: Node, claim: Claim) -> list[Wanted]:
    language, text = part.language("language"), part.text("text")
    rows: list[Wanted] = []
    if text:
        first = ClaimText(claim=claim, language=language, text=text, origin=TextOrigin.ORIGINAL)
        check(part, first, DeskClaim, without=("claim",))
        rows.append((part, first))
    for other, written in part.texts("texts"):
        row = ClaimText(
            claim=claim, language=other, text=written.value, origin=TextOrigin.TRANSLATION
        )
        if other != language:
            check(written, row, without=("claim",))
            rows.append((written, row))
        elif written.value != text:
            written.problem(_("This is the language of the original text."))
    return rows


def write_other_dates(session: Session, node: Node, event: Event) -> None:
    before = rows_of(session, event, event.other_dates.all())

    def other_date(part: Node, position: int) -> EventOtherDate:
        pk = before[position].pk if position < len(before) else None
        source = find_source(session, part["source"])
        return EventOtherDate(pk=pk, event=event, source=source)

    rows = read_rows(node, "other_dates", DeskOtherDate, other_date, without=("event",))
    node.finish()
    replace(session, before, rows, lambda row: row.pk)
