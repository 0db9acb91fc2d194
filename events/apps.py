from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Event Tracker")

    def ready(self) -> None:
        import_module("events.accounts.log").connect()
