"""What a row refers to is written before it."""

from events.interchange.imports.ordering import units
from events.interchange.imports.reading import Row


def row(number: int, event: str, *after: str, **more) -> Row:
    relations = [{"type": "follows", "event": {"id": other}} for other in after]
    return Row(number, {"id": event, "relations": relations, **more})


def order(*rows: Row) -> list[list[str]]:
    return [[row.document["id"] for row in unit] for unit in units(rows)]


def test_rows_without_references_stay_in_their_order():
    assert order(row(1, "c"), row(2, "a"), row(3, "b")) == [["c"], ["a"], ["b"]]


def test_what_is_referred_to_comes_first():
    assert order(row(1, "a", "b"), row(2, "b", "c"), row(3, "c")) == [["c"], ["b"], ["a"]]


def test_rows_in_a_circle_are_one_unit():
    found = order(row(1, "a", "b"), row(2, "b", "a"), row(3, "c", "a"))
    assert found == [["a", "b"], ["c"]]


def test_claims_are_references_too():
    answer = {"id": "c2", "links": [{"type": "denies", "claim": "c1"}]}
    said = {"id": "c1", "also_about": ["x"]}
    found = order(row(1, "b", claims=[answer]), row(2, "a", claims=[said]), row(3, "x"))
    assert found == [["x"], ["a"], ["b"]]


def test_shared_claim_comes_after_its_own_event():
    assert order(row(1, "b", claims=[{"id": "c1", "event": "a"}]), row(2, "a")) == [["a"], ["b"]]


def test_references_to_itself_or_outside_the_file_order_nothing():
    assert order(row(1, "a", "a"), row(2, "b", "elsewhere")) == [["a"], ["b"]]


def test_chain_as_long_as_the_file_is_no_recursion():
    rows = [row(n, f"e{n}", f"e{n + 1}") for n in range(20_000)]
    assert order(*rows)[0] == ["e19999"]


def test_odd_values_are_left_for_the_verbs_to_refuse():
    odd = Row(1, {"id": "a", "relations": [5, {"event": {"id": 7}}], "claims": {"x": 1}})
    assert [len(unit) for unit in units([odd, Row(2, {"relations": None})])] == [1, 1]
