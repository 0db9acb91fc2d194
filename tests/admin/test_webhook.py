"""The desk's pages of webhooks and deliveries: the administrator's, or whoever is given them."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils.html import strip_tags

from events.interchange.webhooks import queue_deliveries, run_rounds
from events.models import Delivery, User, Webhook
from tests import factories, newsroom
from tests.admin.pages import errors_of, form_of, messages_of, save
from tests.interchange.receiver import listening, subscribe
from tests.newsroom import NOW

LIST, ADD = "/admin/events/webhook/", "/admin/events/webhook/add/"
DELIVERIES = "/admin/events/delivery/"
FORM = {
    "name": "archive",
    "url": "https://archive.example/hook?key=1",
    "filter": "",
    "active": "on",
}


def client_of(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.fixture
def administrator(db) -> Client:
    return client_of(newsroom.administrator())


def given(*codenames: str) -> Client:
    user = factories.UserFactory()
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return client_of(user)


def page_of(webhook: Webhook) -> str:
    return f"{LIST}{webhook.pk}/change/"


def test_secret_is_shown_once_and_signs(administrator, settings):
    settings.WEBHOOK_PLAIN_LOOPBACK = True
    newsroom.published_event("before")
    with listening() as receiver:
        page = administrator.post(ADD, {**FORM, "url": receiver.url})
        assert page.status_code == 200
        assert "private" in page["Cache-Control"]
        webhook = Webhook.objects.get()
        shown = page.content.decode()
        assert (shown.count(webhook.secret), "after number 1" in shown) == (1, True)
        assert (webhook.last_seq, webhook.created_by) == (1, newsroom.administrator())
        for address in (LIST, page_of(webhook), f"{LIST}{webhook.pk}/history/", DELIVERIES):
            later = administrator.get(address)
            assert webhook.secret not in later.content.decode()
        assert webhook.secret not in str(administrator.cookies)
        newsroom.published_event("after")
        run_rounds(clock=lambda: webhook.created_at)
        assert [told.is_signed_with(webhook.secret) for told in receiver.told] == [True]


def test_renewed_secret_is_shown_once_and_the_one_before_signs_for_a_day(administrator, settings):
    settings.WEBHOOK_PLAIN_LOOPBACK = True
    with listening() as receiver:
        webhook = subscribe(receiver.url)
        path = page_of(webhook)
        form = form_of(administrator.get(path), "webhook_form")

        page = administrator.post(path, {**form, "renew_secret": "on"})

        assert page.status_code == 200
        assert "private" in page["Cache-Control"]
        renewed = Webhook.objects.get()
        shown = page.content.decode()
        assert (shown.count(renewed.secret), webhook.secret in shown) == (1, False)
        assert renewed.secret != webhook.secret
        assert (renewed.former_secret, renewed.version) == (webhook.secret, 2)
        for address in (path, LIST, f"{LIST}{webhook.pk}/history/"):
            later = administrator.get(address).content.decode()
            assert (renewed.secret in later, webhook.secret in later) == (False, False)
        until = renewed.former_until
        newsroom.published_event("within the day")
        run_rounds(clock=lambda: until - timedelta(seconds=1))
        newsroom.published_event("after the day")
        run_rounds(clock=lambda: until)
        signed = [
            (told.is_signed_with(renewed.secret), told.is_signed_with(webhook.secret))
            for told in receiver.told
        ]
        assert signed == [(True, True), (True, False)]


def test_secret_renewed_twice_leaves_the_last_two(administrator):
    first = subscribe()
    path = page_of(first)
    secrets = [first.secret]
    for _nth in range(2):
        form = form_of(administrator.get(path), "webhook_form")
        administrator.post(path, {**form, "renew_secret": "on"})
        secrets.append(Webhook.objects.get().secret)
    assert len(set(secrets)) == 3
    assert Webhook.objects.get().former_secret == secrets[1]


def test_renewing_twice_by_mistake_keeps_what_the_receiver_has(administrator):
    webhook = subscribe()
    path = page_of(webhook)
    form = {**form_of(administrator.get(path), "webhook_form"), "renew_secret": "on"}
    administrator.post(path, form)
    refused = administrator.post(path, form)  # a double click, or the page sent again
    again = form_of(refused, "webhook_form")
    assert "renew_secret" not in again
    administrator.post(path, again)
    assert Webhook.objects.get().former_secret == webhook.secret


@pytest.mark.parametrize("said", ["", "false", "False"])
def test_secret_that_is_not_renewed_is_not_shown(administrator, said):
    webhook = subscribe()
    path = page_of(webhook)
    form = form_of(administrator.get(path), "webhook_form")
    answer = administrator.post(path, {**form, "renew_secret": said})
    assert (answer.status_code, answer["Location"]) == (302, LIST)
    assert webhook.secret not in answer.content.decode()
    assert Webhook.objects.get().secret == webhook.secret


def test_refused_change_does_not_renew_the_secret(administrator):
    webhook = subscribe()
    path = page_of(webhook)
    form = form_of(administrator.get(path), "webhook_form")
    save(administrator, path, form, renew_secret="on", name="")
    again = Webhook.objects.get()
    assert (again.secret, again.former_secret, again.former_until) == (webhook.secret, "", None)


def test_secret_is_not_renewed_over_somebody_elses_change(administrator):
    webhook = subscribe()
    path = page_of(webhook)
    form = form_of(administrator.get(path), "webhook_form")
    save(administrator, path, form, name="first")
    answer = save(administrator, path, form, renew_secret="on")
    assert "The secret was not renewed" in " ".join(messages_of(answer))
    again = Webhook.objects.get()
    assert (again.secret, again.name) == (webhook.secret, "first")


def test_a_new_webhook_has_nothing_to_renew(administrator):
    assert "renew_secret" not in administrator.get(ADD).content.decode()
    administrator.post(ADD, {**FORM, "renew_secret": "on"})
    assert Webhook.objects.get().former_secret == ""


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"url": ""}, "url"),
        ({"url": "http://archive.example/"}, "url"),
        ({"url": "http://127.0.0.1/"}, "url"),
        ({"url": "https://127.0.0.1/"}, "url"),
        ({"url": "https://[::ffff:10.0.0.1]/"}, "url"),
        ({"url": "https://localhost/"}, "url"),
        ({"url": "https://user:pass@archive.example/"}, "url"),
        ({"url": "ftp://archive.example/"}, "url"),
        ({"url": "archive.example"}, "url"),
        ({"url": "https://archive.example/\u00e4"}, "url"),
        ({"url": "https://archive.example/" + "x" * 500}, "url"),
        ({"filter": "type=nonsense"}, "filter"),
        ({"filter": "from=2023-03&to=2023-02"}, "filter"),
        ({"filter": "ordering=date"}, "filter"),
        ({"filter": "nobody=1"}, "filter"),
        ({"filter": "&"}, "filter"),
        ({"filter": "q=" + "x" * 500}, "filter"),
    ],
)
def test_bad_form_names_the_field_and_writes_nothing(administrator, wrong, field):
    page = administrator.post(ADD, {**FORM, **wrong})
    assert page.status_code == 200
    assert list(page.context["adminform"].form.errors) == [field]
    assert Webhook.objects.count() == 0


def test_bad_change_names_the_field_and_writes_nothing(administrator):
    webhook = subscribe(filter="q=talks")
    path = page_of(webhook)
    form = form_of(administrator.get(path), "webhook_form")
    answer = save(administrator, path, form, filter="type=nonsense", url="http://a.example/")
    assert sorted(errors_of(answer)) == [
        "The address must start with https://.",
        "type: There is no such type of event.",
    ]
    again = Webhook.objects.get()
    assert (again.filter, again.url, again.version) == ("q=talks", webhook.url, 1)


def test_change_is_saved_and_keeps_what_workers_write(administrator):
    webhook = subscribe(filter="q=talks")
    path = page_of(webhook)
    form = form_of(administrator.get(path), "webhook_form")
    newsroom.published_event("Talks")
    queue_deliveries(now=NOW)
    save(administrator, path, form, filter="?q=visit", name="paper")
    again = Webhook.objects.get()
    assert (again.filter, again.name, again.version) == ("q=visit", "paper", 2)
    assert (again.last_seq, again.secret, again.url) == (1, webhook.secret, webhook.url)


def test_second_of_two_changes_is_told_of_the_first(administrator):
    webhook = subscribe()
    path = page_of(webhook)
    form = form_of(administrator.get(path), "webhook_form")
    save(administrator, path, form, name="first")
    answer = save(administrator, path, form, name="second")
    assert "has changed this record in the meantime" in " ".join(errors_of(answer))
    assert Webhook.objects.get().name == "first"
    [conflict] = answer.context["conflicts"]
    again = form_of(answer, "webhook_form")
    assert save(administrator, path, again, **{conflict.name: "mine"}).status_code == 302
    assert Webhook.objects.get().name == "second"


def test_list_shows_what_waits_and_what_is_dead(administrator, django_assert_max_num_queries):
    webhook = subscribe()
    for nth in range(3):
        newsroom.published_event(f"event {nth}")
    queue_deliveries(now=NOW)
    Delivery.objects.filter(edition=1).update(state="dead", attempts=8)
    Delivery.objects.filter(edition=2).update(state="delivered", delivered_at=NOW)
    for count in (1, 2):
        with django_assert_max_num_queries(7):
            page = administrator.get(LIST).content.decode()
        assert page.count('class="field-dead"') == count
        subscribe()
    address = f"{DELIVERIES}?webhook__exact={webhook.pk}&amp;state__exact=dead"
    assert f'<a href="{address}">1</a>' in page
    assert "March 1, 2023" in page
    listed = administrator.get(address.replace("&amp;", "&"))
    assert [row.edition_id for row in listed.context["cl"].result_list] == [1]


def test_page_of_a_webhook_says_when_it_was_last_told(administrator):
    webhook = subscribe()

    def told() -> str:
        page = administrator.get(page_of(webhook))
        shown = page.content.decode().split("Last delivery:")[1].split("Pending:")[0]
        return strip_tags(shown).strip()

    assert told() == "–"
    edition = newsroom.publish(newsroom.draft_event())
    Delivery.objects.create(
        webhook=webhook, edition=edition, state="delivered", delivered_at=NOW, attempts=1
    )
    assert told() == "March 1, 2023, noon"


def test_delivery_is_sent_again_from_the_list(administrator):
    subscribe()
    newsroom.published_event()
    queue_deliveries(now=NOW)
    Delivery.objects.update(state="dead", attempts=8, last_status=500)
    delivery = Delivery.objects.get()
    chosen = {"action": "replay", "_selected_action": [delivery.pk]}
    page = administrator.post(DELIVERIES, chosen, follow=True)
    assert "1 delivery will be sent again." in page.content.decode()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("pending", 0)
    assert LogEntry.objects.get().change_message == "sent again"


def test_delivery_can_be_looked_at_and_not_changed(administrator):
    subscribe()
    newsroom.published_event()
    queue_deliveries(now=NOW)
    delivery = Delivery.objects.get()
    path = f"{DELIVERIES}{delivery.pk}/change/"
    assert f"msg_{delivery.webhook_id}_1" in administrator.get(path).content.decode()
    for act in ("change", "delete"):
        answer = administrator.post(f"{DELIVERIES}{delivery.pk}/{act}/", {"post": "yes"})
        assert answer.status_code == 403
    assert administrator.get(f"{DELIVERIES}add/").status_code == 403
    assert Delivery.objects.count() == 1


def test_webhook_is_deleted_with_its_deliveries(administrator):
    webhook = subscribe()
    newsroom.published_event()
    queue_deliveries(now=NOW)
    answer = administrator.post(f"{LIST}{webhook.pk}/delete/", {"post": "yes"})
    assert (answer.status_code, Webhook.objects.count(), Delivery.objects.count()) == (302, 0, 0)


def test_who_may_look_may_not_send_again(db):
    subscribe()
    newsroom.published_event()
    queue_deliveries(now=NOW)
    Delivery.objects.update(state="dead", attempts=8)
    chosen = {"action": "replay", "_selected_action": [Delivery.objects.get().pk]}
    given("view_delivery").post(DELIVERIES, chosen)
    assert Delivery.objects.get().state == "dead"
    given("view_delivery", "replay_delivery").post(DELIVERIES, chosen)
    assert Delivery.objects.get().state == "pending"


def test_who_may_add_webhooks_may_without_being_an_administrator(db):
    assert given("view_webhook").get(ADD).status_code == 403
    page = given("view_webhook", "add_webhook").post(ADD, FORM)
    assert (page.status_code, Webhook.objects.count()) == (200, 1)


@pytest.mark.parametrize("query", ["webhook__secret__startswith=whsec_a", "edition__note=x"])
def test_secret_cannot_be_guessed_by_filtering(administrator, query):
    assert administrator.get(f"{DELIVERIES}?{query}").status_code == 400
    assert administrator.get(f"{LIST}?secret__startswith=whsec_a").status_code == 400


def test_next_attempt_is_shown_for_pending_deliveries_only(administrator):
    webhook = subscribe()
    for nth in range(2):
        newsroom.published_event(f"event {nth}")
    queue_deliveries(now=NOW)
    Delivery.objects.update(next_attempt_at=NOW)
    Delivery.objects.filter(edition=1).update(state="dead")
    changelist = administrator.get(DELIVERIES, {"webhook__exact": webhook.pk}).context["cl"]
    attempts = {
        row.edition_id: changelist.model_admin.next_attempt(row) for row in changelist.result_list
    }
    assert attempts == {1: None, 2: NOW}
