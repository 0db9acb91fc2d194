"""The addresses of the API."""

import re

from django.urls import get_resolver, reverse

from events.api.urls import urlpatterns
from events.api.views.drafts import VERBS
from tests.api.described import description


def test_every_address_is_described():
    (api,) = [p for p in get_resolver().url_patterns if str(p.pattern) == "api/v1/"]
    written = {re.sub(r"<\w+:(\w+)>", r"{\1}", str(p.pattern)) for p in api.url_patterns}
    described = {path.removeprefix("/api/v1/") for path in description()["paths"]}
    assert written - described == {"schema/", "docs/"}
    assert described <= written


def test_addresses_have_names_of_their_own():
    names = [pattern.name for pattern in urlpatterns]
    assert len(set(names)) == len(names)


def test_every_verb_has_an_address():
    for verb in VERBS:
        path = reverse(f"api:desk-event-{verb}", kwargs={"id": "bq4d-7hkm-x2tz"})
        assert path == f"/api/v1/desk/events/bq4d-7hkm-x2tz/{verb}/"
