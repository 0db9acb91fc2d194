"""`manage.py replay_webhook`: which deliveries are sent again, and what is refused."""

from types import SimpleNamespace

import pytest

from events.interchange.webhooks import queue_deliveries
from events.models import Delivery
from tests import newsroom
from tests.interchange.receiver import subscribe
from tests.management.commands.calling import called, refused
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(receiver):
    """A webhook with two deliveries that were given up and one that arrived."""
    webhook = subscribe(receiver.url)
    for nth in range(3):
        newsroom.published_event(f"event {nth}")
    queue_deliveries(now=NOW)
    Delivery.objects.filter(edition__in=[1, 2]).update(state="dead", attempts=8)
    Delivery.objects.filter(edition=3).update(state="delivered", delivered_at=NOW)
    return SimpleNamespace(webhook=webhook, receiver=receiver)


def states() -> dict[int, str]:
    return dict(Delivery.objects.values_list("edition", "state"))


@pytest.mark.parametrize(
    ("which", "seqs"),
    [
        (["--dead"], [1, 2]),
        (["--seq", "3", "--seq", "1"], [1, 3]),
        (["--seq", str(2**70)], []),
        (["--after", "1"], [2, 3]),
        (["--after", str(2**70)], []),
        (["--after", "-5"], [1, 2, 3]),
    ],
)
def test_chosen_deliveries_are_sent_again(three, which, seqs):
    told = called("replay_webhook", three.webhook.pk, *which)
    assert told == (f"{len(seqs)} deliveries queued again for “archive”.\n", "")
    called("deliver_webhooks")
    assert three.receiver.seqs() == seqs


def test_webhook_without_deliveries_has_none_to_send_again():
    webhook = subscribe()
    told = called("replay_webhook", webhook.pk, "--dead")
    assert told == ("0 deliveries queued again for “archive”.\n", "")


def test_deliveries_of_another_webhook_are_left_alone(three):
    other = subscribe(three.receiver.url)
    called("replay_webhook", other.pk, "--after=0")
    assert states() == {1: "dead", 2: "dead", 3: "delivered"}


def test_replaying_for_an_inactive_webhook_says_so(three):
    type(three.webhook).objects.update(active=False)
    assert called("replay_webhook", three.webhook.pk, "--dead") == (
        "2 deliveries queued again for “archive”.\n",
        "The webhook is not active: nothing is sent until it is.\n",
    )


@pytest.mark.parametrize(
    "spelled",
    [
        lambda own: own[:13],
        lambda own: own[:4],
        lambda own: f"{own}x",
        lambda own: f"{own} ",
        lambda own: own.upper(),
        lambda own: own.replace("-", ""),
        lambda _own: "",
        lambda _own: "x" * 50,
        lambda _own: "\udcff",
    ],
    ids=["cut", "begun", "longer", "blank", "capitals", "plain", "empty", "long", "undecodable"],
)
def test_id_that_is_not_wholly_the_webhooks_is_refused(three, spelled):
    said = ("", "There is no such webhook.", 1)
    assert refused("replay_webhook", spelled(three.webhook.pk), "--dead") == said
    assert states() == {1: "dead", 2: "dead", 3: "delivered"}


ONE_OF = "one of the arguments --dead --seq --after is required"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], f"Error: {ONE_OF}"),
        (["--dead", "--after=1"], "Error: argument --after: not allowed with argument --dead"),
        (["--seq=first"], "Error: argument --seq: invalid int value: 'first'"),
    ],
)
def test_replaying_needs_one_choice_of_deliveries(three, options, said):
    assert refused("replay_webhook", three.webhook.pk, *options) == ("", said, 1)
    assert states() == {1: "dead", 2: "dead", 3: "delivered"}
