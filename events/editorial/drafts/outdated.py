"""What a program is told whose document was made from an older version."""

from typing import Any

import msgspec

from events.editorial.differences import differences
from events.editorial.drafts.merging import told, version_document
from events.editorial.drafts.showing import Json
from events.editorial.recording import Kept
from events.record.desk import DeskPlace, DeskReference
from events.record.members import Document, members_of
from events.record.merging import merge
from events.record.sparse import filled, is_by_key
from events.record.vocabulary import Basis
from events.record.when import DeskWhen


def outdated(
    kept: Kept,
    pk: str,
    number: int,
    theirs: Json,
    sent: Any,
    *,
    whole: bool,
    titles: bool,
) -> Json:
    """Return the version that a change was based on (`base`), what has changed since
    (`differences`), and what both changed (`conflicts`). {} if that version is not kept.

    `sent`: the refused document, None if there was none; with `whole` it has all members.
    `conflicts` are left out if it is not valid.
    """
    base = version_document(kept, pk, number)
    if not base:
        return {}
    found = differences(kept.document, base, theirs, titles=titles)
    answer: Json = {"base": base, "differences": [vars(one) for one in found]}
    mine = _complete(kept.document, base, sent, whole=whole) if isinstance(sent, dict) else None
    if mine is not None:
        conflicts = merge(kept.document, base, theirs, mine).conflicts
        answer["conflicts"] = [
            {
                "path": one.path,
                "label": one.label,
                "base": one.base,
                "theirs": one.theirs,
                "mine": one.mine,
            }
            for one in told(conflicts, base, theirs, mine, titles=titles)
        ]
    return answer


def _complete(document: type[Document], base: Json, sent: Json, *, whole: bool) -> Json | None:
    """Return the whole document that was sent; None if it is not one."""
    known = {name: value for name, value in sent.items() if name in members_of(document)}
    try:
        mine = filled(document, _longhand(document, known if whole else {**base, **known}))
        msgspec.convert(mine, type=document)
    except (msgspec.ValidationError, AttributeError, TypeError):
        return None
    return mine


def _longhand(document: type[Document], value: Any) -> Any:
    """Return the value with objects where references and dates were given as texts."""
    if isinstance(value, str) and issubclass(document, DeskWhen):
        return {"edtf": value, "basis": Basis.STATED.value}
    if isinstance(value, str):
        by_id = issubclass(document, DeskReference)
        return {"id": value} if by_id else {"name": value} if document is DeskPlace else value
    if not isinstance(value, dict):
        return value
    found = {}
    for name, part in value.items():
        declared = members_of(document).get(name)
        inner = declared.document if declared else None
        if declared is None or inner is None:
            found[name] = part
        elif isinstance(part, list):
            found[name] = [_longhand(inner, one) for one in part]
        elif isinstance(part, dict) and is_by_key(declared):
            found[name] = {key: _longhand(inner, one) for key, one in part.items()}
        else:
            found[name] = _longhand(inner, part)
    return found
