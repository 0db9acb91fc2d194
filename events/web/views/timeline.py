"""The timeline: all public events, or those that meet conditions."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_safe

from events.timeline.documents import current_texts
from events.timeline.facets import facets
from events.timeline.filters import EventFilter, FilterError
from events.timeline.generation import generation
from events.timeline.parameters import without_blanks
from events.web.as_of import PastMoment, moment_of
from events.web.band import View, band, clean_lanes
from events.web.caching import conditional, public
from events.web.filter_form import chips, facet_links, filter_form, order_links
from events.web.grouping import grouped
from events.web.views.responses import event_list

Params = MultiValueDict[str, str]

# Of each facet. Whoever looks for a rarer one types its name.
_VALUES = 20


@require_safe
def timeline(request: HttpRequest) -> HttpResponseBase:
    params = without_blanks(request.GET)
    now = timezone.now()
    try:
        lanes = clean_lanes(params)
        chosen = EventFilter.clean(params, now=now, extra=("cursor", "lanes"))
        if dict(params.lists()) != dict(request.GET.lists()):
            # An address to share, without the fields of the form that were left empty.
            query = chosen.to_query(lanes=params.get("lanes"), cursor=params.get("cursor"))
            return public(HttpResponseRedirect(f"{request.path}?{query}".rstrip("?")))
        past = moment_of(chosen, request, now)
        identity = f"{generation(chosen)} {past.now}"
        return conditional(request, identity, lambda: _list(request, params, chosen, past, lanes))
    except FilterError as error:
        return _refused(request, params, error)


def _list(
    request: HttpRequest, params: Params, chosen: EventFilter, past: PastMoment, lanes: str
) -> HttpResponse:
    found, pager = event_list(request, chosen)
    counted = facets(chosen, size=_VALUES)
    everything = EventFilter(as_of=chosen.as_of, ordering=chosen.ordering)
    # What can be chosen does not shrink with what is chosen.
    offered = counted if chosen == everything else facets(everything, size=_VALUES)
    texts = current_texts(found.records, as_of=past.moment)
    conditions = chips(chosen, request.path)
    context = {
        "section": "timeline",
        "past": past,
        "band": band(View(chosen, chosen, lanes, past.now)),
        "form": filter_form(params, offered),
        "chips": conditions,
        "facets": facet_links(chosen, counted, request.path),
        "orders": order_links(chosen, request.path),
        "years": grouped(texts, past.now, past.suffix, newest_first=chosen.ordering == "-date"),
        "filtered": bool(conditions),
        **pager,
    }
    return render(request, "events/timeline.html", context)


def _refused(request: HttpRequest, params: Params, error: FilterError) -> HttpResponse:
    """What was filled in with what is wrong with it, and no events at all."""
    context = {
        "section": "timeline",
        "form": filter_form(params, facets(EventFilter(), size=_VALUES), error),
        "refused": True,
    }
    response = render(request, "events/timeline.html", context, status=400)
    public(response)
    return response
