"""What is kept of webhooks, tokens and groups."""

from django.utils.translation import override

from events.record import programs
from events.record.members import members_of

DOCUMENTS = (programs.DeskWebhook, programs.DeskToken, programs.DeskGroup)


def test_no_member_is_a_secret():
    names = {name for document in DOCUMENTS for name in members_of(document)}
    assert not {name for name in names if "secret" in name or "digest" in name}


def test_members_have_labels_in_both_languages():
    for document in DOCUMENTS:
        for declared in members_of(document).values():
            with override("de"):
                assert str(declared.member.label)
