"""The inlines of events: texts, participants, citations with chains, claims, relations."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from events.admin.formfields import editable_fields, whens
from events.admin.nested_inlines import NestedForm, NestedFormSet, NestedInline
from events.admin.when_field import WhenFormField
from events.models import (
    Citation,
    Claim,
    ClaimLink,
    ClaimText,
    Event,
    EventOtherDate,
    EventRelation,
    EventText,
    Hop,
    Participation,
    StorylinePin,
)
from events.record.vocabulary import TextOrigin
from events.timeline.labels import active_language

# The label follows the original title, and imports set the external key.
EVENT_OMITTED_FIELDS = ("label", "external_key")

CITATIONS = (
    "citations__source__publisher",
    "citations__via__actor",
    "citations__via__source__publisher",
)
"""What the citations of a row show."""


def citable_fields() -> list[tuple[str, Any]]:
    """The choices of `Citation.field`: the texts, the participants and the form's own fields."""
    labels = {field.name: field.verbose_name for field in Event._meta.fields}
    labels |= {name: when.label for name, when in whens(Event).items()}
    own = [name for name in editable_fields(Event) if name not in EVENT_OMITTED_FIELDS]
    return [
        ("", _("the whole")),
        ("title", _("title")),
        *((name, labels[name]) for name in own),
        ("participants", _("participants")),
    ]


class CitationForm(NestedForm):
    """A citation can be for a single field; a value that is not listed is left as it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "field" in self.fields:
            choices = citable_fields()
            current = self.instance.field
            if current not in dict(choices):
                choices.append((current, current))
            label = self.fields["field"].label
            self.fields["field"] = forms.ChoiceField(label=label, choices=choices, required=False)


class HopInline(NestedInline):
    model = Hop
    verbose_name = _("step in the chain")
    verbose_name_plural = _("by way of")
    help_text = _("From the speaker to the source: one actor or item per row.")
    autocomplete_fields = ["actor", "source"]
    fields = [("actor", "source", "wording", "position")]


class CitationInline(NestedInline):
    """The citations of a participation, claim or tenure."""

    model = Citation
    form = CitationForm
    collapsible = True
    children = [HopInline]
    omitted_fields = ["event", "claim", "participation", "tenure", "field"]
    autocomplete_fields = ["source"]
    select_related = ["source__publisher"]
    prefetch_related = ["via__actor", "via__source__publisher"]
    fields = [
        ("source", "stance", "confidence", "position"),
        ("quote", "quote_language", "locator"),
    ]


class EventCitationInline(CitationInline):
    """The citations of an event, which can also be for one field of it."""

    omitted_fields = ["claim", "participation", "tenure"]
    keeps_extra = True
    help_text = _("The sources that report it. To publish, at least one of them must be held.")
    fields = [
        ("source", "field", "stance", "confidence", "position"),
        ("quote", "quote_language", "locator"),
    ]


class OriginalTextFormSet(NestedFormSet):
    """Texts of which exactly one is the original; which one it is can be changed in one save."""

    def save(self, commit: bool = True) -> Any:
        # Saved row by row, there could be two originals for a moment, which the database refuses.
        no_longer_original = [
            form.instance.pk
            for form in self.initial_forms
            if form.instance.origin == TextOrigin.TRANSLATION
        ]
        if commit and self.has_changed():
            model: Any = self.model
            rows = model._default_manager.filter(pk__in=no_longer_original)
            rows.update(origin=TextOrigin.TRANSLATION)
        return super().save(commit=commit)

    def forms_with_origin(self, origin: TextOrigin) -> list[Any]:
        """The forms of that origin whose rows will exist after saving."""
        return [
            form
            for form in self.forms
            if form not in self.deleted_forms
            and (form.has_changed() or not form.instance._state.adding)
            and getattr(form, "cleaned_data", {}).get("origin") == origin
        ]

    def clean(self) -> None:
        super().clean()
        if len(self.forms_with_origin(TextOrigin.ORIGINAL)) > 1:
            raise forms.ValidationError(_("Only one text can be the original."), code="originals")


class EventTextFormSet(OriginalTextFormSet):
    """An event needs an original title."""

    def clean(self) -> None:
        super().clean()
        if not any(self.errors) and not self.forms_with_origin(TextOrigin.ORIGINAL):
            message = _("Give the event a title in its original language.")
            raise forms.ValidationError(message, code="no_original")


class TextForm(NestedForm):
    """A text that is new is in the language of the page unless another one is typed.

    `is_first_only`: a second text is a translation, whose language nobody can guess.
    """

    is_first_only = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_first = str(self.prefix).endswith("-0")
        if self.instance._state.adding and (is_first or not self.is_first_only):
            self.initial.setdefault("language", active_language())

    @cached_property
    def changed_data(self) -> list[str]:
        """A language alone, which nobody need have typed, is no text."""
        changed = super().changed_data
        return [] if self.instance._state.adding and changed == ["language"] else changed


class TitleForm(TextForm):
    is_first_only = True


class EventTextInline(NestedInline):
    model = EventText
    form = TitleForm
    formset = EventTextFormSet
    keeps_extra = True
    verbose_name = _("text")
    verbose_name_plural = _("title and summary, per language")
    fields = [("title", "language", "origin", "translator"), "summary"]


class ParticipationInline(NestedInline):
    model = Participation
    collapsible = True
    children = [CitationInline]
    autocomplete_fields = ["actor", "tenure"]
    select_related = ["actor", "tenure__office", "tenure__actor"]
    prefetch_related = CITATIONS
    fields = [("actor", "role", "tenure", "position"), ("described_as", "described_as_language")]


class ClaimTextInline(NestedInline):
    model = ClaimText
    form = TextForm
    keeps_extra = True
    verbose_name = _("wording")
    verbose_name_plural = _("what was said, in our own words")
    fields = [("text", "language", "origin")]


class ClaimLinkInline(NestedInline):
    model = ClaimLink
    fk_name = "from_claim"
    verbose_name = _("answer")
    verbose_name_plural = _("answers another claim")
    autocomplete_fields = ["to_claim"]
    fields = [("type", "to_claim")]


class ClaimForm(NestedForm):
    said = WhenFormField(label=_("said"))


class ClaimInline(NestedInline):
    model = Claim
    form = ClaimForm
    collapsible = True
    children = [ClaimTextInline, ClaimLinkInline, CitationInline]
    autocomplete_fields = ["speaker", "also_about"]
    help_text = _("Who said what. A denial has to name the claim that it denies.")
    select_related = ["speaker"]
    prefetch_related = [
        "texts",
        "also_about",
        "links__to_claim__speaker",
        "links__to_claim__event",
        "links__to_claim__texts",
        *CITATIONS,
    ]
    fields = [
        ("speaker", "kind", "modality", "position"),
        "said",
        ("quote", "quote_language"),
        "also_about",
    ]


class EventRelationInline(NestedInline):
    model = EventRelation
    fk_name = "from_event"
    autocomplete_fields = ["to_event"]
    select_related = ["to_event"]
    fields = [("type", "to_event")]


class OtherDateForm(NestedForm):
    start = WhenFormField(label=_("start"), required=True)
    end = WhenFormField(label=_("end"))


class OtherDateInline(NestedInline):
    model = EventOtherDate
    form = OtherDateForm
    autocomplete_fields = ["source"]
    select_related = ["source__publisher"]
    help_text = _("Dates that were announced earlier, or that differ in other sources.")
    fields = [("kind", "source", "note"), ("start", "end")]


class StorylinePinInline(NestedInline):
    """The storylines that the event is pinned in."""

    model = StorylinePin
    fk_name = "event"
    autocomplete_fields = ["storyline"]
    select_related = ["storyline"]
    verbose_name = _("storyline")
    verbose_name_plural = _("pinned in storylines")
    fields = [("storyline", "position")]
