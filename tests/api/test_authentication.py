"""Who gets in with which token, and as whom."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from events import editorial
from events.api.views.drafts import VERBS
from events.models import ApiToken
from tests import factories, newsroom
from tests.api.programs import Program, token_of

DESK = "/api/v1/desk/events/"
SAMPLE = {"title": "Talks", "language": "en", "type": "talks"}
SCOPES = ("read", "write", "publish", "import")


@pytest.fixture
def kind(db):
    return factories.EventTypeFactory(key="negotiations")


def status(header: str | None, method: str = "get") -> tuple[int, str | None]:
    client = Client(raise_request_exception=False)
    headers = {} if header is None else {"Authorization": header}
    answer = getattr(client, method)(DESK, headers=headers)
    return answer.status_code, answer.get("WWW-Authenticate")


@pytest.mark.parametrize(
    "header",
    [
        None,
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Bearer evt_" + "x" * 43,
        "Bearer evt_" + "x" * 100_000,
        "Bearer evt_\xff\xfe",
        "Basic ZWRpdG9yOngK",
        "Token evt_x",
        "evt_x",
    ],
)
def test_no_token_of_ours_is_401(db, header):
    assert status(header) == (401, 'Bearer realm="desk"')


def test_expired_revoked_and_foreign_tokens_look_alike(db):
    text = token_of(newsroom.editor(), "read")
    assert status(f"Bearer {text}") == (200, None)
    assert status(f"bearer  {text} ") == (200, None)
    row = ApiToken.objects.get()
    now = timezone.now()
    ApiToken.objects.update(created_at=now - timedelta(days=2), expires_at=now)
    expired = Client().get(DESK, headers={"Authorization": f"Bearer {text}"})
    ApiToken.objects.update(expires_at=now + timedelta(days=1))
    editorial.revoke_token(token_id=row.pk, editor=row.user, now=now)
    revoked = Client().get(DESK, headers={"Authorization": f"Bearer {text}"})
    unknown = Client().get(DESK, headers={"Authorization": "Bearer evt_unknown"})
    assert expired.content == revoked.content == unknown.content
    assert expired.status_code == revoked.status_code == unknown.status_code == 401


def test_token_of_an_account_that_left_the_desk_is_worth_nothing(db):
    text, editor = token_of(newsroom.editor(), "read"), newsroom.editor()
    for field in ("is_staff", "is_active"):
        setattr(editor, field, False)
        editor.save()
        assert status(f"Bearer {text}")[0] == 401
        setattr(editor, field, True)
        editor.save()


def test_session_of_the_desk_is_no_token(client, db):
    client.force_login(newsroom.reviewer())
    answer = client.get(DESK)
    assert answer.status_code == 401


def test_scopes_bound_what_a_token_may(kind):
    reviewer = newsroom.reviewer()
    can = {scope: Program(token_of(reviewer, scope, name=scope)) for scope in SCOPES}
    document = {**SAMPLE, "type": kind.key}
    assert [can[s].get("/desk/events/").status_code for s in SCOPES] == [200, 403, 403, 403]
    made = [can[s].post("/desk/events/", document).status_code for s in SCOPES]
    assert made == [403, 201, 403, 403]
    event = newsroom.draft_event()
    for verb in VERBS:
        path = f"/desk/events/{event.pk}/{verb}/"
        allowed = "write" if verb == "submit" else "publish"
        found = {s for s in SCOPES if can[s].post(path, {}).status_code != 403}
        assert found == {allowed}, verb


def test_token_may_no_more_than_its_account(kind):
    editor = Program(token_of(newsroom.editor(), *SCOPES))
    event = newsroom.draft_event()
    answer = editor.post(f"/desk/events/{event.pk}/publish/", version=event.version)
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    event.refresh_from_db()
    assert event.state == "draft"
    stranger = factories.UserFactory()
    stranger.user_permissions.add(*permissions("add_apitoken"))
    bare = Program(token_of(type(stranger).objects.get(pk=stranger.pk), *SCOPES))
    assert bare.get("/desk/events/").status_code == 403
    assert bare.post("/desk/events/", {**SAMPLE, "type": kind.key}).status_code == 403
    assert bare.patch(f"/desk/events/{event.pk}/", {"title": "x"}, version=1).status_code == 403


def test_parts_of_a_document_need_their_own_permission(kind):
    """As on the desk's form, where who may not change citations does not see their rows."""
    account = factories.UserFactory()
    account.user_permissions.add(
        *permissions("add_apitoken", "add_event", "view_event", "add_eventtext")
    )
    program = Program(token_of(type(account).objects.get(pk=account.pk), *SCOPES))
    document = {**SAMPLE, "type": kind.key}
    assert program.post("/desk/events/", document).status_code == 201
    cited = {**document, "citations": [{"source": factories.SourceFactory().pk}]}
    assert program.post("/desk/events/", cited).status_code == 403


def permissions(*names):
    return Permission.objects.filter(content_type__app_label="events", codename__in=names)


def test_answers_of_the_desk_are_kept_by_nobody(db):
    program = Program(token_of(newsroom.editor(), "read"))
    for path in ("/desk/events/", "/desk/events/2222-2222-2222/"):
        answer = program.get(path)
        assert answer["Cache-Control"] == "private, no-store"
        assert "Access-Control-Allow-Origin" not in answer
        assert "ETag" not in answer
