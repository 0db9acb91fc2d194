"""The exception of ``events.dates``."""


class DateError(ValueError):
    """A date, time zone or window that cannot be read.

    ``str(error)`` is an English sentence for developers. It never repeats the input, which may be
    hostile or huge. ``code`` is a stable slug; ``events.record.date_errors`` has a translated
    message for each:

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
