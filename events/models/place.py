"""Places with names by language and their own precision."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.identity import Approvable, Curated, waiting_index
from events.models.language import LanguageField
from events.record import limits
from events.record.vocabulary import PlacePrecision


class Place(Approvable, Curated):
    """A place, as exactly as it is known: one known only by a phrase has no country or point."""

    label = models.CharField(_("name"), max_length=limits.NAME)
    country = models.CharField(
        _("country"),
        max_length=limits.COUNTRY,
        blank=True,
        help_text=_("Two capital letters (ISO 3166-1), such as RU."),
        validators=[RegexValidator(r"\A[A-Z]{2}\Z", _("Two capital letters, such as RU."))],
    )
    precision = models.CharField(
        _("precision"),
        max_length=8,
        choices=PlacePrecision.choices,
        default=PlacePrecision.CITY,
    )
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["label", "id"]
        indexes = [waiting_index("place")]
        constraints = [
            models.CheckConstraint(
                name="place_has_both_coordinates_or_none",
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message=_("Give latitude and longitude, or neither."),
            ),
            models.CheckConstraint(
                name="place_coordinates_on_earth",
                condition=Q(latitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                violation_error_message=_(
                    "Latitude lies between -90 and 90, longitude between -180 and 180."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.label


class PlaceName(models.Model):
    place = models.ForeignKey(
        Place,
        verbose_name=_("place"),
        on_delete=models.CASCADE,
        related_name="names",
        db_index=False,
    )
    language = LanguageField(_("language"))
    name = models.CharField(_("name"), max_length=limits.NAME)

    class Meta:
        verbose_name = _("place name")
        verbose_name_plural = _("place names")
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "language"],
                name="place_name_once_per_language",
                violation_error_message=_("This place already has a name in this language."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
