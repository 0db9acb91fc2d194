"""The desk as an installed app: stands in INSTALLED_APPS in the place of `django.contrib.admin`."""

from importlib import import_module

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "events.admin.site.DeskSite"

    def ready(self) -> None:
        super().ready()
        import_module("events.admin.registrations")
