"""The description of the API, and answers held against it."""

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator, FormatChecker

from tests.api.addresses import BASE

PUBLISHED = Path(__file__).resolve().parents[2] / "docs" / "openapi.yaml"


@cache
def description() -> dict[str, Any]:
    return SchemaGenerator().get_schema(request=None, public=True)


@cache
def strict() -> dict[str, Any]:
    """The description with every object closed: a key that it does not name is an error here."""
    closed = deepcopy(description())

    def close(part: Any) -> None:
        if isinstance(part, dict):
            if "properties" in part and "additionalProperties" not in part:
                part["additionalProperties"] = False
            for value in part.values():
                close(value)
        elif isinstance(part, list):
            for value in part:
                close(value)

    close(closed["components"]["schemas"])
    return closed


def errors_of(instance: Any, schema: dict[str, Any]) -> list[str]:
    whole = {**schema, "components": strict()["components"]}
    validator = Draft202012Validator(whole, format_checker=FormatChecker())
    return [
        f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(instance)
    ]


def check(response, template: str, method: str = "get") -> int:
    """Hold an answer against what the description says of its address, status and media type."""
    described = description()["paths"][BASE + template][method]["responses"]
    answer = described[str(response.status_code)]
    if "content" not in answer:
        assert response.content == b""
        return response.status_code
    media = response["Content-Type"].partition(";")[0]
    assert media in answer["content"], (template, media)
    if not response.streaming:
        assert errors_of(response.json(), answer["content"][media]["schema"]) == []
    assert [name for name in answer["headers"] if name not in response] == []
    return response.status_code
