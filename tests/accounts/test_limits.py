"""How often signing in may fail, and for whom."""

from datetime import timedelta

import pytest
from django.test import Client, RequestFactory

from events.accounts.adapter import _account
from events.accounts.limits import PER_ACCOUNT, PER_ADDRESS, WINDOW, Attempt
from events.models import SecurityEvent
from events.record.vocabulary import SecurityEventKind
from tests import factories
from tests.accounts.signing_in import sign_in
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db


def failures(count: int, attempt: Attempt, *, every: timedelta = timedelta(seconds=1)) -> None:
    SecurityEvent.objects.bulk_create(
        SecurityEvent(
            kind=SecurityEventKind.FAILED,
            at=NOW - number * every,
            address=attempt.address,
            login_digest=attempt.login_digest,
            device=attempt.device,
        )
        for number in range(count)
    )


def attempt(login: str = "editor", address: str = "192.0.2.1", device: str = "") -> Attempt:
    request = RequestFactory().get("/", REMOTE_ADDR=address)
    found = Attempt.of(request, login, None)
    return Attempt(found.login_digest, found.address, device)


def test_account_is_closed_to_strangers_after_its_failures():
    failures(PER_ACCOUNT - 1, attempt())
    assert attempt(address="198.51.100.1").seconds_to_wait(NOW) == 0
    failures(1, attempt(address="198.51.100.2"))
    assert attempt(address="198.51.100.1").seconds_to_wait(NOW) > 0
    assert attempt("reviewer", address="198.51.100.1").seconds_to_wait(NOW) == 0


def test_wait_ends_when_the_oldest_counted_failure_is_past():
    failures(PER_ACCOUNT, attempt(), every=timedelta(seconds=10))
    wait = attempt().seconds_to_wait(NOW)
    assert wait == WINDOW.total_seconds() - 10 * (PER_ACCOUNT - 1) + 1
    assert attempt().seconds_to_wait(NOW + timedelta(seconds=wait)) == 0


def test_known_device_has_a_limit_of_its_own():
    failures(PER_ADDRESS, attempt())
    assert attempt(device="known").seconds_to_wait(NOW) == 0
    failures(PER_ACCOUNT, attempt(device="known"))
    assert attempt(device="known").seconds_to_wait(NOW) > 0


def test_address_is_closed_after_failures_on_many_accounts():
    for number in range(PER_ADDRESS):
        failures(1, attempt(f"account {number}"))
    assert attempt("unheard of").seconds_to_wait(NOW) > 0
    assert attempt("unheard of", address="192.0.2.2").seconds_to_wait(NOW) == 0


@pytest.mark.parametrize("login", ["EDITOR", " editor ", "Editor"])
def test_spelling_of_the_login_makes_no_difference(login):
    assert attempt(login) == attempt("editor")


@pytest.mark.parametrize("login", ["editor", "EDITOR", "ed\u0131tor", "editor@paper.example"])
def test_every_spelling_that_finds_an_account_shares_its_limit(login):
    """PostgreSQL finds "editor" by a dotless i, which Python does not take for one."""
    factories.UserFactory(username="editor", email="editor@paper.example")
    for _n in range(PER_ACCOUNT):
        sign_in(Client(), "editor", "wrong")
    found = sign_in(Client(), login)
    assert (found.status_code == 429) is (_account(login) is not None)
    assert found.status_code != 302


def test_what_was_entered_is_not_stored():
    found = attempt("my secret password")
    assert len(found.login_digest) == 32
    assert "secret" not in found.login_digest


def test_owner_gets_in_from_a_known_device_while_strangers_are_refused():
    """500 wrong passwords from 50 addresses."""
    factories.UserFactory(username="owner", is_staff=True)
    own = Client(REMOTE_ADDR="192.0.2.1")
    assert sign_in(own, "owner").status_code == 302
    own.post("/accounts/logout/")
    strangers = [Client(REMOTE_ADDR=f"198.51.100.{number}") for number in range(50)]
    statuses = [
        sign_in(strangers[number % 50], "owner", f"wrong {number}").status_code
        for number in range(500)
    ]
    assert (statuses.count(200), statuses.count(429)) == (PER_ACCOUNT, 500 - PER_ACCOUNT)
    assert sign_in(Client(REMOTE_ADDR="203.0.113.1"), "owner").status_code == 429
    assert sign_in(own, "owner").status_code == 302
