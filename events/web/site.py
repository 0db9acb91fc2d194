"""What an installation says about itself on every page."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, str]:
    """A context processor; the settings are described in docs/installing.md."""
    return {
        "site_name": settings.SITE_NAME,
        "imprint_url": settings.IMPRINT_URL,
        "contact_url": settings.CONTACT_URL,
        "version": settings.VERSION,
    }
