"""Sources, citations and their chains: what the database and validation refuse."""

import pytest
from django.core.exceptions import ValidationError

from events.models import Source
from tests import factories
from tests.models.constraints import violated

pytestmark = pytest.mark.django_db


def test_stub_has_no_content_hash():
    assert (
        violated(lambda: factories.SourceFactory(held=False, content_hash="0" * 64))
        == "source_stub_has_no_content_hash"
    )


def test_source_is_not_a_newer_version_of_itself():
    source = factories.SourceFactory()
    assert (
        violated(lambda: Source.objects.filter(pk=source.pk).update(revision_of=source.pk))
        == "source_not_revision_of_itself"
    )


def test_web_address_belongs_to_one_source_and_any_number_have_none():
    factories.SourceFactory.create_batch(2, url=None)
    factories.SourceFactory(url="https://example.org/a")
    assert violated(lambda: factories.SourceFactory(url="https://example.org/a")) == "url"


@pytest.mark.parametrize(
    ("address", "valid"),
    [
        ("https://example.org/a?b=c", True),
        ("http://example.org:8080/", True),
        ("https://user@example.org/", False),
        ("https://user:secret@example.org/", False),
        ("javascript:alert(1)", False),
        ("ftp://example.org/", False),
        ("//example.org/", False),
    ],
)
def test_web_address_is_plain_http_without_a_user_name(address, valid):
    source = Source(kind="article", title="x", url=address, archive_url=address)
    refused = []
    try:
        source.clean_fields()
    except ValidationError as refusal:
        refused = sorted(refusal.message_dict)
    assert refused == ([] if valid else ["archive_url", "url"])


@pytest.mark.parametrize("targets", [[], ["event", "claim"]])
def test_citation_belongs_to_exactly_one_record(targets):
    made = {"event": factories.EventFactory(), "claim": factories.ClaimFactory()}
    assert (
        violated(lambda: factories.CitationFactory(**{name: made[name] for name in targets}))
        == "citation_of_exactly_one_record"
    )


@pytest.mark.parametrize("parts", [[], ["actor", "source"]])
def test_hop_is_an_actor_or_a_source(parts):
    citation = factories.CitationFactory(event=factories.EventFactory())
    made = {"actor": factories.ActorFactory(), "source": factories.SourceFactory()}
    assert (
        violated(
            lambda: factories.HopFactory(citation=citation, **{name: made[name] for name in parts})
        )
        == "hop_is_an_actor_or_a_source"
    )
