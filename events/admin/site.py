"""The admin site: models grouped by subject, and queues of events on the index page."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.approval import approvals
from events.admin.autocomplete import RecordAutocompleteView
from events.admin.autosave import autosave, discard, kept_form
from events.admin.first_steps import first_steps
from events.admin.front_page import queues
from events.admin.when_preview import when_preview
from events.models import Autosave

MODEL_GROUPS = (
    (gettext_lazy("Events"), ["Event", "Storyline", "Claim"]),
    (gettext_lazy("Who and where"), ["Actor", "Office", "Place"]),
    (gettext_lazy("Sources"), ["Source"]),
    (gettext_lazy("Vocabulary"), ["EventType"]),
    (
        gettext_lazy("Public record and log"),
        ["Edition", "Profile", "Action", "Version", "Redaction"],
    ),
    (gettext_lazy("Programs"), ["ApiToken", "Import", "Webhook", "Delivery"]),
    (gettext_lazy("Accounts"), ["User", "Group", "SecurityEvent"]),
)
KEPT_FORMS = 8


class DeskSite(admin.AdminSite):
    site_header = gettext_lazy("Event Tracker desk")
    site_title = gettext_lazy("Event Tracker desk")
    index_title = gettext_lazy("The desk")
    index_template = "admin/desk_index.html"
    enable_nav_sidebar = True

    def get_urls(self) -> list[Any]:
        own: list[URLPattern] = [
            path("when-preview/", self.admin_view(when_preview), name="when_preview"),
            path("approvals/", self.admin_view(approvals), name="approvals"),
            # Not behind the sign-in: it keeps what is typed after the session has ended, too.
            path("autosave/", autosave, name="autosave"),
            path("autosave/<int:pk>/discard/", self.admin_view(discard), name="autosave_discard"),
        ]
        return [*own, *super().get_urls()]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().each_context(request), "session_seconds": settings.SESSION_COOKIE_AGE}

    def login(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Sign in on the page of django-allauth, and come back."""
        target = request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index")
        if request.user.is_authenticated:
            if not self.has_permission(request):
                raise PermissionDenied
            return redirect("admin:index")
        return redirect_to_login(target)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return redirect("account_change_password")

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return RecordAutocompleteView.as_view(admin_site=self)(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """Group the models by subject instead of by app."""
        apps = super().get_app_list(request, app_label)
        models = {model["object_name"]: (app, model) for app in apps for model in app["models"]}
        groups = []
        for name, members in MODEL_GROUPS:
            found = [models.pop(member) for member in members if member in models]
            if found:
                app = found[0][0]
                groups.append({**app, "name": name, "models": [model for _app, model in found]})
        rest = [model for _app, model in models.values()]
        if rest:
            groups.append({**apps[0], "name": _("Other"), "models": rest})
        return groups

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        found = queues(request)
        own = {
            "first_steps": [] if any(queue.items for queue in found) else first_steps(request),
            "kept_forms": kept_forms(request),
            "queues": found,
            "empty_queues": [queue for queue in found if not queue.items],
        }
        return super().index(request, {**(extra_context or {}), **own})


def kept_forms(request: HttpRequest) -> list[dict[str, Any]]:
    """What the user has typed and not saved yet."""
    own = Autosave.objects.filter(user=request.user.pk).defer("fields")
    return [kept_form(kept) for kept in own[:KEPT_FORMS]]
