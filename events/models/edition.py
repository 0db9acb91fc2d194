"""The public record: append-only editions of events and the profiles of what they link to.

Everything that readers and API clients see is read from the tables of this module. Only
`events.editorial` writes rows; afterwards only `superseded_at` is set, once, and the only act that
changes documents is a redaction (`events.editorial.redacting`).
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Final, Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from events.models.actor import Actor
from events.models.event import Event, EventType
from events.models.identity import BytewiseField
from events.models.source import Source
from events.models.storyline import Storyline
from events.record.vocabulary import EditionKind, Occurrence, ProfileKind

STORED_TEXT = Coalesce("upgraded", "document")
"""The SQL expression for the property `text` of an edition or profile."""

FIRST_MOMENT: Final = datetime.min.replace(tzinfo=UTC)
LAST_MOMENT: Final = datetime.max.replace(tzinfo=UTC)
"""What the bounds of an edition hold on sides that are open."""

_Row = TypeVar("_Row", bound="StoredDocument")


def state_of(pk: int, redacted_at: datetime | None) -> str:
    """Return a text that changes with a stored document: its row, and its last redaction."""
    return f"{pk} {redacted_at.isoformat()}" if redacted_at else str(pk)


class StoredQuerySet(models.QuerySet[_Row]):
    def current(self, as_of: datetime | None = None) -> Self:
        """Return the rows, including tombstones, that are current now or were at an instant."""
        if as_of is None:
            return self.filter(superseded_at=None)
        return self.filter(Q(superseded_at=None) | Q(superseded_at__gt=as_of), at__lte=as_of)


class StoredDocument(models.Model):
    """A document of the public record, as JSON text in the shape `shape`.

    `document` never changes, except in a redaction, which sets `redacted_at`. `upgraded` is the
    same in a newer shape, created by ``upgrade_record`` so that lists need not upgrade it each
    time; it can be deleted and created again.
    """

    at: "models.DateTimeField[Any, datetime]"
    document = models.TextField()
    shape = models.PositiveSmallIntegerField(default=1)
    upgraded = models.TextField(null=True)  # noqa: DJ001 (an empty text would be a document)
    redacted_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def text(self) -> str:
        """Return the document in the newest shape available."""
        return self.upgraded or self.document

    @property
    def modified_at(self) -> datetime:
        """Return when the document was last changed: at its publication, or by a redaction."""
        return self.redacted_at or self.at

    @property
    def state(self) -> str:
        """Return a text that changes with the document, for ETags."""
        return state_of(self.pk, self.redacted_at)


class EditionSequence(models.Model):
    """A single row with the last `seq` that was assigned.

    Incrementing it locks the row until the transaction ends, so that editions become visible in the
    order of their `seq`, and clients that follow the changes never miss one.
    """

    last = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "edition sequence"

    def __str__(self) -> str:
        return str(self.last)


class EditionQuerySet(StoredQuerySet["Edition"]):
    def listed(self) -> Self:
        """Return the editions without tombstones."""
        return self.filter(listed=True)

    def answering(self, event_ids: Iterable[str], as_of: datetime | None = None) -> Self:
        """Return the current editions in which a claim answers one of these events, by date."""
        links = EditionRelation.objects.filter(
            type=EditionRelation.ANSWERS, to_event__in=set(event_ids)
        )
        rows = self.current(as_of).listed().filter(seq__in=links.values("edition"))
        return rows.order_by("date_key", "event_id")


class Edition(StoredDocument):
    """One published version of an event, valid from `at` until `superseded_at` (None: current).

    `document` is the event as in the API. The other columns repeat data for filters and sorting.
    `day_…` bounds are in the event's own time zone (so that an all-day date never shifts by a day),
    the others are instants; both are half-open. Open-ended sides have `FIRST_MOMENT` or
    `LAST_MOMENT`, so that comparisons need no NULL.
    """

    seq = models.BigIntegerField(primary_key=True)
    event = models.ForeignKey(
        Event, on_delete=models.PROTECT, related_name="editions", db_index=False
    )
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=EditionKind.choices)
    at = models.DateTimeField(_("from"))
    superseded_at = models.DateTimeField(_("until"), null=True, blank=True)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="editions"
    )
    note = models.TextField(_("public note"), blank=True)
    # The other events that the editors linked it to, public or not, as JSON; never shown. When one
    # of them becomes public, changes its title or is retracted, the event is reissued.
    event_links = models.TextField(default="{}", db_column="ties")

    # A retraction or merger is a tombstone: its URL and the changes show it, lists do not.
    listed = models.BooleanField(default=True)
    type = models.ForeignKey(EventType, on_delete=models.PROTECT, null=True, related_name="+")
    occurrence = models.CharField(max_length=16, choices=Occurrence.choices, blank=True)
    date_key = BytewiseField(max_length=100, blank=True)
    earliest = models.DateTimeField()
    latest = models.DateTimeField()
    starts_by = models.DateTimeField()
    ends_from = models.DateTimeField()
    day_earliest = models.DateTimeField()
    day_latest = models.DateTimeField()
    day_starts_by = models.DateTimeField()
    day_ends_from = models.DateTimeField()

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["event"],
                condition=Q(superseded_at__isnull=True),
                name="edition_one_standing_per_event",
            ),
            models.CheckConstraint(
                name="edition_superseded_after_it_was_made",
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gt=F("at")),
            ),
            models.CheckConstraint(
                name="edition_earliest_before_latest", condition=Q(earliest__lt=F("latest"))
            ),
            models.CheckConstraint(
                name="edition_correction_and_retraction_say_why",
                condition=~Q(kind__in=[EditionKind.CORRECTED, EditionKind.RETRACTED]) | ~Q(note=""),
            ),
        ]
        indexes = [
            # The order is followed by the columns for counts and most filters, which then read
            # this index instead of the wide rows. SQLite does so only if the columns of the
            # condition are included, too.
            models.Index(
                fields=[
                    "date_key",
                    "event",
                    "day_earliest",
                    "day_latest",
                    "day_starts_by",
                    "earliest",
                    "latest",
                    "type",
                    "occurrence",
                    "seq",
                    "superseded_at",
                    "listed",
                ],
                name="edition_standing_by_date",
                condition=Q(superseded_at__isnull=True, listed=True),
            ),
            models.Index(
                fields=["at", "seq"],
                name="edition_standing_by_update",
                condition=Q(superseded_at__isnull=True, listed=True),
            ),
            models.Index(fields=["date_key", "event", "at"], name="edition_by_date_and_time"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}/{self.number}"


class EditionText(models.Model):
    """Title and summary of an edition in one language, analysed for search (`events.search`)."""

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="texts", db_index=False
    )
    language = models.CharField(max_length=35)
    words = models.TextField(help_text="Folded and stemmed words, parted by blanks.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "language"], name="edition_text_once_per_language"
            ),
        ]
        indexes = [models.Index(fields=["language", "edition"], name="edition_text_by_language")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.language}"


class EditionActor(models.Model):
    """An actor that an edition names. `takes_part`: as participant or speaker, not only as a
    source.
    """

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="actors", db_index=False
    )
    actor = models.ForeignKey(Actor, on_delete=models.PROTECT, related_name="+", db_index=False)
    role = models.CharField(max_length=16, blank=True)
    takes_part = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "actor", "role", "takes_part"], name="edition_actor_once"
            ),
        ]
        indexes = [models.Index(fields=["actor", "edition"], name="edition_actor_by_actor")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.actor_id}"


class EditionSource(models.Model):
    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="sources", db_index=False
    )
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+", db_index=False)
    publisher = models.ForeignKey(
        Actor, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    # When the source was published: the second of three times (event, report, edition).
    reported_earliest = models.DateTimeField(null=True)
    reported_latest = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "source"], name="edition_source_once"),
        ]
        indexes = [
            models.Index(fields=["source", "edition"], name="edition_source_by_source"),
            models.Index(fields=["publisher", "edition"], name="edition_source_by_publisher"),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.source_id}"


class EditionStoryline(models.Model):
    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="storylines", db_index=False
    )
    storyline = models.ForeignKey(
        Storyline, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "storyline"], name="edition_storyline_once"),
        ]
        indexes = [models.Index(fields=["storyline", "edition"], name="edition_storyline_index")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.storyline_id}"


class EditionRelation(models.Model):
    """A link from an edition to another event, which is only shown while that event is public.

    `type` is a RelationType, or one of ANSWERS (a claim here answers one there) and SHARES_CLAIM
    (a claim recorded there is about this event too).
    """

    ANSWERS = "answers"
    SHARES_CLAIM = "shares_claim"

    edition = models.ForeignKey(
        Edition, on_delete=models.CASCADE, related_name="relations", db_index=False
    )
    type = models.CharField(max_length=16)
    to_event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "type", "to_event"], name="edition_relation_once"
            ),
        ]
        indexes = [models.Index(fields=["to_event", "edition"], name="edition_relation_by_event")]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.type} {self.to_event_id}"


class Profile(StoredDocument):
    """The immutable public record of an actor, source or storyline, valid for a period.

    It is current while a current edition names its subject (or the storyline is public). Records
    that only drafts use have no profile and therefore no public URL.
    """

    kind = models.CharField(max_length=12, choices=ProfileKind.choices)
    subject = models.CharField(max_length=14, help_text="The subject's public id.")
    at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    sort_key = BytewiseField(max_length=300, help_text="Folded name or title.")

    objects = StoredQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(superseded_at__isnull=True),
                name="profile_one_standing_per_subject",
            ),
            models.CheckConstraint(
                name="profile_superseded_after_it_was_made",
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gt=F("at")),
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "sort_key", "subject"], name="profile_by_name"),
            models.Index(fields=["kind", "subject", "at"], name="profile_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
