"""Independent origins of a statement: five copies of one agency's report are one.

The origin of a citation is the far end of its chain. Two items of one publisher, or two versions of
one item, do not confirm each other. A citation that disputes the statement is no origin of it, and
one for another statement (an office, the date) does not count for this one.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from events.record.citation import Citation, Origin, Origins
from events.record.references import ActorRef, NamedSource, SourceRef
from events.record.vocabulary import OriginReason, Stance

WHOLE: Final = frozenset({"", "occurrence"})
"""Fields of a citation that supports that an event took place, or a claim as a whole."""
DATE: Final = frozenset({"start", "end"})

# The strongest reason first: what a reader should know if there are several.
_REASONS: Final = (
    OriginReason.SAME_AGENCY,
    OriginReason.REVISION,
    OriginReason.SAME_PUBLISHER,
    OriginReason.SAME_ITEM,
)


def supporting(citations: Iterable[Citation], fields: Collection[str]) -> list[Citation]:
    """Those that report or support a statement. `fields`: what a citation of it is for."""
    return [
        citation
        for citation in citations
        if citation.field in fields and citation.stance != Stance.DISPUTES
    ]


def origins_of(
    citations: Iterable[Citation],
    sources: Mapping[str, NamedSource],
    first_versions: Mapping[str, str],
) -> Origins:
    """Where the citations lead to. `first_versions`: of sources that are newer versions, the id of
    the first one.
    """
    found: dict[str, list[Citation]] = {}
    for citation in citations:
        found.setdefault(_key(citation, sources, first_versions), []).append(citation)
    origins = [_origin(group, sources, first_versions) for group in found.values()]
    reasons = {origin.why for origin in origins}
    why = next((reason for reason in _REASONS if reason in reasons), OriginReason.SEPARATE)
    return Origins(count=len(origins), of=origins, why=why.value)


def _far_end(
    citation: Citation, sources: Mapping[str, NamedSource]
) -> tuple[ActorRef | None, SourceRef]:
    """Who first reported it, as far as is known, and the last item of the chain."""
    item, last = citation.source, citation.via[-1] if citation.via else None
    if last is not None and last.actor is not None:
        return last.actor, item
    if last is not None and last.source is not None:
        item = last.source
    return sources[item.id].publisher, item


def _key(
    citation: Citation, sources: Mapping[str, NamedSource], first_versions: Mapping[str, str]
) -> str:
    actor, item = _far_end(citation, sources)
    return f"actor {actor.id}" if actor else f"source {first_versions.get(item.id, item.id)}"


def _origin(
    group: list[Citation],
    sources: Mapping[str, NamedSource],
    first_versions: Mapping[str, str],
) -> Origin:
    actor, item = _far_end(group[0], sources)
    return Origin(
        name=actor.name if actor else item.title,
        actor=actor.id if actor else None,
        source=None if actor else item.id,
        citations=[citation.id for citation in group],
        why=_reason(group, first_versions).value,
    )


def _reason(group: list[Citation], first_versions: Mapping[str, str]) -> OriginReason:
    cited = {citation.source.id for citation in group}
    if len(group) == 1:
        return OriginReason.SEPARATE
    if len(cited) == 1:
        return OriginReason.SAME_ITEM
    if len({first_versions.get(source, source) for source in cited}) == 1:
        return OriginReason.REVISION
    passed_on = any(citation.via for citation in group)
    return OriginReason.SAME_AGENCY if passed_on else OriginReason.SAME_PUBLISHER
