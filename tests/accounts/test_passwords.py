"""Which passwords are accepted, by all validators of the settings together."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from events.models import User

AUTHOR = User(username="patricia.moran", email="patricia@paper.example")


@pytest.mark.parametrize(
    "password",
    ["aaaaaaaaaaaa", "qwertyuiop[]", "password2023!", "abcabcabcabc", "patricia.moran1",
     "111111111111111", "letmeinletmein"],
)  # fmt: skip
def test_guessable_password_is_rejected(password):
    with pytest.raises(ValidationError) as refusal:
        validate_password(password, AUTHOR)
    assert refusal.value.messages


@pytest.mark.parametrize(
    "password",
    ["correct horse battery", "Zwölf laute Störche", "x7!pQ2#vLm9z", "жжжq8 Лампа сад"],
)
def test_good_password_is_accepted(password):
    assert validate_password(password, AUTHOR) is None


def test_very_long_password_takes_no_longer():
    assert validate_password("correct horse battery " * 5000, AUTHOR) is None
