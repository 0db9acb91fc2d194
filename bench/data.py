"""Fill an empty archive with made-up events: ``python -m bench.data 100000 [--seed 1]``.

The database is that of DATABASE_URL; it is migrated first. Refused where anything was published.
"""

import argparse
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
django.setup()

from django.core.management import call_command

from bench.archive.cast import make_cast
from bench.archive.loading import cores, learn_sizes, load
from events.models import Edition, User


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m bench.data")
    parser.add_argument("size", type=_size, help="how many events")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    if Edition.objects.exists():
        parser.error("Something was published here already: name an empty database.")
    editor, _made = User.objects.get_or_create(username="bench", defaults={"is_active": False})
    cast = make_cast(options.seed, options.size)
    speed = load(cast, options.seed, options.size, editor, processes=cores())
    learn_sizes()
    sys.stdout.write(
        f"{options.size:,} events: {speed.loading:,.0f} events/s"
        f" ({speed.with_making_up:,.0f} with making them up)\n"
    )


def _size(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) <= 9 and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError("give a number of events, 1 or more")


if __name__ == "__main__":
    main()
