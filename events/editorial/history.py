"""Reading the versions of a record."""

from dataclasses import dataclass
from typing import Any, Final

from events.editorial.differences import Difference, Wording
from events.editorial.drafts.showing import Json
from events.editorial.recording import Kept, chain_of, content_of, versions_of
from events.models import Version
from events.record.comparing import changes

PAGE: Final = 25
_BIGGEST: Final = 2**31 - 1


@dataclass(frozen=True)
class Step:
    """A version, with what it changed. `is_first`: there is none before it to compare it with.

    `is_erased`: what it or the version before said was removed by a redaction.
    """

    version: Version
    differences: list[Difference]
    is_first: bool = False
    is_erased: bool = False


@dataclass(frozen=True)
class History:
    """Some versions of a record, the newest first, and the number of the next older one."""

    steps: list[Step]
    older: int | None


def history(
    kept: Kept, pk: Any, *, until: int | None = None, titles: bool = True, limit: int = PAGE
) -> History:
    """Return at most `limit` versions up to the number `until`. `titles`: see `Wording`."""
    rows = versions_of(kept.kind, pk).select_related("editor").order_by("-number")
    if until is not None:
        rows = rows.filter(number__lte=until)
    found = list(rows[: limit + 1])
    documents = _documents(kept, pk, found)
    wording = Wording(documents.values(), titles=titles)
    shown = found[:limit]
    before = dict(zip((row.number for row in found), found[1:], strict=False))
    steps = []
    for row in shown:
        former = before.get(row.number)
        old = documents[former.number] if former else {}
        new = documents[row.number]
        changed = changes(kept.document, old, new) if old and new else []
        steps.append(
            Step(
                version=row,
                differences=[wording.difference(one) for one in changed],
                is_first=former is None,
                is_erased=former is not None and not (old and new),
            )
        )
    return History(steps, found[limit].number if len(found) > limit else None)


def version_step(kept: Kept, pk: Any, number: int, *, titles: bool = True) -> Step | None:
    """Return one version with what it changed; None if there is none of that number."""
    if number > _BIGGEST:
        return None
    steps = history(kept, pk, until=number, titles=titles, limit=1).steps
    return steps[0] if steps and steps[0].version.number == number else None


def exists(kept: Kept, pk: Any) -> bool:
    """Return whether the record is at the desk, and not only its versions."""
    return bool(kept.model._default_manager.filter(pk=pk).exists())


def _documents(kept: Kept, pk: Any, rows: list[Version]) -> dict[int, Json]:
    """Return the documents of successive versions, by number, in one more query."""
    if not rows:
        return {}
    chain = chain_of(kept.kind, pk, rows[-1].number)
    found = {}
    for row in reversed(rows):
        if row.whole:
            chain = [row]
        elif row.number != chain[-1].number:
            chain = [*chain, row]
        found[row.number] = content_of(kept, chain)
    return found
