"""The settings of the tests: the product's own, on a throwaway database and without TLS.

The database is a file (or a PostgreSQL database) of this process alone, with production's options:
concurrent writers meet the locks of production, and two runs never meet each other.
"""

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="event-tracker-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

# What a developer's shell holds changes no test.
for _name in (
    "DEBUG", "DEMO", "ALLOWED_HOSTS", "CACHE_URL", "SITE_NAME", "DEFAULT_LANGUAGE", "TIME_ZONE",
    "SITE_LOGO", "SITE_LOGO_DARK",
):  # fmt: skip
    os.environ.pop(_name, None)
os.environ["SECRET_KEY"] = "only-for-tests-" + "x" * 50
os.environ["HTTPS"] = "0"
os.environ["TASK_WORKER"] = "0"  # tasks run where they are enqueued
os.environ["VAR_DIR"] = _folder
if os.environ.get("DATABASE_URL", "").startswith("sqlite:"):
    os.environ["DATABASE_URL"] = f"sqlite:///{_folder}/tracker.sqlite3"

from tracker.settings import *  # noqa: E402, F403
from tracker.settings import DATABASES, STORAGES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": f"{_folder}/test.sqlite3"}
else:
    DATABASES["default"]["TEST"] = {"NAME": f"test_event_tracker_{os.getpid()}"}
    # Nothing here has to outlive a crash of the server.
    DATABASES["default"]["OPTIONS"]["options"] += " -c synchronous_commit=off"

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
