"""The exception of the layer."""

import copy
import pickle

from events.dates import DateError


def test_error_has_a_code_beside_its_message():
    error = DateError("reversed", "The end is before the start.")
    assert (error.code, str(error)) == ("reversed", "The end is before the start.")
    assert isinstance(error, ValueError)


def test_error_survives_pickling_and_copying():
    error = DateError("reversed", "The end.")
    for twin in (pickle.loads(pickle.dumps(error)), copy.copy(error)):  # noqa: S301 our own
        assert (type(twin), twin.code, str(twin)) == (DateError, "reversed", "The end.")
