"""Registers the `ModelAdmin` of each model."""

from django.contrib import admin
from django.contrib.auth.models import Group

from events.admin.account import AccountAdmin, AccountGroupAdmin
from events.admin.action import ActionAdmin
from events.admin.actor import ActorAdmin, OfficeAdmin, TenureAdmin
from events.admin.audit import VersionAdmin
from events.admin.claim import ClaimAdmin
from events.admin.edition import EditionAdmin, ProfileAdmin
from events.admin.event import EventAdmin
from events.admin.importing import ImportAdmin
from events.admin.redaction import RedactionAdmin
from events.admin.security import SecurityEventAdmin
from events.admin.source import SourceAdmin
from events.admin.storyline import StorylineAdmin
from events.admin.token import TokenAdmin
from events.admin.vocabulary import EventTypeAdmin, PlaceAdmin
from events.admin.webhook import DeliveryAdmin, WebhookAdmin
from events.models import (
    Action,
    Actor,
    ApiToken,
    Claim,
    Delivery,
    Edition,
    Event,
    EventType,
    Import,
    Office,
    Place,
    Profile,
    Redaction,
    SecurityEvent,
    Source,
    Storyline,
    Tenure,
    User,
    Version,
    Webhook,
)

MODEL_ADMINS = {
    Action: ActionAdmin,
    Actor: ActorAdmin,
    ApiToken: TokenAdmin,
    Claim: ClaimAdmin,
    Delivery: DeliveryAdmin,
    Edition: EditionAdmin,
    Event: EventAdmin,
    Group: AccountGroupAdmin,
    EventType: EventTypeAdmin,
    Import: ImportAdmin,
    Office: OfficeAdmin,
    Place: PlaceAdmin,
    Profile: ProfileAdmin,
    Redaction: RedactionAdmin,
    SecurityEvent: SecurityEventAdmin,
    Source: SourceAdmin,
    Storyline: StorylineAdmin,
    Tenure: TenureAdmin,
    User: AccountAdmin,
    Version: VersionAdmin,
    Webhook: WebhookAdmin,
}

# The pages of other apps are not for editors: task results are logged, and each account looks
# after its own second factors and sessions.
for model in list(admin.site._registry):
    admin.site.unregister(model)
for model, model_admin in MODEL_ADMINS.items():
    admin.site.register(model, model_admin)
