"""Each archive in a database of its own, which is made once and on which every test rolls back."""

from collections.abc import Iterator

import pytest

from tests.archives.loading import (
    FILES,
    Archive,
    bring_to_today,
    connected_to,
    database_beside,
    read_archive,
)


@pytest.fixture(scope="session", params=FILES, ids=lambda path: path.name.partition(".")[0])
def migrated(request, django_db_setup, django_db_blocker) -> Iterator[tuple[Archive, str]]:
    """An archive and the name of the database that holds it, at the newest migration."""
    archive = read_archive(request.param)
    with django_db_blocker.unblock(), database_beside(f"_shape_{archive['shape']}") as name:
        with connected_to(name):
            bring_to_today(archive)
        yield archive, name


@pytest.fixture(scope="module")
def archive(migrated, django_db_blocker) -> Iterator[Archive]:
    """The default database is the archive's, for all tests of the module."""
    loaded, name = migrated
    with connected_to(name):
        yield loaded
