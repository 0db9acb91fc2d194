"""The recipes are enough: the changes that they list, made in a copy, work on every surface."""

import pytest

from tests.docs.changes import FIELD, LANGUAGE, Copy
from tests.docs.test_recipes import MOST_FILES, files_of


@pytest.mark.slow
@pytest.mark.sqlite  # the copy's database, whatever this run's is
def test_field_and_language_of_the_recipes_reach_every_surface(tmp_path):
    copy = Copy(tmp_path)
    copy.make(FIELD)
    copy.make(LANGUAGE)
    copy.run(".ci/catalogues.py", "--write")
    copy.run("manage.py", "makemigrations", "events", "--name", "salience", "--verbosity", "0")

    copy.run("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/archives/future.py")


def test_field_touches_the_files_of_its_recipe():
    assert set(FIELD) == set(files_of("Add a field"))
    assert len(FIELD) <= MOST_FILES
