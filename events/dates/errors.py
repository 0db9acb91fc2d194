"""The one error of this layer."""


class DateError(ValueError):
    """A date, zone or window that cannot be read.

    ``str(error)`` is an English sentence. It never repeats the text that was given: the API must
    name a bad parameter without echoing it, and the text may be hostile or huge. ``code`` is a
    stable slug for interfaces that translate:

    ``not_text``, ``empty``, ``too_long``, ``not_in_profile``, ``no_such_month``, ``no_such_day``,
    ``no_such_time``, ``out_of_range``, ``reversed``, ``unbounded``, ``zone_unknown``,
    ``basis_unknown``, ``anchor_naive``, ``anchor_unreadable``, ``anchor_out_of_range``,
    ``match_unknown``.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code

    def __reduce__(self) -> tuple[type["DateError"], tuple[str, str]]:
        # BaseException pickles `args`, which holds the message alone.
        return (type(self), (self.code, str(self)))
