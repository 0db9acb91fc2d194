"""What changed in the record: of all events or of those of a filter, between two days."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from events.timeline.changes import ChangeFilter, change_page, editions_before
from events.timeline.filters import FilterError
from events.timeline.generation import generation
from events.timeline.paging import clean_cursor
from events.timeline.parameters import without_blanks
from events.web.caching import conditional, public
from events.web.change_days import change_days, change_form
from events.web.filter_form import Params, chips
from events.web.head import list_head
from events.web.periods import with_dates_read
from events.web.views.responses import PAGE_SIZE, pager


@require_safe
def changes(request: HttpRequest) -> HttpResponseBase:
    now = timezone.now()
    params = with_dates_read(without_blanks(request.GET), now)
    try:
        chosen = ChangeFilter.clean(params, now=now, extra=("cursor",))
        if dict(params.lists()) != dict(request.GET.lists()):
            # An address to share, as that of the timeline.
            query = chosen.to_query(cursor=params.get("cursor"))
            return public(HttpResponseRedirect(f"{request.path}?{query}".rstrip("?")))
        return conditional(
            request, generation(chosen.events), lambda: _page(request, params, chosen)
        )
    except FilterError as error:
        return _refused(request, params, error)


def _page(request: HttpRequest, params: Params, chosen: ChangeFilter) -> HttpResponse:
    found = change_page(chosen, limit=PAGE_SIZE, cursor=clean_cursor(request.GET))
    query = chosen.to_query(cursor=request.GET.get("cursor"))
    context = {
        "section": "changes",
        "head": list_head(f"{request.path}?{query}".rstrip("?"), chosen.events),
        "form": change_form(params),
        "chips": chips(chosen.events, request.path, **chosen.on_editions),
        "days": change_days(found.rows, editions_before(found.rows)),
        "filtered": bool(chosen.to_query()),
        **pager(request, found.previous, found.next, gettext("Later"), gettext("Earlier")),
    }
    return render(request, "events/changes.html", context)


def _refused(request: HttpRequest, params: Params, error: FilterError) -> HttpResponse:
    """What was filled in with what is wrong with it, and no changes at all."""
    context = {"section": "changes", "form": change_form(params, error), "refused": True}
    response = render(request, "events/changes.html", context, status=400)
    public(response)
    return response
