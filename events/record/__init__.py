"""The public record, declared once: its members, what they mean, and the shapes that they had.

Plain Python directly above `events.dates`: nothing here asks the database. Everything that speaks
of members follows from the declaration: the builder, desk documents, schemas, columns, differences,
the codebook.
"""

from events.record.citation import Citation, Hop, Origin, Origins
from events.record.claim import Answer, Claim, ClaimLink
from events.record.edition import Edition, Merger, Retraction
from events.record.event import (
    Event,
    EventText,
    OtherDate,
    Participation,
    Place,
    Relation,
)
from events.record.members import Declared, Document, member, members_of
from events.record.profiles import Actor, ActorName, Source, Storyline, StorylineText, Tenure
from events.record.references import (
    ActorRef,
    EventRef,
    Linked,
    NamedActor,
    NamedSource,
    SourceRef,
    StorylineRef,
)
from events.record.shapes import PUBLIC, SHAPE
from events.record.stored import (
    EventRecord,
    Profile,
    UnreadableDocument,
    current_profile,
    current_record,
    read_event,
    read_profile,
    read_record,
    with_origins,
    write,
)
from events.record.when import When
