"""Writing the made-up archive: many rows at a time, each the row that the verbs would write.

The public record is built by the product's own functions (`record`, `editions`, `profiles`); only
the way into the tables is another: COPY on PostgreSQL, statements without the ORM on SQLite. Most
constraints are checked after the last row, but all are (`unindexed`; keys on SQLite here). Building
takes longer than writing, so that each core builds: parts of the archive are written side by side,
in no order. Until all are there it is no archive.
"""

import gc
import multiprocessing
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import chain
from typing import Any, Final

from django.core.management.color import no_style
from django.db import connection, connections, transaction
from django.db.models import AutoField, DateTimeField, Max, Model

from bench.archive.cast import Cast
from bench.archive.scenes import PUBLISHED_VERSION, Scene, scenes
from bench.archive.unindexed import unindexed
from events.editorial.editions import Issue, edition_rows, set_sequence, source_ids
from events.editorial.graph import all_citations
from events.editorial.profiles import actor_profile, profile_row, refresh_profiles, source_profile
from events.editorial.record import event_document
from events.editorial.standing_rows import standing_actors, values
from events.editorial.ties import tie
from events.models import (
    Action,
    Edition,
    Event,
    Profile,
    StandingCount,
    User,
)
from events.models.rows import row
from events.models.vocabulary import EditionKind, ProfileKind, Verb

PART: Final = 500
"""Events that are written together."""

MAKERS: Final = 4
"""Connections that make indexes, at most: half of what the pool has."""

NUMBERS: Final = 64
"""Of the rows of one model that belong to one event, for each event."""


@dataclass
class Found:
    """What the parts of an archive add up to: facets, and the actors and sources that are named."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    actors: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)

    def add(self, other: "Found") -> None:
        self.counts.update(other.counts)
        self.actors |= other.actors
        self.sources |= other.sources


def load(cast: Cast, seed: int, size: int, editor: User, *, processes: int = 1) -> float:
    """Write an archive that has published nothing yet; returns events per second."""
    begun = time.perf_counter()
    with unindexed(min(processes, MAKERS)):
        with transaction.atomic():
            write(number(_shared(cast), first=1))
        found = _write_parts(cast, seed, size, editor, processes)
    connection.check_constraints()
    with transaction.atomic():
        set_sequence(size)
        write(number(_profiles(cast, found.actors, found.sources), first=1))
        counts = (
            StandingCount(facet=facet, value=value, count=count)
            for (facet, value), count in sorted(found.counts.items())
        )
        write(number(counts, first=1))
        _count_on()
    refresh_profiles(
        now=Edition.objects.aggregate(last=Max("at"))["last"],
        storylines=[storyline.pk for storyline in cast.storylines],
    )
    return size / (time.perf_counter() - begun)


def _write_parts(cast: Cast, seed: int, size: int, editor: User, processes: int) -> Found:
    found, begun, done = Found(), time.perf_counter(), 0
    parts = [range(first, min(first + PART, size)) for first in range(0, size, PART)]
    with _mapped(partial(_write_part, cast, seed, editor), parts, processes) as results:
        for part, one in results:
            found.add(one)
            done += len(part)
            _progress(done, size, begun)
    return found


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
    gc.disable()  # what a part made is let go of by `_forget`
    # On SQLite, where they cannot be made at the end; there all rows are checked then.
    connection.disable_constraint_checking()
    return _job(part)


def cores() -> int:
    return len(os.sched_getaffinity(0))


def number(rows: Iterable[Any], *, first: int) -> Iterator[Any]:
    """The rows, those without a number numbered from `first` on, each model by itself."""
    next_of: dict[type[Model], int] = defaultdict(lambda: first)
    for made in rows:
        # Not by `pk`, which looks the field up anew: there are some fifty rows to an event.
        model: Any = type(made)
        key, held = _counted_key(model), made.__dict__
        if key and held[key] is None:
            held[key] = next_of[model]
            next_of[model] += 1
        yield made


@cache
def _counted_key(model: type[Model]) -> str:
    """The attribute of the model's key if the database counts it, else ""."""
    key: Any = model._meta.pk
    return key.attname if isinstance(key, AutoField) else ""


def write(rows: Iterable[Model]) -> None:
    """Write rows of any models, those of one model together, in the order first met."""
    by_model: dict[type[Model], list[Model]] = defaultdict(list)
    for made in rows:
        by_model[type(made)].append(made)
    for model, listed in by_model.items():
        if connection.vendor == "postgresql":
            _copy(model, listed)
        else:
            _insert(model, listed)


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
    found, rows = Found(), []
    for place, scene in zip(part, scenes(cast, seed, part), strict=True):
        first = place * NUMBERS + 1
        # The numbers of citations are part of the public record: they come first.
        rows += [scene.event, *number(scene.rows, first=first)]
        rows += number(_published(cast, scene, editor, place + 1, found), first=first)
    with transaction.atomic():
        write(rows)
    _forget(rows)
    return part, found


def _forget(rows: list[Any]) -> None:
    """Let the rows go of each other, so that nobody has to look for circles among them."""
    for made in rows:
        made.__dict__.pop("_prefetched_objects_cache", None)


def _published(cast: Cast, scene: Scene, editor: User, seq: int, found: Found) -> Iterator[Any]:
    """The rows of the event's first edition."""
    event: Event = scene.event
    event.created_by = editor
    body = tie(event_document(event, cast.known), scene.ties, {})
    cited = source_ids(body)
    sources = {citation.source_id: citation.source for citation in all_citations(event)}
    rows = edition_rows(
        event.pk,
        body,
        Issue(EditionKind.PUBLISHED, editor, event.updated_at),
        scene.ties,
        seq=seq,
        number=1,
        type_id=event.type_id,
        sources=[sources[key] for key in sorted(cited)],
    )
    found.counts.update(values(rows))
    found.actors.update(link.actor_id for link in rows.actors)
    found.sources.update(cited)
    yield rows.edition
    yield from chain.from_iterable(rows.links())
    yield from standing_actors(rows)
    yield _action(event, editor, seq)


def _action(event: Event, editor: User, seq: int) -> Action:
    return row(
        Action,
        event_id=event.pk,
        verb=Verb.PUBLISHED,
        editor=editor,
        at=event.updated_at,
        version=PUBLISHED_VERSION,
        edition_id=seq,
    )


def _profiles(cast: Cast, actors: set[str], sources: set[str]) -> Iterator[Profile]:
    at = Edition.objects.order_by("seq").values_list("at", flat=True)[0]
    for actor in cast.actors():
        if actor.pk in actors:
            yield profile_row(ProfileKind.ACTOR, actor.pk, actor_profile(actor, [], set()), at)
    for source in cast.sources:
        if source.pk in sources:
            yield profile_row(ProfileKind.SOURCE, source.pk, source_profile(source, set()), at)


def _copy(model: type[Model], rows: list[Model]) -> None:
    fields = model._meta.concrete_fields
    names = ", ".join(f'"{field.column}"' for field in fields)
    attributes = [field.attname for field in fields]
    statement = f'COPY "{model._meta.db_table}" ({names}) FROM STDIN'  # our own names
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for made in rows:
            held = made.__dict__
            copy.write_row([held[name] for name in attributes])


def _insert(model: type[Model], rows: list[Model]) -> None:
    fields = model._meta.concrete_fields
    names = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join("%s" for _field in fields)
    # Only dates are written otherwise than they are held.
    columns = [
        (
            field.attname,
            partial(field.get_db_prep_save, connection=connection)
            if isinstance(field, DateTimeField)
            else None,
        )
        for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places})',  # noqa: S608 (our own names)
            [
                [prepare(held[name]) if prepare else held[name] for name, prepare in columns]
                for held in (made.__dict__ for made in rows)
            ],
        )


def _progress(done: int, size: int, begun: float) -> None:
    rate = done / (time.perf_counter() - begun)
    filled = round(30 * done / size)
    bar = "#" * filled + "." * (30 - filled)
    end = "\n" if done >= size else ""
    sys.stderr.write(f"\r[{bar}] {done:,} of {size:,} events, {rate:,.0f}/s{end}")
    sys.stderr.flush()
