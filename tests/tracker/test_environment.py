"""What the environment says of an installation is checked at its start."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests.tracker.test_settings import loaded, run
from tracker import environment

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 2"/>'
PNG = b"\x89PNG\r\n\x1a\n rest"


def refusal(call) -> str:
    with pytest.raises(ImproperlyConfigured) as refused:
        call()
    return str(refused.value)


def file(folder: Path, name: str, content: bytes = SVG) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("SITE_NAME", "", "Set SITE_NAME to a name of 1 to 100 characters, without line breaks."),
        ("SITE_NAME", "a\nb", "Set SITE_NAME to a name of 1 to 100 characters"),
        ("SITE_NAME", "x" * 101, "Set SITE_NAME to a name of 1 to 100 characters"),
        ("DEFAULT_LANGUAGE", "fr", "Set DEFAULT_LANGUAGE to one of these: en, de."),
        ("DEFAULT_LANGUAGE", "DE", "Set DEFAULT_LANGUAGE to one of these: en, de."),
        ("TIME_ZONE", "Berlin", "Set TIME_ZONE to a name such as Europe/Berlin or UTC."),
        ("TIME_ZONE", "../etc/passwd", "Set TIME_ZONE to a name such as Europe/Berlin or UTC."),
        ("TIME_ZONE", "+01:00", "Set TIME_ZONE to a name such as Europe/Berlin or UTC."),
        ("SITE_LOGO", "none.svg", "none.svg cannot be read: No such file or directory."),
        ("SITE_LOGO", "https://cdn.example/logo.svg", "pages load nothing from other hosts."),
        ("SITE_LOGO_DARK", "dark.svg", "SITE_LOGO_DARK needs SITE_LOGO."),
        ("IMPRINT_URL", "javascript:alert(1)", "Set IMPRINT_URL to an address that begins with"),
        ("CONTACT_URL", "desk@paper.example", "Set CONTACT_URL to an address that begins with"),
        ("CACHE_URL", "memcached://localhost", "Set CACHE_URL to an address such as redis://"),
        ("SECURITY_LOG_DAYS", "7", "Must be greater than or equal to 30."),
        ("API_RATE", "600", "Set API_RATE to requests/seconds, such as 60000/60."),
        ("API_COSTLY_RATE", "600/min", "Set API_COSTLY_RATE to requests/seconds"),
        ("API_WRITE_RATE", "0/60", "Set API_WRITE_RATE to requests/seconds"),
    ],
)
def test_value_that_cannot_be_used_stops_the_start(tmp_path, name, value, message):
    given = {name: value, "SECRET_KEY": "x" * 60}
    done = run(tmp_path, "-c", "import tracker.settings", **given)
    assert done.returncode != 0
    assert message in done.stderr.splitlines()[-1]


def test_settings_of_a_site_come_from_the_environment(tmp_path):
    file(tmp_path, "logo.svg")
    found = loaded(
        tmp_path, "SITE_NAME", "LANGUAGE_CODE", "TIME_ZONE", "SITE_LOGO", "MFA_TOTP_ISSUER",
        SITE_NAME="Paper", DEFAULT_LANGUAGE="de", TIME_ZONE="Europe/Berlin", SITE_LOGO="logo.svg",
    )  # fmt: skip
    assert (found["SITE_NAME"], found["MFA_TOTP_ISSUER"]) == ("Paper", "Paper")
    assert (found["LANGUAGE_CODE"], found["TIME_ZONE"]) == ("de", "Europe/Berlin")
    assert "svg" in str(found["SITE_LOGO"])


def test_environment_takes_precedence_over_the_file_of_the_setup(tmp_path):
    file(tmp_path, "site.env", b"SITE_NAME='Paper'\nTIME_ZONE='Europe/Berlin'\n")
    found = loaded(tmp_path, "SITE_NAME", "TIME_ZONE", "LANGUAGE_CODE", TIME_ZONE="UTC")
    assert found == {"SITE_NAME": "Paper", "TIME_ZONE": "UTC", "LANGUAGE_CODE": "en"}


def test_file_of_the_setup_can_set_nothing_else(tmp_path):
    path = file(tmp_path, "site.env", b"SITE_NAME=x\nDEBUG=1\n")
    assert refusal(lambda: environment.site_file(path)) == (
        f"{path} can set SITE_NAME, DEFAULT_LANGUAGE, TIME_ZONE only; it also has DEBUG."
    )
    assert environment.site_file(tmp_path / "none.env") == {}


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", SVG),
        ("a.SVG", b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a -->\n<!DOCTYPE svg>\n" + SVG),
        ("a.png", PNG),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8 "),
        ("a.jpg", b"\xff\xd8\xff\xe0"),
    ],
)
def test_logo_is_read_once_and_named_after_its_content(tmp_path, name, content):
    path = file(tmp_path, name, content)
    found = environment.logo("SITE_LOGO", name, tmp_path)
    assert found == environment.logo("SITE_LOGO", str(path), Path("/elsewhere"))
    assert (found.content, found.name.endswith(path.suffix.lower())) == (content, True)
    path.write_bytes(content + b" ")
    assert environment.logo("SITE_LOGO", name, tmp_path).name != found.name


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.gif", b"GIF89a", "Set SITE_LOGO to a file that ends with .svg, .png, .webp"),
        ("a.svg", PNG, "is not what its ending says: image/svg+xml."),
        ("a.svg", b"<html><svg></svg></html>", "is not what its ending says: image/svg+xml."),
        ("a.png", SVG, "is not what its ending says: image/png."),
        ("a.png", PNG + b"x" * environment.LOGO_OCTETS, "is larger than 500 kB."),
    ],
)
def test_file_that_is_no_logo_is_refused(tmp_path, name, content, message):
    file(tmp_path, name, content)
    assert message in refusal(lambda: environment.logo("SITE_LOGO", name, tmp_path))


@pytest.mark.parametrize(
    "url",
    ["", "https://paper.example/imprint", "mailto:desk@paper.example", "/about/", "http://x.test"],
)
def test_footer_link_leads_to_a_page_or_mailbox(url):
    assert environment.footer_link("CONTACT_URL", url) == url


@pytest.mark.parametrize("url", ["//evil.example", "data:text/html,x", "imprint.html", "https://"])
def test_footer_link_of_another_kind_is_refused(url):
    message = refusal(lambda: environment.footer_link("IMPRINT_URL", url))
    assert message.startswith("Set IMPRINT_URL to an address")


@pytest.mark.parametrize(
    ("values", "sources"),
    [
        (["*"], ["*"]),
        ([], ["'none'"]),
        (["https://paper.example", "https://*.paper.example:8443"],) * 2,
    ],
)
def test_embeds_can_be_framed_by_the_sites_named(values, sources):
    assert environment.embed_ancestors(values) == sources


@pytest.mark.parametrize(
    "value", ["https://a.example; script-src *", "ftp://a", "a b", "", "'none' *"]
)
def test_what_is_no_site_cannot_frame(value):
    message = refusal(lambda: environment.embed_ancestors([value]))
    assert "EMBED_ANCESTORS" in message


@pytest.mark.parametrize(
    "url",
    [
        "redis://127.0.0.1:6379/0", "redis://cache", "rediss://user:p%40ss@cache.example:6380/2",
        "redis://[::1]:6379", "unix:///run/redis.sock",
    ],
)  # fmt: skip
def test_cache_is_redis_if_it_has_an_address(url):
    found = environment.cache(url)
    assert (found["BACKEND"], found["LOCATION"]) == ("tracker.shared_cache.SharedCache", url)


@pytest.mark.parametrize(
    "url", ["redis", "redis://", "redis://cache:port", "redis://cache/name", "unix://", "locmem://"]
)
def test_cache_address_that_cannot_be_used_is_refused_and_not_repeated(url):
    message = refusal(lambda: environment.cache(url))
    assert message == "Set CACHE_URL to an address such as redis://127.0.0.1:6379/0."


def test_cache_is_the_memory_of_the_process_otherwise():
    assert environment.cache("")["BACKEND"].endswith(".LocMemCache")


def test_rates_are_read_strictly():
    assert (environment.rate("API_RATE", "600/60"), environment.rate("API_RATE", "")) == (
        (600, 60),
        None,
    )
    for text in ("600", "600/min", "0/60", "-1/60", "6e3/60", "1/0", " 1/60"):
        message = "Set API_RATE to requests/seconds, such as 60000/60."
        assert refusal(lambda text=text: environment.rate("API_RATE", text)) == message
