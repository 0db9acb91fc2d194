"""A request is carried out once for each key of an account, and its answer is told again."""

from datetime import datetime, timedelta

import pytest

from events.editorial.idempotency import Answer, begin_request, keep_answer
from events.models import IdempotentRequest
from tests import newsroom
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db
FIRST, OTHER = "1" * 64, "2" * 64
INSTANT = timedelta(microseconds=1)
TWO_DAYS = timedelta(days=2)
CREATED = Answer(FIRST, 201, {"ETag": '"1"', "Location": "/desk/events/x/"}, '{"id": "x"}')


def begin(key: str = "k", request: str = FIRST, now: datetime = NOW) -> Answer | None:
    return begin_request(editor=newsroom.editor(), key=key, request=request, now=now)


def test_new_key_is_taken():
    assert begin() is None
    rows = IdempotentRequest.objects.values_list("user__username", "key", "request", "created_at")
    assert list(rows) == [("editor", "k", FIRST, NOW)]


def test_key_of_a_request_that_is_only_being_begun_has_no_status():
    begin()
    assert begin(now=NOW + INSTANT) == Answer(FIRST, None, {}, "")


def test_answer_is_told_again_as_it_was():
    begin()
    keep_answer(editor=newsroom.editor(), key="k", answer=CREATED)
    assert [begin(), begin()] == [CREATED, CREATED]
    assert IdempotentRequest.objects.count() == 1


def test_key_used_for_another_request_tells_which_request_had_it():
    begin()
    keep_answer(editor=newsroom.editor(), key="k", answer=CREATED)
    assert begin(request=OTHER) == CREATED


def test_other_key_is_another_request():
    begin()
    assert begin(key="K") is None
    keep_answer(editor=newsroom.editor(), key="K", answer=CREATED)
    assert begin() == Answer(FIRST)
    assert begin(key="K") == CREATED


def test_same_key_of_another_account_is_another_request():
    begin()
    keep_answer(editor=newsroom.editor(), key="k", answer=CREATED)
    reviewer = newsroom.reviewer()
    assert begin_request(editor=reviewer, key="k", request=OTHER, now=NOW) is None
    assert begin_request(editor=reviewer, key="k", request=OTHER, now=NOW) == Answer(OTHER)
    assert begin() == CREATED


@pytest.mark.parametrize(
    ("later", "found"),
    [(TWO_DAYS - INSTANT, Answer(FIRST)), (TWO_DAYS, Answer(FIRST)), (TWO_DAYS + INSTANT, None)],
)
def test_key_is_free_again_after_two_days_and_not_before(later, found):
    begin()
    assert begin(now=NOW + later) == found
    created = NOW if found else NOW + later
    assert list(IdempotentRequest.objects.values_list("created_at", flat=True)) == [created]


def test_only_the_old_requests_of_the_same_account_are_forgotten():
    begin(key="old")
    begin(key="new", now=NOW + timedelta(days=1))
    begin_request(editor=newsroom.reviewer(), key="old", request=FIRST, now=NOW)
    begin(key="now", now=NOW + TWO_DAYS + INSTANT)
    rows = IdempotentRequest.objects.values_list("user__username", "key")
    assert set(rows) == {("editor", "new"), ("editor", "now"), ("reviewer", "old")}


def test_answer_to_a_key_that_was_never_begun_is_not_kept():
    keep_answer(editor=newsroom.editor(), key="k", answer=CREATED)
    assert begin() is None
