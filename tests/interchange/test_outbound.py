"""The one way out: where it leads and where not, and how long it may take."""

import ipaddress
import ssl
import subprocess
from time import monotonic, sleep

import pytest

from events.interchange.outbound import (
    MAX_RESPONSE_LENGTH,
    AddressRefused,
    NoResponse,
    Policy,
    check_host,
    check_url,
    is_public,
    post,
)
from tests.interchange.receiver import listening

PLAIN = Policy(plain_loopback=True)
PRIVATE = Policy(private=True)


def sent(url: str, policy: Policy = PLAIN, **more) -> int:
    return post(url, b"{}", {}, policy=policy, **{"timeout": 2, **more}).status


@pytest.fixture
def receiver():
    with listening() as found:
        yield found


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",  # noqa: S104
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "169.254.169.254",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b::169.254.169.254",
        "64:ff9b:1::808:808",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::1",
        "2001:0:808:808::1",
        "2001:db8::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fec0::1",
        "ff02::1",
    ],
)
def test_address_that_is_not_of_the_internet(address):
    assert not is_public(ipaddress.ip_address(address))
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(AddressRefused, match="private"):
        check_url(f"https://{host}/", Policy())


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"],
)
def test_address_of_the_internet(address):
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "unreadable"),
        ("archive.example", "unreadable"),
        ("https://", "unreadable"),
        ("https:///path", "unreadable"),
        ("https://archive.example:0/", "unreadable"),
        ("https://archive.example:65536/", "unreadable"),
        ("https://archive.example:x/", "unreadable"),
        ("https://[::1/", "unreadable"),
        ("https://archive.example/a b", "unreadable"),
        ("https://archive.example/\r\nHost: other", "unreadable"),
        ("https://archive.example/\x7f", "unreadable"),
        ("https://archive.example/\u00e4", "unreadable"),
        ("https://m\u00fcnchen.example/", "unreadable"),
        ("https://archive.example/#part", "unreadable"),
        (f"https://{'a' * 64}.example/", "unreadable"),
        ("http://archive.example/", "scheme"),
        ("http://127.0.0.1/", "scheme"),
        ("ftp://archive.example/", "scheme"),
        ("file:///etc/passwd", "unreadable"),
        ("javascript:alert(1)", "unreadable"),
        ("https://user:pass@archive.example/", "userinfo"),
        ("https://8.8.8.8@127.0.0.1/", "userinfo"),
        ("https://localhost/", "private"),
        ("https://a.localhost/", "private"),
        ("https://LOCALHOST/", "private"),
        ("https://localhost./", "private"),
        ("https://127.1/", "private"),
        ("https://127.0.0.1./", "private"),
        ("https://2130706433/", "private"),
        ("https://0x7f.1/", "private"),
        ("https://017700000001/", "private"),
        ("https://0/", "private"),
        ("https://[::1]/", "private"),
        ("https://[::ffff:127.0.0.1]/", "private"),
    ],
)
def test_url_that_is_refused_without_asking_anybody(url, why):
    with pytest.raises(AddressRefused, match=f"^{why}$"):
        check_url(url, Policy())


def test_plain_http_goes_to_this_machine_alone():
    assert check_url("http://127.0.0.1:8000/x", PLAIN).port == 8000
    assert check_url("http://[::1]/x", PLAIN).hostname == "::1"
    for url in ("http://archive.example/", "http://8.8.8.8/", "http://10.0.0.1/"):
        with pytest.raises(AddressRefused, match="scheme"):
            check_url(url, Policy(private=True, plain_loopback=True))


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "127.1", "0"])
def test_number_that_the_system_reads_as_this_machine_is_refused(host):
    # What looks like a name here is an address to the resolver.
    with pytest.raises((AddressRefused, NoResponse)):
        sent(f"https://{host}/", Policy())


def test_name_that_resolves_to_this_machine_is_refused(receiver):
    # The system's own resolver and a name that it knows: past the first look at the address.
    port = receiver.url.rpartition(":")[2]
    for found in (["127.0.0.1"], ["::ffff:127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["fe80::1%eth0"]):
        with pytest.raises(AddressRefused, match="private"):
            sent(f"https://rebound.example:{port}", Policy(), resolve=lambda *_a, to=found: to)
    assert receiver.told == []


def test_real_name_of_this_machine_is_refused(tmp_path, receiver):
    # localhost. (with a stop) is not caught by its spelling; /etc/hosts says where it leads.
    with pytest.raises((AddressRefused, NoResponse)):
        sent(receiver.url.replace("http://127.0.0.1", "https://localhost."), Policy())
    assert receiver.told == []


def test_connection_goes_to_the_address_that_was_looked_at(receiver):
    asked = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.0.0.1"]

    assert sent(receiver.url.replace("127.0.0.1", "localhost"), resolve=resolve) == 204
    assert asked == ["localhost"]
    assert receiver.told[0].headers["host"].startswith("localhost:")


def test_name_that_nobody_has_is_told():
    def resolve(*_asked: object) -> list[str]:
        raise OSError

    with pytest.raises(NoResponse, match="host name not found"):
        sent("https://nobody.example/", Policy(), resolve=resolve)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect_is_an_answer_and_is_not_followed(receiver, status):
    with listening() as other:
        receiver.script = [(status, {"Location": other.url})]
        answer = post(receiver.url, b"{}", {}, policy=PLAIN)
        assert (answer.status, answer.headers["location"]) == (status, other.url)
        assert other.told == []


@pytest.mark.parametrize("behaviour", ["slow", "drip"])
def test_answer_that_takes_too_long_is_ended(receiver, behaviour):
    receiver.script = [behaviour]
    began = monotonic()
    with pytest.raises(NoResponse, match="timeout"):
        sent(receiver.url, timeout=0.4)
    assert monotonic() - began < 2


@pytest.mark.parametrize("behaviour", ["huge", "drip body"])
def test_answer_without_end_counts_by_its_status(receiver, behaviour):
    receiver.script = [behaviour]
    began = monotonic()
    assert sent(receiver.url, timeout=0.6) == 200
    assert monotonic() - began < 2
    assert MAX_RESPONSE_LENGTH == 65536


@pytest.mark.parametrize("behaviour", ["garbage", "nothing"])
def test_what_is_no_answer_is_told_as_none(receiver, behaviour):
    receiver.script = [behaviour]
    with pytest.raises(NoResponse, match=r"no response \("):
        sent(receiver.url)


def test_nobody_listening_is_told(receiver):
    with listening() as gone:
        url = gone.url
    with pytest.raises(NoResponse, match="ConnectionRefusedError"):
        sent(url)


def test_proxy_of_the_environment_is_not_asked(receiver, monkeypatch):
    with listening() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        assert sent(receiver.url) == 204
        assert proxy.told == []


# --- TLS ------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Of localhost alone, signed by itself."""
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
            "-nodes", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=DNS:localhost",
            "-keyout", folder / "key.pem", "-out", folder / "cert.pem",
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return folder


@pytest.fixture
def secure(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    names: list[str | None] = []
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    with listening(context, "https", "localhost") as found:
        found.names = names
        yield found


def at_home(_host: str, _port: int) -> list[str]:
    return ["127.0.0.1"]


def test_certificate_is_checked_against_the_name_at_the_checked_address(
    secure, certificate, monkeypatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    assert sent(secure.url, PRIVATE, resolve=at_home) == 204
    assert secure.names == ["localhost"]
    other = secure.url.replace("localhost", "archive.example")
    with pytest.raises(NoResponse, match="TLS: Hostname mismatch"):
        sent(other, PRIVATE, resolve=at_home)
    with pytest.raises(NoResponse, match="TLS: IP address mismatch"):
        sent(secure.url.replace("localhost", "127.0.0.1"), PRIVATE)
    assert len(secure.told) == 1


def test_certificate_that_nobody_vouches_for_is_refused(secure):
    with pytest.raises(NoResponse, match=r"TLS: self.signed certificate"):
        sent(secure.url, PRIVATE, resolve=at_home)
    assert secure.told == []


def test_tls_with_somebody_who_speaks_none_is_told(receiver):
    with pytest.raises(NoResponse, match=r"TLS|no response|timeout"):
        sent(receiver.url.replace("http", "https"), PRIVATE)


def test_answer_over_tls_that_takes_too_long_is_ended(secure, certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    secure.script = ["drip"]
    began = monotonic()
    with pytest.raises(NoResponse, match="timeout"):
        sent(secure.url, PRIVATE, resolve=at_home, timeout=0.5)
    assert monotonic() - began < 2


def test_addresses_of_a_name_are_checked_before_anything_is_sent():
    def check(*addresses: str, policy: Policy = PLAIN) -> None:
        check_host("https://h.example/", policy, resolve=lambda host, port: addresses)

    check("93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c")
    check()
    check("10.0.0.1", policy=PRIVATE)
    for private in ("10.0.0.1", "::1", "fe80::1%eth0"):
        with pytest.raises(AddressRefused, match="private"):
            check("93.184.215.14", private)


def test_name_that_is_not_found_or_not_in_time_passes():
    def unknown(host: str, port: int) -> list[str]:
        raise OSError

    def slow(host: str, port: int) -> list[str]:
        sleep(1)
        return ["10.0.0.1"]

    check_host("https://h.example/", PLAIN, resolve=unknown)
    before = monotonic()
    check_host("https://h.example/", PLAIN, resolve=slow, timeout=0.05)
    assert monotonic() - before < 0.9
