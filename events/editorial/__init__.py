"""The write verbs: every change of the record, from any interface, is one of these."""

from events.editorial.approving import approve
from events.editorial.desk import (
    publish_storyline,
    record_change,
    record_created,
    save_actor,
    save_event_type,
    save_office,
    save_place,
    save_source,
    save_storyline,
    withdraw_storyline,
)
from events.editorial.drafts.showing import (
    desk_actor,
    desk_event,
    desk_event_type,
    desk_office,
    desk_source,
    desk_storyline,
)
from events.editorial.drafts.verbs import (
    change_actor,
    change_event,
    change_office,
    change_source,
    change_storyline,
    create_actor,
    create_event,
    create_event_type,
    create_office,
    create_source,
    create_storyline,
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
from events.editorial.recording import Change, record_deletion, record_version
from events.editorial.tokens import create_token, revoke_token, token_of
from events.editorial.versions import begin_change
