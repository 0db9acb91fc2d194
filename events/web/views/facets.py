"""What the events of a filter have in common, counted: apart from the list, which need not wait."""

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.timeline.facets import facets as counted_facets
from events.timeline.filters import EventFilter, FilterError
from events.timeline.generation import generation
from events.timeline.parameters import without_blanks
from events.web.as_of import PastMoment, moment_of
from events.web.caching import conditional
from events.web.filter_form import chips, facet_links
from events.web.views.responses import refused

SIZE = 20
"""Values of each facet. Whoever looks for a rarer one types its name."""


@require_safe
def facets(request: HttpRequest) -> HttpResponseBase:
    """Each value leads to the timeline."""
    now = timezone.now()
    try:
        chosen = EventFilter.clean(without_blanks(request.GET), now=now)
        past = moment_of(chosen, request, now)
        return conditional(request, generation(chosen), lambda: _page(request, chosen, past))
    except FilterError as error:
        return refused(request, error)


def _page(request: HttpRequest, chosen: EventFilter, past: PastMoment) -> HttpResponse:
    query = chosen.to_query()
    context = {
        "section": "timeline",
        "past": past,
        "chips": chips(chosen, request.path),
        "facets": facet_links(chosen, counted_facets(chosen, size=SIZE), "/"),
        "list_url": f"/?{query}" if query else "/",
    }
    return render(request, "events/facets.html", context)
