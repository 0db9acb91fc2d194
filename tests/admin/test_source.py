"""The `ModelAdmin` of sources."""

from events.dates import When
from events.models import Source
from tests import factories, newsroom
from tests.admin.pages import form_data, form_of, path, results, save


def test_source_is_found_by_title_and_publisher(editor):
    tass = newsroom.actor("Tass", kind="organisation")
    source = factories.SourceFactory(
        title="Lavrov on talks", publisher=tass, published=When.parse("2023-02-22"), held=False
    )
    factories.SourceFactory(title="Something else")
    label = "Lavrov on talks (Tass, Wednesday, 22 February 2023, not held) – not public yet"
    expected = [(source.pk, label)]
    assert results(editor, "citation", "source", "lavrov") == expected
    assert results(editor, "citation", "source", "tass") == expected


def test_dates_of_a_source_are_read_in_its_language(editor):
    path = "/admin/events/source/add/"
    data = form_of(editor.get(path), "source_form")
    data |= {"kind": "article", "title": "Bericht", "language": "de"}
    response = save(editor, path, data, published_text="22. Februar 2023")
    assert response.status_code == 302
    published = Source.objects.get().published
    assert (published.edtf, published.phrase_language) == ("2023-02-22", "de")


def test_source_is_found_by_any_name_of_its_publisher(editor):
    tass = newsroom.actor("Tass", kind="organisation")
    newsroom.name(tass, "ТАСС", "ru", script="Cyrl")
    source = factories.SourceFactory(title="Lavrov on talks", publisher=tass)
    assert [key for key, _label in results(editor, "citation", "source", "ТАСС")] == [source.pk]


def test_change_of_a_source_is_based_on_its_version(editor):
    source = factories.SourceFactory()
    address = path("source", f"{source.pk}/change/")
    data = form_data(editor, address)
    assert save(editor, address, data, title="First", language="EN-gb").status_code == 302
    response = save(editor, address, data, title="Second")
    assert response.context["adminform"].form.is_stale is True
    saved = Source.objects.get()
    assert (saved.title, saved.language, saved.version) == ("First", "en-GB", 2)
