"""Commands in a process of their own that is killed (SIGKILL) while it writes."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from django.db import connection
left = int(sys.argv[1])
def count(execute, sql, params, many, context):
    global left
    if sql.startswith(("INSERT", "UPDATE", "DELETE")):
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
    return execute(sql, params, many, context)
with connection.execute_wrapper(count):
    call_command(*sys.argv[2:])
"""


def kill_after(writes: int, *command: str, stdin: str = "") -> None:
    """Run a command of `manage.py` and kill it before it writes once more. Fail if it ended by
    itself. Call it outside of any transaction.
    """
    connection.close()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(writes), *command],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tracker.settings",
            "DATABASE_URL": _database_url(),
        },
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, (done.stdout, done.stderr)


def _database_url() -> str:
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    account = f"{database['USER']}:{database['PASSWORD']}".rstrip(":")
    return f"postgres://{account}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
