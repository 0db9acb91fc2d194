"""The submitted values of a date widget, and snapshots of what was shown."""

from dataclasses import replace

import pytest

from events.admin.when_input import Snapshot
from tests.admin.when_inputs import RECORDED, field, source, values


@pytest.mark.parametrize(
    "forged",
    [
        "{",
        "[]",
        "null",
        "[" * 3000,
        '{"text": "am Dienstag"}',
        Snapshot("am Dienstag", "", "", "", replace(RECORDED, timezone=None)).dump() + "x",
        '{"text": "\\ud800", "edtf": "", "language": "", "anchor": "", "source": "", "when": {}}',
    ],
)
def test_forged_snapshot_is_ignored(forged):
    made = field(source(published="2023-02-22"))
    assert made.parse(values("am Dienstag", initial=forged, shown=forged)).when.edtf == (
        "2023-02-21"
    )
