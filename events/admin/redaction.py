"""The `ModelAdmin` of redactions: the list of them, and the page on which administrators redact."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.model_admin import ReadOnlyAdmin
from events.editorial import EditorialError, Problem
from events.editorial.redacting import (
    PERMISSION,
    SUBJECTS,
    preview_redaction,
    redact_edition,
    redact_text,
)
from events.editorial.redaction_scope import Spot
from events.models import Edition, Redaction
from events.record import limits
from events.search.purging import vacuum_statement

SHOWN = 200
CONFIRM = "redact"
"""The name of the button that redacts; the other one only shows what would be removed."""


@dataclass(frozen=True)
class Place:
    """How often the text occurs in one kind of rows of a record."""

    record: str
    url: str
    kind: str
    count: int


def _unremembered(label: Any, help_text: Any) -> forms.CharField:
    """A field whose content the browser does not offer again."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=300,
        widget=forms.TextInput({"autocomplete": "off", "class": "vTextField"}),
    )


class RedactionForm(forms.Form):
    """A text or an edition. The text is sent in the body alone, so that no log keeps it."""

    subject = forms.CharField(
        label=gettext_lazy("Record"),
        max_length=14,
        help_text=gettext_lazy("The id of the event, actor, source or storyline"),
    )
    text = _unremembered(
        gettext_lazy("Text to remove"),
        gettext_lazy("A name or phrase, in any case; other spellings one by one"),
    )
    number = forms.IntegerField(
        label=gettext_lazy("or a whole edition"),
        required=False,
        min_value=1,
        max_value=2**31 - 1,
        help_text=gettext_lazy("The number of a former edition of the event"),
    )
    ground = forms.CharField(
        label=gettext_lazy("Public ground"),
        max_length=limits.REASON,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("Readers see it. It must not repeat the text."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Internal reason"),
        required=False,
        max_length=limits.REASON,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("For the list of redactions, such as a file number"),
    )
    confirmation = _unremembered(
        gettext_lazy("Confirmation"),
        gettext_lazy("Type the text, or the number of the edition, once more"),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and bool(cleaned["text"]) == bool(cleaned["number"]):
            self.add_error("text", _("Give either a text or the number of an edition."))
        if not self.errors and CONFIRM in self.data:
            expected = cleaned["text"] or str(cleaned["number"])
            if cleaned["confirmation"] != expected:
                self.add_error("confirmation", _("This is not what is to be removed."))
        return cleaned

    def add_problems(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            known = problem.field in self.fields
            self.add_error(problem.field if known else None, problem.message)


class RedactionAdmin(ReadOnlyAdmin):
    list_display = ["at", "subject_link", "number", "editor_name", "ground"]
    list_display_links = ["at"]
    list_select_related = ["editor"]
    search_fields = ["=subject", "ground"]
    fields = [
        "at",
        "subject_link",
        "number",
        "editor_name",
        "ground",
        "reason",
        "scars",
        "remaining",
    ]
    readonly_fields = ["subject_link", "editor_name", "scars", "remaining"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(f"events.{PERMISSION}")

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show what would be removed, and remove it once that is confirmed."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            subject = request.GET.get("subject", "")[:14]
            return self._page(request, RedactionForm(initial={"subject": subject}))
        form = RedactionForm(request.POST)
        places: list[Place] = []
        if form.is_valid():
            try:
                if CONFIRM in request.POST:
                    return self._redact(request, form.cleaned_data)
                places = self._preview(request, form.cleaned_data)
            except EditorialError as error:
                form.add_problems(error.problems)
        return self._page(request, form, places)

    def _preview(self, request: HttpRequest, chosen: dict[str, Any]) -> list[Place]:
        editor: Any = request.user
        subject, text = chosen["subject"], chosen["text"]
        if text:
            return places_of(preview_redaction(subject=subject, text=text, editor=editor))
        edition = Edition.objects.filter(event=subject, number=chosen["number"]).first()
        if edition is None:
            raise EditorialError([Problem("number", _("There is no such edition."))])
        return places_of([Spot(Edition, edition.pk, subject, 1)])

    def _redact(self, request: HttpRequest, chosen: dict[str, Any]) -> HttpResponse:
        act: dict[str, Any] = {
            "editor": request.user,
            "now": timezone.now(),
            "ground": chosen["ground"],
            "reason": chosen["reason"],
        }
        subject = chosen["subject"]
        if chosen["text"]:
            done = redact_text(subject=subject, text=chosen["text"], **act)
        else:
            done = redact_edition(event_id=subject, number=chosen["number"], **act)
        messages.success(request, _("Redacted. Backups and copies of others still have it."))
        return HttpResponseRedirect(reverse("admin:events_redaction_change", args=[done.pk]))

    def _page(
        self, request: HttpRequest, form: RedactionForm, places: Iterable[Place] = ()
    ) -> HttpResponse:
        found = list(places)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Redact"),
            "opts": self.opts,
            "form": form,
            "places": found[:SHOWN],
            "more": max(len(found) - SHOWN, 0),
            "total": sum(place.count for place in found),
            "confirm": CONFIRM,
        }
        return TemplateResponse(request, "admin/redaction_form.html", context)

    @admin.display(description=gettext_lazy("record"))
    def subject_link(self, redaction: Redaction) -> str:
        label, url = _records([redaction.subject]).get(redaction.subject, ("", ""))
        return format_html('<a href="{}">{}</a>', url, label) if url else redaction.subject

    @admin.display(description=gettext_lazy("editor"))
    def editor_name(self, redaction: Redaction) -> str:
        return redaction.editor.get_username()

    @admin.display(description=gettext_lazy("places"))
    def scars(self, redaction: Redaction) -> str:
        return ", ".join(f"{name}: {count}" for name, count in redaction.places.items())

    @admin.display(description=gettext_lazy("left to do"))
    def remaining(self, redaction: Redaction) -> str:
        statement = vacuum_statement()
        if not statement:
            return _("Nothing in the database. Backups are up to you.")
        return _("When the site can wait, run in PostgreSQL: %(statement)s") % {
            "statement": statement
        }


def places_of(spots: Iterable[Spot]) -> list[Place]:
    """Return how often each kind of rows of each record has the text, working papers last."""
    counted: Counter[tuple[str, str]] = Counter()
    for spot in spots:
        counted[spot.owner, str(spot.model._meta.verbose_name)] += spot.count
    records = _records({owner for owner, _kind in counted if owner})
    places = [
        Place(*(records.get(owner) or (owner or _("Working papers"), "")), kind, count)
        for (owner, kind), count in counted.items()
    ]
    return sorted(places, key=lambda place: (not place.url, place.record, place.kind))


def _records(ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the labels and addresses at the desk of these records."""
    wanted, found = set(ids), {}
    for model in SUBJECTS:
        for record in model._default_manager.filter(pk__in=wanted):
            url = reverse(f"admin:events_{model._meta.model_name}_change", args=[record.pk])
            found[record.pk] = (str(record), url)
    return found
