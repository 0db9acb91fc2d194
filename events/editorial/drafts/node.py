"""A value of a submitted JSON document, its location and its problems.

All problems of a document are collected, so that they can be fixed in one go. `Problem.field` is a
JSON Pointer (RFC 6901), "" for the whole document.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from events.dates import LANGUAGES, DateError, When, anchor_of
from events.editorial.errors import EditorialError, Problem
from events.record import limits
from events.record.date_errors import date_error_message
from events.record.language import canonical_language, is_language
from events.record.members import members_of
from events.record.when import DeskWhen

MOST_PROBLEMS: Final = 50
WHEN: Final = tuple(members_of(DeskWhen))
"""The members that define a date; the public record adds derived ones."""

T = TypeVar("T")


class Node:
    """A JSON value and its location. A value of the wrong type is a problem, and read as empty.

    `finish` raises the problems of the whole document, as does reaching `MOST_PROBLEMS`. `root` is
    the document that contains the value. `foreign`: the document comes from another installation,
    whose wording may differ.
    """

    def __init__(self, value: Any, *, foreign: bool = False) -> None:
        self.value = value
        self.pointer = ""
        self.problems: list[Problem] = []
        self.root = self
        self.foreign = foreign

    def _at(self, value: Any, pointer: str) -> "Node":
        node = Node(value, foreign=self.foreign)
        node.pointer, node.problems, node.root = pointer, self.problems, self.root
        return node

    def problem(self, detail: str, *path: str) -> None:
        self.problems.append(Problem(pointer_to(self.pointer, *path), detail))
        if len(self.problems) >= MOST_PROBLEMS:
            self.finish()

    def finish(self) -> None:
        if self.problems:
            raise EditorialError(self.problems)

    def is_object(self) -> bool:
        """Return whether this is an object; anything else is a problem."""
        if not isinstance(self.value, dict):
            self.problem(_("An object is expected here."))
        return isinstance(self.value, dict)

    def has(self, name: str) -> bool:
        return isinstance(self.value, dict) and name in self.value

    def __getitem__(self, name: str) -> "Node":
        value = self.value.get(name) if isinstance(self.value, dict) else None
        return self._at(value, pointer_to(self.pointer, name))

    def reference(self, name: str = "id") -> "Node":
        """Return the object that refers to a record; a text alone is its member `name`."""
        is_text = isinstance(self.value, str)
        return self._at({name: self.value}, self.pointer) if is_text else self

    def text(self, name: str, default: str = "") -> str:
        """Return the stripped text of a member; the default if it is missing or null.

        The other methods do the same for missing members and null.
        """
        return self._typed(name, str, _("A text is expected here."), default).strip()

    def language(self, name: str, default: str = "") -> str:
        """Return a language tag in its usual spelling. Its column validates it."""
        return canonical_language(self.text(name, default))

    def flag(self, name: str, default: bool) -> bool:
        return self._typed(name, bool, _("true or false is expected here."), default)

    def integer(self, name: str, default: int | None = None) -> int | None:
        return self._typed(name, int, _("A whole number is expected here."), default)

    def number(self, name: str, default: float | None = None) -> float | None:
        return self._typed(name, int | float, _("A number is expected here."), default)

    def _typed(self, name: str, kind: Any, expected: str, default: T) -> T:
        value: Any = self[name].value
        if value is None:
            return default
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            self.problem(expected, name)
            return default
        typed: T = value
        return typed

    def items(self, name: str) -> list["Node"]:
        """Return the elements of a list."""
        found = self[name]
        values: list[Any] = self._typed(name, list, _("A list is expected here."), [])
        if found._is_too_long(values, limits.LIST):
            return []
        return [found._at(value, f"{found.pointer}/{n}") for n, value in enumerate(values)]

    def translations(self, name: str) -> Iterator[tuple[str, "Node"]]:
        """Yield the members of an object by language tag in its usual spelling, each once."""
        found = self[name]
        values: dict[str, Any] = self._typed(name, dict, _("An object is expected here."), {})
        if found._is_too_long(values, limits.LANGUAGES):
            return
        seen: set[str] = set()
        for key in values:
            language = canonical_language(key)
            if not is_language(key):
                found.problem(_("Enter a language tag, such as de, en or zh-Hans."), key)
            elif language in seen:
                found.problem(_("This is a duplicate."), key)
            else:
                seen.add(language)
                yield language, found[key]

    def texts(self, name: str) -> Iterator[tuple[str, "Node"]]:
        """Yield the `translations` that are texts and not empty."""
        for language, node in self.translations(name):
            if isinstance(node.value, str) and node.value.strip():
                node.value = node.value.strip()
                yield language, node
            else:
                node.problem(_("A text is expected here."))

    def _is_too_long(self, values: list[Any] | dict[str, Any], most: int) -> bool:
        if len(values) > most:
            self.problem(_("At most %(count)d entries.") % {"count": most})
        return len(values) > most

    def when(self, name: str) -> When | None:
        """Return a date: its EDTF text, or an object with ``edtf`` and the origin of the date.

        Members that are derived from the date are accepted if they match it.
        """
        node = self[name].reference("edtf")
        if node.value is None or not node.is_object():
            return None
        before = len(self.problems)
        parts: dict[str, Any] = {part: node.text(part) for part in WHEN}
        parts["phrase_language"] = canonical_language(parts["phrase_language"])
        parts["basis"] = parts["basis"] or "stated"
        if len(self.problems) > before:
            return None
        when = node._dated(lambda: _when(parts))
        if when is not None:
            node._compare_derived(when)
        return when

    def _compare_derived(self, when: When) -> None:
        derived = when.as_json(tuple(LANGUAGES))
        wordings = self.value.get("display")
        if self.foreign:
            derived.pop("display")
        elif isinstance(wordings, dict):
            # A document may lack a language of this interface.
            derived["display"] = {**wordings, **_common(derived["display"], wordings)}
        for name in derived.keys() - set(WHEN):
            if self.has(name) and self.value[name] != derived[name]:
                self.problem(_("This value is derived from the date and does not match it."), name)

    def instant(self, name: str) -> datetime | None:
        """Return an instant with its offset from UTC."""
        text = self.text(name)
        return self[name]._dated(lambda: anchor_of(text)) if text else None

    def _dated(self, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except DateError as error:
            self.problem(date_error_message(error))
            return None

    def refused(
        self, error: ValidationError, row: Model, members: Mapping[str, str] | None = None
    ) -> None:
        """Note the errors of a model or the database, without repeating the submitted values.

        `members`: the paths ("a/b") of the members by column; other errors are noted here.
        """
        for column, faults in error.error_dict.items():
            path = (members or {}).get(column, "").split("/")
            texts = (_choices(row, column, fault) or " ".join(fault.messages) for fault in faults)
            self.problem(" ".join(texts), *filter(None, path))


def pointer_to(pointer: str, *path: str) -> str:
    """Return a JSON Pointer extended by a path; overlong names are cut."""
    escaped = (name[:100].replace("~", "~0").replace("/", "~1") for name in path)
    return "".join([pointer, *(f"/{name}" for name in escaped)])


def _when(parts: dict[str, Any]) -> When:
    edtf, zone, anchor = (parts.pop(part) for part in ("edtf", "timezone", "anchor"))
    return When.parse(
        edtf, timezone=zone or None, anchor=anchor_of(anchor) if anchor else None, **parts
    )


def _common(ours: dict[str, str], theirs: dict[str, Any]) -> dict[str, str]:
    return {language: words for language, words in ours.items() if language in theirs}


def _choices(row: Model, column: str, fault: ValidationError) -> str:
    """Word an invalid choice: Django's own message would repeat the submitted value."""
    if fault.code != "invalid_choice":
        return ""
    field: Any = row._meta.get_field(column)
    known = ", ".join(str(value) for value, _label in field.flatchoices)
    return _("Choose from: %s.") % known
