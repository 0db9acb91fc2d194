"""How the record is made, for readers who want to know why to trust it."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from events.timeline.filters import FilterError
from events.web.caching import conditional
from events.web.occurrences import appearances
from events.web.views.responses import refuse_parameters, refused


@require_safe
def about(request: HttpRequest) -> HttpResponseBase:
    try:
        refuse_parameters(request)
    except FilterError as error:
        return refused(request, error)
    context = {"section": "about", "appearances": appearances()}
    return conditional(request, "about", lambda: render(request, "events/about.html", context))
