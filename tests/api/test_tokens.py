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


SCOPES = ("read", "write", "publish", "import")


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


def test_token_is_kept_as_a_digest_and_told_once(db):
    text = token_of(newsroom.editor(), "read", "write", name="archive")
    row = ApiToken.objects.get()
    assert text.startswith("evt_")
    assert (row.name, row.scopes, row.beginning) == ("archive", "read write", text[:10])
    held = " ".join(str(getattr(row, f.attname)) for f in row._meta.concrete_fields)
    assert text not in held


def test_last_use_is_kept_to_the_hour(db):
    text = token_of(newsroom.editor(), "read")
    now = timezone.now()
    for moment, kept in (
        (now, now),
        (now + timedelta(minutes=59), now),
        (now + timedelta(minutes=61), now + timedelta(minutes=61)),
    ):
        editorial.token_of(text, now=moment)
        assert ApiToken.objects.get().last_used_at == kept


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": ["read", "root"]}, "scopes"),
        ({"name": ""}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"days": 0}, "expires_at"),
        ({"days": -1}, "expires_at"),
        ({"days": 400}, "expires_at"),
    ],
)
def test_token_that_cannot_be_made_names_the_field(db, changed, field):
    given = {"scopes": ["read"], "name": "test", "days": 30, **changed}
    now = timezone.now()
    with pytest.raises(editorial.EditorialError) as refusal:
        editorial.create_token(
            user=newsroom.editor(),
            name=given["name"],
            scopes=given["scopes"],
            expires_at=now + timedelta(days=given["days"]),
            now=now,
        )
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert ApiToken.objects.count() == 0


def test_only_its_owner_or_an_administrator_revokes_a_token(db):
    token_of(newsroom.editor(), "read")
    row, now = ApiToken.objects.get(), timezone.now()
    with pytest.raises(editorial.EditorialError):
        editorial.revoke_token(token_id=row.pk, editor=newsroom.reviewer(), now=now)
    administrator = factories.UserFactory(is_superuser=True)
    editorial.revoke_token(token_id=row.pk, editor=administrator, now=now)
    row.refresh_from_db()
    assert row.revoked_at == now
