"""Reading the query of a request, with all problems at once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory

from events.api import parameters
from events.record.vocabulary import ImportMode
from events.timeline.problems import FilterError

NOON = datetime(2023, 2, 22, 12, tzinfo=UTC)


def request(query: str = ""):
    return RequestFactory().get(f"/?{query}")


def problems(read, query: str, *arguments) -> list[str]:
    with pytest.raises(FilterError) as caught:
        read(request(query), *arguments)
    return [problem.parameter for problem in caught.value.problems]


def test_problems_of_all_readers_are_raised_together():
    asked = request("limit=0&after=x&wait=99")
    with pytest.raises(FilterError) as caught:
        parameters.read_all(
            lambda: parameters.limit(asked),
            lambda: parameters.after(asked),
            lambda: parameters.wait(asked),
        )
    assert [one.parameter for one in caught.value.problems] == ["limit", "after", "wait"]


def test_results_of_all_readers_come_in_their_order():
    asked = request("limit=3&after=17")
    found = parameters.read_all(lambda: parameters.after(asked), lambda: parameters.limit(asked))
    assert found == [17, 3]


def test_unknown_parameters_are_refused_unless_they_are_named():
    parameters.refuse_unknown(request("limit=1"), ("limit",))
    assert problems(parameters.refuse_unknown, "limit=1&x=2", ("limit",)) == ["x"]


def test_record_filter_has_only_the_parameters_that_are_named():
    found = parameters.record_filter(request("q=talks&limit=1"), "q", "limit")
    assert found.q == "talks"
    assert problems(parameters.record_filter, "type=talks", "q") == ["type"]


@pytest.mark.parametrize(("query", "value"), [("", 0), ("after=0", 0), ("after=17", 17)])
def test_after_is_a_sequence_number(query, value):
    assert parameters.after(request(query)) == value


def test_largest_sequence_number_is_the_largest_integer_of_the_databases():
    assert parameters.after(request(f"after={2**63 - 1}")) == 2**63 - 1
    assert problems(parameters.after, f"after={2**63}") == ["after"]


def test_wait_is_at_most_half_a_minute():
    assert parameters.wait(request("wait=30")) == 30
    assert problems(parameters.wait, "wait=31") == ["wait"]


def test_desk_filter_leaves_out_what_is_not_sent():
    names = ("q", "state", "external_key")
    assert parameters.desk_filter(request("state=draft&limit=2"), names) == {"state": "draft"}
    assert problems(parameters.desk_filter, "state=gone", names) == ["state"]
    assert problems(parameters.desk_filter, "state=draft", ("q",)) == ["state"]


def test_format_is_required():
    known = ("csv", "ndjson")
    assert parameters.export_format(request("format=csv"), known) == "csv"
    assert problems(parameters.export_format, "", known) == ["format"]
    assert problems(parameters.export_format, "format=xml", known) == ["format"]


def test_import_is_of_all_rows_and_real_by_default():
    defaults = {"mode": ImportMode.ALL, "dry_run": False, "make_missing": False}
    assert parameters.import_options(request()) == defaults
    chosen = {"mode": ImportMode.ROWS, "dry_run": True, "make_missing": True}
    query = "mode=rows&dry_run=true&make_missing=true"
    assert parameters.import_options(request(query)) == chosen
    assert problems(parameters.import_options, "dry_run=1&mode=some") == ["mode", "dry_run"]


def test_result_of_rows_is_one_of_the_vocabulary():
    assert parameters.row_result(request("result=rejected")) == "rejected"
    assert parameters.row_result(request()) == ""
    assert problems(parameters.row_result, "result=lost") == ["result"]


def test_phrase_has_text_language_and_anchor():
    found = parameters.phrase(request("text=am+Dienstag&language=DE-at&anchor=2023-02-22"))
    assert (found.text, found.language, found.anchor) == ("am Dienstag", "de-AT", NOON)
    found = parameters.phrase(request("text=x"))
    assert (found.language, found.anchor) == ("", None)


def test_anchor_keeps_its_offset_even_if_the_plus_was_not_encoded():
    for sign in ("+", "%2B"):
        found = parameters.phrase(request(f"text=x&anchor=2023-02-22T16:00{sign}01:00"))
        assert found.anchor is not None
        assert found.anchor.utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["text"]),
        ("text=", ["text"]),
        ("text=a&text=b", ["text"]),
        ("text=a%00b", ["text"]),
        (f"text={'x' * 2001}", ["text"]),
        ("text=x&language=ru&anchor=soon", ["language", "anchor"]),
        ("text=x&anchor=2023-02-22T16:00", ["anchor"]),
        ("text=x&anchor=0999-01-01", ["anchor"]),
        ("text=x&q=1", ["q"]),
    ],
)
def test_phrase_that_is_not_valid_names_its_parameters(query, names):
    assert problems(parameters.phrase, query) == names


def test_name_is_required():
    assert parameters.name(request("name=Wang+Yi")) == "Wang Yi"
    assert problems(parameters.name, "") == ["name"]
