"""Imports: what the database refuses, and that a list does not load their files."""

import pytest

from events.models import Import, ImportFile, ImportRow
from tests import newsroom
from tests.models.constraints import violated

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported() -> Import:
    return Import.objects.create(editor=newsroom.editor(), format="csv", mode="all", rows=2)


def test_no_more_rows_are_done_than_there_are(imported):
    rows = Import.objects.filter(pk=imported.pk)
    assert rows.update(done=2) == 1
    assert violated(lambda: rows.update(done=3)) == "import_done_within_rows"


def test_row_of_an_import_has_one_result(imported):
    row = {"of": imported, "number": 1, "result": "created"}
    ImportRow.objects.create(**row)
    assert violated(lambda: ImportRow.objects.create(**row)) == "import_row_once"


def test_file_is_deleted_with_its_import(imported, django_assert_num_queries):
    ImportFile.objects.create(of=imported, content=b"title")
    with django_assert_num_queries(1):
        assert [found.pk for found in Import.objects.all()] == [imported.pk]
    assert bytes(imported.file.content) == b"title"
    imported.delete()
    assert ImportFile.objects.count() == 0
