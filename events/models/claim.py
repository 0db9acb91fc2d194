"""Claims: who said what, how, when, about which events; and how claims answer each other."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from events.models.actor import Actor
from events.models.event import Event
from events.models.identity import Curated
from events.models.language import LanguageField
from events.models.when import WhenField, when_constraint
from events.record import limits
from events.record.vocabulary import ClaimKind, ClaimLinkType, Modality, TextOrigin


class Claim(Curated):
    """A claim is recorded with one event; `also_about` are the other events that it is about."""

    event = models.ForeignKey(
        Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="claims"
    )
    also_about = models.ManyToManyField(
        Event, verbose_name=_("also about"), blank=True, related_name="mentioned_in_claims"
    )
    speaker = models.ForeignKey(
        Actor, verbose_name=_("speaker"), on_delete=models.PROTECT, related_name="claims"
    )
    kind = models.CharField(
        _("kind"), max_length=16, choices=ClaimKind.choices, default=ClaimKind.ASSERTION
    )
    modality = models.CharField(
        _("modality"), max_length=12, choices=Modality.choices, default=Modality.ASSERTED
    )
    quote = models.CharField(_("short quote"), max_length=limits.QUOTE, blank=True)
    quote_language = LanguageField(_("language"), blank=True)
    said = WhenField(_("said"))
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["position", "id"]
        constraints = [when_constraint("claim", "said")]
        indexes = [models.Index(fields=["kind", "-created_at", "id"], name="claim_by_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class ClaimText(models.Model):
    """What was said, in our own words, in one language."""

    claim = models.ForeignKey(
        Claim,
        verbose_name=_("claim"),
        on_delete=models.CASCADE,
        related_name="texts",
        db_index=False,
    )
    language = LanguageField(_("language"))
    text = models.CharField(_("in our words"), max_length=limits.CLAIM)
    origin = models.CharField(
        _("origin"), max_length=12, choices=TextOrigin.choices, default=TextOrigin.ORIGINAL
    )

    class Meta:
        verbose_name = _("wording of the claim")
        verbose_name_plural = _("wordings of the claim")
        ordering = ["origin", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "language"],
                name="claim_text_once_per_language",
                violation_error_message=_("This claim already has a text in this language."),
            ),
        ]

    def __str__(self) -> str:
        return self.text


class ClaimLink(models.Model):
    from_claim = models.ForeignKey(
        Claim,
        verbose_name=_("claim"),
        on_delete=models.CASCADE,
        related_name="links",
        db_index=False,
    )
    type = models.CharField(_("link"), max_length=12, choices=ClaimLinkType.choices)
    to_claim = models.ForeignKey(
        Claim, verbose_name=_("other claim"), on_delete=models.PROTECT, related_name="linked_from"
    )

    class Meta:
        verbose_name = _("answer to another claim")
        verbose_name_plural = _("answers to other claims")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_claim", "type", "to_claim"],
                name="claim_link_once",
                violation_error_message=_("This link exists already."),
            ),
            models.CheckConstraint(
                name="claim_link_not_to_itself",
                condition=~Q(from_claim=F("to_claim")),
                violation_error_message=_("A claim cannot answer itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.get_type_display()
