"""What the Makefile hands on to what it starts."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "ALLOWED_HOSTS": "tracker.example",
    "CSRF_TRUSTED_ORIGINS": "https://tracker.example",
    "DATABASE_URL": "postgres://tracker@db.example/tracker",
    "DJANGO_SETTINGS_MODULE": "production.settings",
    "EMAIL_URL": "smtp://mail.example",
    "HTTPS": "1",
    "OIDC_SERVER_URL": "https://id.example",
    "PUBLIC_URL": "https://tracker.example",
    "PYTHONPATH": "elsewhere",
    "REQUIRE_MFA": "editors",
    "SECRET_KEY": "secret",
    "VAR_DIR": "elsewhere",
}


def environments(*options: str) -> list[dict[str, str]]:
    """The variables of each program that `make demo` starts in the shell of a production server."""
    done = subprocess.run(
        ["make", "-o", ".venv/runtime.stamp", "PY=env; :", "demo", *options],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LANG": "C.UTF-8", **PRODUCTION},
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[dict[str, str]] = []
    for line in done.stdout.splitlines():
        name, _equals, value = line.partition("=")
        if name == "PATH":
            found.append({})
        found[-1][name] = value
    return found


def test_demo_sees_nothing_of_another_installation():
    expected = {
        "PATH": os.environ["PATH"],
        "HOME": "/nonexistent",
        "LANG": "C.UTF-8",
        "PYTHONNOUSERSITE": "1",
        "DEMO": "1",
        "ADDRESS": "127.0.0.2",
        "PORT": "8123",
        "ALLOWED_HOSTS": "127.0.0.2,127.0.0.1,localhost,[::1]",
    }
    assert environments("ADDRESS=127.0.0.2", "PORT=8123") == [expected, expected]
