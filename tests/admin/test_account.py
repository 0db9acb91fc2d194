"""The `ModelAdmin`s of users and groups."""

from django.contrib.auth.models import Group

from events.models import User
from tests import factories, newsroom
from tests.admin.pages import listed_keys


def test_users_are_listed_for_administrators_only(administrator, reviewer):
    assert administrator.get("/admin/events/user/").status_code == 200
    assert reviewer.get("/admin/events/user/").status_code == 403
    assert reviewer.get("/admin/auth/group/").status_code == 403


def test_users_are_filtered_by_group(administrator):
    editor = newsroom.editor()
    newsroom.reviewer()
    group = Group.objects.get(name="Editor")
    found = listed_keys(administrator, "/admin/events/user/", groups__id__exact=group.pk)
    assert found == {editor.pk}


def test_users_are_not_filtered_by_password(administrator):
    factories.UserFactory()
    for lookup in ("password__startswith", "groups__permissions__codename"):
        assert administrator.get(f"/admin/events/user/?{lookup}=a").status_code == 400


def test_user_with_an_invalid_key_does_not_exist(administrator):
    for key in ("x", "9" * 40):
        response = administrator.get(f"/admin/events/user/{key}/change/")
        assert (response.status_code, response["Location"]) == (302, "/admin/")


def test_name_that_looks_like_another_ones_is_an_error_of_the_form(administrator):
    factories.UserFactory(username="anna")
    factories.UserFactory(username="ace")
    for name, message in (
        ("асе", "looks like it"),
        ("Anna", "exists"),
        ("аnna", "letters of one script"),
    ):
        page = administrator.post(
            "/admin/events/user/add/",
            {"username": name, "usable_password": "false"},
            headers={"accept-language": "en"},
        )
        assert message in str(page.context["adminform"].form.errors["username"])
    assert not User.objects.filter(username__in=["асе", "Anna", "аnna"]).exists()
