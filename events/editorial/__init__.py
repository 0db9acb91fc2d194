"""The write verbs: each change of the record, from any interface, is one of these."""

from events.editorial.desk import (
    open_problems,
    publish_storyline,
    record_change,
    record_created,
    save_actor,
    save_source,
    save_storyline,
    withdraw_storyline,
)
from events.editorial.errors import EditorialError, NotAllowed, Problem, StaleVersion
from events.editorial.publishing import (
    correct,
    preview,
    publish,
    restore,
    retract,
    send_back,
    submit,
    update,
)
from events.editorial.versions import begin_change

__all__ = [
    "EditorialError",
    "NotAllowed",
    "Problem",
    "StaleVersion",
    "begin_change",
    "correct",
    "open_problems",
    "preview",
    "publish",
    "publish_storyline",
    "record_change",
    "record_created",
    "restore",
    "retract",
    "save_actor",
    "save_source",
    "save_storyline",
    "send_back",
    "submit",
    "update",
    "withdraw_storyline",
]
