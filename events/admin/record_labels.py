"""Labels of records: in choices, in the headings of inline forms, in search results.

Each label uses only what `RELATED` lists, so that a page with many rows needs no more queries than
a page with one.
"""

from typing import Any

from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from events.admin.display import display_date, localized
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
from events.models.identity import Approvable

RELATED: dict[type[models.Model], tuple[list[str], list[str]]] = {
    Claim: (["speaker", "event"], ["texts"]),
    EventType: ([], ["names"]),
    Source: (["publisher"], []),
    Tenure: (["actor", "office"], []),
}
"""Per model: what to select and what to prefetch for its label."""


def prefetch_for_labels(queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """The queryset with everything that the labels of its records need."""
    selected, prefetched = RELATED.get(queryset.model, ([], []))
    if selected:
        queryset = queryset.select_related(*selected)
    return queryset.prefetch_related(*prefetched) if prefetched else queryset


def type_label(event_type: EventType) -> str:
    return localized(event_type.names.all(), "name", event_type.key)


def actor_label(actor: Actor, matched: str = "") -> str:
    """The label and kind; "Moskau → Russia (state)" if the search matched another name."""
    label = f"{actor.label} ({actor.get_kind_display()})"
    return label if not matched or matched == actor.label else f"{matched} → {label}"


def source_label(source: Source) -> str:
    details = [source.publisher.label if source.publisher else "", display_date(source.published)]
    if not source.held:
        details.append(_("not held"))
    shown = ", ".join(text for text in details if text)
    return f"{source.title} ({shown})" if shown else source.title


def tenure_label(tenure: Tenure) -> str:
    dates = display_date(tenure.start, tenure.end)
    return f"{tenure.office.label}, {tenure.actor.label}" + (f" ({dates})" if dates else "")


def claim_label(claim: Claim, length: int = 90) -> str:
    text = localized(claim.texts.all(), "text", claim.quote)
    speaker = f"{claim.get_kind_display()} – {claim.speaker.label}"
    return Truncator(f"{speaker}: {text}" if text else speaker).chars(length)


def citation_label(citation: Citation) -> str:
    hops = [hop_label(hop) for hop in citation.via.all()]
    return " ← ".join([citation.source.title, *hops])


def hop_label(hop: Hop) -> str:
    if hop.actor_id:
        return hop.actor.label if hop.actor else ""
    return hop.source.title if hop.source else ""


def participation_label(participation: Participation) -> str:
    return f"{participation.actor.label} ({participation.get_role_display()})"


def event_label(event: Event) -> str:
    dates = display_date(event.start, event.end)
    return f"{event.label} ({dates})" if dates else event.label


def record_label(record: Any) -> str:
    """The label of any record; `str()` of it if its model has none of its own."""
    functions: dict[type[Any], Any] = {
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
    return str(functions.get(type(record), str)(record))


def choice_label(record: Any) -> str:
    """The label of a record that can be chosen."""
    return marked(record_label(record), record)


def marked(label: str, record: Any) -> str:
    """The label of a record in a choice, with what readers do not see of it yet."""
    if not isinstance(record, Approvable):
        return label
    if record.approved_version is None:
        return _("%(label)s – not public yet") % {"label": label}
    return (
        _("%(label)s – changes not public yet") % {"label": label} if record.is_waiting else label
    )
