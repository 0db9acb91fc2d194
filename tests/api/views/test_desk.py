"""What all addresses of the write side do: versions, requests sent twice, bodies."""

import pytest

from events.models import Edition, Event

DESK = "/desk/events/"
ONE = "/desk/events/{id}/"


def test_change_without_version_is_428_and_of_an_old_one_412(writer, document):
    shown = writer.post(DESK, document).json()
    path = f"{DESK}{shown['id']}/"
    for header in (None, "*"):
        headers = {"Authorization": f"Bearer {writer.text}"}
        if header:
            headers["If-Match"] = header
        answer = writer.client.patch(
            f"/api/v1{path}", "{}", content_type="application/json", headers=headers
        )
        assert (answer.status_code, answer["Content-Type"]) == (428, "application/problem+json")
    current = writer.patch(path, {"title": "Theirs"}, version=1).json()
    answer = writer.patch(path, {"title": "Mine"}, version=1, template=ONE)
    assert answer.status_code == 412
    assert (answer.json()["version"], answer.json()["current"]) == (2, current)
    assert answer["ETag"] == '"2"'
    assert "editor" in answer.json()["detail"]
    for other in ("x", "2-gzip", "", "99999999999", "-1"):
        assert writer.patch(path, {"title": "Mine"}, version=other).status_code == 412, other
    assert Event.objects.get(pk=shown["id"]).label == "Theirs"


def test_if_match_has_a_limited_number_of_versions(writer, document):
    path = f"{DESK}{writer.post(DESK, document).json()['id']}/"
    nine = '2", "' * 9
    assert writer.patch(path, {}, version=f"{nine}1", template=ONE).status_code == 200
    for header in (f'{nine}2", "1', '2","' * 499 + "1", "1" * 300, "," * 10):
        answer = writer.patch(path, {}, version=header, template=ONE)
        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
        assert answer.json()["detail"] == ("If-Match can have at most 10 ETags and 300 characters.")


def test_post_sent_twice_with_its_key_is_carried_out_once(writer, document):
    first = writer.post(DESK, document, key="a-1")
    again = writer.post(DESK, document, key="a-1")
    assert (again.status_code, again.json()) == (201, first.json())
    assert (again["ETag"], again["Location"]) == (first["ETag"], first["Location"])
    assert again["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first
    assert Event.objects.filter(external_key="archive:17").count() == 1
    other = writer.post(DESK, {**document, "title": "Others"}, key="a-1", template=DESK)
    assert other.status_code == 422
    second = writer.post(DESK, {**document, "external_key": "x", "claims": []}, key="a-2")
    assert second.status_code == 201


def test_refused_post_can_be_corrected_and_sent_again_with_its_key(writer, document):
    assert writer.post(DESK, {**document, "type": "nonsense"}, key="k").status_code == 422
    assert writer.post(DESK, document, key="k").status_code == 201


def test_keys_of_two_accounts_are_apart(writer, publisher, document):
    assert writer.post(DESK, document, key="k").status_code == 201
    other = {**document, "external_key": "", "claims": []}
    assert publisher.post(DESK, other, key="k").status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 256, "with blank", "ä"])
def test_malformed_key_is_refused(writer, document, key):
    assert writer.post(DESK, document, key=key).status_code == 400


def test_verb_sent_twice_with_its_key_publishes_once(publisher, document):
    made = publisher.post(DESK, document).json()
    path = f"{DESK}{made['id']}/publish/"
    first = publisher.post(path, version=1, key="p")
    assert publisher.post(path, version=1, key="p").json() == first.json()
    assert Edition.objects.filter(event=made["id"]).count() == 1


def test_any_version_in_the_header_may_be_the_current_one(writer, document):
    shown = writer.post(DESK, document).json()
    path = f"{DESK}{shown['id']}/"
    for number, versions in enumerate(['7", "1', '2", "9', '9", W/"x", "3'], 1):
        answer = writer.patch(path, {"title": f"Talks {number}"}, version=versions)
        assert (answer.status_code, answer["ETag"]) == (200, f'"{number + 1}"')
    assert writer.patch(path, {"title": "x"}, version='3", "2').status_code == 412
    assert writer.patch(path, {"title": "x"}, version='3", W/"4').status_code == 412


@pytest.mark.parametrize(("coding", "status"), [("gzip", 415), ("br", 415), ("identity", 201)])
def test_compressed_body_is_refused_as_such(writer, document, coding, status):
    headers = {"Authorization": f"Bearer {writer.text}", "Content-Encoding": coding}
    answer = writer.client.post(f"/api/v1{DESK}", document, "application/json", headers=headers)
    assert answer.status_code == status
    if status == 415:
        assert answer.json()["detail"] == "Send the body without compression."
