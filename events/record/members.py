"""How a member of the record is declared, and how its declaration is read.

Documents are `msgspec.Struct` classes whose fields carry a `member()`: its label for people, its
description for programs, its vocabulary, the shape since which it exists. The default of the field
is its value in older shapes. Everything that speaks of members follows from here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Final, get_args, get_origin, get_type_hints

from django.db.models import TextChoices
from django.utils.functional import Promise
from msgspec import NODEFAULT, Meta, Struct, structs

from events.record.identity import PUBLIC_ID_PATTERN
from events.record.language import LANGUAGE_LENGTH, LANGUAGE_PATTERN

# What the JSON Schema says of the texts that have a form of their own.
INSTANT: Final = {"format": "date-time", "pattern": "Z$"}
LANGUAGE: Final = {"pattern": f"^({LANGUAGE_PATTERN})?$", "maxLength": LANGUAGE_LENGTH}
PUBLIC_ID: Final = {"pattern": f"^{PUBLIC_ID_PATTERN}$"}
PATH: Final = {"pattern": "^/"}
COUNT: Final = {"minimum": 0}


class Document(Struct, frozen=True, kw_only=True, gc=False):
    """A part of the record. Never changed: `msgspec.structs.replace` makes another one.

    Subclasses repeat ``kw_only``, which isn't inherited (a required member may follow one with a
    default), and ``frozen``, for type checkers.
    """


@dataclass(frozen=True)
class Member:
    """`label` is what people see, `description` what programs are told.

    `since`: the shape that brought it. `meaning`: without it the rest can be taken for something
    else, so each outlet has to say it. `read_only`: derived, or set by the editorial verbs alone;
    a document that is sent to the desk may have it, but only as it is. `column`: of the desk's
    model, where it isn't called as the member is. `max_length`: in characters, of a text that is
    sent to the desk (see `limits`).
    """

    label: str | Promise
    description: str
    choices: type[TextChoices] | None = None
    blank: bool = False
    since: int = 1
    meaning: bool = False
    read_only: bool = False
    column: str = ""
    max_length: int | None = None


@dataclass(frozen=True)
class Declared:
    """A member in its document: with its name, its type, and its default (`NODEFAULT`: none)."""

    name: str
    type: Any
    member: Member
    default: Any

    @property
    def is_text(self) -> bool:
        return self.type is str

    @property
    def document(self) -> type[Document] | None:
        """The document that it holds: one, several, one for each language or id; None: plain."""
        return next((part for part in _parts(self.type) if _is_document(part)), None)


def member(
    label: str | Promise,
    description: str,
    *,
    choices: type[TextChoices] | None = None,
    blank: bool = False,
    since: int = 1,
    meaning: bool = False,
    read_only: bool = False,
    column: str = "",
    max_length: int | None = None,
    **schema: Any,
) -> Meta:
    """The declaration of a member, to stand in `Annotated`; `schema` is added to its JSON Schema.

    A vocabulary is not enforced on reading: a record outlives the words of its day.
    """
    if choices is not None:
        schema["enum"] = [*([""] if blank else []), *choices.values]
    declared = Member(
        label, description, choices, blank, since, meaning, read_only, column, max_length
    )
    return Meta(
        description=description, extra_json_schema=schema or None, extra={"member": declared}
    )


def description_of(document: type[Document]) -> str:
    """What a document is, for people and programs: its docstring on one line."""
    return " ".join((document.__doc__ or "").split())


@cache
def members_of(document: type[Document]) -> dict[str, Declared]:
    """The members of a document by name, in their order. An undeclared field is a TypeError."""
    hints = get_type_hints(document, include_extras=True)
    return {
        field.name: Declared(
            field.name,
            *_read(document, field.name, hints[field.name]),
            field.default if field.default_factory is NODEFAULT else field.default_factory(),
        )
        for field in structs.fields(document)
    }


def documents_in(*roots: type[Document]) -> list[type[Document]]:
    """These documents and all that their members hold, each once, the outer before the inner."""
    found: dict[type[Document], None] = {}
    waiting = list(roots)
    while waiting:
        document = waiting.pop(0)
        if document not in found:
            found[document] = None
            inner = (declared.document for declared in members_of(document).values())
            waiting += [part for part in inner if part is not None]
    return list(found)


def _read(document: type[Document], name: str, hint: Any) -> tuple[Any, Member]:
    if get_origin(hint) is Annotated:
        kind, *notes = get_args(hint)
        for note in notes:
            if isinstance(note, Meta) and note.extra and "member" in note.extra:
                return kind, note.extra["member"]
    raise TypeError(f"{document.__name__}.{name} is not declared as a member")


def _parts(kind: Any) -> Iterator[Any]:
    if get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    yield kind
    for part in get_args(kind):
        yield from _parts(part)


def _is_document(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Document)
