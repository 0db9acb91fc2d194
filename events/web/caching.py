"""What caches and browsers may keep of a page, and for how long."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import engines
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import gettext

from events.dates import LANGUAGES
from events.record import SHAPE
from events.record.redaction import SCAR
from events.web.languages import reader_language

# Short: a correction or retraction is to arrive within a minute or two, through any cache.
MAX_AGE: Final = 60
STALE: Final = 60
_SCAR: Final = SCAR.encode()

_SUFFIXES: Final = frozenset({".py", ".html", ".svg", ".css", ".js", ".mo"})
# Those that show on pages.
_SETTINGS: Final = (
    "LANGUAGE_CODE",
    "LANGUAGES",
    "STATIC_URL",
    "TIME_ZONE",
    "SITE_NAME",
    "SITE_LOGO",
    "SITE_LOGO_DARK",
    "IMPRINT_URL",
    "CONTACT_URL",
    "VERSION",
    "PUBLIC_URL",
)


def public(response: HttpResponseBase) -> HttpResponseBase:
    """Pages are the same for everybody but for the language, which the browser or a cookie says."""
    if isinstance(response, HttpResponse) and _SCAR in response.content:
        response.content = response.content.replace(_SCAR, gettext("[redacted]").encode())
    patch_cache_control(response, public=True, max_age=MAX_AGE, stale_while_revalidate=STALE)
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def conditional(
    request: HttpRequest, identity: str, answer: Callable[[], HttpResponse]
) -> HttpResponseBase:
    """The page, made only if the browser does not hold it already (304).

    `identity` changes whenever what the page says of the record would; language and release are
    added here.
    """
    text = f"{release()}\n{reader_language()}\n{request.get_full_path()}\n{identity}"
    etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
    response: HttpResponseBase = get_conditional_response(request, etag) or answer()
    if response.status_code in {200, 304}:
        response["ETag"] = etag
    return public(response)


def release() -> str:
    """What this installation makes pages with: its code, templates, texts, styles and settings."""
    # Under DEBUG files are read anew at each request, so nothing may stand for them.
    files = _files.__wrapped__() if settings.DEBUG else _files()
    shown = [str(getattr(settings, name)) for name in _SETTINGS]
    return "\n".join([files, str(SHAPE), *LANGUAGES, *shown])


@cache
def _files() -> str:
    """A digest of every file that pages are made from."""
    package = Path(__file__).resolve().parents[1]
    templates = [Path(folder) for engine in engines.all() for folder in engine.dirs]
    digest = hashlib.sha256()
    for folder in (package, *templates, *map(Path, settings.LOCALE_PATHS)):
        for path in sorted(folder.rglob("*")):
            if path.suffix in _SUFFIXES:
                digest.update(path.read_bytes())
    return digest.hexdigest()
