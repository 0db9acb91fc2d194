"""What one address may ask in a window, and how it is told."""

import pytest
import time_machine
from django.core.cache import cache

from tests.newsroom import NOW
from tracker import environment

PATH = "/api/v1/events/"


@pytest.fixture(autouse=True)
def counted(settings, db):
    settings.API_RATES = {"read": (3, 60), "costly": (1, 60), "write": None}
    cache.clear()
    # In the middle of a window: none ends while the test runs.
    with time_machine.travel(NOW.replace(second=20), tick=False):
        yield
    cache.clear()


def told(answer) -> tuple[str, str, str]:
    return tuple(answer[f"RateLimit-{name}"] for name in ("Limit", "Remaining", "Reset"))


def test_every_answer_tells_what_is_left(client):
    first, second = client.get(PATH), client.head(PATH)
    assert told(first) == ("3", "2", "40")
    assert told(second) == ("3", "1", "40")
    assert first["RateLimit-Policy"] == '"read";q=3;w=60'
    assert first["RateLimit"] == '"read";r=2;t=40'


def test_one_too_many_is_a_problem_that_says_when_to_go_on(client):
    for _number in range(3):
        assert client.get(PATH).status_code == 200
    answer = client.get(PATH)
    assert (answer.status_code, answer["Content-Type"]) == (429, "application/problem+json")
    assert (answer["Retry-After"], told(answer)) == ("40", ("3", "0", "40"))
    assert answer.json()["title"] == "Too Many Requests"
    assert answer["Cache-Control"] == "no-store"
    with time_machine.travel(NOW.replace(minute=1), tick=False):
        assert told(client.get(PATH)) == ("3", "2", "60")


def test_what_costs_much_is_counted_apart(client):
    assert told(client.get(f"{PATH}facets/")) == ("1", "0", "40")
    assert client.get(f"{PATH}facets/").status_code == 429
    assert told(client.get(PATH)) == ("3", "2", "40")


def test_unmodified_answers_count_too(client):
    tag = client.get(PATH)["ETag"]
    assert told(client.get(PATH, headers={"If-None-Match": tag})) == ("3", "1", "40")


def test_preflights_are_not_counted(client):
    for _number in range(9):
        answer = client.options(PATH, headers={"Access-Control-Request-Method": "GET"})
        assert (answer.status_code, "RateLimit" in answer) == (204, False)
    assert told(client.get(PATH)) == ("3", "2", "40")


def test_errors_do_not_tell_the_count(client):
    """A draft's address would be told from one that never was."""
    answer = client.get(f"{PATH}2222-2222-2222/")
    assert answer.status_code == 404
    assert not [name for name in answer.headers if name.startswith("RateLimit")]


def test_addresses_are_counted_apart(client):
    for address in ("192.0.2.1", "192.0.2.2"):
        assert told(client.get(PATH, REMOTE_ADDR=address))[1] == "2"


def test_one_network_of_ipv6_is_one_client(client):
    for address, left in (("2001:db8::1", "2"), ("2001:db8::ffff", "1"), ("2001:db8:0:1::1", "2")):
        assert told(client.get(PATH, REMOTE_ADDR=address))[1] == left, address


def test_forwarded_address_counts_behind_our_own_proxy_alone(client, settings):
    made_up = {"X-Forwarded-For": "198.51.100.7"}
    assert told(client.get(PATH, headers=made_up))[1] == "2"
    assert told(client.get(PATH))[1] == "1"
    settings.BEHIND_PROXY = True
    proxied = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7"}
    assert told(client.get(PATH, headers=proxied))[1] == "2"
    assert told(client.get(PATH, headers=made_up))[1] == "1"


@pytest.mark.parametrize("address", ["", "unix:", "x" * 5000, "1.2.3.4.5"])
def test_strange_addresses_are_one_client(client, settings, address):
    settings.BEHIND_PROXY = True
    answer = client.get(PATH, headers={"X-Forwarded-For": address}, REMOTE_ADDR="")
    assert told(answer)[1] == "2"


def test_limit_holds_while_the_shared_cache_does_not_respond(client, settings, tmp_path):
    settings.CACHES = {"default": environment.cache(f"unix://{tmp_path}/none.sock")}
    assert [client.get(PATH).status_code for _n in range(4)] == [200, 200, 200, 429]


def test_no_limit_is_told_of_where_there_is_none(client, settings):
    settings.API_RATES = {"read": None, "costly": None, "write": None}
    answer = client.get(PATH)
    assert answer.status_code == 200
    assert "RateLimit" not in answer
