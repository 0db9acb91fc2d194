"""Compare-and-swap on the version of a record: the only way to change it."""

from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from events.editorial.errors import EditorialError, NotAllowed, Problem, StaleVersion
from events.editorial.recording import KEPT, chain_of, record_found
from events.models import User
from events.models.identity import Curated
from events.record import limits


def require(editor: User, permission: str) -> None:
    """Raise `NotAllowed` unless the account has the permission ("publish_event", …)."""
    if not editor.has_perm(f"events.{permission}"):
        raise NotAllowed([Problem("", _("Your account may not do this."))])


def required_text(field: str, text: str, message: str) -> str:
    """Return the text without surrounding spaces. Raise `EditorialError` if empty or overlong."""
    text = optional_text(field, text)
    if not text:
        raise EditorialError([Problem(field, message)])
    return text


def optional_text(field: str, text: str) -> str:
    text = text.strip()
    if len(text) > limits.REASON:
        raise EditorialError(
            [Problem(field, _("At most %(count)d characters.") % {"count": limits.REASON})]
        )
    return text


def begin_change(model: type[Curated], pk: str, *, expected_version: int, now: datetime) -> int:
    """Increment the version in one UPDATE and return it. Raise `StaleVersion` if it is not the
    expected one.

    Call it in the transaction before anything is written: it locks the row, so that a record loaded
    at `expected_version` can be saved without overwriting another editor's change. A record of
    which no version was kept until now is kept as it is before the change.
    """
    changed = model._default_manager.filter(pk=pk, version=expected_version).update(
        version=F("version") + 1, updated_at=now
    )
    if not changed:
        raise stale(model, pk)
    record_found(model, pk, expected_version, now)
    return expected_version + 1


def stale(model: type[Any], pk: str) -> StaleVersion:
    versions = model._default_manager.filter(pk=pk).values_list("version", flat=True)
    current = versions.first()
    if current is None:
        return StaleVersion(Problem("version", _("This record no longer exists.")), None)
    kept = KEPT.get(model)
    last = chain_of(kept.kind, pk)[-1:] if kept else []
    if not last or last[0].editor is None:
        message = _("Somebody else has changed this record in the meantime.")
    else:
        message = _("%(editor)s has changed this record in the meantime (%(act)s, %(time)s).") % {
            "editor": last[0].editor.get_username(),
            "act": last[0].get_verb_display(),
            "time": f"{localtime(last[0].at):%Y-%m-%d %H:%M %Z}",
        }
    return StaleVersion(Problem("version", message), current)
