"""Which models are registered."""

from django.contrib import admin
from django.core import checks

from events import models
from events.admin.site import DeskSite

NOT_REGISTERED = {  # inlines, and what only the verbs use
    "ActorName",
    "Approval",
    "Citation",
    "ClaimLink",
    "ClaimText",
    "EditionActor",
    "Autosave",
    "EditionRelation",
    "EditionSequence",
    "EditionSource",
    "EditionStoryline",
    "EditionText",
    "EventOtherDate",
    "EventRelation",
    "EventText",
    "EventTypeName",
    "Hop",
    "IdempotentRequest",
    "ImportFile",
    "ImportRow",
    "OfficeName",
    "Participation",
    "PlaceName",
    "CurrentActor",
    "FacetCount",
    "StorylinePin",
    "StorylineText",
}


def test_desk_passes_the_checks_of_the_admin():
    assert checks.run_checks(tags=["admin", "templates"]) == []


def test_desk_is_the_admin_site():
    assert isinstance(admin.site._wrapped, DeskSite)


def test_every_model_is_registered_or_an_inline():
    everything = {name for name, one in vars(models).items() if isinstance(one, type)}
    registered = {model.__name__ for model in admin.site._registry}
    assert everything - registered == NOT_REGISTERED
