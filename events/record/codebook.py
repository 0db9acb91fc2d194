"""The codebook: every member of every document, and every term of every vocabulary.

All of it is read from the declaration. Programs get it as JSON, people as a page of the docs.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import override
from msgspec import UnsetType

from events.dates import LANGUAGES
from events.record.desk import DeskActor, DeskEvent, DeskSource
from events.record.members import (
    COUNT,
    Declared,
    Document,
    description_of,
    documents_in,
    member,
    members_of,
)
from events.record.shapes import PUBLIC, SHAPE

DESK: Final = (DeskEvent, DeskActor, DeskSource)
"""The documents of the desk that programs read and write."""

_TYPES: Final = {str: "text", int: "integer", float: "number", bool: "boolean"}


class Term(Document, frozen=True, kw_only=True):
    """A value of a vocabulary."""

    value: Annotated[str, member("value", "As used in documents and parameters.")]
    labels: Annotated[
        dict[str, str], member("labels", "What people read, by language of the interface.")
    ]


class Vocabulary(Document, frozen=True, kw_only=True):
    """A closed list of terms. It may grow."""

    name: Annotated[str, member("name", "Name of the vocabulary.")]
    terms: Annotated[list[Term], member("terms", "Its terms, in their order.")]


class CodebookMember(Document, frozen=True, kw_only=True):
    """A member of a document."""

    name: Annotated[str, member("name", "Key of the member in JSON.")]
    type: Annotated[
        str,
        member("type", "`text`, `integer`, `number`, `boolean`, or the name of a document."),
    ]
    holds: Annotated[
        Literal["one", "list", "map"],
        member("holds", "One value, a list of them, or an object with a value for each key."),
    ]
    nullable: Annotated[bool, member("nullable", "Whether it may be null.")]
    vocabulary: Annotated[
        str | None, member("vocabulary", "Name of its vocabulary; null: any value.")
    ]
    description: Annotated[str, member("description", "What it says, for programs.")]
    labels: Annotated[
        dict[str, str], member("labels", "What people read, by language of the interface.")
    ]
    since: Annotated[int, member("since", "The shape that brought it.", minimum=1)]
    meaning: Annotated[
        bool,
        member("meaning", "Without it, the rest can be taken for something else: never drop it."),
    ]
    read_only: Annotated[
        bool,
        member("read only", "Derived, or set by the editorial verbs: the desk never reads it."),
    ]


class CodebookDocument(Document, frozen=True, kw_only=True):
    """A document, or a part of one."""

    name: Annotated[str, member("name", "As in the OpenAPI description.")]
    description: Annotated[str, member("description", "What it is.")]
    public: Annotated[bool, member("public", "Whether public documents have it.")]
    desk: Annotated[bool, member("desk", "Whether documents of the desk have it.")]
    members: Annotated[list[CodebookMember], member("members", "Its members, in their order.")]


class Codebook(Document, frozen=True, kw_only=True):
    """Every member of every document of the record, with its type, vocabulary and labels."""

    shape: Annotated[int, member("shape", "The shape that is described: `edition.shape`.", **COUNT)]
    documents: Annotated[
        list[CodebookDocument], member("documents", "The documents and their parts.")
    ]
    vocabularies: Annotated[
        list[Vocabulary], member("vocabularies", "The vocabularies that members name.")
    ]


@cache
def codebook() -> Codebook:
    """The whole codebook; the same for as long as the program runs."""
    public, desk = documents_in(*PUBLIC), documents_in(*DESK)
    documents = list(dict.fromkeys([*public, *desk]))
    return Codebook(
        shape=SHAPE,
        documents=[_document(one, public=one in public, desk=one in desk) for one in documents],
        vocabularies=[_vocabulary(choices) for choices in _vocabularies(documents)],
    )


def _document(document: type[Document], *, public: bool, desk: bool) -> CodebookDocument:
    return CodebookDocument(
        name=document.__name__,
        description=description_of(document),
        public=public,
        desk=desk,
        members=[_member(declared) for declared in members_of(document).values()],
    )


def _member(declared: Declared) -> CodebookMember:
    kind, holds, nullable = _type(declared.type)
    choices = declared.member.choices
    return CodebookMember(
        name=declared.name,
        type=kind.__name__ if issubclass(kind, Document) else _TYPES[kind],
        holds=holds,
        nullable=nullable,
        vocabulary=choices.__name__ if choices else None,
        description=declared.member.description,
        labels=_labels(declared.member.label),
        since=declared.member.since,
        meaning=declared.member.meaning,
        read_only=declared.member.read_only,
    )


def _type(hint: Any) -> tuple[type, Literal["one", "list", "map"], bool]:
    """What a value is, whether there are several of it, and whether it may be missing."""
    parts = [part for part in get_args(hint) if part is not UnsetType]
    if get_origin(hint) in {Union, UnionType}:
        kind, *_none = (part for part in parts if part is not NoneType)
        return *_type(kind)[:2], NoneType in parts
    origin = get_origin(hint)
    if origin is Annotated:
        return _type(parts[0])
    if origin is Literal:
        return type(parts[0]), "one", False
    if origin in {list, dict}:
        return _type(parts[-1])[0], "list" if origin is list else "map", False
    return hint, "one", False


def _vocabularies(documents: Iterable[type[Document]]) -> list[type[TextChoices]]:
    found: dict[type[TextChoices], None] = {}
    for document in documents:
        for declared in members_of(document).values():
            if declared.member.choices:
                found[declared.member.choices] = None
    return sorted(found, key=lambda choices: choices.__name__)


def _vocabulary(choices: type[TextChoices]) -> Vocabulary:
    terms = [Term(value=str(term.value), labels=_labels(term.label)) for term in choices]
    return Vocabulary(name=choices.__name__, terms=terms)


def _labels(label: str | Promise) -> dict[str, str]:
    return dict(_labels_of(label))


def _labels_of(label: str | Promise) -> Iterator[tuple[str, str]]:
    for language in LANGUAGES:
        with override(language):
            yield language, str(label)
