"""Validating primary keys that come from outside."""

import re
from typing import Final

from django.db import models

from events.record.identity import PUBLIC_ID_PATTERN

_PUBLIC_ID: Final = re.compile(rf"\A{PUBLIC_ID_PATTERN}\Z")
_NUMBER: Final = re.compile(r"\A[0-9]{1,18}\Z")


def is_valid_pk(model: type[models.Model], value: object) -> bool:
    """Whether the value can be a primary key of the model.

    PostgreSQL refuses NUL in a string and aborts the transaction, and neither database accepts a
    number of more than 64 bits.
    """
    pattern = _PUBLIC_ID if isinstance(model._meta.pk, models.CharField) else _NUMBER
    return pattern.match(str(value)) is not None
