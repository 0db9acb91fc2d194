"""Which rows of two lists are the same."""

from events.record.rows import paired
from tests.record.desk_documents import claim, participant


def test_rows_with_ids_are_matched_by_them_alone():
    old = [claim("a"), claim("b")]
    assert paired(old, [{**claim("b"), "text": "x"}, claim("a")]) == [1, 0]
    same_speaker = {**claim("a"), "id": "2222-2222-2222"}
    assert paired(old, [same_speaker]) == [None]


def test_row_that_has_lost_its_id_is_found_by_what_it_says():
    assert paired([claim("a"), claim("b")], [{**claim("b"), "id": ""}]) == [1]


def test_participants_are_matched_by_actor_and_role_then_by_actor():
    old = [participant("x", "host"), participant("x", "speaker"), participant("y")]
    new = [participant("x", "speaker"), participant("x", "target"), participant("z")]
    assert paired(old, new) == [1, 0, None]


def test_equal_rows_are_matched_in_their_order():
    assert paired(["a", "a", "b"], ["b", "a", "a", "a"]) == [2, 0, 1, None]
