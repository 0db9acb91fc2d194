"""Events in the formats of other tools: all those of a filter in one file, or a single one."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from events.api import openapi, parameters
from events.api.problems import Refusal
from events.api.renderers import AnyRenderer, JSONRenderer
from events.api.views.public import PublicView, conditional, etag_of
from events.interchange.exports import FORMATS, SINGLE, Dump, Format, MissingExtra
from events.search.lookups import CurrentEdition
from events.timeline.addresses import absolute_url, origin
from events.timeline.documents import current_text
from events.timeline.filters import EventFilter
from events.timeline.generation import generation
from events.timeline.stream import last_change, stream, tombstones

# JSON first: it is sent to those who accept anything. A format whose type says too little is asked
# for by its name, whatever the Accept header.
_BY_TYPE: Final = {
    FORMATS[name].media_type.partition(";")[0]: name
    for name in SINGLE
    if FORMATS[name].media_type not in {"application/json", "application/x-ndjson"}
}
EVENT_RENDERERS: Final = [
    JSONRenderer,
    *(type("Renderer", (JSONRenderer,), {"media_type": name}) for name in _BY_TYPE),
]
"""Of one event, if no format is asked for by its name."""


class Export(PublicView):
    policy = "costly"
    # `format` decides what is sent, not the Accept header.
    renderer_classes = [AnyRenderer]

    @openapi.export
    def get(self, request: HttpRequest) -> HttpResponseBase:
        chosen, name = parameters.read_all(
            lambda: parameters.event_filter(request, "format"),
            lambda: parameters.export_format(request, tuple(FORMATS)),
        )
        form = FORMATS[name]
        try:
            form.require()
        except MissingExtra:
            detail = _("This format is not available on this server: a package is missing.")
            raise Refusal(400, "", [{"parameter": "format", "detail": detail}]) from None
        return conditional(
            request,
            lambda: dump_response(request, chosen, form),
            etag=etag_of(generation(chosen), name, origin(request)),
        )


def format_of(media_type: str) -> str:
    """The name of the format of one event that has this media type."""
    return _BY_TYPE.get(media_type, "json")


def event_file(
    request: HttpRequest, edition: CurrentEdition, name: str, as_of: datetime | None
) -> HttpResponseBase:
    """One event in a format. 400 if the format leaves the event out."""
    form = FORMATS[name]

    def respond() -> HttpResponse:
        dump = _dump(request, [current_text(edition, as_of=as_of)])
        octets = form.one(dump)
        if octets is None:
            detail = _("This format cannot say what is known of the event.")
            raise Refusal(400, "", [{"parameter": "format", "detail": detail}])
        response = HttpResponse(octets, content_type=form.media_type)
        attachment = f'attachment; filename="event-{edition.event_id}.{form.ending}"'
        response["Content-Disposition"] = attachment
        return response

    return conditional(
        request,
        respond,
        etag=etag_of(edition.state, name, origin(request), settings.SITE_NAME),
        last_modified=edition.modified_at,
    )


def dump_response(request: HttpRequest, chosen: EventFilter, form: Format) -> StreamingHttpResponse:
    """The dump as a stream: the database is not queried before the first chunk is sent."""
    dump = replace(
        _dump(request, stream(chosen)),
        gone=tombstones(chosen),
        changed=last_change(chosen) if form.ending == "atom" else None,
        query=chosen.to_query(ordering=None),
    )
    # The answer to HEAD has no body, so nothing is read.
    chunks = iter(()) if request.method == "HEAD" else form.octets(dump)
    response = StreamingHttpResponse(chunks, content_type=form.media_type)
    response["Content-Disposition"] = f'attachment; filename="events.{form.ending}"'
    return response


def _dump(request: HttpRequest, documents: Iterable[str]) -> Dump:
    return Dump(
        documents,
        gone=(),
        address=partial(absolute_url, request),
        title=settings.SITE_NAME,
        changed=None,
        path=request.get_full_path(),
    )
