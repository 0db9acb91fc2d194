"""What becomes of a document that is written and read: whole, cut, or with something else in it."""

from contextlib import suppress
from typing import Any

import msgspec
import pytest

from events import record
from events.record.members import Document


def value_of(document: Document) -> dict[str, Any]:
    """The document as plain JSON."""
    value: dict[str, Any] = msgspec.json.decode(record.write(document))
    return value


def read_again(document: Document, **members: Any) -> Any:
    """The document after writing and reading, with some members as they are given."""
    text = msgspec.json.encode({**value_of(document), **members})
    return msgspec.json.decode(text, type=type(document))


def fault(document: Document, **members: Any) -> str:
    """What is wrong, and where, with a document that has some members as they are given."""
    with pytest.raises(msgspec.ValidationError) as refusal:
        read_again(document, **members)
    return str(refusal.value)


def not_required(document: Document) -> dict[str, Any]:
    """The members that the document may lack, with the values that they have then."""
    found = {}
    value = value_of(document)
    for name in value:
        rest = msgspec.json.encode({key: value[key] for key in value if key != name})
        with suppress(msgspec.ValidationError):
            found[name] = getattr(msgspec.json.decode(rest, type=type(document)), name)
    return found
