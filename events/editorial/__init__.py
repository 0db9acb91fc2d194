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
from events.editorial.drafts import (
    change_actor,
    change_event,
    change_source,
    create_actor,
    create_event,
    create_source,
    desk_actor,
    desk_event,
    desk_source,
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
from events.editorial.tokens import create_token, revoke_token, token_of
from events.editorial.versions import begin_change

__all__ = [
    "EditorialError",
    "NotAllowed",
    "Problem",
    "StaleVersion",
    "begin_change",
    "change_actor",
    "change_event",
    "change_source",
    "correct",
    "create_actor",
    "create_event",
    "create_source",
    "create_token",
    "desk_actor",
    "desk_event",
    "desk_source",
    "open_problems",
    "preview",
    "publish",
    "publish_storyline",
    "record_change",
    "record_created",
    "restore",
    "retract",
    "revoke_token",
    "save_actor",
    "save_source",
    "save_storyline",
    "send_back",
    "submit",
    "token_of",
    "update",
    "withdraw_storyline",
]
