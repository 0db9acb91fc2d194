"""The page that shows a secret once."""

from django.urls import reverse

from events.models import ApiToken

ADD = reverse("admin:events_apitoken_add")
TOKEN = {"name": "import", "scopes": ["read"], "days": "30"}


def test_secret_is_shown_once_and_kept_by_no_cache(editor):
    shown = editor.post(ADD, TOKEN)
    secret = shown.context["secret"]
    assert (shown.status_code, shown["Cache-Control"]) == (200, "private, no-store")
    assert shown.text.count(secret) == 1
    token = ApiToken.objects.get()
    assert secret.startswith(token.beginning)
    later = editor.get(reverse("admin:events_apitoken_change", args=[token.pk]))
    assert secret not in later.text


def test_only_one_way_to_save_is_offered(editor):
    page = editor.get(ADD).text
    assert ('name="_save"' in page, 'name="_continue"' in page, 'name="_addanother"' in page) == (
        True,
        False,
        False,
    )
