"""The `ModelAdmin` of claims."""

from events.dates import When
from events.models import Claim
from tests import newsroom
from tests.admin.pages import listed_keys, path


def test_claims_are_listed_with_text_event_and_date(editor):
    event = newsroom.linked_event(publish_it=False)
    claim = event.claims.get(kind="accusation")
    claim.said = When.parse("2023-02-21")
    claim.save()
    page = editor.get(path("claim")).content.decode()
    assert "accusation – Speaker of Linked talks: Accusation in Linked talks" in page
    assert f'<a href="/admin/events/event/{event.pk}/change/">Linked talks</a>' in page
    assert '<td class="field-said">Tuesday, 21 February 2023</td>' in page
    assert '<td class="field-said">–</td>' in page


def test_claims_are_found_by_text_and_speaker(editor):
    event = newsroom.linked_event(publish_it=False)
    accusation, denial = (event.claims.get(kind=kind) for kind in ("accusation", "denial"))
    assert listed_keys(editor, path("claim"), q="accusation in") == {accusation.pk}
    assert listed_keys(editor, path("claim"), q="host of") == {denial.pk}
    assert listed_keys(editor, path("claim"), kind__exact="denial") == {denial.pk}


def test_claim_is_read_only(reviewer):
    claim = newsroom.linked_event(publish_it=False).claims.first()
    address = path("claim", f"{claim.pk}/change/")
    assert reviewer.get(address).status_code == 200
    assert reviewer.post(address, {"quote": "Other"}).status_code == 403
    assert Claim.objects.get(pk=claim.pk).quote == claim.quote
