"""Saving what was changed from an older version, and setting a record back to one."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from events.editorial.differences import Wording
from events.editorial.drafts import verbs
from events.editorial.drafts.comparing import settable
from events.editorial.drafts.showing import Json
from events.editorial.errors import EditorialError, Problem
from events.editorial.recording import KEPT, Kept, chain_of, content_of
from events.editorial.versions import stale
from events.models import Actor, Event, Office, Place, Source, Storyline, User
from events.record.merging import Conflict, Side, merge, only_ids
from events.record.sparse import filled
from events.record.vocabulary import Verb

CHANGE: Final[Mapping[type[Any], Callable[..., Json]]] = {
    Event: verbs.change_event,
    Actor: verbs.change_actor,
    Office: verbs.change_office,
    Place: verbs.change_place,
    Source: verbs.change_source,
    Storyline: verbs.change_storyline,
}
"""The records that documents can change, and so can be merged and set back."""


class Conflicting(EditorialError):
    """Both sides changed the same; nothing was written. `sides`: the three whole documents."""

    def __init__(self, conflicts: list[Conflict], *sides: Json) -> None:
        super().__init__([Problem("", _("You have both changed the same. Choose what to keep."))])
        self.conflicts = conflicts
        self.sides = sides


@dataclass(frozen=True)
class ToldConflict:
    """A conflict in the reader's words. `gone`: who has deleted the row."""

    key: str
    path: str
    label: str
    base: str
    theirs: str
    mine: str
    gone: str


@dataclass(frozen=True)
class _Act:
    """Who changes which record from which version, when and why."""

    model: type[Any]
    pk: str
    editor: User
    now: datetime
    reason: str
    change: Callable[..., Any]


def merge_change(
    *,
    model: type[Any],
    pk: str,
    base_version: int,
    mine: Json,
    choices: Mapping[str, Side],
    editor: User,
    now: datetime,
    reason: str = "",
    change: Callable[..., Any] | None = None,
) -> None:
    """Save a record that was changed from an older version, with what others changed since.

    `mine` is its document as the editor wants it; `choices`: by `Conflict.key`; `change`: the verb
    that writes documents, if it is none of `CHANGE`. Raise `Conflicting`, or `EditorialError` as
    the verb does.
    """
    act = _Act(model, pk, editor, now, reason, change or CHANGE[model])
    with transaction.atomic():
        theirs = current(model, pk)
        base = base_document(KEPT[model], pk, base_version, theirs, mine)
        found = merge(KEPT[model].document, base, theirs, mine, choices)
        if found.conflicts:
            raise Conflicting(found.conflicts, base, theirs, mine)
        _change(act, found.document, theirs["version"])


def restore_version(
    *,
    model: type[Any],
    pk: str,
    number: int,
    editor: User,
    now: datetime,
    expected_version: int,
    reason: str = "",
) -> Json:
    """Set a record back to an earlier version, as a new one, by the checks of every change.

    What others refer to in the meantime stays as it is. Raise `EditorialError`.
    """
    document = version_document(KEPT[model], pk, number)
    if not document:
        raise EditorialError([Problem("number", _("There is nothing left of this version."))])
    act = _Act(model, pk, editor, now, reason, CHANGE[model])
    _refuse_merged({pk, *Wording([document]).names})
    before = current(model, pk)
    after = _change(act, only_ids(KEPT[model].document, document), expected_version, Verb.REVERTED)
    if after["version"] == before["version"]:
        raise EditorialError([Problem("number", _("The record is the same as this version."))])
    return after


def current(model: type[Any], pk: str) -> Json:
    """Return the document of the desk. Raise `StaleVersion` if there is none any more."""
    found = KEPT[model].documents([pk]).get(pk)
    if found is None:
        raise stale(model, pk)
    return found


def version_document(kept: Kept, pk: Any, number: int) -> Json | None:
    """Return the document of a version; {} if it was removed, None if there is no such version."""
    chain = chain_of(kept.kind, pk, number)
    return content_of(kept, chain) if chain and chain[-1].number == number else None


def base_document(kept: Kept, pk: str, number: int, theirs: Json, mine: Json) -> Json:
    """Return the document from which both sides started.

    If its version was not kept, it is taken to be empty: what is different is then a conflict.
    """
    alike = {name: value for name, value in theirs.items() if value == mine.get(name)}
    return version_document(kept, pk, number) or filled(kept.document, alike)


def told(conflicts: list[Conflict], *sides: Json, titles: bool = True) -> list[ToldConflict]:
    """Return the conflicts in words. `titles`: see `Wording`."""
    wording = Wording(sides, titles=titles)
    return [_told(wording, one) for one in conflicts]


def _told(wording: Wording, one: Conflict) -> ToldConflict:
    base, theirs, mine = (
        wording.value(one.declared, side) for side in (one.base, one.theirs, one.mine)
    )
    gone = "theirs" if one.theirs is None else "mine" if one.mine is None else ""
    is_row = one.place.trail[-1] is not one.declared
    path, label = "/".join(one.place.path), wording.label(one.place)
    return ToldConflict(one.key, path, label, base, theirs, mine, gone if is_row else "")


def _change(act: _Act, document: Json, expected_version: int, verb: Verb = Verb.CHANGED) -> Json:
    kept = KEPT[act.model]
    changed: Json = act.change(
        pk=act.pk,
        document=settable(kept.document, document),
        editor=act.editor,
        now=act.now,
        expected_version=expected_version,
        reason=act.reason,
        whole=True,
        verb=verb,
    )
    return changed


def _refuse_merged(ids: Collection[str]) -> None:
    """Refuse actors and events that were merged into others since: they would come back unseen."""
    found = [
        row
        for model in (Actor, Event)
        for row in model._default_manager.filter(pk__in=ids).exclude(merged_into=None)
    ]
    message = _("“%(old)s” was merged into “%(new)s” in the meantime.")
    problems = [Problem("", message % {"old": row, "new": row.merged_into}) for row in found]
    if problems:
        raise EditorialError(problems)
