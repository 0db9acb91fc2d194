"""Keeping what editors typed and have not saved yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import orjson
from django.db import transaction

from events.editorial.idempotency import Answer, begin_request, keep_answer
from events.models import Autosave, IdempotentRequest, User
from events.models.autosave import KEY_LENGTH, PATH_LENGTH
from events.record.limits import TITLE

KEPT: Final = timedelta(days=30)
MAX_FORMS: Final = 50
"""Of one editor. The oldest are deleted first."""
MAX_BYTES: Final = 20 * 2**20
"""All forms of one editor together."""
_TITLES: Final = ("texts-0-title", "label", "title", "names-0-name", "texts-0-summary")
_REQUEST: Final = "form "
_CREATED: Final = 201

Fields = Sequence[tuple[str, str]]


def keep_form(
    *, editor: User, key: str, path: str, fields: Fields, now: datetime
) -> Autosave | None:
    """Keep a form as it was last typed. Return None if the form was saved in the meantime."""
    if not 0 < len(key) <= KEY_LENGTH or len(path) > PATH_LENGTH:
        raise ValueError("This key or path was not made by a form of the desk.")
    typed = [[name, value] for name, value in fields if value]
    columns = {
        "path": path,
        "title": _title(dict(typed)),
        "fields": typed,
        "size": len(orjson.dumps(typed)),
        "saved_at": now,
    }
    with transaction.atomic():
        if saved_form(editor=editor, key=key):
            return None
        kept, _created = Autosave.objects.update_or_create(user=editor, key=key, defaults=columns)
        _make_room(editor, kept)
    return kept


def _title(fields: dict[str, str]) -> str:
    """What the lists call the form; "" if it has no title yet."""
    return next((fields[name] for name in _TITLES if name in fields), "")[:TITLE]


def _make_room(editor: User, kept: Autosave) -> None:
    """Delete the oldest forms of an editor that has too many of them, but never the given one."""
    sizes = Autosave.objects.filter(user=editor).exclude(pk=kept.pk).values_list("pk", "size")
    total, surplus = kept.size, []
    for number, (pk, size) in enumerate(sizes, start=2):
        total += size
        if number > MAX_FORMS or total > MAX_BYTES:
            surplus.append(pk)
    if surplus:
        Autosave.objects.filter(pk__in=surplus).delete()


def discard_form(*, editor: User, key: str) -> None:
    Autosave.objects.filter(user=editor, key=key).delete()


@dataclass(frozen=True)
class FormSave:
    """A form that was saved: its key, what was sent in short, and the key of the record."""

    key: str
    digest: str
    pk: str


def saved_form(*, editor: User, key: str) -> FormSave | None:
    """What the form with this key was saved as; None if it was not saved."""
    row = IdempotentRequest.objects.filter(user=editor, key=_REQUEST + key).first()
    return FormSave(key, row.request, row.body) if row else None


def begin_save(*, editor: User, save: FormSave, now: datetime) -> FormSave | None:
    """Note that a form is saved, in the transaction of the save, and delete what was kept of it.

    Return the earlier save of the same form, if there was one; nothing may be saved then.
    """
    key = _REQUEST + save.key
    earlier = begin_request(editor=editor, key=key, request=save.digest, now=now)
    if earlier is not None:
        return FormSave(save.key, earlier.request, earlier.body)
    keep_answer(editor=editor, key=key, answer=Answer(save.digest, _CREATED, {}, save.pk))
    discard_form(editor=editor, key=save.key)
    return None


def finish_save(*, editor: User, key: str, pk: str) -> None:
    """Note which record the form of a new one was saved as."""
    IdempotentRequest.objects.filter(user=editor, key=_REQUEST + key).update(body=pk)


def prune_forms(*, now: datetime) -> int:
    """Delete what was typed long ago, and return how many forms that were."""
    deleted, _by_model = Autosave.objects.filter(saved_at__lt=now - KEPT).delete()
    return deleted
