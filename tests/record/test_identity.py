"""Public ids."""

from events.record.identity import derived_public_id, is_public_id, new_public_id


def test_new_id_is_one_and_never_the_same():
    ids = {new_public_id() for _n in range(50)}
    assert len(ids) == 50
    assert all(map(is_public_id, ids))


def test_derived_id_is_the_same_for_the_same_parts_alone():
    assert derived_public_id("citation", 41) == derived_public_id("citation", "41")
    assert is_public_id(derived_public_id("citation", 41))
    assert derived_public_id("citation", 41) != derived_public_id("tenure", 41)


def test_what_only_holds_an_id_is_none():
    assert not is_public_id("bq4d-7hkm-x2tz\n")
    assert not is_public_id("bq4d-7hkm-x2tzz")
    assert not is_public_id("aaaa-aaaa-aaaa")
