"""Forms that are refused before they reach the desk: what was typed waits for its editor."""

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Autosave, Event
from tests import newsroom
from tests.accounts.signing_in import LOGIN, PASSWORD
from tests.admin.pages import event_path, form_of, messages_of, path

pytestmark = pytest.mark.django_db
TYPED = "Typed and not saved."
ADD = path("event", "add/")


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(newsroom.editor())
    return client


@pytest.fixture
def event() -> Event:
    return newsroom.draft_event()


def typed(client: Client, address: str) -> dict:
    return {**form_of(client.get(address)), "texts-0-summary": TYPED}


def sign_in(client: Client, name: str, address: str):
    """Sign in on the page that an answer leads to, and follow."""
    assert address.partition("?")[0] == LOGIN
    form = {
        "login": name,
        "password": PASSWORD,
        "next": client.get(address).wsgi_request.GET["next"],
    }
    return client.post(LOGIN, form, follow=True)


def test_form_waits_until_its_editor_has_signed_in(desk, event):
    data = typed(desk, event_path(event))
    desk.logout()
    answer = desk.post(event_path(event), data)
    assert answer.status_code == 302
    page = sign_in(desk, "editor", answer["Location"])
    assert form_of(page)["texts-0-summary"] == TYPED
    assert "You had been signed out, so nothing was saved." in page.text
    assert event.texts.get().summary != TYPED
    assert desk.post(event_path(event), form_of(page)).status_code == 302
    assert (event.texts.get().summary, Autosave.objects.count()) == (TYPED, 0)


def test_new_record_waits_too(desk):
    data = typed(desk, ADD)
    desk.logout()
    page = sign_in(desk, "editor", desk.post(ADD, data)["Location"])
    assert (form_of(page)["texts-0-summary"], Event.objects.count()) == (TYPED, 0)


def test_who_signs_in_instead_does_not_see_it(desk, event):
    data = typed(desk, event_path(event))
    desk.logout()
    newsroom.reviewer()
    page = sign_in(desk, "reviewer", desk.post(event_path(event), data)["Location"])
    assert page.request["PATH_INFO"] == event_path(event)
    assert TYPED not in page.text
    assert Autosave.objects.get().user == newsroom.editor()


def test_account_that_was_closed_keeps_nothing(desk, event):
    data = typed(desk, event_path(event))
    type(newsroom.editor()).objects.update(is_active=False)
    desk.post(event_path(event), data)
    assert Autosave.objects.count() == 0


def test_expired_token_leads_back_to_the_form(event):
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(newsroom.editor())
    data = typed(desk, event_path(event))
    answer = desk.post(event_path(event), {**data, "csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 303
    page = desk.get(answer["Location"])
    assert form_of(page)["texts-0-summary"] == TYPED
    assert "The form had expired, so nothing was saved." in page.text


def test_form_of_another_account_in_this_browser_is_not_saved_by_this_one(event):
    """Another tab has signed in as somebody else."""
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(newsroom.editor())
    data = typed(desk, event_path(event))
    desk.force_login(newsroom.reviewer())
    page = desk.post(event_path(event), {**data, "csrfmiddlewaretoken": "x" * 64}, follow=True)
    assert TYPED not in page.text
    assert Autosave.objects.get().user == newsroom.editor()
    assert event.texts.get().summary != TYPED


def test_too_many_fields_lead_back_to_the_form(desk, event, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 30
    answer = desk.post(
        event_path(event),
        "&".join(f"{name}={value}" for name, value in typed(desk, event_path(event)).items()),
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 303
    page = desk.get(answer["Location"])
    assert form_of(page)["texts-0-summary"] == TYPED
    assert "The form has more fields than can be saved at once" in page.text
    assert event.texts.get().summary != TYPED


def test_too_many_fields_without_a_key_are_refused_with_the_limit(desk, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 5
    body = "&".join(["a=1"] * 6)
    answer = desk.post(ADD, body, content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, "A form can have at most 5 fields." in answer.text) == (400, True)


@pytest.mark.parametrize(
    ("pasted", "stored", "kind"),
    [
        ("one\x0btwo", "one\ntwo", "control characters (1)"),
        ("one\x00two", "onetwo", "control characters (1)"),
        ("Ver\u00adhand\u00adlung", "Verhandlung", "soft hyphens (2)"),
        ("\u202ethree\u202c", "three", "marks that change the writing direction (2)"),
        ("zero\u200bwidth", "zerowidth", "zero-width characters (1)"),
    ],
)
def test_pasted_text_is_saved_without_what_nobody_sees(desk, event, pasted, stored, kind):
    data = typed(desk, event_path(event))
    answer = desk.post(event_path(event), {**data, "texts-0-summary": pasted})
    assert (answer.status_code, event.texts.get().summary) == (302, stored)
    assert messages_of(answer)[0] == f"Characters that cannot be seen were removed: {kind}."


def test_title_that_was_pasted_with_a_line_break_is_one_line(desk, event):
    data = typed(desk, event_path(event))
    desk.post(event_path(event), {**data, "texts-0-title": "Talks\x0bin Moscow"})
    assert event.texts.get().title == "Talks in Moscow"


def test_invalid_form_with_control_characters_comes_back(desk, event):
    data = typed(desk, event_path(event))
    page = desk.post(event_path(event), {**data, "texts-0-title": "", "texts-0-summary": "a\x00b"})
    assert (page.status_code, form_of(page)["texts-0-summary"]) == (200, "ab")


def test_other_forms_with_control_characters_are_refused(desk):
    answer = desk.post(reverse("admin:events_event_changelist"), {"action": "a\x00b"})
    assert answer.status_code == 400


def test_bytes_that_are_no_text_are_refused(desk, event):
    data = typed(desk, event_path(event))
    body = f"form_key={data['form_key']}&texts-0-title=%ff"
    answer = desk.post(event_path(event), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 400


def test_window_of_its_own_is_kept_apart(desk):
    address = path("place", "add/")
    data = form_of(desk.get(address, {"_popup": 1}), "place_form")
    desk.logout()
    answer = desk.post(f"{address}?_popup=1", {**data, "label": TYPED})
    kept = Autosave.objects.get()
    assert kept.path == f"{address}?_popup=1"
    page = sign_in(desk, "editor", answer["Location"])
    assert form_of(page, "place_form")["label"] == TYPED
    assert TYPED not in desk.get(address).text
