"""Path converters of the pages."""

from django.urls.converters import StringConverter

from events.record.identity import PUBLIC_ID_PATTERN


class PublicIdConverter(StringConverter):
    """A public id; anything else in its place is no address at all."""

    regex = PUBLIC_ID_PATTERN
