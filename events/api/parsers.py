"""A JSON parser for bodies: of bounded size, and strict (see `interchange.strict_json`)."""

import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from rest_framework.parsers import BaseParser

from events.api.problems import Refusal
from events.interchange.strict_json import UnreadableJSON, parse_json


class BoundedJSONParser(BaseParser):
    media_type = "application/json"

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        if _charset(media_type) not in {"", "utf-8", "utf8"}:
            raise Refusal(415, _("JSON is read as UTF-8 only."))
        limit: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0
        body = (stream or BytesIO()).read(limit + 1)
        if len(body) > limit:
            raise Refusal(413)
        try:
            return parse_json(body)
        except UnreadableJSON as error:
            place = {"pointer": error.pointer, "detail": error.detail}
            detail = _("The body is not valid. Nothing was written.")
            raise Refusal(400, detail, [place]) from None


def _charset(media_type: str | None) -> str:
    found = re.search(r'charset\s*=\s*"?([^\s";]*)', media_type or "", re.IGNORECASE)
    return found[1].lower() if found else ""
