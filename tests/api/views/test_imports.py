"""Files of events: dry run and real run, all or none and row by row, again and again."""

import json
from functools import partial

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from events.editorial.editions import current_edition
from events.interchange.imports import jobs, parts
from events.interchange.tasks import import_file
from events.models import (
    Actor,
    Event,
    EventType,
    Import,
    ImportFile,
    ImportRow,
    Source,
    Storyline,
)
from events.search.turns import Pace
from tests import factories, newsroom
from tests.api.importing import CSV, NDJSON, PATH, Importer, forget_everything, line
from tests.api.programs import BASE, errors, token_of
from tests.interchange.imports.importing import Dead, die_at, kept

NOW = newsroom.NOW


@pytest.fixture
def importer(db) -> Importer:
    if not EventType.objects.filter(key="talks").exists():
        factories.EventTypeFactory(key="talks")
    return Importer(token_of(newsroom.editor(), "read", "import"))


def counts(job) -> tuple[int, ...]:
    return tuple(job[name] for name in ("created", "updated", "unchanged", "rejected"))


def test_file_is_imported_and_told_row_by_row(importer):
    job = importer.send_file([line("a"), line("b", start="2023-02")])
    assert (job["state"], job["rows"], job["done"], counts(job)) == ("done", 2, 2, (2, 0, 0, 0))
    rows = importer.rows(job)
    assert [(row["number"], row["key"], row["result"]) for row in rows] == [
        (1, "a", "created"),
        (2, "b", "created"),
    ]
    events = {event.external_key: event for event in Event.objects.all()}
    assert [events[row["key"]].pk for row in rows] == [row["event"] for row in rows]
    assert (events["b"].start.edtf, events["b"].state) == ("2023-02", "draft")
    assert importer.get(f"{PATH}{job['id']}/", template=PATH + "{id}/").json() == job
    assert importer.get(PATH, template=PATH).json()["results"] == [job]


def test_second_run_changes_nothing(importer):
    file = [line("a", summary="x", place={"name": "Moscow"}), line("b")]
    importer.send_file(file)
    before = list(Event.objects.order_by("pk").values())
    job = importer.send_file(file)
    assert counts(job) == (0, 0, 2, 0)
    assert list(Event.objects.order_by("pk").values()) == before
    job = importer.send_file([line("a", summary="y"), line("b")])
    assert counts(job) == (0, 1, 1, 0)
    changed = Event.objects.get(external_key="a")
    assert (changed.version, changed.texts.get().summary) == (2, "y")
    assert changed.actions.first().reason == "Imported from a file."


def test_all_or_none_writes_nothing_where_one_row_is_bad(importer):
    job = importer.send_file([line("a"), line("b", type="nonsense"), line("c")])
    assert (job["state"], counts(job), job["ready"]) == ("refused", (0, 0, 0, 1), 2)
    assert Event.objects.count() == 0
    rows = [(row["result"], row["event"]) for row in importer.rows(job)]
    assert rows == [("ready", None), ("rejected", None), ("ready", None)]
    [bad] = importer.rows(job, "?result=rejected")
    assert (bad["number"], bad["key"], bad["event"]) == (2, "b", None)
    assert bad["problems"] == [{"pointer": "/type", "detail": "There is no such type of event."}]


def test_row_by_row_writes_the_good_ones(importer):
    file = [line("a"), line("b", type="nonsense"), {"title": "x"}, line("c"), line("a")]
    job = importer.send_file(file, "?mode=rows")
    assert (job["state"], job["done"], counts(job)) == ("done", 5, (2, 0, 0, 3))
    assert set(Event.objects.values_list("external_key", flat=True)) == {"a", "c"}
    problems = [row["problems"][0]["pointer"] for row in importer.rows(job, "?result=rejected")]
    assert problems == ["/type", "/external_key", "/external_key"]


def test_csv_names_the_column(importer):
    newsroom.actor("Sergei Lavrov")
    text = (
        "external_key,title,language,type,start,place,country,participants\n"
        "a,Talks,en,talks,2023-02-21,Moscow,RU,host: Sergei Lavrov\n"
        "b,Talks,en,talks,next week,Moscow,Russia,Nobody at all\n"
        "c,,en,talks,,,,\n"
    )
    job = importer.send_file(text, "?mode=rows", CSV)
    assert (job["format"], counts(job)) == ("csv", (1, 0, 0, 2))
    bad = importer.rows(job, "?result=rejected")
    assert [(r["number"], sorted({p["column"] for p in r["problems"]})) for r in bad] == [
        (3, ["country", "start"]),
        (4, ["title"]),
    ]
    event = Event.objects.get()
    assert (event.place.country, event.participations.get().role) == ("RU", "host")


def test_public_record_is_imported_into_another_newsroom(importer, client):
    """What it names and describes is made where it is missing, its ids with it."""
    event = newsroom.linked_event("Grain talks")
    others = [relation.to_event_id for relation in event.relations.all()]
    documents = [client.get(f"{BASE}/events/{pk}/").json() for pk in (event.pk, *others)]
    forget_everything()
    refused = importer.send_file(documents)
    assert refused["state"] == "refused"
    assert Actor.objects.count() == Source.objects.count() == 0
    job = importer.send_file(documents, "?make_missing=true")
    assert [row["problems"] for row in importer.rows(job)] == [[], []]
    told = {document["id"]: as_told(document) for document in documents}
    assert republished(list(told)) == told
    assert counts(importer.send_file(documents, "?make_missing=true")) == (0, 0, 2, 0)


def republished(event_ids: list[str]) -> dict[str, dict]:
    """What the newsroom puts out when it publishes the events, storylines first."""
    Storyline.objects.update(public=True)
    for event in Event.objects.filter(pk__in=event_ids).order_by("created_at", "pk"):
        newsroom.publish(event)
    found = {pk: json.loads(current_edition(pk).document) for pk in event_ids}
    return {pk: as_told(document) for pk, document in found.items()}


def as_told(value):
    """A document without the editions that it names, which are ours."""
    if isinstance(value, list):
        return [as_told(item) for item in value]
    if isinstance(value, dict):
        return {key: as_told(item) for key, item in value.items() if key != "edition"}
    return value


def broken_off(monkeypatch, *, mode: str) -> Import:
    """An import of the editor whose process died after it had written two rows of five."""
    monkeypatch.setattr(parts, "Pace", partial(Pace, rows=1, most=1))
    job = kept([line(key) for key in "abcde"], mode=mode)
    with pytest.raises(Dead):
        die_at(job, "write", 3)
    assert Event.objects.count() == 2
    return job


@pytest.mark.parametrize("mode", ["rows", "all"])
def test_broken_off_import_is_gone_on_with(importer, monkeypatch, mode):
    job = broken_off(monkeypatch, mode=mode)
    path, template = f"{PATH}{job.pk}/", PATH + "{id}/"
    shown = importer.get(path, template=template).json()
    assert (shown["state"], shown["phase"], shown["done"]) == ("broken", "write", 2)
    answer = importer.post(f"{path}resume/", template=template + "resume/").json()
    assert (answer["state"], answer["done"], counts(answer)) == ("done", 5, (5, 0, 0, 0))
    assert [row["key"] for row in importer.rows(answer)] == list("abcde")
    assert importer.post(f"{path}resume/").json() == answer


@pytest.mark.parametrize(
    ("mode", "phase", "left", "ready"), [("rows", "write", 2, 0), ("all", "undo", 0, 5)]
)
def test_import_is_cancelled(importer, monkeypatch, mode, phase, left, ready):  # noqa: PLR0917
    job = broken_off(monkeypatch, mode=mode)
    path, template = f"{PATH}{job.pk}/", PATH + "{id}/"
    answer = importer.post(f"{path}cancel/", template=template + "cancel/").json()
    assert (answer["state"], answer["phase"], answer["ready"]) == ("cancelled", phase, ready)
    assert Event.objects.count() == left
    again = importer.post(f"{path}cancel/", template=template + "cancel/")
    told = "This import has already finished."
    assert (again.status_code, again.json()["detail"]) == (409, told)


def test_import_is_accepted_before_it_is_carried_out(importer, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    job = importer.send_file([line("a")])
    assert (job["state"], job["phase"], job["done"], job["created"]) == ("waiting", "check", 0, 0)
    assert Event.objects.count() == 0
    [task] = DBTaskResult.objects.all()
    assert (task.task_path, task.args_kwargs["args"]) == (import_file.module_path, [job["id"]])
    assert import_file.func(job["id"]) == "done"
    done = importer.get(f"{PATH}{job['id']}/", template=PATH + "{id}/").json()
    assert (done["state"], done["phase"], done["created"]) == ("done", "write", 1)


def test_address_of_the_import_is_told(importer):
    headers = {"Authorization": f"Bearer {importer.text}"}
    content = json.dumps(line("a")).encode()
    answer = importer.client.generic("POST", f"{BASE}{PATH}", content, NDJSON, headers=headers)
    expected = f"http://testserver{BASE}{PATH}{answer.json()['id']}/"
    assert (answer.status_code, answer["Location"]) == (202, expected)


def test_finished_import_is_deleted_and_its_events_stay(importer):
    job = importer.send_file([line("a")])
    path, template = f"{PATH}{job['id']}/", PATH + "{id}/"
    assert importer.send("delete", path, template=template).status_code == 204
    assert (Import.objects.count(), Event.objects.count()) == (0, 1)
    assert importer.send("delete", path, template=template).status_code == 404


def test_running_import_is_not_deleted(importer):
    job = running(importer, timezone.now())
    path, template = f"{PATH}{job['id']}/", PATH + "{id}/"
    answer = importer.send("delete", path, template=template)
    told = "This import is still running. Cancel it first."
    assert (answer.status_code, answer.json()["detail"]) == (409, told)
    assert Import.objects.count() == 1


def test_import_sent_twice_with_its_key_is_one(importer):
    first = importer.send_file([line("a")], key="k")
    assert first["state"] == "done"
    assert importer.send_file([line("a")], key="k") == first
    assert Import.objects.count() == 1
    importer.send_file([line("a")], key="k", media=CSV, status=422)
    importer.send_file([line("b")], key="k", status=422)


def test_imports_of_others_are_not_there(importer, db):
    job = importer.send_file([line("a")])
    other = Importer(token_of(newsroom.reviewer(), "read", "import"))
    for path in ("", "rows/"):
        assert other.get(f"{PATH}{job['id']}/{path}").status_code == 404
    for verb in ("resume", "cancel"):
        assert other.post(f"{PATH}{job['id']}/{verb}/").status_code == 404
    assert other.send("delete", f"{PATH}{job['id']}/").status_code == 404
    assert Import.objects.count() == 1
    assert other.get(PATH).json()["results"] == []
    assert Importer(token_of(newsroom.editor(), "write", name="w")).post(PATH).status_code == 403


@pytest.mark.parametrize(
    ("content", "query", "media", "status", "place"),
    [
        (b"", "", NDJSON, 422, ""),
        (b"\n\n", "", NDJSON, 422, ""),
        (b"id,titel\n1,x\n", "", CSV, 422, "titel"),
        (b"id,title\n1,\xff\n", "", CSV, 422, ""),
        (b"{}", "", "application/json", 415, None),
        (b"{}", "", "multipart/form-data", 415, None),
        (b"{}", "?mode=some", NDJSON, 400, "mode"),
        (b"{}", "?dry_run=1", NDJSON, 400, "dry_run"),
        (b"{}", "?make_missing=yes", NDJSON, 400, "make_missing"),
        (b"{}", "?publish=true", NDJSON, 400, "publish"),
    ],
)
def test_file_that_is_none_is_refused(  # noqa: PLR0917
    importer, content, query, media, status, place
):
    headers = {"Authorization": f"Bearer {importer.text}"}
    answer = importer.client.generic(
        "POST", f"{BASE}{PATH}{query}", content, media, headers=headers
    )
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    if place is not None:
        [error] = answer.json()["errors"]
        assert error.get("column", error.get("pointer", error.get("parameter"))) == place
    assert Import.objects.count() == 0


def test_file_beyond_the_limit_is_refused_unread(importer, settings):
    settings.IMPORT_OCTETS = 1000
    answer = importer.client.generic(
        "POST", f"{BASE}{PATH}", b"x" * 1001, NDJSON,
        headers={"Authorization": f"Bearer {importer.text}"},
    )  # fmt: skip
    assert answer.status_code == 413


def test_rows_refuse_what_they_do_not_know(importer):
    job = importer.send_file([line("a")])
    answer = importer.get(f"{PATH}{job['id']}/rows/?result=lost", template=PATH + "{id}/rows/")
    assert errors(answer)[0][0] == "result"


def running(importer, alive_at) -> dict:
    """An import that somebody carries out, who was heard of last at that moment."""
    job = importer.send_file([line("a")], "?mode=rows")
    Event.objects.all().delete()
    ImportRow.objects.all().delete()
    fresh = {"state": "running", "done": 0, "claimed_at": NOW, "alive_at": alive_at}
    Import.objects.update(finished_at=None, **fresh)
    content = json.dumps(line("a")).encode()
    ImportFile.objects.create(of_id=job["id"], content=content)
    return job


def test_import_that_is_carried_out_is_not_gone_on_with(importer):
    job = running(importer, timezone.now() - jobs.SILENCE / 2)
    path, template = f"{PATH}{job['id']}/resume/", PATH + "{id}/resume/"
    answer = importer.post(path, template=template)
    told = "This import is still running. It cannot be resumed now."
    assert (answer.status_code, answer.json()["detail"]) == (409, told)
    assert (Event.objects.count(), Import.objects.get().state) == (0, "running")
    Import.objects.update(alive_at=timezone.now() - jobs.SILENCE * 2)
    assert importer.post(path, template=template).json()["state"] == "done"
    assert Event.objects.count() == 1
