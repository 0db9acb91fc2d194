"""Reading and saving the citations of a record, with their chains."""

from typing import Any

from events.editorial.drafts.node import Node
from events.editorial.drafts.references import find_actor, find_source, needed
from events.editorial.drafts.saving import read_rows, replace, rows_of, settle_ids
from events.editorial.drafts.session import Session
from events.models import Citation, Hop
from events.record.desk import DeskCitation, DeskHop

Cited = list[tuple[Node, Citation, list[tuple[Node, Hop]]]]


def read_citations(session: Session, node: Node) -> Cited:
    """Return the citations of one record with their chains, not yet attached to it."""

    def citation(part: Node, position: int) -> Citation:
        source = needed(part, "source", find_source(session, part["source"]))
        return Citation(source=source, position=position)

    def hop(part: Node, position: int) -> Hop:
        actor, source = find_actor(session, part["actor"]), find_source(session, part["source"])
        return Hop(actor=actor, source=source, position=position)

    rows = read_rows(node, "citations", DeskCitation, citation, without=("source",))
    return [
        (part, row, read_rows(part, "via", DeskHop, hop, without=("citation",)))
        for part, row in rows
    ]


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
