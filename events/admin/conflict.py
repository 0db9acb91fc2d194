"""Edit conflicts: what several editors have changed in different ways, to be chosen from."""

import re
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest

from events.editorial.drafts.merging import Conflicting, ToldConflict, told
from events.record.comparing import Part, word_differences
from events.record.merging import Side

_NUMBER: Final = re.compile(r"\A[0-9]{1,10}\Z")
_CHOICE: Final = re.compile(r"\Aconflict-([0-9a-f]{24})\Z")


@dataclass(frozen=True)
class ShownConflict:
    """A conflict on the page: what each side made of the former text, and what was chosen."""

    conflict: ToldConflict
    theirs: list[Part]
    mine: list[Part]
    chosen: str

    @property
    def name(self) -> str:
        return f"conflict-{self.conflict.key}"


def is_outdated(request: HttpRequest, record: Any) -> bool:
    """Return whether a form was submitted that was made from an older version of the record."""
    posted = request.POST.get("expected_version", "") if request.method == "POST" else ""
    return (
        record is not None and _NUMBER.match(posted) is not None and posted != str(record.version)
    )


def choices_of(request: HttpRequest) -> dict[str, Side]:
    """Return what was chosen on the page, by the key of the conflict."""
    found: dict[str, Side] = {}
    for name, value in request.POST.items():
        key = _CHOICE.match(name)
        if key and value == "theirs":
            found[key[1]] = "theirs"
        elif key and value == "mine":
            found[key[1]] = "mine"
    return found


def told_conflicts(request: HttpRequest, conflict: Conflicting) -> list[ShownConflict]:
    titles = request.user.has_perm("events.view_event")
    chosen = choices_of(request)
    return [
        ShownConflict(
            conflict=one,
            theirs=word_differences(one.base, one.theirs),
            mine=word_differences(one.base, one.mine),
            chosen=chosen.get(one.key, ""),
        )
        for one in told(conflict.conflicts, *conflict.sides, titles=titles)
    ]
