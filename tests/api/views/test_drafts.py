"""Drafts of events, and the editorial verbs."""

from time import process_time

import pytest

from events import record
from events.models import Action, Edition, Event
from events.record.desk import DeskEvent
from events.record.members import members_of
from tests import newsroom
from tests.api.programs import errors

DESK = "/desk/events/"
ONE = "/desk/events/{id}/"


def test_document_becomes_a_draft_and_comes_back_as_it_was_sent(writer, document):
    made = writer.post(DESK, document, template=DESK)
    assert made.status_code == 201
    shown = made.json()
    assert made["Location"] == f"http://testserver/api/v1/desk/events/{shown['id']}/"
    assert (shown["state"], shown["version"], made["ETag"]) == ("draft", 1, '"1"')
    for name in ("external_key", "title", "summary", "language", "type", "occurrence"):
        assert shown[name] == document[name], name
    assert shown["start"] == {**document["start"], "timezone": None}
    assert shown["end"]["edtf"] == "2023-02-22"
    assert shown["place"]["names"] == {"de": "Moskau"}
    assert [p["role"] for p in shown["participants"]] == ["visitor", "host"]
    assert [c["kind"] for c in shown["claims"]] == ["accusation", "denial"]
    assert shown["claims"][1]["links"] == document["claims"][1]["links"]
    assert shown["claims"][1]["also_about"] == document["claims"][1]["also_about"]
    assert shown["citations"][0]["via"][0]["wording"] == "laut Tass"
    assert [r["type"] for r in shown["relations"]] == ["part_of"]
    assert len(shown["storylines"]) == 1
    assert shown["other_dates"][0]["start"]["edtf"] == "2023-02"
    assert writer.get(f"{DESK}{shown['id']}/", template=ONE).json() == shown


def test_nothing_of_a_draft_is_public(writer, document, client):
    made = writer.post(DESK, document).json()
    assert client.get(f"/api/v1/events/{made['id']}/").status_code == 404
    assert "Talks in Moscow" not in client.get("/api/v1/events/").content.decode()
    assert not Edition.objects.filter(event=made["id"]).exists()


def test_what_was_shown_can_be_sent_back_and_changes_nothing(writer, document):
    shown = writer.post(DESK, document).json()
    path = f"{DESK}{shown['id']}/"
    for method in (writer.put, writer.patch):
        again = method(path, shown, version=1, template=ONE)
        assert (again.status_code, again.json()) == (200, shown)
    assert Action.objects.filter(event=shown["id"]).count() == 1


READ_ONLY = {
    "version": 7, "state": "published", "published_version": 3,
    "updated_at": "2020-01-01T00:00:00Z", "url": "/events/x/", "type_names": {}, "period": {},
    "origins": {}, "date_origins": None, "actors": {}, "sources": {}, "edition": {},
}  # fmt: skip


@pytest.mark.parametrize("name", READ_ONLY)
def test_member_that_nobody_can_set_is_refused_on_create_and_change(writer, document, name):
    refusal = [(f"/{name}", "This is read-only. Omit it or send it unchanged.")]
    sent = {**document, name: READ_ONLY[name]}
    created = writer.post(DESK, sent, template=DESK)
    assert (created.status_code, errors(created)) == (422, refusal)
    path = f"{DESK}{writer.post(DESK, document).json()['id']}/"
    for method, changed in ((writer.put, sent), (writer.patch, {name: READ_ONLY[name]})):
        answer = method(path, changed, version=1, template=ONE)
        assert (answer.status_code, errors(answer)) == (422, refusal)


def test_list_of_what_nobody_can_set_is_that_of_the_declaration():
    declared = {**members_of(record.Event), **members_of(DeskEvent)}
    assert set(READ_ONLY) | {"storylines"} == {
        name for name, one in declared.items() if one.member.read_only
    } | {"storylines"}


def test_patch_writes_what_is_given_and_put_the_whole(writer, document):
    shown = writer.post(DESK, document).json()
    path = f"{DESK}{shown['id']}/"
    changed = writer.patch(path, {"title": "Talks", "occurrence": "alleged"}, version=1)
    assert changed["ETag"] == '"2"'
    expected = {**shown, "title": "Talks", "occurrence": "alleged", "version": 2}
    assert changed.json() == {**expected, "updated_at": changed.json()["updated_at"]}
    small = {"title": "Talks", "language": "en", "type": "talks"}
    answer = writer.put(path, small, version=2, template=ONE)
    assert answer.status_code == 200, answer.json()
    whole = answer.json()
    assert (whole["participants"], whole["claims"], whole["start"]) == ([], [], None)
    assert (whole["texts"], whole["place"], whole["relations"]) == ({}, None, [])


def test_rows_that_stay_keep_their_ids(writer, document):
    shown = writer.post(DESK, document).json()
    path = f"{DESK}{shown['id']}/"
    claims, citations = shown["claims"], shown["citations"]
    claims[0]["text"] = "It was much so."
    citations[0]["quote"] = "am Dienstag"
    claims.append({"speaker": claims[0]["speaker"], "text": "More.", "language": "en"})
    changed = writer.patch(path, {"claims": claims, "citations": citations}, version=1).json()
    assert [c["id"] for c in changed["claims"]][:2] == [c["id"] for c in claims[:2]]
    assert changed["claims"][0]["citations"] == claims[0]["citations"]
    assert (changed["claims"][0]["text"], len(changed["claims"])) == ("It was much so.", 3)
    assert changed["citations"] == citations


def test_verbs_publish_correct_and_retract(publisher, document, client):
    made = publisher.post(DESK, document).json()
    path, public = f"{DESK}{made['id']}/", f"/api/v1/events/{made['id']}/"
    template = ONE + "publish/"
    published = publisher.post(f"{path}publish/", version=1, template=template)
    assert (published.status_code, published.json()["state"]) == (200, "published")
    assert published.json()["edition"]["number"] == 1
    assert client.get(public).json()["title"] == "Talks in Moscow"
    changed = publisher.patch(path, {"title": "Talks in Munich"}, version=2)
    assert client.get(public).json()["title"] == "Talks in Moscow"
    version = changed.json()["version"]
    corrected = publisher.post(
        f"{path}correct/", {"note": "It was in Munich."}, version=version,
        template=ONE + "correct/",
    ).json()  # fmt: skip
    assert client.get(public).json()["edition"]["note"] == "It was in Munich."
    retracted = publisher.post(
        f"{path}retract/", {"reason": "Invented."}, version=corrected["version"],
        template=ONE + "retract/",
    ).json()  # fmt: skip
    assert client.get(public).status_code == 410
    restored = publisher.post(
        f"{path}restore/", {"reason": "It was so."}, version=retracted["version"],
        template=ONE + "restore/",
    ).json()  # fmt: skip
    assert (restored["state"], client.get(public).status_code) == ("published", 200)


def test_review_goes_back_and_forth(publisher, document):
    made = publisher.post(DESK, document).json()
    path = f"{DESK}{made['id']}/"
    sent = publisher.post(f"{path}submit/", version=1, template=ONE + "submit/").json()
    assert (sent["state"], sent["edition"]) == ("in_review", None)
    back = publisher.post(
        f"{path}send-back/", {"reason": "Name a source."}, version=sent["version"],
        template=ONE + "send-back/",
    ).json()  # fmt: skip
    assert back["state"] == "draft"


def test_verb_refuses_what_the_desk_refuses_and_names_the_place(publisher, document):
    made = publisher.post(DESK, {**document, "citations": []}).json()
    path = f"{DESK}{made['id']}/"
    answer = publisher.post(f"{path}publish/", version=1, template=ONE + "publish/")
    assert (answer.status_code, [place for place, _text in errors(answer)]) == (422, ["/citations"])
    answer = publisher.post(f"{path}correct/", {"note": "x"}, version=1)
    assert [place for place, _text in errors(answer)] == ["/state"]
    for verb, body, place in (
        ("correct", {}, "/note"),
        ("retract", {"reason": ""}, "/reason"),
        ("retract", {"reason": 5}, "/reason"),
        ("publish", {"reason": "x"}, "/reason"),
        ("publish", {"note": "x" * 2001}, "/note"),
        ("publish", {"state": "published"}, "/state"),
    ):
        answer = publisher.post(f"{path}{verb}/", body, version=1, template=f"{ONE}{verb}/")
        assert (answer.status_code, [p for p, _t in errors(answer)]) == (422, [place]), verb
    assert publisher.post(f"{path}publish/", []).status_code == 428
    assert Event.objects.get(pk=made["id"]).state == "draft"
    assert publisher.post(f"{path}publish/").status_code == 428
    assert publisher.post(f"{path}publish/", version=7).status_code == 412


def test_all_that_is_wrong_is_told_at_once_with_its_place(writer, document):
    document["occurrence"] = "perhaps"
    document["start"] = {"edtf": "2023-02-30"}
    document["place"]["country"] = "Russia"
    document["secret"] = 1
    answer = writer.post(DESK, document, template=DESK)
    assert answer.status_code == 422
    assert sorted(place for place, _text in errors(answer)) == [
        "/occurrence", "/place/country", "/secret", "/start",
    ]  # fmt: skip
    assert Event.objects.filter(external_key="archive:17").count() == 0
    assert "perhaps" not in answer.content.decode()


BAD = [
    ({"participants": [{"actor": "9999-9999-9999"}]}, "/participants/0/actor"),
    ({"participants": [{"actor": {"name": "Nobody"}}]}, "/participants/0/actor"),
    ({"participants": [{"role": "host"}]}, "/participants/0/actor"),
    ({"participants": {"actor": "x"}}, "/participants"),
    ({"participants": ["x"]}, "/participants/0"),
    ({"citations": [{}]}, "/citations/0/source"),
    ({"citations": [{"source": {"title": "x"}}]}, "/citations/0/source"),
    ({"claims": [{"id": "x", "speaker": None}]}, "/claims/0/speaker"),
    ({"title": 5}, "/title"),
    ({"title": ""}, "/title"),
    ({"title": "x" * 301}, "/title"),
    ({"texts": {"<b>": {"title": "x"}}}, "/texts/<b>"),
    ({"texts": {"de": {"title": "x", "text": "y"}}}, "/texts/de/text"),
    ({"texts": ["de"]}, "/texts"),
    ({"type": None}, "/type"),
    ({"type": "nonsense"}, "/type"),
    ({"start": 2023}, "/start"),
    ({"start": "Tuesday"}, "/start"),
    ({"start": {"edtf": "2023", "phrase": "x" * 201}}, "/start/phrase"),
    ({"start": {"edtf": "2023", "basis": "guess"}}, "/start"),
    ({"start": {"edtf": "2023", "anchor": "then"}}, "/start"),
    ({"start": None, "end": "2023"}, ""),
    ({"start": "2023-03", "end": "2023-01"}, ""),
    ({"place": {"latitude": 55.7}}, "/place/name"),
    ({"place": {"name": "Moscow", "latitude": "x", "longitude": 0}}, "/place/latitude"),
    ({"place": {"name": "Moscow", "latitude": 95, "longitude": 0}}, "/place/latitude"),
    ({"relations": [{"type": "part_of", "event": "9999-9999-9999"}]}, "/relations/0/event"),
    ({"relations": [{"type": "near", "event": "9999-9999-9999"}]}, "/relations/0/event"),
    ({"storylines": ["9999-9999-9999"]}, "/storylines/0"),
    ({"id": "123"}, "/id"),
    ({"external_key": "x" * 201}, "/external_key"),
    ({"other_dates": [{"kind": "guess", "start": "2023"}]}, "/other_dates/0/kind"),
    ({"citations": [{"source": "x", "stance": "odd"}] * 501}, "/citations"),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "place"), BAD)
def test_bad_member_is_named_and_nothing_is_written(writer, document, wrong, place):
    before = Event.objects.count()
    answer = writer.post(DESK, {**document, **wrong}, template=DESK)
    assert (answer.status_code, place in dict(errors(answer))) == (422, True), errors(answer)
    assert Event.objects.count() == before


def test_same_participant_twice_is_refused_at_the_second(writer, document):
    document["participants"] *= 2
    answer = writer.post(DESK, document)
    assert [place for place, _text in errors(answer)] == ["/participants/2"]


def test_key_of_another_system_is_used_once(writer, document):
    writer.post(DESK, document)
    answer = writer.post(DESK, {**document, "claims": []}, template=DESK)
    assert [place for place, _text in errors(answer)] == ["/external_key"]


def test_claims_of_another_event_are_not_taken(writer, document):
    writer.post(DESK, document)
    other = writer.post(DESK, {**document, "external_key": ""}, template=DESK)
    assert [place for place, _text in errors(other)] == ["/claims/0/id"]


def test_claim_that_others_answer_stays(writer, document):
    first = writer.post(DESK, document).json()
    claims = [{"speaker": document["claims"][0]["speaker"], "text": "No.", "language": "en",
               "links": [{"type": "denies", "claim": "2222-2222-2222"}]}]  # fmt: skip
    writer.post(DESK, {**document, "external_key": "", "claims": claims})
    answer = writer.patch(f"{DESK}{first['id']}/", {"claims": []}, version=1)
    assert answer.status_code == 422
    assert Event.objects.get(pk=first["id"]).claims.count() == 2


def test_desk_is_listed_newest_first_in_two_queries(
    writer, document, django_assert_max_num_queries
):
    made = writer.post(DESK, document).json()
    newsroom.draft_event("Further talks", updated_at=newsroom.NOW)
    rows = writer.get(DESK, template=DESK).json()["results"]
    assert rows[0]["id"] == made["id"]
    assert [r["title"] for r in writer.get(f"{DESK}?state=draft").json()["results"]] == [
        "Talks in Moscow",
        "Further talks",
    ]
    found = writer.get(f"{DESK}?external_key=archive:17").json()["results"]
    assert [row["id"] for row in found] == [made["id"]]
    first = writer.get(f"{DESK}?limit=1").json()
    assert writer.get(first["next"].removeprefix("http://testserver/api/v1")).json()["results"]
    with django_assert_max_num_queries(8):
        writer.get(DESK)


@pytest.mark.parametrize(
    "query", ["state=lost", "nonsense=1", "limit=0", "cursor=x", "state=draft&state=draft"]
)
def test_list_refuses_what_it_does_not_know(writer, query):
    answer = writer.get(f"{DESK}?{query}", template=DESK)
    assert (answer.status_code, errors(answer)[0][0]) == (400, query.split("=")[0])


def test_problems_beyond_the_fiftieth_are_not_listed(writer, document):
    unknown = {f"member {number}": number for number in range(60_000)}
    began = process_time()
    answer = writer.post(DESK, {**document, **unknown})
    assert (answer.status_code, len(errors(answer)), process_time() - began < 2) == (422, 50, True)
    assert errors(answer)[0] == ("/member 0", "There is no such member.")
    made = writer.post(DESK, document).json()
    answer = writer.post(f"{DESK}{made['id']}/submit/", unknown, version=1)
    assert (answer.status_code, len(errors(answer))) == (422, 50)


def test_languages_are_counted_and_a_hundred_can_be_written(writer, document):
    document = {name: document[name] for name in ("title", "language", "type")}
    tags = [f"en-x-{number}" for number in range(101)]
    texts = {tag: {"title": "Talks"} for tag in tags}
    answer = writer.post(DESK, {**document, "texts": texts}, template=DESK)
    assert errors(answer) == [("/texts", "At most 100 entries.")]
    place = {"name": "Moscow", "names": dict.fromkeys(tags, "Moscow")}
    answer = writer.post(DESK, {**document, "place": place})
    assert errors(answer) == [("/place/names", "At most 100 entries.")]
    del texts["en-x-100"]
    made = writer.post(DESK, {**document, "texts": texts})
    assert (made.status_code, len(made.json()["texts"])) == (201, 100)


NO_LANGUAGE = "Enter a language tag, such as de, en or zh-Hans."


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"language": "javascript:alert(1)"}, ("/language", NO_LANGUAGE)),
        ({"language": "en_GB"}, ("/language", NO_LANGUAGE)),
        ({"language": "x"}, ("/language", NO_LANGUAGE)),
        ({"texts": {"7": {"title": "x"}}}, ("/texts/7", NO_LANGUAGE)),
        ({"texts": {"de": {"title": "x"}, "DE": {"title": "y"}}},
         ("/texts/DE", "This is a duplicate.")),
        ({"texts": {"EN": {"title": "Other"}}},
         ("/texts/EN/title", "The record itself is in this language. Change it there.")),
        ({"participants": [{"actor": "Wang", "described_as_language": "<b>"}]},
         ("/participants/0/described_as_language", NO_LANGUAGE)),
        ({"start": {"edtf": "2023", "phrase": "x", "phrase_language": "<b>"}},
         ("/start/phrase_language", NO_LANGUAGE)),
    ],
)  # fmt: skip
def test_language_is_a_tag_and_each_is_there_once(writer, document, wrong, told):
    answer = writer.post(DESK, {**document, **wrong}, template=DESK)
    assert (answer.status_code, told in errors(answer)) == (422, True), errors(answer)


def test_language_written_otherwise_is_the_same_row(writer, document):
    shown = writer.post(DESK, document).json()
    row = Event.objects.get(pk=shown["id"]).texts.get(language="de")
    texts = {"DE": shown["texts"]["de"], "en": {"title": document["title"],
                                                "summary": document["summary"]}}  # fmt: skip
    changed = writer.patch(f"{DESK}{shown['id']}/", {"texts": texts}, version=1).json()
    assert changed["texts"] == shown["texts"]
    assert Event.objects.get(pk=shown["id"]).texts.get(language="de").pk == row.pk


def test_text_of_a_claim_beside_itself_is_not_lost(writer, document):
    claim = {**document["claims"][0], "texts": {"EN": "It was otherwise."}}
    answer = writer.post(DESK, {**document, "claims": [claim]}, template=DESK)
    assert errors(answer) == [("/claims/0/texts/EN", "This is the language of the original text.")]
    claim["texts"] = {"EN": claim["text"]}
    made = writer.post(DESK, {**document, "claims": [claim]})
    assert (made.status_code, made.json()["claims"][0]["texts"]) == (201, {})


@pytest.mark.parametrize(
    ("wrong", "places"),
    [
        ({"name": "Berlin"}, ["/place/name"]),
        ({"country": None, "precision": "region"}, ["/place/country", "/place/precision"]),
        ({"latitude": 55.7, "longitude": []}, ["/place/latitude", "/place/longitude"]),
        ({"names": {"de": "Berlin", "fr": "Moscou"}}, ["/place/names/de", "/place/names/fr"]),
    ],
)
def test_place_with_its_id_is_not_said_to_be_another(writer, document, wrong, places):
    shown = writer.post(DESK, document).json()
    path = f"{DESK}{shown['id']}/"
    answer = writer.patch(path, {"place": {**shown["place"], **wrong}}, version=1, template=ONE)
    assert errors(answer) == [
        (place, "This does not match the place with this id.") for place in places
    ]
    same = {"id": shown["place"]["id"], "name": "Moskau"}
    assert writer.patch(path, {"place": same}, version=1).json() == shown
