"""Reading and saving the citations of a record, with their chains."""

from typing import Any

from events.editorial.drafts.filling import check, fill
from events.editorial.drafts.node import Node
from events.editorial.drafts.references import find_actor, find_source, needed
from events.editorial.drafts.saving import replace, rows_of, settle_ids
from events.editorial.drafts.session import Session
from events.models import Citation, Hop
from events.record.desk import DeskCitation, DeskHop

Cited = list[tuple[Node, Citation, list[tuple[Node, Hop]]]]


def read_citations(session: Session, node: Node) -> Cited:
    """Return the citations of one record with their chains, not yet attached to it."""
    found: Cited = []
    for position, part in enumerate(node.items("citations")):
        if part.is_object():
            source = needed(part, "source", find_source(session, part["source"]))
            row = Citation(source=source, position=position)
            fill(row, part, DeskCitation)
            check(part, row, DeskCitation, without=("source",))
            found.append((part, row, _chain(session, part)))
    return found


def _chain(session: Session, node: Node) -> list[tuple[Node, Hop]]:
    hops = []
    for position, part in enumerate(node.items("via")):
        if part.is_object():
            hop = Hop(
                actor=find_actor(session, part["actor"]),
                source=find_source(session, part["source"]),
                position=position,
            )
            fill(hop, part, DeskHop)
            check(part, hop, DeskHop, without=("citation",))
            hops.append((part, hop))
    return hops


def save_citations(session: Session, cited: Cited, **of: Any) -> None:
    """Replace the citations of the record (``event=``, ``claim=``, …) with these."""
    [(name, owner)] = of.items()
    before = rows_of(session, owner, Citation.objects.filter(**{name: owner}))
    rows = [(node, row) for node, row, _hops in cited]
    for _node, row in rows:
        setattr(row, name, owner)
    settle_ids(rows, before, "public_id", lambda row: (row.source_id, row.field))
    replace(session, before, rows, lambda row: row.public_id)
    for _node, row, hops in cited:
        for _place, hop in hops:
            hop.citation = row
        replace(session, rows_of(session, row, row.via.all()), hops, lambda hop: hop.position)


def write_citations(session: Session, node: Node, **of: Any) -> None:
    """Read and save the citations of one record."""
    cited = read_citations(session, node)
    node.finish()
    save_citations(session, cited, **of)
