"""The verbs that create and change webhooks and replay deliveries."""

from datetime import timedelta

import pytest

from events.editorial import EditorialError, NotAllowed, StaleVersion
from events.interchange import outbound
from events.interchange.webhooks import (
    change_webhook,
    create_webhook,
    queue_deliveries,
    replay_deliveries,
)
from events.models import Delivery, Webhook
from tests import newsroom
from tests.interchange.receiver import subscribe
from tests.newsroom import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)
URL = "https://archive.example/hook"


def problems(**columns: str) -> list[tuple[str, str]]:
    """What creating a webhook with these columns is refused for."""
    webhook = Webhook(**{"name": "archive", "url": URL, **columns})
    with pytest.raises(EditorialError) as refused:
        create_webhook(webhook=webhook, editor=newsroom.administrator(), now=NOW)
    assert Webhook.objects.count() == 0
    return [(problem.field, problem.message) for problem in refused.value.problems]


def change(webhook: Webhook, *, renew: bool = False, version: int = 1, **columns: str) -> Webhook:
    for name, value in columns.items():
        setattr(webhook, name, value)
    change_webhook(
        webhook=webhook,
        editor=newsroom.administrator(),
        now=LATER,
        expected_version=version,
        renew=renew,
    )
    return Webhook.objects.get(pk=webhook.pk)


def test_new_webhook_starts_after_the_last_edition():
    newsroom.published_event()
    webhook = Webhook(name="archive", url=f" {URL} ", filter=" ?q=talks ")

    secret = create_webhook(webhook=webhook, editor=newsroom.administrator(), now=NOW)

    saved = Webhook.objects.get()
    assert (saved.secret, saved.url, saved.filter) == (secret, URL, "q=talks")
    assert (saved.last_seq, saved.created_by) == (1, newsroom.administrator())
    assert (saved.created_at, saved.updated_at, saved.resumes_at) == (NOW, NOW, NOW)


def test_only_those_with_permission_create_and_change_webhooks():
    with pytest.raises(NotAllowed):
        create_webhook(webhook=Webhook(name="x", url=URL), editor=newsroom.reviewer(), now=NOW)
    webhook = subscribe()
    with pytest.raises(NotAllowed):
        change_webhook(webhook=webhook, editor=newsroom.reviewer(), now=NOW, expected_version=1)
    assert [saved.pk for saved in Webhook.objects.all()] == [webhook.pk]


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("archive.example", "Enter a full address, such as https://example.org/path."),
        ("http://archive.example/", "The address must start with https://."),
        (
            "https://user:pass@archive.example/",
            "The address must not contain a user name or password.",
        ),
        ("https://10.0.0.1/", "The address must be publicly reachable."),
    ],
)
def test_address_that_must_not_be_requested_is_refused(url, message):
    assert ("url", message) in problems(url=url)


@pytest.mark.parametrize("addresses", [["10.0.0.1"], ["93.184.215.14", "::ffff:127.0.0.1"]])
def test_name_of_a_private_address_is_refused(monkeypatch, addresses):
    webhook = subscribe()
    monkeypatch.setattr(outbound, "resolve_host", lambda host, port: addresses)
    message = "The address must be publicly reachable."
    with pytest.raises(EditorialError) as refused:
        change(webhook, url="https://intranet.example/")
    assert [(one.field, one.message) for one in refused.value.problems] == [("url", message)]
    assert Webhook.objects.get().url == URL
    Webhook.objects.all().delete()
    assert problems(url="https://intranet.example/") == [("url", message)]


def test_name_of_a_public_address_or_of_none_yet_is_taken(monkeypatch):
    for addresses in (["93.184.215.14"], []):
        monkeypatch.setattr(outbound, "resolve_host", lambda host, port, found=addresses: found)
        assert subscribe().url == URL


def test_all_problems_are_reported_at_once():
    assert problems(name="", url="http://archive.example/", filter="type=nonsense") == [
        ("filter", "type: There is no such type of event."),
        ("url", "The address must start with https://."),
        ("name", "This field cannot be blank."),
    ]


def test_changed_webhook_keeps_its_position_and_secret():
    webhook = subscribe()
    Webhook.objects.update(last_seq=7)

    saved = change(webhook, name="library", filter="q=talks")

    assert (saved.name, saved.filter, saved.last_seq) == ("library", "q=talks", 7)
    assert (saved.secret, saved.version, saved.updated_at) == (webhook.secret, 2, LATER)


def test_change_of_a_stale_version_is_a_conflict():
    webhook = subscribe()
    change(webhook, name="library")
    with pytest.raises(StaleVersion):
        change(webhook, name="museum")
    assert Webhook.objects.get().name == "library"


def test_renewed_secret_replaces_the_former_one_after_a_day():
    webhook = subscribe()
    first = webhook.secret

    renewed = change(webhook, renew=True)
    again = change(Webhook.objects.get(), renew=True, version=2)

    assert (renewed.former_secret, renewed.former_until) == (first, LATER + timedelta(days=1))
    assert again.former_secret == renewed.secret
    assert len({first, renewed.secret, again.secret}) == 3


def test_replay_resets_the_chosen_deliveries():
    subscribe()
    for title in ("One", "Two"):
        newsroom.published_event(title)
    queue_deliveries(now=NOW)
    Delivery.objects.update(state="delivered", attempts=3, delivered_at=NOW)
    chosen, other = Delivery.objects.order_by("edition")
    with pytest.raises(NotAllowed):
        replay_deliveries(deliveries=[chosen.pk], editor=newsroom.reviewer(), now=LATER)

    replayed = replay_deliveries(deliveries=[chosen.pk], editor=newsroom.administrator(), now=LATER)

    chosen.refresh_from_db()
    other.refresh_from_db()
    assert replayed == 1
    assert (chosen.state, chosen.attempts, chosen.next_attempt_at, chosen.delivered_at) == (
        "pending", 0, LATER, None,
    )  # fmt: skip
    assert (other.state, other.attempts, other.delivered_at) == ("delivered", 3, NOW)
