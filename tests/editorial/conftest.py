"""What some modules need of the archives of the past."""

from tests.archives.conftest import archive, migrated

__all__ = ["archive", "migrated"]
