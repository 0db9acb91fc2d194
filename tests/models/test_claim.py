"""Claims and their answers: what the database refuses."""

import pytest

from events.dates import When
from events.models import Claim
from tests import factories
from tests.models.constraints import violated

pytestmark = pytest.mark.django_db


def test_claim_does_not_answer_itself_and_answers_another_once_in_each_way():
    first, second = factories.ClaimFactory(), factories.ClaimFactory()
    factories.ClaimLinkFactory(from_claim=first, type="denies", to_claim=second)
    factories.ClaimLinkFactory(from_claim=first, type="qualifies", to_claim=second)
    link = {"from_claim": first, "type": "denies"}
    assert (
        violated(lambda: factories.ClaimLinkFactory(to_claim=first, **link)),
        violated(lambda: factories.ClaimLinkFactory(to_claim=second, **link)),
    ) == ("claim_link_not_to_itself", "claim_link_once")


def test_claim_has_one_text_per_language():
    text = factories.ClaimTextFactory(language="en")
    assert (
        violated(lambda: factories.ClaimTextFactory(claim=text.claim, language="en"))
        == "claim_text_once_per_language"
    )


def test_moment_of_speaking_has_bounds_in_order():
    claim = factories.ClaimFactory(said=When.parse("2023-02-21"))
    assert (
        violated(lambda: Claim.objects.filter(pk=claim.pk).update(said_latest=claim.said.earliest))
        == "claim_said_earliest_before_latest"
    )
