"""What a date box says while it is typed in: the desk asks here, after each pause."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone

from events.admin.anchors import CitedSources, sources_of
from events.admin.boxes import PARTS, Boxes
from events.admin.understanding import understand as understand_boxes


def understand(request: HttpRequest) -> JsonResponse:
    """The boxes as one When, in the editor's language, as parts of the page.

    `problem` is whether it is no date, `told` what is said below the box, `others` the buttons for
    what else the words can mean, `seen` what the page sends back with the form. `source` (repeated)
    names the cited sources, the nearest first; without leave to see sources, none counts.
    """
    # What was shown last is left out: here everything is read anew.
    asked = {part: request.GET.get(part, "") for part in PARTS if part not in {"seen", "choice"}}
    boxes = Boxes.of([asked.get(part, "") for part in PARTS])
    may_see = request.user.has_perm("events.view_source")
    keys = request.GET.getlist("source") if may_see else []
    cited = CitedSources(
        lambda: sources_of(keys),
        now=timezone.localtime(),
        language=request.GET.get("own_language", ""),
    )
    context: dict[str, Any] = {"live": True}
    try:
        context["told"] = understand_boxes(boxes, cited)
    except ValidationError as error:
        context["problem"] = error.messages[0]
    told = context.get("told")
    return JsonResponse(
        {
            "problem": "problem" in context,
            "told": render_to_string("admin/when_told.html", context).strip(),
            "others": render_to_string("admin/when_others.html", context).strip(),
            "edtf": told.boxes.edtf if told else boxes.edtf,
            "seen": told.seen if told else "",
        }
    )
