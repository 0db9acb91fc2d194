"""Programs at the desk at the same moment."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from events.interchange.imports import run_import
from events.models import Event, Import, ImportRow
from tests import factories, newsroom
from tests.api.importing import line
from tests.api.programs import Program, token_of
from tests.interchange.imports.importing import kept

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


def imported(count: int, mode: str) -> Import:
    factories.EventTypeFactory(key="talks")
    return kept([line(f"k{number}") for number in range(count)], mode=mode)


@pytest.mark.parametrize("mode", ["all", "rows"])
def test_import_is_carried_out_once_by_several_workers(mode):
    job = imported(20, mode)
    answers = at_once(lambda _n: run_import(job.pk, clock=timezone.now).state)
    assert len(answers) == TOGETHER
    assert set(answers) <= {"done", "running"}
    assert "done" in answers
    assert (Event.objects.count(), ImportRow.objects.count()) == (20, 20)


def test_editors_save_beside_an_import():
    job = imported(60, "all")
    text = token_of(newsroom.editor(), "write")
    drafts = [newsroom.draft_event(f"Draft {number}") for number in range(TOGETHER)]

    def act(number: int) -> list:
        if number == 0:
            return [run_import(job.pk, clock=timezone.now).state]
        path = f"/desk/events/{drafts[number].pk}/"
        return [
            Program(text).patch(path, {"title": f"Title {version}"}, version=version).status_code
            for version in range(1, 11)
        ]

    answers = at_once(act)
    assert sorted(answers, key=len) == [["done"], *[[200] * 10] * (TOGETHER - 1)]
    assert Event.objects.count() == 60 + TOGETHER
