"""The `ModelAdmin` of storylines."""

import pytest

from events.models import Storyline
from tests import factories
from tests.admin.pages import errors_of, form_of, save

PATH = "/admin/events/storyline/{}/change/"


def save_filter(client, storyline, text):
    path = PATH.format(storyline.pk)
    return save(client, path, form_of(client.get(path), "storyline_form"), filter=text)


@pytest.mark.parametrize(
    "text", ["type=nonsense", "from=2023-03&to=2023-02", "ordering=date", "nobody=1", "q=%22"]
)
def test_filter_that_the_timeline_cannot_read_is_refused_with_its_place(reviewer, text):
    storyline = factories.StorylineFactory(filter="q=talks")
    factories.StorylineTextFactory(storyline=storyline)
    errors = errors_of(save_filter(reviewer, storyline, text))
    assert {error.split(":")[0] for error in errors} <= {text.split("=")[0], "to"}
    assert errors != []
    assert Storyline.objects.get(pk=storyline.pk).filter == "q=talks"


def test_filter_that_the_timeline_reads_is_kept(reviewer):
    storyline = factories.StorylineFactory()
    factories.StorylineTextFactory(storyline=storyline)
    save_filter(reviewer, storyline, "?q=talks&from=2023")
    assert Storyline.objects.get(pk=storyline.pk).filter == "q=talks&from=2023"


def test_storyline_is_published_and_withdrawn(editor, reviewer):
    storyline = factories.StorylineFactory()
    factories.StorylineTextFactory(storyline=storyline)
    path = f"/admin/events/storyline/{storyline.pk}/workflow/"
    assert editor.post(f"{path}publish/", {"expected_version": 1}).status_code == 403
    reviewer.post(f"{path}publish/", {"expected_version": 1})
    assert Storyline.objects.get().public is True
    reviewer.post(f"{path}withdraw/", {"expected_version": 2})
    assert Storyline.objects.get().public is False


def test_public_storyline_cannot_be_deleted(reviewer):
    storyline = factories.StorylineFactory(public=True)
    address = f"/admin/events/storyline/{storyline.pk}/delete/"
    assert reviewer.post(address, {"post": "yes"}).status_code == 403
    Storyline.objects.update(public=False)
    assert reviewer.post(address, {"post": "yes"}).status_code == 302
    assert Storyline.objects.count() == 0
