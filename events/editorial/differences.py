"""The differences of two versions of a record, in words for editors."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.text import Truncator, capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from events.dates import LANGUAGES, DateError, When, anchor_of, display
from events.editorial.drafts.showing import Json
from events.models import Actor, Claim, Event, Office, Source, Storyline, Tenure
from events.record.comparing import Changed, changes
from events.record.identity import is_public_id
from events.record.members import Declared, Document, members_of
from events.record.merging import Place, refers
from events.record.sparse import is_by_key
from events.record.when import DeskWhen

_LABEL_LENGTH: Final = 60
_NAMED: Final = ("name", "title", "text", "quote", "speaker", "actor", "source", "office", "event")
"""The members that tell rows apart, the most telling first."""


@dataclass(frozen=True)
class Difference:
    """A member that differs, or a row as a whole. `path` names it for programs."""

    path: str
    label: str
    old: str
    new: str


class Wording:
    """What members are called and how their values read, in the active language.

    `documents`: those in which the names of other records are looked up first; the rest is looked
    up at the desk. `titles`: whether titles of other events may be shown, which may be drafts.
    """

    def __init__(self, documents: Iterable[Json], *, titles: bool = True) -> None:
        self.names: dict[str, str] = {}
        ids: set[str] = set()
        for document in documents:
            self._collect(document, ids)
        self._look_up(ids - self.names.keys(), titles)

    def _collect(self, value: Any, ids: set[str]) -> None:
        if isinstance(value, list):
            for one in value:
                self._collect(one, ids)
        elif isinstance(value, dict):
            name = value.get("name") or value.get("title")
            if name and value.get("id"):
                self.names[value["id"]] = str(name)
            for one in value.values():
                self._collect(one, ids)
        elif isinstance(value, str) and is_public_id(value):
            ids.add(value)

    def _look_up(self, ids: set[str], titles: bool) -> None:
        models: list[tuple[Any, str, str]] = [
            (Actor, "pk", "label"),
            (Source, "pk", "title"),
            (Office, "pk", "label"),
            (Storyline, "pk", "label"),
            (Tenure, "public_id", "office__label"),
        ]
        if titles:
            models += [(Event, "pk", "label"), (Claim, "pk", "texts__text")]
        for model, key, label in models if ids else ():
            rows = model.objects.filter(**{f"{key}__in": ids}).order_by()
            self.names |= {pk: name for pk, name in rows.values_list(key, label) if name}

    def label(self, place: Place) -> str:
        """Return "Claims › “They do it.” › Short quote"."""
        found: list[str] = []
        before: Any = None
        for what in place.trail:
            if isinstance(what, Declared):
                # "Texts (de) › Title" is "Title (de)".
                if found and isinstance(before, str) and found[-1].endswith(f"({before})"):
                    found[-1] = f"{_label(what)} ({before})"
                else:
                    found.append(_label(what))
            elif isinstance(what, str) and isinstance(before, Declared) and is_by_key(before):
                found[-1] = f"{found[-1]} ({what})"
            else:
                found.append(_("“%(text)s”") % {"text": self.row(what)})
            before = what
        return " › ".join(found)

    def row(self, row: Any) -> str:
        """Return what tells a row apart."""
        if not isinstance(row, dict):
            return self.names.get(str(row), str(row))
        for name in _NAMED:
            value = row.get(name)
            text = self.names.get(value["id"], "") if isinstance(value, dict) else value
            if text:
                return str(Truncator(text).chars(_LABEL_LENGTH))
        return str(row.get("type") or row.get("kind") or row.get("id") or "…")

    def value(self, declared: Declared, value: Any) -> str:
        """Return how a value reads; "" for none."""
        document = declared.document
        if value is None or value == "":
            return ""
        if isinstance(value, list):
            texts = (self.value(declared, one).replace("\n", "; ") for one in value)
            return ", ".join(filter(None, texts))
        if isinstance(value, dict):
            if document is not None:
                return self._object(document, value)
            return ", ".join(f"{text} ({key})" for key, text in value.items())
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        choices = declared.member.choices
        if choices is not None and value in choices.values:
            return str(choices(value).label)
        return self.names.get(str(value), str(value))

    def _object(self, document: type[Document], value: Json) -> str:
        if refers(document) and value.get("id"):
            return self.names.get(value["id"], str(value["id"]))
        if issubclass(document, DeskWhen) and value.get("edtf"):
            return _date(value)
        parts = []
        for name, declared in members_of(document).items():
            text = "" if name == "id" else self.value(declared, value.get(name))
            if text and not isinstance(value[name], bool):
                parts.append(f"{_label(declared)}: {text}")
        return "\n".join(parts)

    def difference(self, changed: Changed) -> Difference:
        label = self.label(changed.place)
        if changed.order:
            old, new = (self._order(side) for side in (changed.old, changed.new))
            label = _("%(rows)s: order") % {"rows": label}
        else:
            old, new = (self.value(changed.declared, side) for side in (changed.old, changed.new))
        return Difference("/".join(changed.place.path), label, old, new)

    def _order(self, rows: Sequence[Any]) -> str:
        return "\n".join(f"{number}. {self.row(row)}" for number, row in enumerate(rows, 1))


def differences(
    document: type[Document], old: Json, new: Json, *, titles: bool = True
) -> list[Difference]:
    """Return what changed from the old document to the new one. `titles`: see `Wording`."""
    found = changes(document, old, new)
    wording = Wording([old, new], titles=titles) if found else Wording([])
    return [wording.difference(one) for one in found]


def _label(declared: Declared) -> str:
    return capfirst(str(declared.member.label))


def _date(value: Json) -> str:
    anchor = value.get("anchor")
    parts = {name: value.get(name) or "" for name in ("basis", "phrase", "phrase_language")}
    try:
        when = When.parse(
            value["edtf"],
            timezone=value.get("timezone"),
            anchor=anchor_of(anchor) if anchor else None,
            **parts,
        )
    except DateError:
        return str(value["edtf"])
    language = (get_language() or "en").partition("-")[0]
    told = display(when, language if language in LANGUAGES else "en")
    details = [when.edtf, *(text for text in (when.phrase, when.timezone) if text)]
    return f"{told} ({', '.join(details)})"
