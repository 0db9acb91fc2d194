"""The desk as an app in the place of Django's admin."""

from django.apps import apps
from django.contrib import admin

from events.admin.apps import DeskConfig
from events.admin.event import EventAdmin
from events.models import Event


def test_desk_replaces_the_admin_app():
    assert isinstance(apps.get_app_config("admin"), DeskConfig)


def test_models_are_registered_when_the_app_is_ready():
    assert isinstance(admin.site._registry[Event], EventAdmin)
