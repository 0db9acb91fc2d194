"""Probes: the process, and whether it can serve."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def test_healthz_answers_without_the_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert response["Cache-Control"] == "no-store"


def test_readyz_answers_when_all_is_migrated(client, db):
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"status": "ok", "database": "ok"})


def test_readyz_refuses_with_a_migration_missing(client, db):
    ((app, name),) = MigrationLoader(connection).graph.leaf_nodes("events")
    MigrationRecorder(connection).record_unapplied(app, name)
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (
        503,
        {"status": "unavailable", "database": "not migrated"},
    )


def test_readyz_refuses_without_the_database(client, db):
    def lost(execute, sql, params, many, context):
        raise OperationalError("the server went away")

    with connection.execute_wrapper(lost):
        response = client.get("/readyz")
    assert (response.status_code, response.json()) == (
        503,
        {"status": "unavailable", "database": "unreachable"},
    )


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_probes_touch_no_session(client, db, address):
    assert client.get(address).cookies == {}


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_probes_answer_whatever_the_host(client, db, address):
    assert client.get(address, headers={"host": "10.0.0.7"}).json()["status"] == "ok"
    assert client.get("/", headers={"host": "10.0.0.7"}).status_code == 400
