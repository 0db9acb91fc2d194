"""Records are named by their best name in each language, and described once in a document."""

from datetime import datetime

import pytest

from events import record
from events.dates import LANGUAGES, When
from events.editorial.naming import (
    Mentions,
    Names,
    best_names,
    first_version,
    instant,
    office_names,
    source_ref,
    storyline_ref,
    when,
)
from events.models import Source
from tests import factories, newsroom
from tests.newsroom import current

pytestmark = pytest.mark.django_db


def named(text: str, language: str = "en", kind: str = "official") -> record.ActorName:
    return record.ActorName(name=text, language=language, script="Latn", kind=kind)


def circle(length: int) -> list[Source]:
    """Sources of which each is the newer version of the one before, and the first of the last."""
    sources = factories.SourceFactory.create_batch(length)
    for source, before in zip(sources, [sources[-1], *sources], strict=False):
        Source.objects.filter(pk=source.pk).update(revision_of=before)
    return [Source.objects.get(pk=source.pk) for source in sources]


def test_names_are_given_in_the_languages_of_the_interface_and_metonyms_stand_for_nobody():
    russia = newsroom.actor("Russia", kind="state")
    newsroom.name(russia, "der Kreml", "de", kind="metonym")
    newsroom.name(russia, "Russland", "de")
    newsroom.name(russia, "Россия", "ru", script="Cyrl")
    event = newsroom.draft_event()
    factories.ParticipationFactory(event=event, actor=russia)
    newsroom.publish(event)
    reference = current(event).participants[0].actor
    assert reference == record.ActorRef(id=russia.pk, name="Russia", url=f"/actors/{russia.pk}/")
    assert current(event).actors[russia.pk] == record.NamedActor(
        names={"en": "Russia", "de": "Russland"}, kind="state"
    )


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        ("2023-03-01T12:00:00+00:00", "2023-03-01T12:00:00Z"),
        ("2023-03-01T00:30:00+01:00", "2023-02-28T23:30:00Z"),
        ("2023-03-01T12:00:00.000001+00:00", "2023-03-01T12:00:00.000001Z"),
    ],
)
def test_instant_is_spelt_in_utc(moment, text):
    assert instant(datetime.fromisoformat(moment)) == text


def test_date_is_worded_in_the_languages_of_the_interface():
    date = When.parse("2023-02", basis="inferred")
    assert when(date) == record.When(**date.as_json(tuple(LANGUAGES)))
    assert when(None) is None


def test_best_name_is_that_of_the_best_kind_and_of_several_the_first():
    kinds = ("alias", "short", "transliteration", "official", "official")
    names = [named(f"{number} {kind}", kind=kind) for number, kind in enumerate(kinds)]
    assert best_names(names) == {"en": "3 official"}
    assert best_names(names[:3]) == {"en": "2 transliteration"}
    assert best_names(names[:2]) == {"en": "1 short"}
    assert best_names(names[:1]) == {"en": "0 alias"}


def test_best_names_are_in_the_order_of_the_languages_of_the_interface():
    names = [named("Russland", "de"), named("Россия", "ru"), named("Russia", "en")]
    assert list(best_names(names).items()) == [("en", "Russia"), ("de", "Russland")]


def test_metonym_is_not_a_name_even_where_there_is_no_other():
    assert best_names([named("der Kreml", "de", kind="metonym")]) == {}


def test_office_has_its_titles_in_the_languages_of_the_interface():
    office = factories.OfficeFactory()
    for language, title in (("de", "Außenminister"), ("ru", "министр"), ("en", "Minister")):
        factories.OfficeNameFactory(office=office, language=language, name=title)
    assert list(office_names(office).items()) == [("en", "Minister"), ("de", "Außenminister")]
    assert office_names(factories.OfficeFactory()) == {}


def test_storyline_is_called_by_its_original_title_and_has_the_others_beside_it():
    storyline = factories.StorylineFactory(label="on the desk")
    url = f"/storylines/{storyline.pk}/"
    assert storyline_ref(storyline) == record.StorylineRef(
        id=storyline.pk, title="on the desk", titles={}, url=url
    )
    for language, origin in (("de", "translation"), ("ru", "original"), ("en", "translation")):
        factories.StorylineTextFactory(
            storyline=storyline, language=language, origin=origin, title=f"in {language}"
        )
    assert storyline_ref(storyline) == record.StorylineRef(
        id=storyline.pk, title="in ru", titles={"de": "in de", "en": "in en"}, url=url
    )


def test_actor_is_named_in_the_language_of_the_document_and_by_its_label_without_names():
    russia = newsroom.actor("Russia", kind="state")
    newsroom.name(russia, "Russland", "de")
    unnamed = factories.ActorFactory(label="A diplomat", kind="unnamed")
    names = {"en": "Russia", "de": "Russland"}
    url = f"/actors/{russia.pk}/"
    assert Names("de").actor(russia) == (
        record.ActorRef(id=russia.pk, name="Russland", url=url),
        record.NamedActor(names=names, kind="state"),
    )
    assert Names("fr").actor(russia)[0].name == "Russia"
    assert Names("de").actor(unnamed) == (
        record.ActorRef(id=unnamed.pk, name="A diplomat", url=f"/actors/{unnamed.pk}/"),
        record.NamedActor(names={}, kind="unnamed"),
    )


def test_names_that_were_looked_up_are_kept(django_assert_num_queries):
    paper = newsroom.actor("Gazette", kind="organisation")
    source = factories.SourceFactory(publisher=paper)
    names = Names("en")
    found = names.actor(paper), names.source(source)
    with django_assert_num_queries(0):
        assert (names.actor(paper), names.source(source)) == found


def test_source_is_described_with_its_publisher_and_its_dates():
    paper = newsroom.actor("Gazette", kind="organisation")
    published, modified = When.parse("2023-02-21"), When.parse("2023-02-22T16:00+01:00")
    source = factories.SourceFactory(
        title="A report", publisher=paper, published=published, modified=modified, held=False
    )
    reference, known = Names("en").source(source)
    assert reference == source_ref(source)
    assert reference == record.SourceRef(
        id=source.pk, title="A report", url=f"/sources/{source.pk}/"
    )
    assert known == record.NamedSource(
        kind="article",
        language="en",
        canonical_url="",
        archive_url="",
        held=False,
        publisher=record.ActorRef(id=paper.pk, name="Gazette", url=f"/actors/{paper.pk}/"),
        published=when(published),
        modified=when(modified),
    )


def test_mentions_are_all_that_a_chain_of_citations_names():
    paper, agency, witness = (newsroom.actor(name) for name in ("Paper", "Agency", "Witness"))
    first = factories.SourceFactory(title="First")
    report = factories.SourceFactory(title="Report", publisher=paper, revision_of=first)
    wire = factories.SourceFactory(title="Wire", publisher=agency)
    citation = factories.CitationFactory(event=factories.EventFactory(), source=report, quote="Q")
    factories.HopFactory(citation=citation, source=wire, wording="according to the wire")
    factories.HopFactory(citation=citation, actor=witness, position=1)
    mentions = Mentions(Names("en"))
    [found] = mentions.citations([citation])
    assert (found.id, found.quote, found.source) == (citation.public_id, "Q", source_ref(report))
    witness_ref = record.ActorRef(id=witness.pk, name="Witness", url=f"/actors/{witness.pk}/")
    assert found.via == [
        record.Hop(actor=None, source=source_ref(wire), wording="according to the wire"),
        record.Hop(actor=witness_ref, source=None, wording=""),
    ]
    assert set(mentions.actors) == {paper.pk, agency.pk, witness.pk}
    assert set(mentions.sources) == {report.pk, wire.pk}
    assert mentions.first_versions == {report.pk: first.pk}
    assert mentions.language == "en"


def test_first_version_is_the_one_that_all_others_descend_from():
    first = factories.SourceFactory()
    second = factories.SourceFactory(revision_of=first)
    third = factories.SourceFactory(revision_of=second)
    assert [first_version(source) for source in (first, second, third)] == [first.pk] * 3


@pytest.mark.parametrize("length", [2, 3])
def test_first_version_of_sources_in_a_circle_is_one_of_them(length):
    sources = circle(length)
    assert [first_version(source) for source in sources] == [source.pk for source in sources]
