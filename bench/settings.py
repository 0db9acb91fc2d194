"""The product's settings without limits on what one client asks, with the yardsticks' addresses."""

import os

for _name in ("API_RATE", "API_COSTLY_RATE", "API_WRITE_RATE"):
    os.environ[_name] = ""
os.environ.setdefault("SECRET_KEY", "only-for-measuring-" + "x" * 50)
os.environ["HTTPS"] = "0"

from tracker.settings import *  # noqa: F403
from tracker.settings import BASE_DIR, STORAGES, TEMPLATES

ROOT_URLCONF = "bench.yardsticks"
TEMPLATES[0]["DIRS"].append(BASE_DIR / "bench" / "templates")  # type: ignore[attr-defined]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
