"""Tables derived from the current editions, which keep reading fast in a large archive.

They contain nothing that is not in the editions and their links. Only
`events.editorial.edition_rows` writes them, in the transaction that publishes; `check_record`
compares them.
"""

from django.db import models
from django.db.models import Q

from events.models.actor import Actor
from events.models.edition import Edition
from events.models.event import Event
from events.models.identity import BytewiseField


class CurrentActor(models.Model):
    """An actor taking part in a listed current edition, once regardless of the roles.

    The dates of the edition are repeated here, so that an actor's events of a period are read from
    one index in the order of the timeline. Otherwise each of the actor's events would be looked up
    and then sorted.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="current_actors", db_index=False
    )
    # The index below begins with it.
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", db_index=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+", db_index=False)
    date_key = BytewiseField(max_length=100, blank=True)
    earliest = models.DateTimeField()
    latest = models.DateTimeField()
    day_earliest = models.DateTimeField()
    day_latest = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "actor"], name="current_actor_once"),
        ]
        indexes = [
            # The bounds follow the order, so that events that ended before a period are skipped
            # in the index itself.
            models.Index(
                fields=["actor", "date_key", "event", "day_latest", "latest", "edition"],
                name="current_actor_by_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor_id} {self.edition_id}"


class FacetCount(models.Model):
    """How many listed current editions have a value: facets and histograms over all events.

    `facet` is the name of a parameter (``type``, ``actor``, …); or ``day``, ``week``, ``month`` or
    ``year`` of the start where it is known that exactly, ``coarser`` (the value is the interval)
    where it is not, or ``undated`` (see `events.search.intervals`). The value of a type is its
    primary key, because its `key` may change. A value that is no longer used keeps its row, with 0.
    """

    facet = models.CharField(max_length=12)
    value = BytewiseField(max_length=100)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facet", "value"], name="facet_count_once"),
            # Otherwise only PostgreSQL would check it.
            models.CheckConstraint(name="facet_count_not_negative", condition=Q(count__gte=0)),
        ]
        indexes = [models.Index(fields=["facet", "-count", "value"], name="facet_count_most")]

    def __str__(self) -> str:
        return f"{self.facet} {self.value}: {self.count}"
