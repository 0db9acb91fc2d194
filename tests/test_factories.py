"""Every model of the desk has a factory that makes a row which the database accepts."""

import pytest
from django.apps import apps

from events.models import edition
from tests import factories

# Written by the editorial verbs alone.
WRITTEN_BY_VERBS = {"Action", *(name for name in vars(edition) if name.startswith("Edition"))} | {
    "Profile",
    "Version",
    "Approval",
    "Autosave",
    "CurrentActor",
    "FacetCount",
    "SecurityEvent",
    "Redaction",
    "ApiToken",
    "IdempotentRequest",
    "Import",
    "ImportFile",
    "ImportRow",
    "Webhook",
    "Delivery",
}
NEEDS = {
    "CitationFactory": lambda: {"event": factories.EventFactory()},
    "HopFactory": lambda: {
        "citation": factories.CitationFactory(event=factories.EventFactory()),
        "actor": factories.ActorFactory(),
    },
}
ALL = {
    made._meta.model.__name__: made
    for name, made in vars(factories).items()
    if name.endswith("Factory") and name != "DjangoModelFactory"
}


def test_every_model_of_the_desk_has_a_factory():
    models = {
        model.__name__
        for model in apps.get_app_config("events").get_models()
        if model.__name__ not in WRITTEN_BY_VERBS
    }
    assert models == set(ALL)


@pytest.mark.django_db
@pytest.mark.parametrize("made", ALL.values(), ids=ALL)
def test_factory_makes_one_valid_row(made):
    record = made(**NEEDS.get(made.__name__, dict)())
    record.full_clean()
    assert type(record).objects.get(pk=record.pk) == record
