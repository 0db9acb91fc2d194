"""Writes an archive: what the databases hold, in one form for SQLite and PostgreSQL.

Run once for each shape, at the last commit before the next one (see README.md).
"""

import base64
import gzip
import json
from collections.abc import Iterator, Sequence
from datetime import UTC
from pathlib import Path
from typing import Any, Final

import yaml
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import models

from events.record import vocabulary

ROOT: Final = Path(__file__).resolve().parent.parent.parent
# Whatever is not here is an integer or text.
KINDS: Final = {
    models.BooleanField: "boolean",
    models.DateTimeField: "datetime",
    models.JSONField: "json",
    models.BinaryField: "binary",
    models.FloatField: "float",
    models.IntegerField: "integer",
}
# Where each value of a vocabulary can be seen: a member of a document, or a column of a table.
SEEN_IN: Final = {
    "ActorKind": "Actor.kind",
    "Basis": "When.basis",
    "ClaimKind": "Claim.kind",
    "ClaimLinkType": "ClaimLink.type",
    "Confidence": "Citation.confidence",
    "DeliveryState": "events_delivery.state",
    "EditionKind": "events_edition.kind",
    "ImportFormat": "events_import.format",
    "ImportMode": "events_import.mode",
    "ImportState": "events_import.state",
    "Modality": "Claim.modality",
    "NameKind": "ActorName.kind",
    "Occurrence": "Event.occurrence",
    "OtherDateKind": "OtherDate.kind",
    "PlacePrecision": "Place.precision",
    "ProfileKind": "events_profile.kind",
    "RelationType": "Relation.type",
    "Role": "Participation.role",
    "RowResult": "events_importrow.result",
    "Scope": "events_apitoken.scopes",
    "SourceKind": "Source.kind",
    "Stance": "Citation.stance",
    "StartMeaning": "Tenure.start_means",
    "State": "events_event.state",
    "TextOrigin": "events_eventtext.origin",
    "Verb": "events_action.verb",
}
DOCUMENTS: Final = ("Event", "Retraction", "Merger", "Actor", "Source", "Storyline")


def write_archive(
    path: Path,
    *,
    commit: str,
    migration: str,
    shape: int,
    secrets: Sequence[str],
    never_empty: Sequence[str],
) -> None:
    """Write the default database to a gzip file. `secrets`: words that drafts alone have.
    `never_empty`: members that always have a value, such as
    ``Event.title``.
    """
    archive = {
        "commit": commit,
        "migration": migration,
        "shape": shape,
        "secrets": secrets,
        "vocabularies": vocabularies(),
        "structures": structures(),
        "never_empty": never_empty,
        "tables": list(tables()),
    }
    text = json.dumps(archive, ensure_ascii=False, indent=1)
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def vocabularies() -> dict[str, Any]:
    """Every vocabulary with its values, and where they can be seen."""
    return {
        name: {"values": list(getattr(vocabulary, name).values), "in": at}
        for name, at in SEEN_IN.items()
    }


def structures() -> dict[str, dict[str, str]]:
    """The members of each structure of the public documents, as `docs/openapi.yaml` has them.

    Each with what it holds: the name of another structure, with ``[]`` behind it for a list and
    with ``*`` for an object by language; "" for a plain value.
    """
    described = yaml.safe_load((ROOT / "docs/openapi.yaml").read_text())["components"]["schemas"]
    found: dict[str, dict[str, str]] = {}
    waiting = list(DOCUMENTS)
    while waiting:
        name = waiting.pop()
        properties = described[name]["properties"]
        found[name] = {member: _held(one) for member, one in sorted(properties.items())}
        held = {one.strip("[]*") for one in found[name].values()}
        waiting += sorted(held - {"", *found})
    return dict(sorted(found.items()))


def _held(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[1])
    if isinstance(schema.get("items"), dict):
        return _held(schema["items"]) + "[]"
    if isinstance(schema.get("additionalProperties"), dict):
        return _held(schema["additionalProperties"]) + "*"
    alternatives = (*schema.get("oneOf", ()), *schema.get("anyOf", ()), *schema.get("allOf", ()))
    return next(filter(None, map(_held, alternatives)), "")


def tables() -> Iterator[dict[str, Any]]:
    """The app's tables that have rows, with the kind of each column."""
    groups = dict(Group.objects.values_list("pk", "name"))
    for model in apps.get_app_config("events").get_models(include_auto_created=True):
        fields = model._meta.concrete_fields
        columns = {field.column: _kind(field) for field in fields}
        found = model._base_manager.order_by("pk").values_list(*(field.attname for field in fields))
        rows = [
            [
                groups[value] if kind == "group" else _portable(value, kind)
                for value, kind in zip(row, columns.values(), strict=True)
            ]
            for row in found
        ]
        if rows:
            yield {"table": model._meta.db_table, "columns": columns, "rows": rows}


def _kind(field: Any) -> str:
    if field.related_model is Group:
        return "group"
    while field.is_relation:
        field = field.target_field
    return next((kind for known, kind in KINDS.items() if isinstance(field, known)), "text")


def _portable(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "datetime":
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if kind == "binary":
        return base64.b64encode(bytes(value)).decode()
    return value
