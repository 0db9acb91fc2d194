"""Events: what happened, was announced or is alleged, with its texts, participants and
relations.
"""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models.actor import Actor, Tenure
from events.models.identity import Mergeable, not_itself, not_merged_into_itself, refuse_circle
from events.models.language import LanguageField
from events.models.place import Place
from events.models.text import LongTextField
from events.models.when import WhenField, period_constraint, when_constraint
from events.record import limits
from events.record.vocabulary import (
    Occurrence,
    OtherDateKind,
    RelationType,
    Role,
    State,
    TextOrigin,
)

UNPUBLISHED_CHANGES = Q(state=State.PUBLISHED) & ~Q(version=F("published_version"))


class EventType(models.Model):
    """A term of the editors' own vocabulary; a term may have a parent."""

    key = models.CharField(
        _("key"),
        max_length=limits.KEY,
        unique=True,
        help_text=_("Small letters, digits and underscores; part of the public interface."),
        validators=[
            RegexValidator(r"\A[a-z][a-z0-9_]*\Z", _("Small letters, digits, underscores."))
        ],
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent type"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
    )

    class Meta:
        verbose_name = _("event type")
        verbose_name_plural = _("event types")
        ordering = ["key"]
        constraints = [
            not_itself(
                "event_type_not_below_itself", "parent", _("A type cannot be its own parent.")
            ),
        ]

    def __str__(self) -> str:
        return self.key

    def clean(self) -> None:
        super().clean()
        refuse_circle(self, "parent", _("These types would be parents of each other."))


class EventTypeName(models.Model):
    type = models.ForeignKey(
        EventType,
        verbose_name=_("type"),
        on_delete=models.CASCADE,
        related_name="names",
        db_index=False,
    )
    language = LanguageField(_("language"))
    name = models.CharField(_("name"), max_length=limits.TERM)

    class Meta:
        verbose_name = _("name of the type")
        verbose_name_plural = _("names of the type")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["type", "language"],
                name="event_type_name_once_per_language",
                violation_error_message=_("This type already has a name in this language."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Event(Mergeable):
    """The editors' working copy. The public sees the current Edition made from it.

    `published_version` is the `version` that the current edition was made from: when `version` is
    higher, the desk has changes that are not public yet.
    """

    label = models.CharField(
        _("title on the desk"),
        max_length=limits.TITLE,
        help_text=_("Taken from the original title."),
    )
    type = models.ForeignKey(
        EventType, verbose_name=_("type"), on_delete=models.PROTECT, related_name="events"
    )
    occurrence = models.CharField(
        _("occurrence"), max_length=16, choices=Occurrence.choices, default=Occurrence.OCCURRED
    )
    state = models.CharField(
        _("editorial state"),
        max_length=16,
        choices=State.choices,
        default=State.DRAFT,
        editable=False,
    )
    start = WhenField(_("start"))
    end = WhenField(_("end"))
    place = models.ForeignKey(
        Place,
        verbose_name=_("place"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="events",
    )
    external_key = models.CharField(
        _("external key"),
        max_length=limits.EXTERNAL_KEY,
        null=True,
        blank=True,
        unique=True,
        help_text=_("The key of the event in the system it was imported from."),
        error_messages={"unique": _("Another event already has this key.")},
    )
    published_version = models.PositiveIntegerField(null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="created_events",
        editable=False,
    )

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-start_sort_key", "id"]
        indexes = [
            models.Index(fields=["start_sort_key", "id"], name="event_by_date"),
            # The lists of what is to be done read these instead of the wide rows.
            models.Index(fields=["updated_at", "id"], name="event_by_update"),
            models.Index(
                fields=["updated_at", "id"], name="event_draft", condition=Q(state=State.DRAFT)
            ),
            models.Index(
                fields=["updated_at", "id"],
                name="event_in_review",
                condition=Q(state=State.IN_REVIEW),
            ),
            models.Index(
                fields=[
                    "occurrence",
                    "updated_at",
                    "end_latest",
                    "start_latest",
                    "state",
                    "merged_into",
                    "id",
                ],
                name="event_by_occurrence",
            ),
            models.Index(
                fields=["updated_at", "id"],
                name="event_with_unpublished_changes",
                condition=UNPUBLISHED_CHANGES,
            ),
        ]
        permissions = [
            ("submit_event", _("Can submit an event for review")),
            ("publish_event", _("Can publish, update and correct an event")),
            ("retract_event", _("Can retract and restore an event")),
        ]
        constraints = [
            when_constraint("event", "start"),
            when_constraint("event", "end"),
            period_constraint("event", _("An event cannot end before it starts.")),
            models.CheckConstraint(
                name="event_with_end_has_start",
                condition=Q(end_edtf="") | ~Q(start_edtf=""),
                violation_error_message=_("An event with an end needs a start, however vague."),
            ),
            not_merged_into_itself("event"),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return f"/events/{self.pk}/"

    @property
    def has_unpublished_changes(self) -> bool:
        return self.state == State.PUBLISHED and self.version != self.published_version


class EventText(models.Model):
    event = models.ForeignKey(
        Event,
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="texts",
        db_index=False,
    )
    language = LanguageField(_("language"))
    title = models.CharField(_("title"), max_length=limits.TITLE)
    summary = LongTextField(_("summary"), max_length=limits.SUMMARY, blank=True)
    origin = models.CharField(
        _("origin"), max_length=12, choices=TextOrigin.choices, default=TextOrigin.ORIGINAL
    )
    translator = models.CharField(_("translated by"), max_length=limits.TRANSLATOR, blank=True)

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["origin", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "language"],
                name="event_text_once_per_language",
                violation_error_message=_("This event already has a text in this language."),
            ),
            models.UniqueConstraint(
                fields=["event"],
                condition=Q(origin=TextOrigin.ORIGINAL),
                name="event_text_one_original",
                violation_error_message=_("Only one text can be the original."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class EventOtherDate(models.Model):
    """A date besides the preferred one: announced earlier, or given by another source."""

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="other_dates"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=OtherDateKind.choices)
    start = WhenField(_("start"))
    end = WhenField(_("end"))
    source = models.ForeignKey(
        "events.Source",
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="other_dates",
    )
    note = models.CharField(_("note"), max_length=limits.DATE_NOTE, blank=True)

    class Meta:
        verbose_name = _("other date")
        verbose_name_plural = _("other dates")
        ordering = ["id"]
        constraints = [
            when_constraint("event_other_date", "start"),
            when_constraint("event_other_date", "end"),
            models.CheckConstraint(
                name="event_other_date_has_start",
                condition=~Q(start_edtf=""),
                violation_error_message=_("Give the date."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.start.edtf)


class Participation(models.Model):
    """An actor taking part in an event. `tenure` is the office at the event's date."""

    event = models.ForeignKey(
        Event,
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="participations",
        db_index=False,
    )
    actor = models.ForeignKey(
        Actor, verbose_name=_("actor"), on_delete=models.PROTECT, related_name="participations"
    )
    role = models.CharField(
        _("role"), max_length=16, choices=Role.choices, default=Role.PARTICIPANT
    )
    described_as = models.CharField(
        _("described as"),
        max_length=limits.WORDING,
        blank=True,
        help_text=_("The wording of the source, such as: führender Außenpolitiker"),
    )
    described_as_language = LanguageField(_("language"), blank=True)
    tenure = models.ForeignKey(
        Tenure,
        verbose_name=_("office"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="participations",
        help_text=_("Empty: the office held on the event's date, if there is exactly one."),
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "actor", "role"],
                name="participation_once_per_role",
                violation_error_message=_("This actor already takes part in this role."),
            ),
        ]

    def __str__(self) -> str:
        return self.described_as or self.get_role_display()


class EventRelation(models.Model):
    from_event = models.ForeignKey(
        Event,
        verbose_name=_("event"),
        on_delete=models.CASCADE,
        related_name="relations",
        db_index=False,
    )
    type = models.CharField(_("relation"), max_length=16, choices=RelationType.choices)
    to_event = models.ForeignKey(
        Event, verbose_name=_("other event"), on_delete=models.PROTECT, related_name="related_from"
    )

    class Meta:
        verbose_name = _("relation")
        verbose_name_plural = _("relations")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_event", "type", "to_event"],
                name="event_relation_once",
                violation_error_message=_("This relation exists already."),
            ),
            models.CheckConstraint(
                name="event_relation_not_to_itself",
                condition=~Q(from_event=F("to_event")),
                violation_error_message=_("An event cannot be related to itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_type_display()
