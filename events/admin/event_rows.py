"""What stands below an event: texts, participants, citations with chains, claims, relations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from events.admin.nested import NestedForm, NestedFormSet, NestedInline
from events.admin.when import WhenFormField
from events.models import (
    Citation,
    Claim,
    ClaimLink,
    ClaimText,
    EventOtherDate,
    EventRelation,
    EventText,
    Hop,
    Participation,
    StorylinePin,
)
from events.record.vocabulary import TextOrigin

CITED_FIELDS = [
    ("", _("the whole")),
    ("title", _("title")),
    ("start", _("start")),
    ("end", _("end")),
    ("place", _("place")),
    ("occurrence", _("occurrence")),
    ("type", _("type")),
    ("participants", _("participants")),
]


class CitationForm(NestedForm):
    """A citation may name the field that it is for; one that is not listed stays as it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "field" in self.fields:
            choices = list(CITED_FIELDS)
            current = self.instance.field
            if current not in dict(choices):
                choices.append((current, current))
            old = self.fields["field"]
            self.fields["field"] = forms.ChoiceField(
                label=old.label, choices=choices, required=False
            )


class HopInline(NestedInline):
    model = Hop
    verbose_name = _("step of the chain")
    verbose_name_plural = _("by way of")
    intro = _("From the speaker's side to the source's: an actor or an item, one per row.")
    autocomplete_fields = ["actor", "source"]
    fieldsets = [(None, {"fields": [("actor", "source", "wording", "position")]})]


class CitationInline(NestedInline):
    """Citations of any record; `of_event` also says for which field."""

    model = Citation
    form = CitationForm
    folds = True
    children = [HopInline]
    autocomplete_fields = ["source"]
    related = ["source__publisher"]
    prefetched = ["via__actor", "via__source__publisher"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("source", "stance", "confidence", "position"),
                    ("quote", "quote_language", "locator"),
                ]
            },
        )
    ]


class EventCitationInline(CitationInline):
    keeps_spare = True
    intro = _("Which sources report it. Publishing needs at least one that we hold.")
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("source", "field", "stance", "confidence", "position"),
                    ("quote", "quote_language", "locator"),
                ]
            },
        )
    ]


class OriginalsFormSet(NestedFormSet):
    """Texts of which one is the original: which one that is may change in one save."""

    def save(self, commit: bool = True) -> Any:
        # Row by row there would be two originals for a moment, which the database refuses.
        given_up = [
            form.instance.pk
            for form in self.initial_forms
            if form in self.deleted_forms or form.instance.origin == TextOrigin.TRANSLATION
        ]
        if commit and self.has_changed():
            model: Any = self.model
            rows = model._default_manager.filter(pk__in=given_up)
            rows.update(origin=TextOrigin.TRANSLATION)
        return super().save(commit=commit)

    def kept(self, origin: TextOrigin) -> list[Any]:
        """The rows of that origin that will be there after saving."""
        return [
            form
            for form in self.forms
            if form not in self.deleted_forms
            and (form.has_changed() or not form.instance._state.adding)
            and getattr(form, "cleaned_data", {}).get("origin") == origin
        ]

    def clean(self) -> None:
        super().clean()
        if len(self.kept(TextOrigin.ORIGINAL)) > 1:
            raise forms.ValidationError(_("Only one text can be the original."), code="originals")


class EventTextsFormSet(OriginalsFormSet):
    """An event is known by its original title, on the desk as everywhere."""

    def clean(self) -> None:
        super().clean()
        if not any(self.errors) and not self.kept(TextOrigin.ORIGINAL):
            message = _("Give the event a title in its original language.")
            raise forms.ValidationError(message, code="no_original")


class EventTextInline(NestedInline):
    model = EventText
    formset = EventTextsFormSet
    keeps_spare = True
    verbose_name = _("text")
    verbose_name_plural = _("title and summary, per language")
    fieldsets = [
        (
            None,
            {"fields": [("title", "language", "origin", "translator"), "summary"]},
        )
    ]


class ParticipationInline(NestedInline):
    model = Participation
    folds = True
    children = [CitationInline]
    autocomplete_fields = ["actor", "tenure"]
    related = ["actor", "tenure__office", "tenure__actor"]
    prefetched = [
        "citations__source__publisher",
        "citations__via__actor",
        "citations__via__source__publisher",
    ]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("actor", "role", "tenure", "position"),
                    ("described_as", "described_as_language"),
                ]
            },
        )
    ]


class ClaimTextInline(NestedInline):
    model = ClaimText
    keeps_spare = True
    verbose_name = _("wording")
    verbose_name_plural = _("what was said, in our words")
    fieldsets = [(None, {"fields": [("text", "language", "origin")]})]


class ClaimLinkInline(NestedInline):
    model = ClaimLink
    fk_name = "from_claim"
    verbose_name = _("answer")
    verbose_name_plural = _("answers another claim")
    autocomplete_fields = ["to_claim"]
    fieldsets = [(None, {"fields": [("type", "to_claim")]})]


class ClaimForm(NestedForm):
    said = WhenFormField(label=_("said"))


class ClaimInline(NestedInline):
    model = Claim
    form = ClaimForm
    folds = True
    children = [ClaimTextInline, ClaimLinkInline, CitationInline]
    autocomplete_fields = ["speaker", "also_about"]
    intro = _("Who said what. A denial names the claim that it denies.")
    related = ["speaker"]
    prefetched = [
        "texts",
        "also_about",
        "links__to_claim__speaker",
        "links__to_claim__event",
        "links__to_claim__texts",
        "citations__source__publisher",
        "citations__via__actor",
        "citations__via__source__publisher",
    ]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("speaker", "kind", "modality", "position"),
                    "said",
                    ("quote", "quote_language"),
                    "also_about",
                ]
            },
        )
    ]


class EventRelationInline(NestedInline):
    model = EventRelation
    fk_name = "from_event"
    autocomplete_fields = ["to_event"]
    related = ["to_event"]
    fieldsets = [(None, {"fields": [("type", "to_event")]})]


class OtherDateForm(NestedForm):
    start = WhenFormField(label=_("start"), required=True)
    end = WhenFormField(label=_("end"))


class OtherDateInline(NestedInline):
    model = EventOtherDate
    form = OtherDateForm
    autocomplete_fields = ["source"]
    related = ["source__publisher"]
    intro = _("Dates announced earlier, or told by another source. They are kept, not preferred.")
    fieldsets = [(None, {"fields": [("kind", "source", "note"), ("start", "end")]})]


class PinInline(NestedInline):
    """The storylines that show the event."""

    model = StorylinePin
    fk_name = "event"
    autocomplete_fields = ["storyline"]
    related = ["storyline"]
    verbose_name = _("storyline")
    verbose_name_plural = _("pinned in storylines")
    fieldsets = [(None, {"fields": [("storyline", "position")]})]
