"""What the pages of records do about versions."""

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group

from events.models import Event, Source, User, Version
from tests import factories, newsroom
from tests.admin.pages import event_form, event_path, form_data, path, save


def test_change_is_a_version_and_not_in_the_log_of_django(editor):
    event = newsroom.draft_event()
    save(editor, event_path(event), event_form(editor, event), reason="Why")
    assert Version.objects.latest("id").reason == "Why"
    assert not LogEntry.objects.exists()


def test_reason_of_a_new_record_is_kept(editor):
    factories.EventTypeFactory(key="talks")
    data = form_data(editor, path("event", "add/"))
    typed = {"texts-0-title": "Talks", "texts-0-language": "en", "type": "1", "reason": "New"}
    typed["type"] = str(factories.EventTypeFactory(key="visit").pk)
    assert save(editor, path("event", "add/"), data, **typed).status_code == 302
    version = Version.objects.get(record=Event.objects.get().pk)
    assert (version.verb, version.reason) == ("created", "New")


def test_deletion_of_several_leaves_a_last_version_of_each(editor):
    sources = [factories.SourceFactory(title=f"Report {number}") for number in range(2)]
    data = {
        "action": "delete_selected", "post": "yes",
        "_selected_action": [source.pk for source in sources],
    }  # fmt: skip
    assert editor.post(path("source"), data).status_code == 302
    assert not Source.objects.exists()
    found = Version.objects.values_list("record", "verb")
    assert set(found) == {(source.pk, "deleted") for source in sources}


def test_rights_of_a_group_are_kept(administrator):
    group = Group.objects.get(name="Editor")
    address = f"/admin/auth/group/{group.pk}/change/"
    assert administrator.post(address, {"name": "Desk", "permissions": []}).status_code == 302
    version = Version.objects.get(kind="group")
    assert (version.record, version.content) == (str(group.pk), '{"name":"Desk"}')


def test_accounts_stay_in_the_log_of_django(administrator):
    account = newsroom.editor()
    address = path("user", f"{account.pk}/change/")
    data = form_data(administrator, address)
    save(administrator, address, data, first_name="Eva")
    assert User.objects.get(pk=account.pk).first_name == "Eva"
    assert LogEntry.objects.count() == 1
