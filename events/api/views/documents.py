"""The API's description of itself: OpenAPI as JSON or YAML, and a page to try it."""

from functools import cache

import orjson
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiYamlRenderer

from events.api import openapi, parameters
from events.api.renderers import JSONRenderer
from events.api.views.public import PublicView, conditional, digest


class OpenApiJson(JSONRenderer):
    media_type = "application/vnd.oai.openapi+json"


class Page(JSONRenderer):
    """Named for negotiation; the page itself comes from a template."""

    media_type = "text/html"
    format = "html"


class Schema(PublicView):
    renderer_classes = [JSONRenderer, OpenApiJson, OpenApiYamlRenderer]

    @openapi.hidden
    def get(self, request: HttpRequest) -> HttpResponseBase:
        parameters.refuse_others(request)
        content = described(self.media_type == OpenApiYamlRenderer.media_type)
        return conditional(
            request,
            lambda: HttpResponse(content, content_type=self.media_type),
            etag=digest(content.decode()),
        )


class Docs(PublicView):
    renderer_classes = [Page]

    @openapi.hidden
    def get(self, request: HttpRequest) -> HttpResponseBase:
        parameters.refuse_others(request)
        page = render(request, "events/api_docs.html")
        response = conditional(request, lambda: page, etag=digest(page.content.decode()))
        patch_vary_headers(response, ["Accept-Language"])
        return response


@cache
def described(yaml: bool) -> bytes:
    """The description, made once: it changes with the program only."""
    document = SchemaGenerator().get_schema(request=None, public=True)
    if yaml:
        return bytes(OpenApiYamlRenderer().render(document, renderer_context={}))
    return orjson.dumps(document)
