"""The address of dumps; what is in them is tested with the formats."""

import pytest

from tests.api.addresses import BASE


@pytest.mark.parametrize(
    ("accept", "status"), [("text/csv", 200), ("image/png", 200), ("*/*;q=0", 406)]
)
def test_dump_is_what_its_parameter_names(client, db, accept, status):
    answer = client.get(f"{BASE}/export/?format=csv", headers={"Accept": accept})
    assert answer.status_code == status
