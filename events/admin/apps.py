"""The desk as an app: it replaces `django.contrib.admin` in INSTALLED_APPS."""

from importlib import import_module

from django.contrib.admin.apps import AdminConfig


class DeskConfig(AdminConfig):
    default_site = "events.admin.site.DeskSite"

    def ready(self) -> None:
        super().ready()
        import_module("events.admin.registrations")
