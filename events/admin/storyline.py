"""The pages of storylines."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.admin.acts import STORYLINE_ACTS
from events.admin.event_rows import OriginalsFormSet
from events.admin.forms import CuratedForm
from events.admin.nested import NestedInline
from events.admin.pages import CuratedAdmin
from events.admin.workflow import WithActs
from events.editorial import save_storyline
from events.models import StorylinePin, StorylineText
from events.timeline.filters import FilterError, saved_filter


class StorylineTextInline(NestedInline):
    model = StorylineText
    formset = OriginalsFormSet
    keeps_spare = True
    verbose_name = _("text")
    verbose_name_plural = _("title and introduction, per language")
    fieldsets = [(None, {"fields": [("title", "language", "origin"), "introduction"]})]


class StorylinePinInline(NestedInline):
    model = StorylinePin
    autocomplete_fields = ["event"]
    related = ["event"]
    fieldsets = [(None, {"fields": [("event", "position")]})]


class StorylineForm(CuratedForm):
    def clean_filter(self) -> str:
        """A saved filter that the timeline can't read would silently add nothing."""
        text: str = self.cleaned_data["filter"].strip().removeprefix("?")
        if text:
            try:
                saved_filter(text)
            except FilterError as refusal:
                raise ValidationError(
                    [f"{problem.parameter}: {problem.detail}" for problem in refusal.problems]
                ) from refusal
        return text


class StorylineAdmin(WithActs, CuratedAdmin):
    form = StorylineForm
    acts = STORYLINE_ACTS
    change_form_template = "admin/storyline_form.html"
    list_display = ["label", "public", "filter"]
    list_filter = ["public"]
    search_fields = ["label", "texts__title"]
    inlines = [StorylineTextInline, StorylinePinInline]
    fieldsets = [
        (None, {"fields": ["label", "filter", "expected_version"]}),
    ]

    def record(self, request: HttpRequest, record: Any, reason: str, change: bool) -> None:
        editor: Any = request.user
        save_storyline(storyline=record, editor=editor, now=timezone.now())

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is public is withdrawn first."""
        return not (obj is not None and obj.public) and super().has_delete_permission(request, obj)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        storyline = context.get("original")
        if storyline is not None:
            context["acts"] = self.offered_acts(request, storyline)
            context["public_url"] = storyline.get_absolute_url() if storyline.public else ""
        return super().render_change_form(request, context, *args, **kwargs)
