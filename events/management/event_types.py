"""The event types that a new installation starts with. From then on, they belong to its editors."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction

from events import editorial
from events.models import EventType, User

FILE: Final = Path(settings.BASE_DIR) / "fixtures" / "event_types.json"


def load_event_types(editor: User, now: datetime) -> int:
    """Create the types of the list that are missing, and return how many these were.

    A type that is there already keeps its own names and parent.
    """
    documents: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    with transaction.atomic():
        there = set(EventType.objects.values_list("key", flat=True))
        missing = [document for key, document in documents.items() if key not in there]
        for document in missing:
            editorial.create_event_type(document=document, editor=editor, now=now)
    return len(missing)
