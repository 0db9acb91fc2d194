"""Writing the made-up archive: many rows at a time, each the row that the verbs would write.

The public record is built by the product's own functions (`record`, `editions`, `profiles`); only
the way into the tables is another: COPY on PostgreSQL, many rows in one statement on SQLite. All
constraints and triggers are in force, and each batch is one transaction that holds the sequence.
"""

import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any, Final

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import AutoField, F, Max, Model

from bench.archive.cast import Cast
from bench.archive.scenes import PUBLISHED_VERSION, Scene
from events.editorial.editions import Issue, edition_rows, set_sequence, source_ids
from events.editorial.profiles import actor_profile, profile_row, refresh_profiles, source_profile
from events.editorial.record import event_document
from events.editorial.standing_rows import standing_actors, values
from events.editorial.ties import tie
from events.models import (
    Action,
    Edition,
    EditionSequence,
    Event,
    Profile,
    StandingCount,
    User,
)
from events.models.vocabulary import EditionKind, ProfileKind, Verb

BATCH: Final = 2_000


class Loader:
    """Writes rows by model. Numbers are given out here, behind those that there are."""

    def __init__(self) -> None:
        self.numbers: dict[type[Model], int] = {}

    def write(self, rows: Iterable[Model]) -> None:
        """Write rows of any models, those of one model together, in the order first met."""
        by_model: dict[type[Model], list[Model]] = defaultdict(list)
        for row in rows:
            by_model[type(row)].append(row)
        for model, listed in by_model.items():
            if isinstance(model._meta.pk, AutoField):
                self._number(model, listed)
            if connection.vendor == "postgresql":
                _copy(model, listed)
            else:
                model._default_manager.bulk_create(listed)

    def _number(self, model: type[Model], rows: list[Any]) -> None:
        if model not in self.numbers:
            last = model._default_manager.aggregate(last=Max("pk"))["last"]
            self.numbers[model] = last or 0
        for row in rows:
            if row.pk is None:
                self.numbers[model] += 1
                row.pk = self.numbers[model]

    def finish(self) -> None:
        """Let the database count on behind the numbers that were given out."""
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), list(self.numbers)):
                cursor.execute(statement)


def load(cast: Cast, scenes: Iterable[Scene], size: int, editor: User) -> float:
    """Write an archive that has published nothing yet; returns events per second."""
    loader = Loader()
    with transaction.atomic():
        loader.write(_shared(cast))
        set_sequence(0)
    counts: Counter[tuple[str, str]] = Counter()
    named: tuple[set[str], set[str]] = (set(), set())
    begun, done = time.perf_counter(), 0
    waiting = iter(scenes)
    while batch := list(islice(waiting, BATCH)):
        with transaction.atomic():
            _write_batch(loader, batch, editor, counts, named)
        done += len(batch)
        _progress(done, size, begun)
    with transaction.atomic():
        loader.write(_profiles(cast, *named))
        loader.write(
            StandingCount(facet=facet, value=value, count=count)
            for (facet, value), count in sorted(counts.items())
        )
        loader.finish()
    refresh_profiles(
        now=Edition.objects.aggregate(last=Max("at"))["last"],
        storylines=[storyline.pk for storyline in cast.storylines],
    )
    return done / (time.perf_counter() - begun)


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


def _write_batch(
    loader: Loader,
    batch: list[Scene],
    editor: User,
    counts: Counter[tuple[str, str]],
    named: tuple[set[str], set[str]],
) -> None:
    EditionSequence.objects.filter(pk=1).update(last=F("last") + len(batch))
    last = EditionSequence.objects.values_list("last", flat=True).get(pk=1) - len(batch)
    loader.write(scene.event for scene in batch)
    # The numbers of citations are part of the public record: they come first.
    loader.write(chain.from_iterable(scene.rows for scene in batch))
    made: list[Model] = []
    for seq, scene in enumerate(batch, last + 1):
        event: Event = scene.event
        event.created_by = editor
        body = tie(event_document(event), scene.ties, {})
        cited = source_ids(body)
        sources = {
            citation.source_id: citation.source
            for citation in (
                *event.citations.all(),
                *(c for claim in event.claims.all() for c in claim.citations.all()),
            )
        }
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
        made += [rows.edition, *chain.from_iterable(rows.links()), *standing_actors(rows)]
        made.append(_action(event, editor, seq))
        counts.update(values(rows))
        named[0].update(row.actor_id for row in rows.actors)
        named[1].update(cited)
    loader.write(made)


def _action(event: Event, editor: User, seq: int) -> Action:
    return Action(
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
        for row in rows:
            held = row.__dict__
            copy.write_row([held[name] for name in attributes])


def _progress(done: int, size: int, begun: float) -> None:
    rate = done / (time.perf_counter() - begun)
    filled = round(30 * done / size)
    bar = "#" * filled + "." * (30 - filled)
    end = "\n" if done >= size else ""
    sys.stderr.write(f"\r[{bar}] {done:,} of {size:,} events, {rate:,.0f}/s{end}")
    sys.stderr.flush()
