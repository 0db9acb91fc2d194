"""Names of accounts that look alike."""

import pytest

from events.record.usernames import KEY_LENGTH, has_mixed_scripts, username_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("anna", "Anna"), ("anna", "ＡＮＮＡ"), ("straße", "STRASSE"), ("admin", "admın"),
        ("admin", "ADMİN"), ("ivan", "ıvan"), ("ace", "асе"), ("MAT", "МАТ"), ("oxo", "οχο"),
        ("caf\u00e9", "cafe\u0301"), ("peter", "реtеr"), ("ﬁn", "fin"),
    ],
)  # fmt: skip
def test_names_that_look_alike_have_one_key(one, other):
    assert username_key(one) == username_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("anna", "anne"), ("müller", "muller"), ("иван", "ivan"), ("a.b", "ab")]
)
def test_other_names_have_another_key(one, other):
    assert username_key(one) != username_key(other)


def test_key_of_the_longest_name_fits():
    assert len(username_key("\u0390" * 150)) <= KEY_LENGTH


@pytest.mark.parametrize("name", ["аnna", "ivаn", "admin\u0430", "αnna", "Пeter", "anna漢字"])
def test_scripts_are_mixed(name):
    assert has_mixed_scripts(name)


@pytest.mark.parametrize(
    "name",
    ["anna", "анна", "Ñandú_7", "a.b+c@d-e", "たなか田中タナカー", "김漢", "42", "", "Iv4"],
)
def test_scripts_are_not_mixed(name):
    assert not has_mixed_scripts(name)
