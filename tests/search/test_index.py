import pytest
from django.db import connection

from events.models import Edition, EditionText
from events.search import SearchError, matching_editions, word_condition
from events.search.index import fts5_query, tsquery
from tests import factories, newsroom

pytestmark = pytest.mark.django_db


def found(query: str) -> list[str]:
    editions = Edition.objects.filter(seq__in=matching_editions(query), superseded_at=None)
    return sorted(editions.values_list("event__label", flat=True))


@pytest.fixture
def talks():
    event = newsroom.draft_event("Talks in Moscow")
    factories.EventTextFactory(
        event=event, language="de", title="Gespräche in Moskau", origin="translation"
    )
    actor = newsroom.actor("Nikolai Patrushev")
    factories.ParticipationFactory(event=event, actor=actor, described_as="führender Politiker")
    newsroom.publish(event)
    newsroom.published_event("Peace initiative announced in Munich")
    return event


@pytest.mark.parametrize(
    "query",
    [
        "talks",
        "TALK",
        "Moscow talks",
        "mosc",
        "Gespräch",
        "Gespraeche Moskau",
        "Politiker",
        "Patrushev",
        "Patruschew",
        "Патрушев",
        "Nikolay Patr",
        '"talks"',
        "(talks) -> moscow;",
        "talks* -moscow",
        "{talks}: ^moscow",
    ],
)
def test_search_finds_an_event_by_its_words_in_any_language(talks, query):
    assert found(query) == ["Talks in Moscow"]


@pytest.mark.parametrize("query", ["talks munich", "tal moscow", "alks", "Minsk"])
def test_search_wants_every_word_and_only_the_last_may_be_cut_short(talks, query):
    assert found(query) == []


@pytest.mark.parametrize(
    "query",
    [
        "AND",
        "OR NOT",
        "NEAR(a b, 3)",
        "words:talks",
        "rowid",
        "a'b",
        'a"b',
        "a\\b",
        "a & b | c",
        "x:*",
        "' OR 1=1 --",
        "%s %d",
        "\u202ebidi",
        "𝕏𝕐",
        "🙂 smile",
        " ".join(["talks"] * 20),
        "x" * 200,
        "汉" * 200,
    ],
)
def test_search_takes_nothing_typed_for_an_operator(talks, query):
    assert set(found(query)) <= {"Talks in Moscow"}


def test_queries_quote_every_word():
    words = [("talk", "§ta"), ("mosc", "§mosk", "§mo")]

    assert fts5_query(words) == '("talk" OR "§ta") AND ("mosc"* OR "§mosk"* OR "§mo")'
    assert tsquery(words) == "('talk' | '§ta') & ('mosc':* | '§mosk':* | '§mo')"


def test_search_forgets_what_is_changed_or_deleted(talks):
    rows = EditionText.objects.filter(edition__event=talks)
    rows.filter(language="en").update(words="changed")
    assert found("changed") == ["Talks in Moscow"]

    rows.delete()
    assert found("changed") == []
    assert found("Gespräche") == []


def test_search_uses_the_index(talks):
    editions = Edition.objects.filter(seq__in=matching_editions("talks"))
    if connection.vendor == "sqlite":
        assert "VIRTUAL TABLE INDEX" in editions.explain()
    else:
        with connection.cursor() as cursor:
            # A handful of rows is read faster without it.
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        plan = editions.explain()
        assert "events_editiontext_search" in plan, plan


@pytest.mark.parametrize("query", ["talk", "announc", "moscow 2023", "peac munich", "s"])
def test_search_counts_what_a_plain_look_at_the_words_counts(talks, query):
    newsroom.linked_event("Summit peace talks in Munich")
    from_index = set(
        Edition.objects.filter(seq__in=matching_editions(query)).values_list("seq", flat=True)
    )

    assert from_index == plainly_matching(query)


@pytest.mark.sqlite
@pytest.mark.parametrize("query", ["munich", "moscow talks", "tal", "Патр", "peac munich", "alks"])
def test_word_condition_selects_the_rows_that_the_index_does(talks, query):
    newsroom.linked_event("Summit peace talks in Munich")
    condition, parameters = word_condition(query)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT edition_id FROM events_editiontext AS text WHERE {condition}", parameters
        )
        scanned = {seq for (seq,) in cursor.fetchall()}
    indexed = Edition.objects.filter(seq__in=matching_editions(query))
    assert scanned == set(indexed.values_list("seq", flat=True))


@pytest.mark.sqlite
def test_last_word_of_a_text_is_a_whole_word_too():
    """Only the last word of a query may be a prefix; the others are compared as a whole."""
    edition = newsroom.published_event().editions.get()
    EditionText.objects.filter(edition=edition).update(words="talk moscow")
    condition, parameters = word_condition("moscow talk")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT edition_id FROM events_editiontext AS text WHERE {condition}", parameters
        )
        assert cursor.fetchall() == [(edition.seq,)]


@pytest.mark.sqlite
def test_word_condition_needs_words(db):
    with pytest.raises(SearchError):
        word_condition("...")


@pytest.mark.postgres
def test_postgresql_needs_no_word_condition():
    assert word_condition("talks") is None


def plainly_matching(query: str) -> set[int]:
    *whole, last = [f" {word}" for word in query.split()]
    return {
        row.edition_id
        for row in EditionText.objects.all()
        if all(f"{word} " in f" {row.words} " for word in whole) and last in f" {row.words}"
    }
