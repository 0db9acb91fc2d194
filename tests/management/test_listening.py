"""Where the demo is going to be served, and what is said if it cannot be."""

import socket

import pytest

from events.management.listening import AddressError, demo_address, free_port


@pytest.fixture
def port(monkeypatch) -> int:
    """A free port, which PORT names."""
    found = free_port("127.0.0.1", 9000)
    assert found is not None
    monkeypatch.setenv("PORT", str(found))
    return found


def refusal() -> str:
    with pytest.raises(AddressError) as refused:
        demo_address()
    return str(refused.value)


def test_address_is_the_loopback_unless_told_otherwise(port, monkeypatch):
    monkeypatch.delenv("ADDRESS", raising=False)
    assert demo_address() == f"http://127.0.0.1:{port}"


@pytest.mark.parametrize(
    ("given", "host"),
    [("localhost", "localhost"), ("127.0.0.2", "127.0.0.2"), ("::1", "[::1]"), ("[::1]", "[::1]")],
)
def test_address_can_be_chosen(port, monkeypatch, given, host):
    monkeypatch.setenv("ADDRESS", given)
    assert demo_address() == f"http://{host}:{port}"


@pytest.mark.parametrize(
    "text", ["", "http", "0", "-1", "65536", "8000.0", "٨٠٠٠", "80 00", "9" * 5000]
)
def test_port_that_is_no_number_of_a_port_is_refused(monkeypatch, text):
    monkeypatch.setenv("PORT", text)
    assert refusal() == (
        f"PORT is “{text}”. Give a number from 1 to 65535, for example: make demo PORT=8001"
    )


def test_port_in_use_is_told_with_the_next_one_that_is_free(port):
    with socket.create_server(("127.0.0.1", port)):
        other = free_port("127.0.0.1", port)
        assert refusal() == (
            f"Port {port} is in use, perhaps by a demo that is still running. "
            f"Use another port: make demo PORT={other}"
        )
    assert demo_address() == f"http://127.0.0.1:{port}"


def test_address_of_another_machine_is_refused(port, monkeypatch):
    monkeypatch.setenv("ADDRESS", "192.0.2.7")
    assert refusal() == (
        f"Cannot listen on 192.0.2.7, port {port}: Cannot assign requested address. "
        "Give an address of this machine, for example: make demo ADDRESS=127.0.0.1"
    )


def test_no_port_is_suggested_above_the_last_one():
    assert free_port("127.0.0.1", 65535) is None
