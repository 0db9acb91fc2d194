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
from events.web.band import MOST_MARKS, View, band, clean_lanes
from events.web.caching import conditional, public
from events.web.filter_form import Facets, chips, facet_links, filter_form, order_links
from events.web.grouping import by_change, grouped
from events.web.head import embed_path, list_head
from events.web.periods import with_dates_read
from events.web.views.facets import SIZE
from events.web.views.responses import Context, event_list

Params = MultiValueDict[str, str]


@require_safe
def timeline(request: HttpRequest) -> HttpResponseBase:
    now = timezone.now()
    params = with_dates_read(without_blanks(request.GET), now)
    try:
        lanes = clean_lanes(params)
        chosen = EventFilter.clean(params, now=now, extra=("cursor", "lanes"))
        if dict(params.lists()) != dict(request.GET.lists()):
            # An address to share, without the fields of the form that were left empty, and with
            # dates that mean the same tomorrow.
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
    everything = facets(EventFilter(), size=SIZE)
    texts = current_texts(found.records, as_of=past.moment)
    conditions = chips(chosen, request.path)
    shown = band(View(chosen, chosen, lanes, past.now))
    context = {
        "section": "timeline",
        "head": list_head(_path(request, chosen), chosen, embed=embed_path(chosen)),
        "past": past,
        "band": shown,
        "form": filter_form(params, everything),
        "chips": conditions,
        **_narrowing(chosen, everything, shown.summary.total),
        "orders": order_links(chosen, request.path),
        **_listed(texts, chosen, past),
        "filtered": bool(conditions),
        **pager,
    }
    return render(request, "events/timeline.html", context)


def _path(request: HttpRequest, chosen: EventFilter) -> str:
    """The permanent address of a page of a list, which is the same in any order."""
    query = chosen.to_query(ordering=None, cursor=request.GET.get("cursor"))
    return f"{request.path}?{query}".rstrip("?")


def _narrowing(chosen: EventFilter, everything: Facets, total: int) -> Context:
    """The facets, if they are soon counted: those of all events are stored. Others can take longer
    than the list itself and have a page of their own.
    """
    if chosen.is_everything:
        return {"facets": facet_links(chosen, everything, "/")}
    if total <= MOST_MARKS:
        return {"facets": facet_links(chosen, facets(chosen, size=SIZE), "/")}
    return {"facets_url": f"/facets/?{chosen.to_query()}"}


def _listed(texts: list[str], chosen: EventFilter, past: PastMoment) -> Context:
    """The events under the headings of their order."""
    if chosen.ordering in {"updated", "-updated"}:
        return {"changes": by_change(texts, past.now, past.suffix)}
    newest_first = chosen.ordering == "-date"
    return {"years": grouped(texts, past.now, past.suffix, newest_first=newest_first)}


def _refused(request: HttpRequest, params: Params, error: FilterError) -> HttpResponse:
    """What was filled in with what is wrong with it, and no events at all."""
    context = {
        "section": "timeline",
        "form": filter_form(params, facets(EventFilter(), size=SIZE), error),
        "refused": True,
    }
    response = render(request, "events/timeline.html", context, status=400)
    public(response)
    return response
