"""Actors with their names, and the offices that they hold."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.identity import (
    Approvable,
    Curated,
    Mergeable,
    PublicNameField,
    not_merged_into_itself,
    waiting_index,
)
from events.models.language import LanguageField
from events.models.when import WhenField, period_constraint, when_constraint
from events.record import limits
from events.record.vocabulary import ActorKind, NameKind, StartMeaning


class Actor(Approvable, Mergeable):
    """A person, organisation, state, office body or group; also agencies and publishers.

    `label` is used at the desk only; the public names are ActorNames.
    """

    kind = models.CharField(_("kind"), max_length=16, choices=ActorKind.choices)
    label = models.CharField(
        _("name on the desk"),
        max_length=limits.NAME,
        help_text=_("Shown to editors in lists. Readers see the names below."),
    )
    wikidata = models.CharField(
        _("Wikidata id"),
        max_length=limits.WIKIDATA,
        null=True,
        blank=True,
        unique=True,
        validators=[RegexValidator(r"\AQ[1-9][0-9]{0,14}\Z", _("A Wikidata id looks like Q7747."))],
        error_messages={"unique": _("Another actor already has this Wikidata id.")},
    )

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ["label", "id"]
        indexes = [waiting_index("actor")]
        constraints = [
            not_merged_into_itself("actor"),
        ]

    def __str__(self) -> str:
        return self.label


class ActorName(models.Model):
    """One name. `key` is the same for all transcriptions (see `events.search.name_key`)."""

    actor = models.ForeignKey(
        Actor,
        verbose_name=_("actor"),
        on_delete=models.CASCADE,
        related_name="names",
        db_index=False,
    )
    name = models.CharField(_("name"), max_length=limits.NAME)
    language = LanguageField(_("language"))
    script = models.CharField(
        _("script"),
        max_length=limits.SCRIPT,
        default="Latn",
        help_text=_("Four letters (ISO 15924), such as Latn, Cyrl, Hans."),
        validators=[RegexValidator(r"\A[A-Z][a-z]{3}\Z", _("Four letters, such as Latn or Cyrl."))],
    )
    kind = models.CharField(
        _("kind"), max_length=16, choices=NameKind.choices, default=NameKind.OFFICIAL
    )
    key = models.CharField(max_length=200, editable=False, db_index=True)

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["actor", "name", "language", "kind"],
                name="actor_name_once",
                violation_error_message=_("This actor already has this name."),
            ),
            models.CheckConstraint(
                name="actor_name_not_blank",
                condition=~Q(name=""),
                violation_error_message=_("A name cannot be empty."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Office(Approvable, Curated):
    """A post, such as Minister of Foreign Affairs of Russia."""

    label = models.CharField(_("title"), max_length=limits.NAME)
    body = models.ForeignKey(
        Actor,
        verbose_name=_("of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offices",
        help_text=_("The state or organisation that the office belongs to."),
    )

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["label", "id"]
        indexes = [waiting_index("office")]

    def __str__(self) -> str:
        return self.label


class OfficeName(models.Model):
    office = models.ForeignKey(
        Office,
        verbose_name=_("office"),
        on_delete=models.CASCADE,
        related_name="names",
        db_index=False,
    )
    language = LanguageField(_("language"))
    name = models.CharField(_("title"), max_length=limits.NAME)

    class Meta:
        verbose_name = _("title of the office")
        verbose_name_plural = _("titles of the office")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "language"],
                name="office_name_once_per_language",
                violation_error_message=_("This office already has a title in this language."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Tenure(models.Model):
    """An actor holding an office. `start_means` tells the first mention from the first day."""

    public_id = PublicNameField()
    actor = models.ForeignKey(
        Actor, verbose_name=_("actor"), on_delete=models.CASCADE, related_name="tenures"
    )
    office = models.ForeignKey(
        Office, verbose_name=_("office"), on_delete=models.PROTECT, related_name="tenures"
    )
    start = WhenField(_("from"))
    end = WhenField(_("until"))
    start_means = models.CharField(
        _("the start means"),
        max_length=16,
        choices=StartMeaning.choices,
        default=StartMeaning.IN_OFFICE_SINCE,
    )

    class Meta:
        verbose_name = _("tenure")
        verbose_name_plural = _("tenures")
        ordering = ["start_sort_key", "id"]
        constraints = [
            when_constraint("tenure", "start"),
            when_constraint("tenure", "end"),
            period_constraint("tenure", _("A tenure cannot end before it starts.")),
        ]

    def __str__(self) -> str:
        start, end = (when.edtf if when else "" for when in (self.start, self.end))
        return f"{start}/{end}"
