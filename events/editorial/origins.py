"""How many independent origins a record has: five copies of one agency's report are one."""

from collections.abc import Iterable

from events.models import Citation, Hop, Source
from events.models.rows import related
from events.record.vocabulary import Stance


def _source_origin(source: Source) -> str:
    """Whoever issued it: two reports of one publisher do not confirm each other."""
    if source.publisher_id:
        return f"actor {source.publisher_id}"
    return f"source {source.revision_of_id or source.pk}"


def origin(citation: Citation) -> str:
    """A key for where the citation's knowledge comes from: the far end of its chain."""
    hops: list[Hop] = list(related(citation, "via"))
    if not hops:
        return _source_origin(citation.source)
    last = hops[-1]
    if last.source_id and last.source:
        return _source_origin(last.source)
    return f"actor {last.actor_id}"


def independent_origins(citations: Iterable[Citation]) -> int:
    """The number of different origins among the citations that report or support."""
    return len({origin(citation) for citation in citations if citation.stance != Stance.DISPUTES})
