"""The invariants of a published event that no single row can hold."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from events.dates import DateError
from events.editorial.building import original_text
from events.editorial.errors import Problem
from events.editorial.graph import all_citations
from events.editorial.offices import event_extent
from events.models import Citation, Claim, Event, EventRelation
from events.record.meaning import HAPPENED
from events.record.origins import WHOLE
from events.record.vocabulary import (
    ClaimKind,
    ClaimLinkType,
    Occurrence,
    RelationType,
    Stance,
)


def problems(event: Event, *, now: datetime) -> list[Problem]:
    """Return what prevents the event (from `graph.load_event`) from being published."""
    return [
        *_text_problems(event),
        *_date_problems(event, now),
        *_citation_problems(event),
        *_claim_problems(event),
        *_relation_problems(event),
    ]


def _text_problems(event: Event) -> list[Problem]:
    if event.merged_into_id:
        return [Problem("", _("This event was merged into another one."))]
    if original_text(event) is None:
        return [Problem("texts", _("The event needs a title in its original language."))]
    return []


def _date_problems(event: Event, now: datetime) -> list[Problem]:
    start: Any = event.start
    found = []
    try:
        event_extent(event)
    except DateError:
        found.append(Problem("end", _("The event ends before it starts.")))
    if event.occurrence in HAPPENED and start and start.earliest and start.earliest > now:
        found.append(
            Problem(
                "start",
                _("An event that took place cannot start in the future. Choose “announced”."),
            )
        )
    return found


def _citation_problems(event: Event) -> list[Problem]:
    found = []
    if not any(map(_supports, event.citations.all())):
        message = _("A published event needs a citation that reports or supports that it happened.")
        found.append(Problem("citations", message))
    message = _(
        "“%(source)s” is known only second hand. Cite the source that you have read, and add this "
        "one under “by way of”."
    )
    found += [
        Problem("citations", message % {"source": citation.source.title}, citation)
        for citation in all_citations(event)
        if not _reaches_held_source(citation)
    ]
    return found


def _supports(citation: Citation) -> bool:
    """Return whether the origins of the citation are counted (see `events.record.origins`)."""
    return citation.field in WHOLE and citation.stance != Stance.DISPUTES


def _reaches_held_source(citation: Citation) -> bool:
    return citation.source.held or any(
        hop.source is not None and hop.source.held for hop in citation.via.all()
    )


def _claim_problems(event: Event) -> list[Problem]:
    found = []
    for claim in event.claims.all():
        if not claim.texts.all():
            found.append(Problem("claims", _("Enter what was said."), claim))
        if not claim.citations.all():
            found.append(Problem("claims", _("A claim needs a citation: who reports it."), claim))
        if claim.kind == ClaimKind.DENIAL and not _denies_something(claim):
            found.append(Problem("claims", _("A denial must say which claim it denies."), claim))
        if claim.kind == ClaimKind.NO_STATEMENT and claim.said is None:
            found.append(Problem("claims", _("“No statement” needs a date."), claim))
    if event.occurrence == Occurrence.ANNOUNCED and not _is_announced(event):
        found.append(
            Problem(
                "occurrence",
                _(
                    "An announced event needs the announcement: a claim of that kind, or a "
                    "citation for the field “occurrence”."
                ),
            )
        )
    return found


def _denies_something(claim: Claim) -> bool:
    return any(link.type == ClaimLinkType.DENIES for link in claim.links.all())


def _is_announced(event: Event) -> bool:
    return (
        any(claim.kind == ClaimKind.ANNOUNCEMENT for claim in event.claims.all())
        or any(citation.field == "occurrence" for citation in event.citations.all())
        or Claim.objects.filter(also_about=event, kind=ClaimKind.ANNOUNCEMENT).exists()
    )


def _relation_problems(event: Event) -> list[Problem]:
    """Return a problem if the event is part of itself, directly or indirectly."""
    parents = dict.fromkeys(
        relation.to_event_id
        for relation in event.relations.all()
        if relation.type == RelationType.PART_OF
    )
    seen: set[str] = set()
    while parents:
        if event.pk in parents:
            return [Problem("relations", _("The event would be part of itself."))]
        seen.update(parents)
        above = EventRelation.objects.filter(
            type=RelationType.PART_OF, from_event__in=list(parents)
        ).values_list("to_event", flat=True)
        parents = dict.fromkeys(event_id for event_id in above if event_id not in seen)
    return []
