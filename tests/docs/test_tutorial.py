"""The blocks of the tutorial and the example programs do what the page says."""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.test import Client

from events import record
from tests import newsroom
from tests.timeline.conftest import event_on

DOCS = Path(__file__).resolve().parents[2] / "docs"
EXAMPLE = "https://tracker.example"

pytestmark = pytest.mark.django_db(transaction=True)


def block(language: str) -> str:
    [found] = re.findall(rf"```{language}\n(.*?)```", (DOCS / "tutorial.md").read_text(), re.DOTALL)
    return found


def run(*command: str, folder: Path, script: str = "") -> str:
    done = subprocess.run(
        command, input=script, capture_output=True, text=True, cwd=folder, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def server(live_server) -> str:
    event_on("2023-02", "Talks in February")
    event_on("2022", "Talks of another year")
    return live_server.url


def test_curl(server, tmp_path):
    script = "set -e\n" + block("sh").replace(EXAMPLE, server)
    told = run("bash", folder=tmp_path, script=script)
    decoder, found = json.JSONDecoder(), []
    while told.strip():
        value, end = decoder.raw_decode(told.strip())
        found.append(value)
        told = told.strip()[end:]
    assert [sorted(value)[0] for value in found] == ["actor", "next", "name", "next"]
    assert found[1]["results"][0]["title"] == "Talks in February"
    assert "Talks in February" in (tmp_path / "events.csv").read_text()


def test_python(server, tmp_path):
    script = block("python").replace(EXAMPLE, server)
    newsroom.linked_event("Linked talks")
    lines = run(sys.executable, "-", folder=tmp_path, script=script).splitlines()
    assert "2023-02 Talks in February – " in lines
    assert len([line for line in lines if line.startswith("  source: ")]) >= 2
    assert [line for line in lines if line.startswith("  claim: ")] != []
    assert lines[-1].startswith("Next time, continue after change ")


def test_javascript(server, tmp_path):
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no Node.js here")
    (tmp_path / "client.mjs").write_text(block("js").replace(EXAMPLE, server))
    lines = run(node, "client.mjs", folder=tmp_path).splitlines()
    refused = "The query is not valid. Nothing was looked up."
    assert lines == [
        "February 2023 Talks in February",
        f"An unknown parameter is never ignored: {refused}",
    ]


def test_follower_keeps_a_copy_up_to_date(server, tmp_path):
    def copy() -> dict[str, dict]:
        program = str(DOCS / "examples" / "follow.py")
        run(sys.executable, program, server, "copy.sqlite3", "--once", folder=tmp_path)
        rows = sqlite3.connect(tmp_path / "copy.sqlite3").execute("SELECT id, document FROM event")
        return {key: json.loads(document) for key, document in rows}

    def listed() -> dict[str, dict]:
        results = Client().get("/api/v1/events/?limit=200").json()["results"]
        return {event["id"]: event for event in results}

    assert copy() == listed()
    gone = newsroom.published_event("Gone")
    changed = newsroom.published_event("Changed")
    assert copy() == listed()
    newsroom.retract(gone, reason="It never took place.")
    changed.texts.update(title="Changed for the better")
    newsroom.correct(changed, note="The title was wrong.")
    assert copy() == listed()
    assert gone.pk not in listed()


def test_follower_reads_everything_again_in_a_new_shape(server, tmp_path):
    program = str(DOCS / "examples" / "follow.py")
    run(sys.executable, program, server, "copy.sqlite3", "--once", folder=tmp_path)
    copy = sqlite3.connect(tmp_path / "copy.sqlite3")
    with copy:
        copy.execute("UPDATE position SET shape = 1")
        copy.execute("UPDATE event SET document = '{}'")
    newsroom.published_event("Newest")
    run(sys.executable, program, server, "copy.sqlite3", "--once", folder=tmp_path)
    documents = [json.loads(text) for (text,) in copy.execute("SELECT document FROM event")]
    assert [event["edition"]["shape"] for event in documents] == [record.SHAPE] * 3


def test_storyline_is_drawn(server, tmp_path):
    newsroom.linked_event("<b>Linked</b>")
    storyline = Client().get("/api/v1/storylines/").json()["results"][0]
    program = str(DOCS / "examples" / "plot_storyline.py")
    picture = run(sys.executable, program, server, storyline["id"], folder=tmp_path)
    drawn = ElementTree.fromstring(picture)  # noqa: S314
    assert drawn[0].text == storyline["title"]


def test_examples_are_short():
    assert len((DOCS / "examples" / "follow.py").read_text().splitlines()) <= 65
