"""The database tables: the desk's working copy and the public record (`edition`)."""

from events.models.access import ApiToken, IdempotentRequest
from events.models.action import Action
from events.models.actor import Actor, ActorName, Office, OfficeName, Tenure
from events.models.autosave import Autosave
from events.models.claim import Claim, ClaimLink, ClaimText
from events.models.current import CurrentActor, FacetCount
from events.models.edition import (
    Edition,
    EditionActor,
    EditionRelation,
    EditionSequence,
    EditionSource,
    EditionStoryline,
    EditionText,
    Profile,
)
from events.models.event import (
    Event,
    EventOtherDate,
    EventRelation,
    EventText,
    EventType,
    EventTypeName,
    Participation,
)
from events.models.importing import Import, ImportFile, ImportRow
from events.models.place import Place, PlaceName
from events.models.redaction import Redaction
from events.models.security import SecurityEvent
from events.models.source import Citation, Hop, Source
from events.models.storyline import Storyline, StorylinePin, StorylineText
from events.models.user import User
from events.models.version import Approval, Version
from events.models.webhook import Delivery, Webhook
