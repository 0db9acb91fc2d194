"""Programs at the desk at the same moment."""

import threading

import pytest
from django.db import connection, transaction

from events.interchange.imports import create_import
from events.models import Event, Import
from tests import factories, newsroom
from tests.api.programs import Program, token_of

pytestmark = pytest.mark.django_db(transaction=True)
TOGETHER = 4


def at_once(act) -> list:
    """What `act` gives in each of several threads that start together."""
    start, answers = threading.Barrier(TOGETHER), []

    def run(number: int) -> None:
        start.wait()
        answers.append(act(number))
        connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(TOGETHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


def test_post_with_one_key_is_carried_out_once():
    text = token_of(newsroom.editor(), "write")
    kind = factories.EventTypeFactory(key="negotiations").key
    document = {"title": "Talks", "language": "en", "type": kind}
    answers = at_once(lambda _n: Program(text).post("/desk/events/", document, key="one"))
    assert [answer.status_code for answer in answers] == [201] * TOGETHER
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert sum("Idempotency-Replayed" not in answer for answer in answers) == 1
    assert Event.objects.count() == 1


def test_changes_of_one_version_do_not_overwrite_each_other():
    text = token_of(newsroom.editor(), "write")
    event = newsroom.draft_event()
    answers = at_once(
        lambda number: Program(text).patch(
            f"/desk/events/{event.pk}/", {"title": f"Title {number}"}, version=1
        )
    )
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]
    [done] = [answer.json() for answer in answers if answer.status_code == 200]
    event.refresh_from_db()
    assert (event.label, event.version) == (done["title"], 2)


def test_event_is_published_once():
    text = token_of(newsroom.reviewer(), "publish")
    event = newsroom.draft_event()
    answers = at_once(lambda _n: Program(text).post(f"/desk/events/{event.pk}/publish/", version=1))
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412]
    assert event.editions.count() == 1


@pytest.mark.skipif(connection.vendor == "sqlite", reason="There is one writer, who waits.")
def test_import_in_one_transaction_holds_its_row():
    """However long it takes: nobody sees a sign of life of it before its end."""
    editor = newsroom.editor()
    job = create_import(
        editor=editor,
        content=b"{}",
        format="ndjson",
        mode="all",
        dry_run=False,
        make_missing=False,
        now=newsroom.NOW,
    )
    Import.objects.update(state="running", claimed_at=newsroom.NOW, alive_at=newsroom.NOW)
    path, text = f"/desk/imports/{job.pk}/resume/", token_of(editor, "import")
    with transaction.atomic():
        assert Import.objects.select_for_update().get() == job
        answers = at_once(lambda _n: Program(text).post(path))
    assert [answer.status_code for answer in answers] == [409] * TOGETHER
