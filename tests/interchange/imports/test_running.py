"""All rows or none, or row by row: the same rows come to the same, and batches are whole."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.editorial import NotAllowed
from events.interchange.imports import Options
from events.models import Event
from tests import factories
from tests.api.importing import line
from tests.interchange.imports.files import problems, results, run

pytestmark = pytest.mark.usefixtures("talks")
TWICE = "An earlier row of the file is about the same event."
BAD = line("bad", type="nonsense")


def keys() -> list[str]:
    return list(Event.objects.order_by("external_key").values_list("external_key", flat=True))


def test_row_by_row_writes_the_good_ones():
    outcomes = run([line("a"), BAD, line("c")])
    assert results(outcomes) == ["created", "rejected", "created"]
    assert keys() == ["a", "c"]


def test_all_or_none_writes_nothing_where_one_row_is_bad():
    outcomes = run([line("a"), BAD, line("c")], all_or_none=True)
    assert [(one.result, one.event) for one in outcomes] == [
        ("ready", ""),
        ("rejected", ""),
        ("ready", ""),
    ]
    assert keys() == []


def test_all_or_none_is_the_rule_where_nothing_is_said():
    assert Options() == Options(all_or_none=True, dry_run=False, make_missing=False)


@pytest.mark.parametrize("all_or_none", [True, False])
@pytest.mark.parametrize("bad", [True, False])
def test_dry_run_and_real_run_agree(all_or_none, bad):
    run([line("a"), line("b")])
    file = [line("a", title="Other"), line("b"), line("c")]
    if bad:
        file += [BAD, line("e", relations=[{"type": "follows"}])]
    before = list(Event.objects.order_by("pk").values())
    dry = run(file, all_or_none=all_or_none, dry_run=True)
    assert list(Event.objects.order_by("pk").values()) == before
    real = run(file, all_or_none=all_or_none)
    told = [[(one.number, one.key, one.result, one.problems) for one in run] for run in (dry, real)]
    assert told[0] == told[1]
    known = set(Event.objects.values_list("pk", flat=True))
    assert {one.event for one in [*dry, *real]} <= {"", *known}


def test_outcomes_come_in_the_order_of_the_file_whatever_was_written_first():
    ids = ["2222-2222-2222", "3333-3333-3333"]
    after = [{"type": "follows", "event": ids[1]}]
    file = [{**line("a"), "id": ids[0], "relations": after}, {**line("b"), "id": ids[1]}]
    assert [(one.number, one.event) for one in run(file)] == [(1, ids[0]), (2, ids[1])]


def test_two_rows_about_one_event_are_one_too_many_however_they_name_it():
    [first] = run([line("a")])
    by_id, by_key = {"id": first.event, "title": "By id"}, line("a", title="By key")
    for file, place in (([by_key, by_id], "/id"), ([by_id, by_key], "/external_key")):
        outcomes = run(file, dry_run=True)
        assert results(outcomes) == ["updated", "rejected"]
        assert problems(outcomes) == [(2, place, TWICE)]
    new = "2222-2222-2222"
    outcomes = run([{**line("b"), "id": new}, {**line("c"), "id": new}])
    assert results(outcomes) == ["created", "rejected"]


@pytest.mark.parametrize("options", [{}, {"dry_run": True}, {"all_or_none": True}])
def test_account_without_the_right_imports_nothing(options):
    with pytest.raises(NotAllowed):
        run([line("a")], editor=factories.UserFactory(), **options)
    assert keys() == []


def test_rows_take_few_statements_and_known_ones_none():
    def statements(count: int) -> tuple[int, int]:
        file = [line(f"{count}-{number}", start="2023-02") for number in range(count)]
        with CaptureQueriesContext(connection) as first:
            run(file)
        with CaptureQueriesContext(connection) as again:
            assert results(run(file)) == ["unchanged"] * count
        return len(first), len(again)

    few, many = statements(5), statements(25)
    # Savepoints come and go; of the rest each row has an insert for event, text and action, a look
    # for texts and title, and the update that follows the title.
    assert (many[0] - few[0]) / 20 <= 14
    assert (many[1] - few[1]) / 20 <= 2
