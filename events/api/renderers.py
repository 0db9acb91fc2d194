"""JSON by orjson. Stored documents pass through as `orjson.Fragment`, never parsed on the way."""

from collections.abc import Mapping
from typing import Any

import orjson
from rest_framework.renderers import BaseRenderer


class JSONRenderer(BaseRenderer):
    media_type = "application/json"
    format = "json"
    charset = None  # JSON is UTF-8 and its media type has no such parameter (RFC 8259)
    render_style = "binary"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        return b"" if data is None else orjson.dumps(data)


class AnyRenderer(JSONRenderer):
    """For a view whose media type is chosen by a parameter: it accepts any Accept header."""

    media_type = "*/*"
