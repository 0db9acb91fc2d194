"""Storylines: curated timelines of pinned events and/or a saved filter."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.event import Event
from events.models.identity import Approvable, Curated, waiting_index
from events.models.language import LanguageField
from events.models.text import LongTextField
from events.record import limits
from events.record.vocabulary import TextOrigin


class Storyline(Approvable, Curated):
    """A curated timeline. Readers only see it if it is `public`, and only its public events."""

    label = models.CharField(_("title on the desk"), max_length=limits.STORYLINE_TITLE)
    filter = models.CharField(
        _("saved filter"),
        max_length=limits.FILTER,
        blank=True,
        help_text=_("A query string of the timeline, such as type=talks&from=2023."),
    )
    public = models.BooleanField(_("public"), default=False, editable=False)

    class Meta:
        verbose_name = _("storyline")
        verbose_name_plural = _("storylines")
        ordering = ["label", "id"]
        indexes = [waiting_index("storyline")]
        permissions = [("publish_storyline", _("Can publish and withdraw a storyline"))]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return f"/storylines/{self.pk}/"


class StorylineText(models.Model):
    storyline = models.ForeignKey(
        Storyline,
        verbose_name=_("storyline"),
        on_delete=models.CASCADE,
        related_name="texts",
        db_index=False,
    )
    language = LanguageField(_("language"))
    title = models.CharField(_("title"), max_length=limits.STORYLINE_TITLE)
    introduction = LongTextField(_("introduction"), max_length=limits.INTRODUCTION, blank=True)
    origin = models.CharField(
        _("origin"), max_length=12, choices=TextOrigin.choices, default=TextOrigin.ORIGINAL
    )

    class Meta:
        verbose_name = _("text of the storyline")
        verbose_name_plural = _("texts of the storyline")
        ordering = ["origin", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["storyline", "language"],
                name="storyline_text_once_per_language",
                violation_error_message=_("This storyline already has a text in this language."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class StorylinePin(models.Model):
    storyline = models.ForeignKey(
        Storyline,
        verbose_name=_("storyline"),
        on_delete=models.CASCADE,
        related_name="pins",
        db_index=False,
    )
    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="pins"
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("pinned event")
        verbose_name_plural = _("pinned events")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["storyline", "event"],
                name="storyline_pin_once",
                violation_error_message=_("This event is already in the storyline."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.position)
