"""The keys of forms: made for one account, and by nobody else."""

from datetime import timedelta

import pytest
from django.core.signing import TimestampSigner
from django.utils import timezone

from events.accounts.form_keys import FormKey, own_form_key, read_form_key
from tests import newsroom

pytestmark = pytest.mark.django_db


def test_key_names_its_account():
    key = FormKey.fresh(newsroom.editor())
    assert read_form_key(key.signed) == key
    assert key.user_id == newsroom.editor().pk
    assert FormKey.fresh(newsroom.editor()) != key


@pytest.mark.parametrize(
    "signed",
    [
        "",
        "1.AAAAAAAAAAAAAAAAAAAAAA",
        "1.AAAAAAAAAAAAAAAAAAAAAA:1wFOOO:forged",
        TimestampSigner(salt="session").sign("1.AAAAAAAAAAAAAAAAAAAAAA"),
        TimestampSigner(salt="events.form").sign("1.short"),
        TimestampSigner(salt="events.form").sign("x.AAAAAAAAAAAAAAAAAAAAAA"),
    ],
    # Signatures differ from second to second, and the processes of a run must agree on names.
    ids=["nothing", "unsigned", "forged", "other purpose", "too short", "no account"],
)
def test_key_that_was_not_made_here_is_none(signed):
    assert read_form_key(signed) is None


def test_changed_key_is_none():
    signed = FormKey(1, "A" * 22).signed
    assert read_form_key(signed.replace("1.", "2.", 1)) is None


def test_key_ends_after_a_week(time_machine):
    signed = FormKey(1, "A" * 22).signed
    time_machine.move_to(timezone.now() + timedelta(days=6, hours=23))
    assert read_form_key(signed) == FormKey(1, "A" * 22)
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    assert read_form_key(signed) is None


def test_key_of_another_account_is_not_ones_own(rf):
    request = rf.post("/", {"form_key": FormKey.fresh(newsroom.editor()).signed})
    request.user = newsroom.editor()
    assert own_form_key(request).user_id == newsroom.editor().pk
    request.user = newsroom.reviewer()
    assert own_form_key(request) is None
