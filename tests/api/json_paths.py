"""Walking through JSON Schema."""

from collections.abc import Iterator
from typing import Any


def properties_in(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property of a schema and of those in it, with its path."""
    if isinstance(schema, dict):
        if "properties" in schema and schema.get("type") == "object":
            for name, one in schema["properties"].items():
                yield f"{path}.{name}", one
        for key, value in schema.items():
            yield from properties_in(value, f"{path}/{key}")
    elif isinstance(schema, list):
        for number, value in enumerate(schema):
            yield from properties_in(value, f"{path}/{number}")
