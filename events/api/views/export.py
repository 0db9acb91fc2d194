"""Dumps: all events of a filter in one file, in a format that other tools read."""

from functools import partial

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from events.api import openapi, parameters
from events.api.problems import Refusal
from events.api.renderers import AnyRenderer
from events.api.views.public import PublicView, conditional, etag_of
from events.interchange.exports import FORMATS, Dump, Format, MissingExtra
from events.timeline.addresses import absolute_url, origin
from events.timeline.filters import EventFilter
from events.timeline.generation import generation
from events.timeline.stream import last_change, stream, tombstones


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


def dump_response(request: HttpRequest, chosen: EventFilter, form: Format) -> StreamingHttpResponse:
    """The dump as a stream: the database is not queried before the first chunk is sent."""
    dump = Dump(
        documents=stream(chosen),
        gone=tombstones(chosen),
        address=partial(absolute_url, request),
        title=settings.SITE_NAME,
        changed=last_change(chosen) if form.ending == "atom" else None,
        path=request.get_full_path(),
        query=chosen.to_query(ordering=None),
    )
    # The answer to HEAD has no body, so nothing is read.
    chunks = iter(()) if request.method == "HEAD" else form.octets(dump)
    response = StreamingHttpResponse(chunks, content_type=form.media_type)
    response["Content-Disposition"] = f'attachment; filename="events.{form.ending}"'
    return response
