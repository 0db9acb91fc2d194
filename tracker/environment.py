"""Reading and checking what the environment says of an installation.

Each function returns a usable value or raises `ImproperlyConfigured` with a message that names the
variable, so that the server does not start with a setting that would fail later.
"""

import hashlib
import importlib.util
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from dotenv import dotenv_values

from events.dates import LANGUAGES, zone_names

LOGO_OCTETS: Final = 500_000
LOGO_TYPES: Final = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
_SIGNATURES: Final = {
    "image/svg+xml": re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:svg\b|[?!].{0,4000}?<svg\b)", re.DOTALL),
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
}
_SITE_NAME_LENGTH: Final = 100
_FRAME_SOURCE: Final = re.compile(
    r"\*|'self'|(?:https?://)?(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[0-9]{1,5})?", re.IGNORECASE
)


def site_name(value: str) -> str:
    """The name on pages and in the subjects of mails."""
    name = value.strip()
    if not name or len(name) > _SITE_NAME_LENGTH or not name.isprintable():
        raise ImproperlyConfigured(
            f"Set SITE_NAME to a name of 1 to {_SITE_NAME_LENGTH} characters, without line breaks."
        )
    return name


def default_language(value: str) -> str:
    if value not in LANGUAGES:
        raise ImproperlyConfigured(f"Set DEFAULT_LANGUAGE to one of these: {', '.join(LANGUAGES)}.")
    return value


def time_zone(value: str) -> str:
    if value not in zone_names():
        raise ImproperlyConfigured("Set TIME_ZONE to a name such as Europe/Berlin or UTC.")
    return value


def embed_ancestors(values: list[str]) -> list[str]:
    """Which sites may frame embeds: sources as in ``frame-ancestors`` (CSP Level 3, section 6.4.2).

    Nothing: no site.
    """
    for value in values:
        if not _FRAME_SOURCE.fullmatch(value):
            raise ImproperlyConfigured(
                "Set EMBED_ANCESTORS to *, or to sites such as https://paper.example and "
                f"https://*.paper.example, separated by commas; this is none: {value!r}."
            )
    return values or ["'none'"]


# What `manage.py setup` asks for and keeps in `SITE_FILE`, with the rule for each answer.
SITE_RULES: Final[Mapping[str, Callable[[str], str]]] = {
    "SITE_NAME": site_name,
    "DEFAULT_LANGUAGE": default_language,
    "TIME_ZONE": time_zone,
}


def site_file(path: Path) -> dict[str, str]:
    """What `manage.py setup` has kept; {} without the file. The environment takes precedence."""
    found = {name: value or "" for name, value in dotenv_values(path, interpolate=False).items()}
    if unknown := sorted(found.keys() - SITE_RULES.keys()):
        raise ImproperlyConfigured(
            f"{path} can set {', '.join(SITE_RULES)} only; it also has {', '.join(unknown)}."
        )
    return found


def public_url(value: str) -> str:
    """The site's own address; "" means that of each request (plain HTTP alone)."""
    url = value.rstrip("/")
    host = r"[A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9a-f:]+\]"
    if url and not re.fullmatch(rf"https?://({host})(:[0-9]{{1,5}})?", url):
        raise ImproperlyConfigured("Set PUBLIC_URL to the site's address: https://tracker.example.")
    return url


def footer_link(name: str, value: str) -> str:
    """A link in the footer; "" for none."""
    if value and not re.fullmatch(r"https?://[^\s/]\S*|mailto:[^\s@]+@\S+|/[^\s/]\S*", value):
        raise ImproperlyConfigured(
            f"Set {name} to an address that begins with https:// or mailto:, or to a path."
        )
    return value


@dataclass(frozen=True)
class Logo:
    """An image that pages show instead of the name of the site. Its name changes with its content,
    so that it can be cached for ever.
    """

    name: str
    media_type: str
    content: bytes = field(repr=False)


def logo(name: str, value: str, folder: Path) -> Logo | None:
    """The logo in a file; a relative path is one in `folder`. None without a value."""
    if not value:
        return None
    if "://" in value:
        raise ImproperlyConfigured(f"Set {name} to a file: pages load nothing from other hosts.")
    path = folder / value
    ending = path.suffix.lower()
    media_type = LOGO_TYPES.get(ending)
    if media_type is None:
        raise ImproperlyConfigured(f"Set {name} to a file that ends with {', '.join(LOGO_TYPES)}.")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}: {path} cannot be read: {error.strerror}.") from error
    if len(content) > LOGO_OCTETS:
        raise ImproperlyConfigured(f"{name}: {path} is larger than {LOGO_OCTETS // 1000} kB.")
    if not _SIGNATURES[media_type].match(content):
        raise ImproperlyConfigured(f"{name}: {path} is not what its ending says: {media_type}.")
    return Logo(f"{hashlib.sha256(content).hexdigest()[:16]}{ending}", media_type, content)


def logos(light: str, dark: str, folder: Path) -> tuple[Logo | None, Logo | None]:
    """The logo on light and on dark pages; None for the latter if it is the same."""
    if dark and not light:
        raise ImproperlyConfigured("SITE_LOGO_DARK needs SITE_LOGO.")
    return logo("SITE_LOGO", light, folder), logo("SITE_LOGO_DARK", dark, folder)


def cache(value: str) -> dict[str, Any]:
    """Django's settings of a cache: Redis, or the memory of each process for ""."""
    if not value:
        return {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    if not _is_redis_url(value):
        # The address can hold a password, so it is not repeated.
        raise ImproperlyConfigured("Set CACHE_URL to an address such as redis://127.0.0.1:6379/0.")
    if importlib.util.find_spec("redis") is None:
        raise ImproperlyConfigured("CACHE_URL needs the package redis: pip install redis.")
    return {
        "BACKEND": "tracker.shared_cache.SharedCache",
        "LOCATION": value,
        "KEY_PREFIX": "event-tracker",
    }


def _is_redis_url(value: str) -> bool:
    try:
        url = urlsplit(value)
        known_port = url.port is None or url.port > 0
    except ValueError:
        return False
    if url.scheme == "unix":
        return bool(url.path)
    has_database = re.fullmatch(r"/?|/[0-9]{1,3}", url.path) is not None
    return url.scheme in {"redis", "rediss"} and bool(url.hostname) and known_port and has_database


def rate(name: str, value: str) -> tuple[int, int] | None:
    """Parse a rate: "60000/60" means 60,000 requests in 60 seconds, "" means no limit."""
    if not value:
        return None
    match = re.fullmatch(r"([1-9][0-9]{0,8})/([1-9][0-9]{0,5})", value)
    if match is None:
        raise ImproperlyConfigured(f"Set {name} to requests/seconds, such as 60000/60.")
    return int(match[1]), int(match[2])
