"""Writing the made-up archive: many rows at a time, each the row that the verbs would write.

The public record is built by the product's own functions (`record`, `editions`, `profiles`); only
the way into the tables is another (`writing`). Most constraints are checked after the last row, but
all are (`unindexed`; keys on SQLite here). Building takes longer than writing, so that each core
builds: parts of the archive are written side by side, in no order. Until all are there it is no
archive.
"""

import gc
import multiprocessing
import os
import sys
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Any, Final

from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.models import Model

from bench.archive.cast import Cast
from bench.archive.scenes import FIRST_EDITION, PUBLISHED_VERSION, Scene, scenes
from bench.archive.unindexed import unindexed
from bench.archive.writing import write
from events.editorial.building import build_event
from events.editorial.edition_rows import current_actors, values
from events.editorial.editions import Issue, edition_rows, set_sequence
from events.editorial.event_links import linked
from events.editorial.profiles import actor_profile, profile_row, refresh_profiles, source_profile
from events.models import (
    Action,
    Actor,
    Edition,
    Event,
    FacetCount,
    Profile,
    Source,
    User,
)
from events.models.rows import row
from events.record.mentions import source_ids
from events.record.vocabulary import EditionKind, ProfileKind, Verb

PART: Final = 1000
"""Events that are written together."""

MAKERS: Final = 4
"""Connections that make indexes, at most: half of what the pool has."""

NUMBERS: Final = 64
"""Of the rows of one model that belong to an event, at most: numbers are given out by it."""


@dataclass
class Found:
    """What the parts of an archive add up to: facets, and the actors and sources that are named."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    actors: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    made_up: float = 0.0
    """Processor time in seconds that making the events up took: it is no part of loading them."""

    def add(self, other: "Found") -> None:
        self.made_up += other.made_up
        self.counts.update(other.counts)
        self.actors |= other.actors
        self.sources |= other.sources


@dataclass(frozen=True)
class Speed:
    """Events per second."""

    loading: float
    with_making_up: float


def load(cast: Cast, seed: int, size: int, editor: User, *, processes: int = 1) -> Speed:
    """Write an archive that has published nothing yet."""
    begun = time.perf_counter()
    with unindexed(min(processes, MAKERS)):
        with transaction.atomic():
            write(_shared(cast), first=1)
        found = _write_parts(cast, seed, size, editor, processes)
        _write_profiles(cast, found, processes)
        with transaction.atomic():
            write(_counts(found.counts), first=1)
    connection.check_constraints()
    with transaction.atomic():
        set_sequence(size)
        _count_on()
    refresh_profiles(
        now=Edition.objects.values_list("at", flat=True).get(seq=size),
        storylines=[storyline.pk for storyline in cast.storylines],
    )
    took = time.perf_counter() - begun
    return Speed(size / (took - found.made_up / processes), size / took)


def _write_parts(cast: Cast, seed: int, size: int, editor: User, processes: int) -> Found:
    found, begun, done = Found(), time.perf_counter(), 0
    parts = [range(first, min(first + PART, size)) for first in range(0, size, PART)]
    with _mapped(partial(_write_part, cast, seed, editor), parts, processes) as results:
        for part, one in results:
            found.add(one)
            done += len(part)
            _progress(done, size, begun)
    return found


def _write_profiles(cast: Cast, found: Found, processes: int) -> None:
    """Those of all actors and sources that are named."""
    named: list[Actor | Source] = [actor for actor in cast.actors() if actor.pk in found.actors]
    named += [source for source in cast.sources if source.pk in found.sources]
    parts = [range(first, min(first + PART, len(named))) for first in range(0, len(named), PART)]
    with _mapped(partial(_write_profiles_of, named, FIRST_EDITION), parts, processes) as results:
        deque(results, maxlen=0)


@contextmanager
def _mapped(job: Any, parts: list[range], processes: int) -> Iterator[Iterable[Any]]:
    """The results of the parts as they come, by so many processes; by this one if it is one."""
    if processes == 1:
        with connection.constraint_checks_disabled():  # see `_run`
            yield map(job, parts)
        return
    # What is copied into another process is no connection any more.
    if connection.vendor == "postgresql":
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]
    connections.close_all()
    global _job  # noqa: PLW0603 (the others find it in the memory that they are made with)
    _job = job
    # The cast lives as long as its processes; looking through it for what is not used takes long.
    gc.freeze()
    with multiprocessing.get_context("fork").Pool(processes) as pool:
        yield pool.imap_unordered(_run, parts)


_job: Any = None


def _run(part: range) -> Any:
    gc.disable()  # nothing that a part makes is a circle: see `Scene`
    # On SQLite, where they cannot be made at the end; there all rows are checked then.
    connection.disable_constraint_checking()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # The last commit waits for all that was written; until then it is no archive.
            cursor.execute("set synchronous_commit = off")
    return _job(part)


def cores() -> int:
    return len(os.sched_getaffinity(0))


def _count_on() -> None:
    """Let the database count on behind the numbers that were given out."""
    models = list(Edition._meta.apps.get_app_config("events").get_models())
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def learn_sizes() -> None:
    """Let the database count its rows, so that its plans are those of an archive of this size."""
    statement = "VACUUM (ANALYZE)" if connection.vendor == "postgresql" else "ANALYZE"
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _shared(cast: Cast) -> Iterator[Model]:
    records = (*cast.actors(), *cast.places, *cast.types, *cast.sources, *cast.storylines)
    yield from records
    named: list[Any] = [*cast.actors(), *cast.places, *cast.types]
    for record in named:
        yield from record.names.all()
    for storyline in cast.storylines:
        yield from storyline.texts.all()


def _write_part(cast: Cast, seed: int, editor: User, part: range) -> tuple[range, Found]:
    begun = time.process_time()
    told = list(scenes(cast, seed, part))
    found, rows = Found(made_up=time.process_time() - begun), []
    for place, scene in zip(part, told, strict=True):
        rows += [scene.event, *scene.rows, *_published(cast, scene, editor, place + 1, found)]
    with transaction.atomic():
        write(rows, first=part.start * NUMBERS + 1)
    return part, found


def _published(cast: Cast, scene: Scene, editor: User, seq: int, found: Found) -> list[Any]:
    """The rows of the event's first edition."""
    event: Event = scene.event
    event.created_by_id = editor.pk
    body = linked(build_event(event, cast.known), scene.links, {}, {})
    cited = source_ids(body)
    sources = cast.source_of
    rows = edition_rows(
        event.pk,
        body,
        Issue(EditionKind.PUBLISHED, editor, event.updated_at),
        scene.links,
        seq=seq,
        number=1,
        type_id=event.type_id,
        sources=[sources[key] for key in sorted(cited)],
    )
    found.counts.update(values(rows))
    found.actors.update(link.actor_id for link in rows.actors)
    found.sources.update(cited)
    links = chain.from_iterable(rows.links())
    return [rows.edition, *links, *current_actors(rows), _action(event, editor, seq)]


def _action(event: Event, editor: User, seq: int) -> Action:
    return row(
        Action,
        event_id=event.pk,
        verb=Verb.PUBLISHED,
        editor_id=editor.pk,
        at=event.updated_at,
        version=PUBLISHED_VERSION,
        edition_id=seq,
    )


def _write_profiles_of(named: list[Actor | Source], at: datetime, part: range) -> None:
    with transaction.atomic():
        rows = [_profile(record, at) for record in named[part.start : part.stop]]
        write(rows, first=part.start + 1)


def _profile(record: Actor | Source, at: datetime) -> Profile:
    if isinstance(record, Actor):
        return profile_row(ProfileKind.ACTOR, actor_profile(record, [], set()), at)
    return profile_row(ProfileKind.SOURCE, source_profile(record, set()), at)


def _counts(counts: Counter[tuple[str, str]]) -> Iterator[FacetCount]:
    for (facet, value), number in sorted(counts.items()):
        yield row(FacetCount, facet=facet, value=value, count=number)


def _progress(done: int, size: int, begun: float) -> None:
    rate = done / (time.perf_counter() - begun)
    filled = round(30 * done / size)
    bar = "#" * filled + "." * (30 - filled)
    end = "\n" if done >= size else ""
    sys.stderr.write(f"\r[{bar}] {done:,} of {size:,} events, {rate:,.0f}/s{end}")
    sys.stderr.flush()
