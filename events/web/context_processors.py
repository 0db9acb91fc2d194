"""What an installation says about itself on every page."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from events.timeline.addresses import origin
from events.web.languages import fixed_language


def site(request: HttpRequest) -> dict[str, Any]:
    """A context processor; the settings are described in docs/installing.md."""
    return {
        # Asked for only by templates that need it: the page of a refused host has none.
        "origin": partial(origin, request),
        "fixed_language": fixed_language(request),
        "site_name": settings.SITE_NAME,
        "site_logo": settings.SITE_LOGO,
        "site_logo_dark": settings.SITE_LOGO_DARK,
        "imprint_url": settings.IMPRINT_URL,
        "contact_url": settings.CONTACT_URL,
        "version": settings.VERSION,
    }
