"""Sources, and the citations that link records to them through a chain of hops."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.models.actor import Actor, Tenure
from events.models.identity import (
    Approvable,
    Curated,
    PublicNameField,
    not_itself,
    refuse_circle,
    waiting_index,
)
from events.models.language import LanguageField
from events.models.when import WhenField, when_constraint
from events.record import limits
from events.record.vocabulary import Confidence, SourceKind, Stance

WEB_ADDRESS = URLValidator(schemes=["http", "https"])


def validate_web_address(value: str) -> None:
    """Raise `ValidationError` unless the address is http(s) without a user name: a click must not
    run or leak anything.
    """
    WEB_ADDRESS(value)
    if "@" in value.split("//", 1)[1].split("/", 1)[0]:
        raise ValidationError(_("A web address must not hold a user name."), code="userinfo")


class Source(Approvable, Curated):
    """A citable item. A stub (`held` is false) is known only second hand, such as "laut
    Reuters".
    """

    kind = models.CharField(_("kind"), max_length=16, choices=SourceKind.choices)
    title = models.CharField(_("title"), max_length=limits.TITLE)
    language = LanguageField(_("language"), blank=True)
    publisher = models.ForeignKey(
        Actor,
        verbose_name=_("publisher"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="published_sources",
    )
    published = WhenField(_("published"))
    modified = WhenField(_("last modified"))
    accessed_at = models.DateTimeField(_("accessed"), null=True, blank=True)
    url = models.CharField(
        _("web address"),
        max_length=limits.WEB_ADDRESS,
        null=True,
        blank=True,
        unique=True,
        validators=[validate_web_address],
        error_messages={"unique": _("Another source already has this web address.")},
    )
    archive_url = models.CharField(
        _("archived copy"),
        max_length=limits.WEB_ADDRESS,
        blank=True,
        validators=[validate_web_address],
    )
    content_hash = models.CharField(
        _("SHA-256 of the text"),
        max_length=limits.CONTENT_HASH,
        blank=True,
        validators=[RegexValidator(r"\A[0-9a-f]{64}\Z", _("64 digits and letters a to f."))],
    )
    held = models.BooleanField(
        _("held"),
        default=True,
        help_text=_("We have read the item itself. Otherwise it is known only second hand."),
    )
    revision_of = models.ForeignKey(
        "self",
        verbose_name=_("newer version of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="revisions",
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["title", "id"]
        indexes = [waiting_index("source")]
        constraints = [
            when_constraint("source", "published"),
            when_constraint("source", "modified"),
            not_itself(
                "source_not_revision_of_itself",
                "revision_of",
                _("A source cannot be a newer version of itself."),
            ),
            models.CheckConstraint(
                name="source_stub_has_no_content_hash",
                condition=Q(held=True) | Q(content_hash=""),
                violation_error_message=_("A hash requires a source that we hold."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        refuse_circle(
            self, "revision_of", _("These sources would be newer versions of each other.")
        )


class Citation(models.Model):
    """Links one event, claim, participation or tenure (or one `field` of it) to a source.

    It has a `public_id` because the primary key would reveal how much the desk has drafted.
    """

    public_id = PublicNameField()
    event = models.ForeignKey(
        "events.Event", on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    claim = models.ForeignKey(
        "events.Claim", on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    participation = models.ForeignKey(
        "events.Participation",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="citations",
    )
    tenure = models.ForeignKey(
        Tenure, on_delete=models.CASCADE, null=True, blank=True, related_name="citations"
    )
    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="citations"
    )
    field = models.CharField(
        _("for the field"),
        max_length=limits.FIELD,
        blank=True,
        help_text=_("Such as start, end or place. Empty: for the whole."),
    )
    locator = models.CharField(_("locator"), max_length=limits.LOCATOR, blank=True)
    quote = models.CharField(
        _("short quote"),
        max_length=limits.QUOTE,
        blank=True,
        help_text=_("Word for word, a sentence at most."),
    )
    quote_language = LanguageField(_("language"), blank=True)
    stance = models.CharField(
        _("stance"), max_length=8, choices=Stance.choices, default=Stance.REPORTS
    )
    confidence = models.CharField(
        _("confidence"), max_length=8, choices=Confidence.choices, default=Confidence.MEDIUM
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="citation_of_exactly_one_record",
                condition=Q(event__isnull=False, claim=None, participation=None, tenure=None)
                | Q(event=None, claim__isnull=False, participation=None, tenure=None)
                | Q(event=None, claim=None, participation__isnull=False, tenure=None)
                | Q(event=None, claim=None, participation=None, tenure__isnull=False),
                violation_error_message=_(
                    "A citation belongs to exactly one event, claim, participation or tenure."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.quote or self.locator or str(self.pk)


class Hop(models.Model):
    """One step of the chain: the actor or source through which the citing source knows it."""

    citation = models.ForeignKey(Citation, on_delete=models.CASCADE, related_name="via")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    actor = models.ForeignKey(
        Actor,
        verbose_name=_("actor"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hops",
    )
    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="hops",
    )
    wording = models.CharField(
        _("as worded"),
        max_length=limits.WORDING,
        blank=True,
        help_text=_("Such as: laut Angaben der Tass"),
    )

    class Meta:
        verbose_name = _("by way of")
        verbose_name_plural = _("by way of")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="hop_is_an_actor_or_a_source",
                condition=Q(actor__isnull=False, source__isnull=True)
                | Q(actor__isnull=True, source__isnull=False),
                violation_error_message=_("Name either an actor or a source."),
            ),
        ]

    def __str__(self) -> str:
        return self.wording or str(self.pk)
