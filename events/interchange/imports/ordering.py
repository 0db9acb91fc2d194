"""The order in which rows are written: a row comes after the rows that it refers to.

Rows with circular references (two events that answer each other) are one unit: they are written
together, and rejected together.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from events.interchange.imports.reading import Row


def units(rows: Sequence[Row]) -> list[list[Row]]:
    """Return units of rows, each after those that it refers to; otherwise in the file's order.

    These are the strongly connected components (Tarjan 1972), without recursion: a chain of events
    may be as long as the file.
    """
    return [[rows[n] for n in sorted(component)] for component in _components(targets(rows))]


def targets(rows: Sequence[Row]) -> list[list[int]]:
    """Return, for each row, the indices of the other rows that it refers to."""
    by_id = {own: n for n, row in enumerate(rows) if (own := _id(row.document))}
    by_claim = {
        own: n for n, row in enumerate(rows) for claim in _own_claims(row) if (own := _id(claim))
    }
    return [
        sorted(
            {
                known
                for index, reference in _references(row)
                if (known := (by_id, by_claim)[index].get(reference)) is not None and known != n
            }
        )
        for n, row in enumerate(rows)
    ]


def owned_ids(row: Row) -> Iterator[str]:
    """Yield the ids of claims and citations that a row writes: no other row may have them, too."""
    claims = _own_claims(row)
    holders = [row.document, *claims, *_objects(row.document, "participants")]
    for part in (
        *claims,
        *(cited for holder in holders for cited in _objects(holder, "citations")),
    ):
        if own := _id(part):
            yield own


def claims_linked(row: Row) -> Iterator[str]:
    """Yield the ids of the claims that the row's own claims answer."""
    return (reference for index, reference in _references(row) if index == 1 and reference)


def claim_homes(row: Row) -> set[str]:
    """Return the events named as those in which the row's claims are recorded."""
    return {_id(claim.get("event")) for claim in _objects(row.document, "claims")} - {""}


def _own_claims(row: Row) -> list[dict[str, Any]]:
    own = (None, "", row.document.get("id"))
    return [claim for claim in _objects(row.document, "claims") if claim.get("event") in own]


def _references(row: Row) -> Iterator[tuple[int, str]]:
    """Yield (0, event id) or (1, claim id) for everything that a row refers to."""
    document = row.document
    for relation in _objects(document, "relations"):
        yield 0, _id(relation.get("event"))
    for claim in _objects(document, "claims"):
        yield 0, _id(claim.get("event"))
        about = claim.get("also_about")
        for event in about if isinstance(about, list) else []:
            yield 0, _id(event)
        for link in _objects(claim, "links"):
            yield 1, _id(link.get("claim"))


def _objects(document: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the objects of a list; other values are refused when the row is written."""
    value = document.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _id(value: Any) -> str:
    found = value.get("id") if isinstance(value, dict) else value
    return found if isinstance(found, str) else ""


def _components(targets: list[list[int]]) -> list[list[int]]:
    found: list[list[int]] = []
    number: dict[int, int] = {}
    lowest: dict[int, int] = {}
    open_nodes: list[int] = []
    is_open: set[int] = set()
    for root in range(len(targets)):
        if root in number:
            continue
        path = [(root, iter(targets[root]))]
        _enter(root, number, lowest, open_nodes, is_open)
        while path:
            node, following = path[-1]
            after = next(following, None)
            if after is None:
                path.pop()
                if path:
                    lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[node])
                if lowest[node] == number[node]:
                    found.append(_close(node, open_nodes, is_open))
            elif after not in number:
                _enter(after, number, lowest, open_nodes, is_open)
                path.append((after, iter(targets[after])))
            elif after in is_open:
                lowest[node] = min(lowest[node], number[after])
    return found


def _enter(
    node: int, number: dict[int, int], lowest: dict[int, int], nodes: list[int], is_open: set[int]
) -> None:
    number[node] = lowest[node] = len(number)
    nodes.append(node)
    is_open.add(node)


def _close(node: int, nodes: list[int], is_open: set[int]) -> list[int]:
    component = []
    while True:
        last = nodes.pop()
        is_open.discard(last)
        component.append(last)
        if last == node:
            return component
