"""A factory for every model of the desk, without surprises: what is not asked for is not made.

Public rows (editions, profiles) are never made by a factory: tests publish, as editors do.
"""

import factory
from factory.django import DjangoModelFactory

from events import models
from events.dates import When
from events.search import name_key


class UserFactory(DjangoModelFactory):
    class Meta:
        model = models.User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    is_staff = True
    password = factory.django.Password("correct horse battery")


class PlaceFactory(DjangoModelFactory):
    class Meta:
        model = models.Place

    label = "Moscow"
    country = "RU"


class PlaceNameFactory(DjangoModelFactory):
    class Meta:
        model = models.PlaceName

    place = factory.SubFactory(PlaceFactory)
    language = "de"
    name = "Moskau"


class ActorFactory(DjangoModelFactory):
    class Meta:
        model = models.Actor

    kind = "person"
    label = factory.Sequence(lambda n: f"Actor {n}")


class ActorNameFactory(DjangoModelFactory):
    class Meta:
        model = models.ActorName

    actor = factory.SubFactory(ActorFactory)
    language = "en"
    name = factory.Sequence(lambda n: f"Name {n}")
    key = factory.LazyAttribute(lambda own: name_key(own.name))


class OfficeFactory(DjangoModelFactory):
    class Meta:
        model = models.Office

    label = "Minister of Foreign Affairs"


class OfficeNameFactory(DjangoModelFactory):
    class Meta:
        model = models.OfficeName

    office = factory.SubFactory(OfficeFactory)
    language = "de"
    name = "Außenminister"


class TenureFactory(DjangoModelFactory):
    class Meta:
        model = models.Tenure

    actor = factory.SubFactory(ActorFactory)
    office = factory.SubFactory(OfficeFactory)
    start = When.parse("2004-03-09")


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = models.Source

    kind = "article"
    title = factory.Sequence(lambda n: f"Report {n}")
    language = "en"


class EventTypeFactory(DjangoModelFactory):
    class Meta:
        model = models.EventType
        django_get_or_create = ["key"]

    key = "talks"


class EventTypeNameFactory(DjangoModelFactory):
    class Meta:
        model = models.EventTypeName

    type = factory.SubFactory(EventTypeFactory)
    language = "en"
    name = "Talks"


class EventFactory(DjangoModelFactory):
    """A draft without texts; `tests.newsroom.draft_event` makes one that can be published."""

    class Meta:
        model = models.Event

    label = factory.Sequence(lambda n: f"Event {n}")
    type = factory.SubFactory(EventTypeFactory)
    occurrence = "occurred"
    start = When.parse("2023-02-21")


class EventTextFactory(DjangoModelFactory):
    class Meta:
        model = models.EventText

    event = factory.SubFactory(EventFactory)
    language = "en"
    title = factory.Sequence(lambda n: f"Title {n}")


class EventOtherDateFactory(DjangoModelFactory):
    class Meta:
        model = models.EventOtherDate

    event = factory.SubFactory(EventFactory)
    kind = "earlier_announced"
    start = When.parse("2023-02-20")


class ParticipationFactory(DjangoModelFactory):
    class Meta:
        model = models.Participation

    event = factory.SubFactory(EventFactory)
    actor = factory.SubFactory(ActorFactory)


class EventRelationFactory(DjangoModelFactory):
    class Meta:
        model = models.EventRelation

    from_event = factory.SubFactory(EventFactory)
    to_event = factory.SubFactory(EventFactory)
    type = "part_of"


class CitationFactory(DjangoModelFactory):
    """Give exactly one of event, claim, participation, tenure."""

    class Meta:
        model = models.Citation

    source = factory.SubFactory(SourceFactory)


class HopFactory(DjangoModelFactory):
    """Give exactly one of actor, source."""

    class Meta:
        model = models.Hop

    citation = factory.SubFactory(CitationFactory)


class ClaimFactory(DjangoModelFactory):
    class Meta:
        model = models.Claim

    event = factory.SubFactory(EventFactory)
    speaker = factory.SubFactory(ActorFactory)


class ClaimTextFactory(DjangoModelFactory):
    class Meta:
        model = models.ClaimText

    claim = factory.SubFactory(ClaimFactory)
    language = "en"
    text = factory.Sequence(lambda n: f"Claim text {n}")


class ClaimLinkFactory(DjangoModelFactory):
    class Meta:
        model = models.ClaimLink

    from_claim = factory.SubFactory(ClaimFactory)
    to_claim = factory.SubFactory(ClaimFactory)
    type = "denies"


class StorylineFactory(DjangoModelFactory):
    class Meta:
        model = models.Storyline

    label = factory.Sequence(lambda n: f"Storyline {n}")


class StorylineTextFactory(DjangoModelFactory):
    class Meta:
        model = models.StorylineText

    storyline = factory.SubFactory(StorylineFactory)
    language = "en"
    title = factory.Sequence(lambda n: f"Storyline title {n}")


class StorylinePinFactory(DjangoModelFactory):
    class Meta:
        model = models.StorylinePin

    storyline = factory.SubFactory(StorylineFactory)
    event = factory.SubFactory(EventFactory)
