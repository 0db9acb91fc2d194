"""What a data migration of the past needs to run on today's tables."""

from typing import Final

from django.apps import AppConfig, apps
from django.db.models import Model


class AppsBefore17:
    """The models under the names that they had before migration 17."""

    NAMES: Final = {"standingactor": "CurrentActor", "standingcount": "FacetCount"}

    @classmethod
    def get_model(cls, app: str, name: str) -> type[Model]:
        return apps.get_model(app, cls.NAMES.get(name.lower(), name))

    @staticmethod
    def get_app_config(label: str) -> AppConfig:
        return apps.get_app_config(label)
