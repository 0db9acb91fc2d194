#!/usr/bin/env python
import os
import sys

import django
from django.core.management import call_command, execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    if sys.argv[1:] == ["version"]:
        # Django would print its own version.
        django.setup()
        call_command("version")
    else:
        execute_from_command_line(sys.argv)
