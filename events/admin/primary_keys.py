"""Validating primary keys that come from outside."""

import re
from typing import Final

from django.db import models

from events.record.identity import is_public_id

_NUMBER: Final = re.compile(r"\A[0-9]{1,18}\Z")


def is_valid_pk(model: type[models.Model], value: object) -> bool:
    """Whether the value can be a primary key of the model.

    PostgreSQL refuses NUL in a string and aborts the transaction, and neither database accepts a
    number of more than 64 bits.
    """
    if isinstance(model._meta.pk, models.CharField):
        return is_public_id(str(value))
    return _NUMBER.match(str(value)) is not None
