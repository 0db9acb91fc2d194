"""The page on which administrators redact, and the list of redactions."""

import pytest
from django.test import Client
from django.urls import reverse

from events.models import Edition, Event, Redaction
from tests import newsroom
from tests.editorial.scenes import LATER, retitle

pytestmark = pytest.mark.django_db
PAGE = reverse("admin:events_redaction_add")
NAME = "Zelda Quass"


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def administrator() -> Client:
    return client_of(newsroom.administrator())


@pytest.fixture
def event(db) -> Event:
    made = newsroom.draft_event(f"Attack on {NAME}")
    newsroom.publish(made)
    retitle(made, f"Attack on {NAME} in May")
    newsroom.publish(made, now=LATER)
    return made


def sent(event: Event, **others: str) -> dict[str, str]:
    return {"subject": event.pk, "text": NAME, "ground": "Court order", **others}


def errors(response) -> dict[str, list[str]]:
    return dict(response.context["form"].errors.items())


def test_first_page_removes_nothing_and_has_the_record(administrator, event):
    response = administrator.get(PAGE, {"subject": event.pk})
    assert response.context["form"]["subject"].value() == event.pk
    assert Redaction.objects.count() == 0


def test_preview_says_where_and_how_often_and_removes_nothing(administrator, event):
    before = list(Edition.objects.order_by("seq").values())
    response = administrator.post(PAGE, sent(event, preview=""))
    places = {place.kind: place.count for place in response.context["places"]}
    # Title and summary in two editions, the label and both texts at the desk, and its versions.
    assert places == {"edition": 4, "event": 1, "text": 2, "version": 3}
    assert response.context["total"] == 10
    assert f"Attack on {NAME} in May" in response.content.decode()
    assert list(Edition.objects.order_by("seq").values()) == before


def test_confirmation_must_repeat_the_text(administrator, event):
    response = administrator.post(PAGE, sent(event, redact="", confirmation="Zelda"))
    assert errors(response) == {"confirmation": ["This is not what is to be removed."]}
    assert Redaction.objects.count() == 0


def test_confirmed_redaction_is_done_and_shown(administrator, event):
    response = administrator.post(PAGE, sent(event, redact="", confirmation=NAME, reason="7/23"))
    done = Redaction.objects.get()
    assert response["Location"] == reverse("admin:events_redaction_change", args=[done.pk])
    page = administrator.get(response["Location"]).content.decode()
    assert "Court order" in page
    assert "7/23" in page
    assert NAME not in page
    assert newsroom.current(event).title == "Attack on [redacted] in May"


def test_whole_edition_is_removed(administrator, event):
    number = {"text": "", "number": "1"}
    preview = administrator.post(PAGE, sent(event, preview="", **number))
    assert preview.context["total"] == 1
    administrator.post(PAGE, sent(event, redact="", confirmation="1", **number))
    assert Redaction.objects.get().number == 1
    assert Edition.objects.get(event=event, number=1).listed is False


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"text": "ab"}, {"text": ["At least 3 characters."]}),
        ({"text": "Nobody"}, {"text": ["This does not occur in the record."]}),
        ({"text": ""}, {"text": ["Give either a text or the number of an edition."]}),
        ({"number": "1"}, {"text": ["Give either a text or the number of an edition."]}),
        ({"text": "", "number": "7"}, {"number": ["There is no such edition."]}),
        ({"subject": "nonsense"}, {"subject": ["There is no such record."]}),
        ({"ground": ""}, {"ground": ["This field is required."]}),
        ({"text": "\x00abc"}, {"text": ["Null characters are not allowed."]}),
    ],
)
def test_what_cannot_be_removed_is_told_at_its_field(administrator, event, changed, expected):
    response = administrator.post(PAGE, sent(event, **{"preview": "", **changed}))
    if response.status_code == 400:  # the first middleware refuses control characters
        assert "\x00" in changed["text"]
        return
    assert errors(response) == expected


@pytest.mark.parametrize("cast", [newsroom.editor, newsroom.reviewer])
def test_only_administrators_see_the_page_and_its_link(administrator, event, cast):
    other = client_of(cast())
    assert other.post(PAGE, sent(event, redact="", confirmation=NAME)).status_code == 403
    assert Redaction.objects.count() == 0
    form = reverse("admin:events_event_change", args=[event.pk])
    link = f'href="{PAGE}?subject={event.pk}"'
    assert link in administrator.get(form).content.decode()
    assert link not in other.get(form).content.decode()
