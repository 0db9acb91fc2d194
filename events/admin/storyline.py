"""The `ModelAdmin` of storylines."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.admin.event_inlines import OriginalTextFormSet, TitleForm
from events.admin.event_titles import may_see_events
from events.admin.forms import CuratedForm
from events.admin.model_admin import CuratedAdmin
from events.admin.nested_inlines import NestedInline
from events.admin.workflow import WorkflowMixin
from events.admin.workflow_actions import STORYLINE_ACTIONS
from events.editorial import save_storyline
from events.models import StorylinePin, StorylineText
from events.timeline.filters import saved_filter_problems


class StorylineTextInline(NestedInline):
    model = StorylineText
    form = TitleForm
    formset = OriginalTextFormSet
    keeps_extra = True
    verbose_name = _("text")
    verbose_name_plural = _("title and introduction, per language")
    fields = [("title", "language", "origin"), "introduction"]


class PinnedEventInline(NestedInline):
    model = StorylinePin
    autocomplete_fields = ["event"]
    select_related = ["event"]
    fields = [("event", "position")]


class StorylineForm(CuratedForm):
    def clean_filter(self) -> str:
        """Refuse a filter that the timeline cannot parse, since it would match nothing."""
        text: str = self.cleaned_data["filter"].strip().removeprefix("?")
        if problems := saved_filter_problems(text):
            raise ValidationError(problems)
        return text


class StorylineAdmin(WorkflowMixin, CuratedAdmin):
    form = StorylineForm
    workflow_actions = STORYLINE_ACTIONS
    change_form_template = "admin/storyline_change_form.html"
    list_display = ["label", "public", "filter"]
    list_filter = ["public"]
    search_fields = ["label", "texts__title"]
    inlines = [StorylineTextInline, PinnedEventInline]
    fields = ["label", "filter", "expected_version"]

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        # The pinned events may be drafts.
        return self.inlines if may_see_events(request) else [StorylineTextInline]

    def after_save(self, request: HttpRequest, record: Any, reason: str, change: bool) -> None:
        editor: Any = request.user
        save_storyline(storyline=record, editor=editor, now=timezone.now(), reason=reason)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A public storyline has to be withdrawn first."""
        return not (obj is not None and obj.public) and super().has_delete_permission(request, obj)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        storyline = context.get("original")
        if storyline is not None:
            context["public_url"] = storyline.get_absolute_url() if storyline.public else ""
        return super().render_change_form(request, context, *args, **kwargs)
