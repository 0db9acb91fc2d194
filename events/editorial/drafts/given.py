"""One value of a document that was sent in, its place, and what is wrong with it.

All problems of a document are collected: whoever sent it mends them in one go. `Problem.field` is
a JSON Pointer (RFC 6901) to the place, "" for the whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from events.dates import DateError, When, anchor_of
from events.editorial.errors import EditorialError, Problem
from events.models.language import LANGUAGE, LANGUAGE_LENGTH
from events.record.date_errors import date_error_message

LONGEST_LIST: Final = 500
MOST_LANGUAGES: Final = 100
"""Nobody writes one record in more, and each is a row that is written and indexed."""
MOST_PROBLEMS: Final = 50

# What `When.as_json` adds to what a When is made from: read by people, never read back.
_DERIVED_OF_WHEN: Final = (
    "earliest", "latest", "precision", "approximate", "uncertain", "display",
)  # fmt: skip
_PARTS_OF_WHEN: Final = ("edtf", "timezone", "basis", "phrase", "phrase_language", "anchor")


class Given:
    """A JSON value at a place. Asking for what is of the wrong kind notes a problem and gives the
    empty value; `finish` raises them all, as does the last one that is listed (`MOST_PROBLEMS`).
    """

    def __init__(self, value: Any, pointer: str = "", problems: list[Problem] | None = None):
        self.value = value
        self.pointer = pointer
        self.problems: list[Problem] = [] if problems is None else problems

    def problem(self, detail: str, *at: str) -> None:
        place = "".join([self.pointer, *(f"/{_escaped(name)}" for name in at)])
        self.problems.append(Problem(place, detail))
        if len(self.problems) >= MOST_PROBLEMS:
            self.finish()

    def finish(self) -> None:
        if self.problems:
            raise EditorialError(self.problems)

    def only(self, known: Iterable[str]) -> bool:
        """Whether this is an object; a member that nobody would read is a problem."""
        if not isinstance(self.value, dict):
            self.problem(_("An object is expected here."))
            return False
        for name in sorted(set(self.value) - set(known)):
            self.problem(_("There is no such member."), name)
        return True

    def has(self, name: str) -> bool:
        return isinstance(self.value, dict) and name in self.value

    def __getitem__(self, name: str) -> "Given":
        value = self.value.get(name) if isinstance(self.value, dict) else None
        return Given(value, f"{self.pointer}/{_escaped(name)}", self.problems)

    def text(self, name: str, default: str = "") -> str:
        """The text of a member; the default where it is missing or null."""
        value = self[name].value
        if value is None:
            return default
        if not isinstance(value, str):
            self.problem(_("A text is expected here."), name)
            return default
        return value.strip()

    def flag(self, name: str, default: bool) -> bool:
        value = self[name].value
        if value is None:
            return default
        if not isinstance(value, bool):
            self.problem(_("true or false is expected here."), name)
            return default
        return value

    def number(self, name: str) -> float | None:
        value = self[name].value
        if isinstance(value, bool) or not isinstance(value, int | float | None):
            self.problem(_("A number is expected here."), name)
            return None
        return value

    def items(self, name: str) -> list["Given"]:
        """The elements of a list; none where it is missing or null."""
        found = self[name]
        if found.value is None:
            return []
        if not isinstance(found.value, list):
            found.problem(_("A list is expected here."))
            return []
        if len(found.value) > LONGEST_LIST:
            found.problem(_("At most %(count)d entries.") % {"count": LONGEST_LIST})
            return []
        return [
            Given(value, f"{found.pointer}/{number}", self.problems)
            for number, value in enumerate(found.value)
        ]

    def entries(self, name: str) -> Iterator[tuple[str, "Given"]]:
        """The members of an object whose names are language tags, each language once."""
        found = self[name]
        if found.value is None:
            return
        if not isinstance(found.value, dict):
            found.problem(_("An object is expected here."))
            return
        if len(found.value) > MOST_LANGUAGES:
            found.problem(_("At most %(count)d entries.") % {"count": MOST_LANGUAGES})
            return
        seen: set[str] = set()
        for key in found.value:
            if not is_language(key):
                found.problem(_("Write the language as its code, such as de, en or zh-Hans."), key)
            elif key.casefold() in seen:
                found.problem(_("This is there twice."), key)
            else:
                seen.add(key.casefold())
                yield key, found[key]

    def when(self, name: str) -> When | None:
        """A date: null, its EDTF text, or an object with ``edtf`` and where it is from."""
        found = self[name]
        if found.value is None:
            return None
        if isinstance(found.value, str):
            found = Given({"edtf": found.value}, found.pointer, self.problems)
        if not found.only((*_PARTS_OF_WHEN, *_DERIVED_OF_WHEN)):
            return None
        before = len(self.problems)
        parts = {part: found.text(part) for part in _PARTS_OF_WHEN}
        if len(self.problems) > before:
            return None
        try:
            return When.parse(
                parts["edtf"],
                timezone=parts["timezone"] or None,
                basis=parts["basis"] or "stated",
                phrase=parts["phrase"],
                phrase_language=parts["phrase_language"],
                anchor=anchor_of(parts["anchor"]) if parts["anchor"] else None,
            )
        except DateError as error:
            found.problem(date_error_message(error))
            return None

    def instant(self, name: str) -> datetime | None:
        """A moment with its offset from UTC; None where it is missing or null."""
        text = self.text(name)
        if not text:
            return None
        try:
            return anchor_of(text)
        except DateError as error:
            self.problem(date_error_message(error), name)
            return None

    def check(
        self, row: Model, *, names: Mapping[str, str] | None = None, without: Iterable[str] = ()
    ) -> None:
        """Note what the model refuses in a row that is not saved yet.

        `names` maps columns to the members they came from ("a/b"), where these differ; `without`
        are columns that are set later.
        """
        derived = {column.name for column in row._meta.fields if not column.editable}
        try:
            row.full_clean(
                exclude=derived | set(without), validate_unique=False, validate_constraints=False
            )
        except ValidationError as error:
            self.refused(error, row, names or {})

    def refused(self, error: ValidationError, row: Model, names: Mapping[str, str]) -> None:
        """Note what a model or the database's rules refuse; the value is never repeated."""
        for column, faults in error.error_dict.items():
            place = [] if column == NON_FIELD_ERRORS else names.get(column, column).split("/")
            texts = (_choices(row, column, fault) or " ".join(fault.messages) for fault in faults)
            self.problem(" ".join(texts), *place)


def _choices(row: Model, column: str, fault: ValidationError) -> str:
    """Django's own sentence repeats what was sent."""
    if fault.code != "invalid_choice":
        return ""
    field: Any = row._meta.get_field(column)
    known = ", ".join(str(value) for value, _label in field.flatchoices)
    return _("Choose from: %s.") % known


def when_names(*fields: str) -> dict[str, str]:
    """The columns of Whens and the members that they come from."""
    return {f"{name}_{part}": f"{name}/{part}" for name in fields for part in _PARTS_OF_WHEN}


def is_language(tag: str) -> bool:
    return len(tag) <= LANGUAGE_LENGTH and LANGUAGE.match(tag) is not None


def same_language(one: str, other: str) -> bool:
    """Whether two tags mean one language: they are written in upper or lower case alike."""
    return one.casefold() == other.casefold()


def _escaped(name: str) -> str:
    return name[:100].replace("~", "~0").replace("/", "~1")
