"""The schemas of imports."""

from events.api.schemas_imports import IMPORTS
from events.record.vocabulary import ImportState, RowResult


def test_import_counts_every_result():
    properties = IMPORTS["Import"]["properties"]
    assert set(RowResult.values) <= set(properties)
    assert all(properties[result]["minimum"] == 0 for result in RowResult.values)


def test_import_says_what_it_does():
    properties = IMPORTS["Import"]["properties"]
    assert properties["state"]["enum"] == ImportState.values
    assert properties["phase"]["enum"] == ["check", "write", "undo"]


def test_row_says_what_became_of_it():
    assert IMPORTS["ImportRow"]["properties"]["result"]["enum"] == RowResult.values
