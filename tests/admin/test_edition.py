"""The `ModelAdmin`s of editions and profiles."""

from django.utils.translation import override

from events.admin.edition import document_title, formatted_document
from events.models import Profile
from tests import newsroom
from tests.admin.pages import listed_keys, path


def test_editions_are_listed_with_the_current_one_marked(editor):
    event = newsroom.published_event("Talks")
    event.texts.update(title="Talks in Moscow")
    event.version += 1
    event.save()
    newsroom.correct(event, note="The title was incomplete.")
    response = editor.get(path("edition"))
    model_admin = response.context["cl"].model_admin
    rows = [(row.number, model_admin.is_current(row)) for row in response.context["cl"].result_list]
    assert rows == [(2, True), (1, False)]
    assert "The title was incomplete." in response.content.decode()


def test_editions_are_filtered_by_event(editor):
    event = newsroom.published_event("Talks")
    newsroom.published_event("Visit")
    found = listed_keys(editor, path("edition"), event__exact=event.pk)
    assert found == {event.editions.get().pk}


def test_edition_shows_its_public_record(editor):
    edition = newsroom.published_event("Talks <b>").editions.get()
    page = editor.get(path("edition", f"{edition.pk}/change/")).content.decode()
    assert "&quot;title&quot;: &quot;Talks &lt;b&gt;&quot;" in page
    assert '<div class="readonly">reviewer</div>' in page


def test_profile_shows_its_public_record(editor):
    event = newsroom.linked_event("Talks")
    tenured = event.participations.get(tenure__isnull=False).actor
    profile = Profile.objects.get(subject=tenured.pk)
    page = editor.get(path("profile", f"{profile.pk}/change/")).content.decode()
    assert '<div class="readonly">Speaker of Talks</div>' in page
    assert "&quot;kind&quot;: &quot;person&quot;" in page


def test_title_of_a_document_is_in_the_active_language():
    document = '{"title": "Talks", "texts": {"de": {"title": "Gespräche"}}}'
    assert document_title(document) == "Talks"
    with override("de"):
        assert document_title(document) == "Gespräche"
    assert document_title('{"name": "Russia"}') == "Russia"
    assert document_title('{"retracted": true}') == ""


def test_document_is_formatted_and_escaped():
    assert formatted_document('{"a": "<ä>"}') == (
        '<pre class="document" tabindex="0">{\n  &quot;a&quot;: &quot;&lt;ä&gt;&quot;\n}</pre>'
    )
