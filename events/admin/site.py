"""The desk's site: its pages by subject, what waits for whom, and searching for records."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.admin.filters import unpublished_changes
from events.admin.labels import language, worded
from events.admin.live import understand
from events.models import Event
from events.record.vocabulary import State

SUBJECTS = (
    (gettext_lazy("Events"), ["Event", "Storyline", "Claim"]),
    (gettext_lazy("Who and where"), ["Actor", "Office", "Place"]),
    (gettext_lazy("Sources"), ["Source"]),
    (gettext_lazy("Vocabulary"), ["EventType"]),
    (gettext_lazy("Public record and log"), ["Edition", "Profile", "Action"]),
    (gettext_lazy("Programs"), ["ApiToken", "Import", "Webhook", "Delivery"]),
    (gettext_lazy("Accounts"), ["User", "Group"]),
)
QUEUE_LENGTH = 8


class DeskSearch(AutocompleteJsonView):
    """Searching for a record: by what its own page searches, under its label on the desk."""

    def get_queryset(self) -> QuerySet[Any]:
        page: Any = self.model_admin
        found, doubled = page.get_search_results(
            self.request, page.autocomplete_queryset(self.request), self.term
        )
        return found.distinct() if doubled else found

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        page: Any = self.model_admin
        label = page.autocomplete_label(self.request, obj)
        return {"id": str(getattr(obj, to_field_name)), "text": label}


class DeskSite(admin.AdminSite):
    site_header = gettext_lazy("Event Tracker desk")
    site_title = gettext_lazy("Event Tracker desk")
    index_title = gettext_lazy("The desk")
    index_template = "admin/desk.html"
    enable_nav_sidebar = True

    def get_urls(self) -> list[Any]:
        own: list[URLPattern] = [
            path("understand/", self.admin_view(understand), name="understand"),
        ]
        return [*own, *super().get_urls()]

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return DeskSearch.as_view(admin_site=self)(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The pages by subject: an editor looks for actors, not for an app."""
        apps = super().get_app_list(request, app_label)
        pages = {page["object_name"]: (app, page) for app in apps for page in app["models"]}
        subjects = []
        for name, models in SUBJECTS:
            found = [pages.pop(model) for model in models if model in pages]
            if found:
                app = found[0][0]
                subjects.append({**app, "name": name, "models": [page for _app, page in found]})
        rest = [page for _app, page in pages.values()]
        if rest:
            subjects.append({**apps[0], "name": _("Other"), "models": rest})
        return subjects

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        return super().index(request, {**(extra_context or {}), "queues": queues(request)})


def queues(request: HttpRequest) -> list[dict[str, Any]]:
    """What waits: for review, for publication, and the drafts of the one who asks."""
    if not request.user.has_perm("events.view_event"):
        return []
    events = Event.objects.order_by("-updated_at", "id")
    mine = events.filter(state=State.DRAFT, created_by=request.user.pk)
    waiting = [
        (_("Waiting for review"), "?state=in_review", events.filter(state=State.IN_REVIEW)),
        (_("Changes not public yet"), "?state=changed", unpublished_changes(events)),
        (_("My drafts"), "?state=draft", mine),
    ]
    return [
        {"title": title, "query": query, "rows": [_queued(event) for event in found[:QUEUE_LENGTH]]}
        for title, query, found in waiting
    ]


def _queued(event: Event) -> dict[str, Any]:
    dates = worded(event.start, event.end)
    return {"event": event, "dates": dates, "language": language()}
