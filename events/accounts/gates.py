"""Forms of the desk that are refused before they reach it: what was typed is kept on the server.

The answer leads back to the form, which shows it again, after signing in if need be.
"""

import logging
from collections import Counter
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.utils import timezone

from events.accounts.form_keys import FORM_KEY, form_key_of
from events.editorial.autosaving import keep_form
from events.models import Autosave, User
from events.record.text import Removed, clean_text

logger = logging.getLogger(__name__)

DESK: Final = "/admin/"
AUTOSAVE: Final = "autosave"
"""The parameter of a form's address that names what is to be shown again."""
REFUSED: Final = "refused"
"""The parameter that says why it was not saved."""
POPUP: Final = "_popup"
CSRF_FIELD: Final = "csrfmiddlewaretoken"
BUTTONS: Final = ("_save", "_continue", "_addanother", "_workflow")
NOT_KEPT: Final = frozenset({FORM_KEY, CSRF_FIELD, *BUTTONS})
SEE_OTHER: Final = 303


def is_desk_form(request: HttpRequest) -> bool:
    return request.method == "POST" and request.path_info.startswith(DESK)


def keep_typed(request: HttpRequest, path: str) -> Autosave | None:
    """Keep a form for the account that it was made for. None if it has no key, or was saved."""
    key = form_key_of(request)
    user = User.objects.filter(pk=key.user_id, is_active=True).first() if key else None
    if key is None or user is None:
        return None
    pairs = [(name, value) for name, values in request.POST.lists() for value in values]
    fields = [(name, value) for name, value in pairs if name not in NOT_KEPT]
    return keep_form(editor=user, key=key.key, path=path, fields=fields, now=timezone.now())


def clean_typed(request: HttpRequest) -> None:
    """Take out of a form what nobody can see, and note in `request.removed` what that was.

    Only forms with a key of ours: no password has one.
    """
    removed: Counter[Removed] = Counter()
    fields = QueryDict(mutable=True)
    for name, values in request.POST.lists():
        cleaned = [clean_text(value) for value in values]
        fields.setlist(name, [text for text, _found in cleaned])
        for _text, found in cleaned:
            removed.update(found)
    sent: Any = request
    sent.POST, sent.removed = fields, removed


def read_all_fields(request: HttpRequest) -> None:
    """Read a form that has more fields than Django accepts; its size was checked."""
    fields = QueryDict(mutable=True)
    pairs = parse_qsl(request.body.decode(errors="replace"), keep_blank_values=True)
    for name, value in pairs:
        fields.appendlist(name, value)
    sent: Any = request
    sent.POST = fields


def form_path(request: HttpRequest) -> str:
    """The address of the form that was sent; forms in a window of their own are kept apart."""
    is_popup = POPUP in request.POST or POPUP in request.GET
    return f"{request.path}?{POPUP}=1" if is_popup else request.path


def keep_at_gate(request: HttpRequest, refused: str) -> HttpResponseBase | None:
    """Keep a form that cannot be saved now and lead back to it. None if it cannot be kept.

    `refused`: "session", "csrf" or "fields".
    """
    if not is_desk_form(request):
        return None
    try:
        kept = keep_typed(request, form_path(request))
    except OperationalError:  # then the form comes back in a page of its own
        logger.warning("A form could not be kept", exc_info=True)
        return None
    if kept is None:
        return None
    query = urlencode({AUTOSAVE: kept.pk, REFUSED: refused})
    address = f"{kept.path}{'&' if '?' in kept.path else '?'}{query}"
    if refused == "session":
        return redirect_to_login(address, settings.LOGIN_URL)
    response = HttpResponseRedirect(address)
    response.status_code = SEE_OTHER
    return response


def fields_of(kept: Autosave) -> QueryDict:
    """What was typed, as it was sent."""
    fields = QueryDict(mutable=True)
    for name, value in kept.fields:
        fields.appendlist(name, value)
    return fields
