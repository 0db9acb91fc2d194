"""Path converters of the pages."""

from events.record.identity import PUBLIC_ID_PATTERN


class PublicIdConverter:
    """A public id; anything else in its place is no address at all."""

    regex = PUBLIC_ID_PATTERN

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
