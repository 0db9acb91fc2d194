"""The logo of the installation. Pages load nothing from other hosts, so that it is served here."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

# The name of a logo changes with its content.
_CACHE_CONTROL = "public, max-age=31536000, immutable"


@require_safe
def logo(request: HttpRequest, name: str) -> HttpResponseBase:
    for found in (settings.SITE_LOGO, settings.SITE_LOGO_DARK):
        if found is not None and found.name == name:
            response = HttpResponse(found.content, content_type=found.media_type)
            response["Cache-Control"] = _CACHE_CONTROL
            # Scripts in an SVG file do not run, even if somebody opens it by its address.
            response["Content-Security-Policy"] = "default-src 'none'; sandbox"
            return response
    raise Http404
