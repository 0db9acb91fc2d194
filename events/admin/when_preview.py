"""The preview below a date field, which the page fetches while an editor types."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone

from events.admin.when_anchors import CitedSources, get_sources
from events.admin.when_input import PARTS, WhenInput
from events.admin.when_parsing import parse_when


def when_preview(request: HttpRequest) -> JsonResponse:
    """Parse the parts of a date widget, in the language of the editor.

    The parameters are the parts by their names; `source` (repeated) the ids of the cited sources,
    the closest first, which count only for users who can view sources; `record_language` the
    language of the record itself.

    In the answer, `problem` says whether it is not a date, `preview` and `alternatives` are HTML,
    and `shown` is the value of the hidden input of that name.
    """
    # Without what was shown before: a preview always parses again.
    parts = ["" if part in {"shown", "choice"} else request.GET.get(part, "") for part in PARTS]
    data = WhenInput.from_list(parts)
    can_view_sources = request.user.has_perm("events.view_source")
    keys = request.GET.getlist("source") if can_view_sources else []
    sources = CitedSources(
        lambda: get_sources(keys),
        now=timezone.localtime(),
        language=request.GET.get("record_language", ""),
    )
    context: dict[str, Any] = {"live": True}
    try:
        context["parsed"] = parse_when(data, sources)
    except ValidationError as error:
        context["problem"] = error.messages[0]
    parsed = context.get("parsed")
    return JsonResponse(
        {
            "problem": "problem" in context,
            "preview": render_to_string("admin/when_preview.html", context).strip(),
            "alternatives": render_to_string("admin/when_alternatives.html", context).strip(),
            "edtf": parsed.input.edtf if parsed else data.edtf,
            "shown": parsed.snapshot if parsed else "",
        }
    )
