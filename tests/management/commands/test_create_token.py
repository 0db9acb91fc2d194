"""`manage.py create_token`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from events.models import ApiToken, User
from tests import newsroom
from tests.api.programs import Program


def test_token_is_printed_and_works(db):
    newsroom.editor()
    out, told = StringIO(), StringIO()
    call_command(
        "create_token", "editor", "--name=archive", "--scope=read", "--scope=write", "--days=7",
        stdout=out, stderr=told,
    )  # fmt: skip
    row = ApiToken.objects.get()
    assert Program(out.getvalue().strip()).get("/desk/events/").status_code == 200
    assert (row.name, row.scopes) == ("archive", "read write")
    assert told.getvalue() == f"“archive” until {row.expires_at:%Y-%m-%d}: read write\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nobody", "--name=x", "--scope=read"], "There is no such account."),
        (["editor", "--name=x", "--scope=read", "--days=0"], "--days: 1 to 366."),
        (["editor", "--name=x", "--scope=read", "--days=367"], "--days: 1 to 366."),
        (["editor", "--name=", "--scope=read"], "This field cannot be blank."),
        (["visitor", "--name=x", "--scope=read"], "This account may not have tokens."),
        (["editor", "--name=x"], "required: --scope"),
        (["editor", "--name=x", "--scope=root"], "invalid choice"),
    ],
)
def test_what_cannot_be_made_is_told(db, arguments, told):
    newsroom.editor()
    User.objects.create_user("visitor", is_staff=True)
    with pytest.raises(CommandError, match=told):
        call_command("create_token", *arguments)
    assert ApiToken.objects.count() == 0
