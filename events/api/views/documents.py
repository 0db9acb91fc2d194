"""What describes the API and the record: OpenAPI, a page on which to try it, the codebook."""

from functools import cache

import orjson
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer

from events import record
from events.api import openapi, parameters
from events.api.renderers import JSONRenderer
from events.api.views.public import PublicView, conditional, etag_of
from events.record.codebook import codebook


class OpenApiJson(JSONRenderer):
    media_type = "application/vnd.oai.openapi+json"


class Page(JSONRenderer):
    """Declares the media type; the page itself comes from a template."""

    media_type = "text/html"
    format = "html"


class Schema(PublicView):
    renderer_classes = [JSONRenderer, OpenApiJson, OpenApiYamlRenderer]

    @openapi.hidden
    def get(self, request: HttpRequest) -> HttpResponseBase:
        parameters.refuse_unknown(request)
        content = description(yaml=self.media_type == OpenApiYamlRenderer.media_type)
        return conditional(
            request,
            lambda: HttpResponse(content, content_type=self.media_type),
            etag=etag_of(content.decode()),
        )


class Codebook(PublicView):
    @openapi.codebook
    def get(self, request: HttpRequest) -> HttpResponseBase:
        parameters.refuse_unknown(request)
        content = record.write(codebook()).encode()
        return conditional(
            request,
            lambda: HttpResponse(content, content_type=self.media_type),
            etag=etag_of(content.decode()),
        )


class Docs(PublicView):
    renderer_classes = [Page]

    @openapi.hidden
    def get(self, request: HttpRequest) -> HttpResponseBase:
        parameters.refuse_unknown(request)
        page = render(request, "events/api_docs.html")
        response = conditional(request, lambda: page, etag=etag_of(page.content.decode()))
        patch_vary_headers(response, ["Accept-Language"])
        return response


@cache
def description(*, yaml: bool) -> bytes:
    """The description, generated once: it changes with the program alone."""
    document = SchemaGenerator().get_schema(request=None, public=True)
    if yaml:
        return bytes(OpenApiYamlRenderer().render(document, renderer_context={}))
    return orjson.dumps(document)
