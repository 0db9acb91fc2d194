"""Registers the `ModelAdmin` of each model."""

from django.contrib import admin
from django.contrib.auth.models import Group
from django_tasks_db.models import DBTaskResult

from events.admin.account import AccountAdmin, AccountGroupAdmin
from events.admin.action import ActionAdmin
from events.admin.actor import ActorAdmin, OfficeAdmin, TenureAdmin
from events.admin.claim import ClaimAdmin
from events.admin.edition import EditionAdmin, ProfileAdmin
from events.admin.event import EventAdmin
from events.admin.importing import ImportAdmin
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
    Source,
    Storyline,
    Tenure,
    User,
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
    EventType: EventTypeAdmin,
    Import: ImportAdmin,
    Office: OfficeAdmin,
    Place: PlaceAdmin,
    Profile: ProfileAdmin,
    Source: SourceAdmin,
    Storyline: StorylineAdmin,
    Tenure: TenureAdmin,
    User: AccountAdmin,
    Webhook: WebhookAdmin,
}

admin.site.unregister(Group)
# Editors have no use for task results; the worker logs them.
admin.site.unregister(DBTaskResult)
admin.site.register(Group, AccountGroupAdmin)
for model, model_admin in MODEL_ADMINS.items():
    admin.site.register(model, model_admin)
