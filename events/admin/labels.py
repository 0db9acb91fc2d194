"""What a record is called on the desk: in choices, in the heads of rows, in search results.

Each label uses only what `RELATED` says is to be fetched with the record, so that a page with many
rows asks the database no more often than a page with one.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.dates import When, display, period
from events.models import (
    Actor,
    Citation,
    Claim,
    ClaimLink,
    ClaimText,
    Event,
    EventRelation,
    EventType,
    Hop,
    Participation,
    Source,
    Tenure,
)

RELATED: dict[type[models.Model], tuple[list[str], list[str]]] = {
    Claim: (["speaker", "event"], ["texts"]),
    EventType: ([], ["names"]),
    Source: (["publisher"], []),
    Tenure: (["actor", "office"], []),
}
"""Per model: what to select and what to prefetch before `record_label` is asked."""


def language() -> str:
    return (get_language() or "en").split("-")[0]


def with_label(queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """The records together with everything that their labels are made of."""
    selected, prefetched = RELATED.get(queryset.model, ([], []))
    if selected:
        queryset = queryset.select_related(*selected)
    return queryset.prefetch_related(*prefetched) if prefetched else queryset


def in_language(rows: Iterable[Any], attribute: str, fallback: str) -> str:
    """The text in the active language; English, then the fallback, where there is none."""
    texts = {row.language: getattr(row, attribute) for row in rows}
    return texts.get(language()) or texts.get("en") or fallback


def worded(start: When | None, end: When | None = None) -> str:
    """A date in the active language, "" for none."""
    if start is None:
        return "" if end is None else display(end, language())
    return period(start, end, language())


def type_label(event_type: EventType) -> str:
    return in_language(event_type.names.all(), "name", event_type.key)


def actor_label(actor: Actor, matched: str = "") -> str:
    """ "Moskau → Russia (state)" where another name than the label was found."""
    label = f"{actor.label} ({actor.get_kind_display()})"
    return label if not matched or matched == actor.label else f"{matched} → {label}"


def source_label(source: Source) -> str:
    about = [source.publisher.label if source.publisher else "", worded(source.published)]
    if not source.held:
        about.append(_("not held"))
    told = ", ".join(text for text in about if text)
    return f"{source.title} ({told})" if told else source.title


def tenure_label(tenure: Tenure) -> str:
    dates = worded(tenure.start, tenure.end)
    return f"{tenure.office.label}, {tenure.actor.label}" + (f" ({dates})" if dates else "")


def claim_label(claim: Claim, length: int = 90) -> str:
    text = in_language(claim.texts.all(), "text", claim.quote)
    said = f"{claim.get_kind_display()} – {claim.speaker.label}"
    return Truncator(f"{said}: {text}" if text else said).chars(length)


def citation_label(citation: Citation) -> str:
    hops = [hop_label(hop) for hop in citation.via.all()]
    return " ← ".join([citation.source.title, *hops])


def hop_label(hop: Hop) -> str:
    if hop.actor_id:
        return hop.actor.label if hop.actor else ""
    return hop.source.title if hop.source else ""


def participation_label(participation: Participation) -> str:
    return f"{participation.actor.label} ({participation.get_role_display()})"


def record_label(record: Any) -> str:
    """The label of any record of the desk."""
    makers: dict[type[Any], Any] = {
        Actor: actor_label,
        Citation: citation_label,
        Claim: claim_label,
        EventType: type_label,
        Hop: hop_label,
        Participation: participation_label,
        Source: source_label,
        Tenure: tenure_label,
        ClaimText: lambda text: Truncator(text.text).chars(90),
        ClaimLink: lambda link: f"{link.get_type_display()}: {claim_label(link.to_claim)}",
        EventRelation: lambda relation: f"{relation.get_type_display()}: {relation.to_event.label}",
        Event: event_label,
    }
    return str(makers.get(type(record), str)(record))


def event_label(event: Event) -> str:
    dates = worded(event.start, event.end)
    return f"{event.label} ({dates})" if dates else event.label
