"""One storyline: a timeline of its own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template import loader
from django.views.decorators.http import require_safe

from events.models import Profile
from events.record.vocabulary import ProfileKind
from events.timeline import reading
from events.timeline.filters import FilterError, storyline_filter
from events.timeline.generation import generation
from events.web.as_of import PastMoment, past_moment
from events.web.caching import conditional
from events.web.grouping import grouped
from events.web.profiles import storyline_profile
from events.web.views.answers import event_list, refused, texts


@require_safe
def storyline(request: HttpRequest, id: str) -> HttpResponseBase:
    try:
        past = past_moment(request)
        found = reading.profile(ProfileKind.STORYLINE, id, as_of=past.moment)
        if found is None:
            raise Http404
        chosen = storyline_filter(reading.document_of(found), as_of=past.moment)
        identity = f"{found.pk} {generation(chosen)}"
        return conditional(request, identity, lambda: _storyline(request, found, past))
    except FilterError as error:
        return refused(request, error)


def _storyline(request: HttpRequest, found: Profile, past: PastMoment) -> HttpResponse:
    document = reading.document_of(found)
    events, pager = event_list(request, storyline_filter(document, as_of=past.moment))
    context = {
        "section": "storylines",
        "past": past,
        "storyline": storyline_profile(document),
        "years": grouped(texts(events.records), past.suffix),
        **pager,
    }
    return HttpResponse(loader.render_to_string("events/storyline.html", context, request))
