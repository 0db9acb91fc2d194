"""oEmbed 1.0 (https://oembed.com): editors of other sites paste an address and get the embed."""

from typing import Final, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, JsonResponse, QueryDict
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from events import record
from events.record.vocabulary import ProfileKind
from events.timeline import documents, reading
from events.timeline.addresses import absolute_url, origin
from events.timeline.filters import EventFilter, FilterError
from events.timeline.parameters import Parameters, without_blanks
from events.web.caching import public
from events.web.event_page import event_page
from events.web.profiles import storyline_profile

WIDTH: Final = 640
HEIGHTS: Final = {"event": 320, "storyline": 640, "timeline": 640}
_PIXELS: Final = range(1, 10_000)
# Consumers send `dnt` ("do not track") to every provider; nobody is tracked here.
_PARAMETERS: Final = ("url", "format", "maxwidth", "maxheight", "dnt")


@require_safe
def oembed(request: HttpRequest) -> HttpResponseBase:
    """The embed of a page of this site as JSON. 404: there is none; 501: another format."""
    parameters = Parameters(without_blanks(request.GET))
    parameters.refuse_unknown(_PARAMETERS)
    address = parameters.one("url")
    if not address:
        parameters.add("url", gettext("Give the address of a page."))
    detail = gettext("A whole number of pixels.")
    width = parameters.number("maxwidth", _PIXELS, WIDTH, detail)
    height = parameters.number("maxheight", _PIXELS, 0, detail)
    form = parameters.one("format") or "json"
    try:
        parameters.finish()
        if form != "json":
            return _problem(501, gettext("Only the format json is offered."))
        kind, path, title = _embedded(request, address)
    except FilterError as error:
        errors = [vars(problem) for problem in error.problems]
        return _problem(400, gettext("Some parameters are not valid."), errors)
    except Http404:
        return _problem(404, gettext("There is no embed of this address."))
    width, height = min(width, WIDTH), min(height or HEIGHTS[kind], HEIGHTS[kind])
    return public(JsonResponse(_document(request, path, title, width, height)))


def _document(
    request: HttpRequest, path: str, title: str, width: int, height: int
) -> dict[str, object]:
    """The response of the type ``rich`` (oEmbed, section 2.3.4.4)."""
    frame = format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" frameborder="0">'
        "</iframe>",
        absolute_url(request, path),
        title,
        width,
        height,
    )
    return {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": settings.SITE_NAME,
        "provider_url": f"{origin(request)}/",
        "cache_age": 3600,
        "html": frame,
        "width": width,
        "height": height,
    }


def _embedded(request: HttpRequest, address: str) -> tuple[str, str, str]:
    """The kind of page, the path of its embed and its title. Raises `Http404` and `FilterError`."""
    try:
        parts = urlsplit(address)
        match = resolve(parts.path or "/")
    except (ValueError, Resolver404):
        raise Http404 from None
    if f"{parts.scheme}://{parts.netloc}" != origin(request):
        raise Http404
    params = QueryDict(parts.query, mutable=True)
    languages = params.pop("hl", [])
    chosen = EventFilter.clean(without_blanks(params), now=timezone.now(), extra=("lanes",))
    params.pop("cursor", None)
    params.setlist("hl", languages)
    query = f"?{params.urlencode()}" if params.urlencode() else ""
    match match.view_name:
        case "web:event" | "web:event-with-slug":
            title = _event_title(match.kwargs["id"], chosen)
            return "event", f"/embed/events/{match.kwargs['id']}/{query}", title
        case "web:storyline":
            title = _storyline_title(match.kwargs["id"], chosen)
            return "storyline", f"/embed/storylines/{match.kwargs['id']}/{query}", title
        case "web:timeline":
            return "timeline", f"/embed/timeline/{query}", gettext("Timeline")
    raise Http404


def _event_title(id: str, chosen: EventFilter) -> str:
    edition = reading.event_edition(id, as_of=chosen.as_of)
    event = documents.current_event(edition, as_of=chosen.as_of) if edition else None
    if not isinstance(event, record.Event):
        raise Http404
    return event_page(event, timezone.now()).head_title


def _storyline_title(id: str, chosen: EventFilter) -> str:
    found = reading.profile(ProfileKind.STORYLINE, id, as_of=chosen.as_of)
    if found is None:
        raise Http404
    profile = cast(record.Storyline, documents.profile_record(found))
    return str(storyline_profile(profile).link.text)


def _problem(status: int, detail: str, errors: list[dict[str, str]] | None = None) -> JsonResponse:
    """An error as RFC 9457 wants it."""
    body = {"type": "about:blank", "title": detail, "status": status, "detail": detail}
    return JsonResponse(
        body | ({"errors": errors} if errors else {}),
        status=status,
        content_type="application/problem+json",
        headers={"Cache-Control": "no-store"},
    )
