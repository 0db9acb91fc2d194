"""The page that answers “Did it happen?” for an event whose announced date has passed."""

from typing import Any, Final

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.autocomplete import RecordAutocomplete, RecordChoiceField
from events.admin.display import display_date
from events.admin.forms import add_problems
from events.admin.when_anchors import CitedSources
from events.admin.when_field import WhenFormField
from events.editorial import EditorialError, StaleVersion
from events.editorial.resolving import ASKED, Answer, Outcome, publishes, resolve
from events.models import Citation, Event, Source
from events.record import limits
from events.record.vocabulary import State
from events.timeline.labels import active_language

MAX_VERSION: Final = 2**31 - 1


class ResolveForm(forms.Form):
    """The answer, its source, and a note: public if it is published at once."""

    use_required_attribute = False
    outcome = forms.ChoiceField(
        label=gettext_lazy("Did it happen?"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    start = WhenFormField(
        label=gettext_lazy("New date"), help_text=gettext_lazy("If it was postponed")
    )
    source = RecordChoiceField(
        Source.objects.all(),
        label=gettext_lazy("Source"),
        help_text=gettext_lazy("The report that says so, or what you have checked today"),
    )
    note = forms.CharField(
        required=False, max_length=limits.REASON, widget=forms.Textarea({"rows": 2})
    )
    expected_version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=MAX_VERSION
    )

    def __init__(self, site: admin.AdminSite, *, publishes: bool, **options: Any) -> None:
        super().__init__(label_suffix="", **options)
        self.fields["note"].label = (
            _("Public note (optional)") if publishes else _("Reason (for the desk's log)")
        )
        cited: Any = Citation._meta.get_field("source")
        source: Any = self.fields["source"]
        source.widget = RelatedFieldWidgetWrapper(
            RecordAutocomplete(cited, site, choices=source.choices), cited.remote_field, site
        )
        source.widget.is_required = True
        date: Any = self.fields["start"]
        anchors = CitedSources(now=timezone.localtime(), language=active_language())
        date.set_context(anchors, str(date.label))

    @property
    def answer(self) -> Answer:
        given = self.cleaned_data
        outcome = Outcome(given["outcome"])
        return Answer(outcome, given["source"].pk, given["start"], given["note"])


class ResolveMixin(admin.ModelAdmin):
    """Has the page. The answer is published as an update, or waits for a reviewer."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.resolve_view)
        route = "<path:object_id>/resolve/"
        return [path(route, view, name="events_event_resolve"), *super().get_urls()]

    def resolve_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        event = self.get_object(request, object_id)
        if event is None:
            raise Http404
        if not self.has_change_permission(request, event):
            raise PermissionDenied
        if request.method == "POST":
            return self._resolve(request, event)
        if not is_asked(event):
            messages.warning(request, _("Whether it happened is on record."))
            return HttpResponseRedirect(_change_url(event))
        initial = {"expected_version": event.version, "outcome": request.GET.get("outcome", "")}
        return self._resolve_page(request, event, self._form(request, event, initial=initial))

    def _form(self, request: HttpRequest, event: Event, **options: Any) -> ResolveForm:
        at_once = publishes(request.user, event.state)
        return ResolveForm(self.admin_site, publishes=at_once, **options)

    def _resolve(self, request: HttpRequest, event: Event) -> HttpResponse:
        form = self._form(request, event, data=request.POST)
        if form.is_valid():
            editor: Any = request.user
            try:
                resolve(
                    event_id=event.pk,
                    answer=form.answer,
                    editor=editor,
                    now=timezone.now(),
                    expected_version=form.cleaned_data["expected_version"],
                )
            except EditorialError as error:
                add_problems(form, error.problems)
                if isinstance(error, StaleVersion):
                    event.refresh_from_db()
            else:
                return self._resolved(request, event, form)
        return self._resolve_page(request, event, form)

    def _resolved(self, request: HttpRequest, event: Event, form: ResolveForm) -> HttpResponse:
        self.log_change(request, event, str(form.answer.outcome.label))
        was_published = publishes(request.user, event.state)
        event.refresh_from_db()
        if was_published:
            message = _("“%(event)s”: the answer is public.")
        elif event.state == State.PUBLISHED:
            message = _("“%(event)s”: the answer is saved and waits for a reviewer.")
        elif event.state == State.IN_REVIEW:
            message = _("“%(event)s”: the answer is saved, and the event is in review.")
        else:
            message = _("“%(event)s”: the answer is saved.")
        messages.success(request, message % {"event": event.label})
        return HttpResponseRedirect(reverse("admin:index"))

    def _resolve_page(
        self, request: HttpRequest, event: Event, form: ResolveForm
    ) -> TemplateResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Did it happen?"),
            "subtitle": event.label,
            "opts": self.opts,
            "original": event,
            "dates": display_date(event.start, event.end),
            "form": form,
            "media": self.media + form.media,
            "publishes": publishes(request.user, event.state),
            "can_submit": is_asked(event),
            "change_url": _change_url(event),
        }
        return TemplateResponse(request, "admin/resolve.html", context)


def _change_url(event: Event) -> str:
    return reverse("admin:events_event_change", args=[event.pk])


def is_asked(event: Event) -> bool:
    """Whether it makes sense to ask: not of what took place, was called off, or was retracted."""
    return event.occurrence in ASKED and event.state != State.RETRACTED
