"""The desk as a whole: Django's own checks of its pages, and who sees which."""

from django.contrib import admin
from django.core import checks

from events import models
from events.admin.site import DeskSite

WITHOUT_A_PAGE = {  # rows below a record, and what the verbs keep for themselves
    "ActorName",
    "Citation",
    "ClaimLink",
    "ClaimText",
    "EditionActor",
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
    "StandingActor",
    "StandingCount",
    "StorylinePin",
    "StorylineText",
}


def test_desk_passes_the_checks_of_the_admin():
    assert checks.run_checks(tags=["admin", "templates"]) == []


def test_desk_is_the_admin_site():
    assert isinstance(admin.site._wrapped, DeskSite)


def test_every_model_has_a_page_or_stands_below_one():
    everything = {name for name in models.__all__ if name[0].isupper() and name[1].islower()}
    registered = {model.__name__ for model in admin.site._registry}
    assert everything - registered == WITHOUT_A_PAGE


def subjects(client):
    apps = client.get("/admin/").context["available_apps"]
    return {app["name"]: [page["object_name"] for page in app["models"]] for app in apps}


def test_pages_stand_by_subject(editor):
    assert subjects(editor) == {
        "Events": ["Event", "Storyline", "Claim"],
        "Who and where": ["Actor", "Office", "Place"],
        "Sources": ["Source"],
        "Vocabulary": ["EventType"],
        "Public record and log": ["Edition", "Profile", "Action"],
        "Programs": ["ApiToken", "Import"],
    }


def test_what_the_verbs_have_written_is_read_only(reviewer):
    for model in ("edition", "profile", "action"):
        assert reviewer.get(f"/admin/events/{model}/add/").status_code == 403
        assert reviewer.get(f"/admin/events/{model}/").status_code == 200


def test_desk_needs_an_account(client, db):
    for path in ("/admin/", "/admin/events/event/", "/admin/when-preview/"):
        assert client.get(path).headers["Location"].startswith("/admin/login/")
