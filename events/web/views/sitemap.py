"""What search engines read: which addresses there are, and which to leave alone."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from events.dates import json_datetime
from events.timeline import sitemap as timeline_sitemap
from events.timeline.addresses import absolute_url
from events.timeline.filters import EventFilter
from events.timeline.generation import generation
from events.web.caching import conditional, public
from events.web.links import event_path

_XML = "application/xml; charset=utf-8"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PAGES = "pages"
_PAGE_PATHS = ("/", "/storylines/", "/actors/", "/sources/")
# Filters and cursors make endless addresses of the same events; the sitemap has each once. Only the
# language of a page may be in its query.
_ROBOTS = """\
User-agent: *
Disallow: /admin/
Disallow: /accounts/
Disallow: /api/
Disallow: /language/
Disallow: /*?
Allow: /*?hl=
Sitemap: {sitemap}
"""


@require_safe
def robots(request: HttpRequest) -> HttpResponseBase:
    text = _ROBOTS.format(sitemap=absolute_url(request, "/sitemap.xml"))
    return public(HttpResponse(text, content_type="text/plain; charset=utf-8"))


@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """The index of the parts."""
    return conditional(request, generation(EventFilter()), lambda: _index(request))


@require_safe
def sitemap_part(request: HttpRequest, name: str) -> HttpResponseBase:
    return conditional(request, generation(EventFilter()), lambda: _part(request, name))


def _index(request: HttpRequest) -> HttpResponse:
    names = [_PAGES, *(part.name for part in timeline_sitemap.parts())]
    paths = [(f"/sitemap/{name}.xml", "") for name in names]
    return _document(request, "sitemapindex", "sitemap", paths)


def _part(request: HttpRequest, name: str) -> HttpResponse:
    if name == _PAGES:
        return _document(request, "urlset", "url", [(path, "") for path in _PAGE_PATHS])
    part = timeline_sitemap.part(name)
    if part is None:
        raise Http404
    return _document(request, "urlset", "url", _records(part))


def _records(part: timeline_sitemap.Part) -> list[tuple[str, str]]:
    """Addresses, and when each page last changed."""
    if part.kind == timeline_sitemap.EVENTS:
        events = timeline_sitemap.events(part)
        return [(event_path(event), event.edition.at) for event in events]
    return [
        (f"/{part.kind}/{subject}/", json_datetime(at) or "")
        for subject, at in timeline_sitemap.profiles(part)
    ]


def _document(
    request: HttpRequest, root: str, element: str, paths: Iterable[tuple[str, str]]
) -> HttpResponse:
    entries = "".join(
        f"<{element}><loc>{escape(absolute_url(request, path))}</loc>"
        + (f"<lastmod>{changed}</lastmod>" if changed else "")
        + f"</{element}>\n"
        for path, changed in paths
    )
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_NAMESPACE}">\n'
    return HttpResponse(f"{head}{entries}</{root}>\n", content_type=_XML)
