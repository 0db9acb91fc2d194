from datetime import datetime, timedelta

import pytest

from events.models import ActorName, Profile
from events.record.vocabulary import ProfileKind
from events.search import (
    find_actors,
    find_public_actors,
    name_key,
    rank_public_actors,
    search_public_actors,
)
from tests import factories, newsroom
from tests.newsroom import NOW

FAMILIES = [
    "Patruschew|Patrushev|Патрушев|Patrouchev|Patrušev|PATRUSHEV",
    "Nikolai Patruschew|Nikolay Patrushev|Николай Патрушев|Nikolaï Patrouchev",
    "Lawrow|Lavrov|Лавров",
    "Selenskyj|Zelensky|Zelenskyy|Зеленський|Зеленский|Zelenskiy|Zelenski",
    "Wang Yi|王毅|Wáng Yì|wang yi",
    "Xi Jinping|习近平|Xí Jìnpíng",
    "Wladimir Putin|Vladimir Putin|Владимир Путин|Vladimir Poutine",
    "Chruschtschow|Khrushchev|Хрущёв|Khrouchtchev",
    "Tschechow|Chekhov|Чехов|Tchekhov",
    "Jelzin|Yeltsin|Ельцин|Eltsine",
    "Medwedew|Medvedev|Медведев|Medwedjew",
    "Sacharowa|Zakharova|Захарова",
    "Gorbatschow|Gorbachev|Горбачёв",
    "Lukaschenko|Lukashenko|Лукашенко|Loukachenko",
    "Nawalny|Navalny|Навальный|Nawalnyj",
    "Müller|Mueller|Muller",
    "Wang Gang|王刚",
    "O’Neill|O'Neill|ONeill",
]


@pytest.mark.parametrize("family", FAMILIES)
def test_name_key_is_one_for_all_transcriptions(family):
    keys = {name_key(name) for name in family.split("|")}

    assert len(keys) == 1, keys
    assert keys != {""}


def test_name_key_tells_the_cast_apart():
    names = [family.split("|")[0] for family in FAMILIES]

    assert len({name_key(name) for name in names}) == len(names)


def test_name_key_keeps_the_order_of_words():
    assert name_key("Putin Wladimir") != name_key("Wladimir Putin")


@pytest.mark.parametrize("name", ["", " ", "'", "—", "..."])
def test_name_key_of_no_letters_is_empty(name):
    assert name_key(name) == ""


def test_name_key_fits_its_column():
    longest = ActorName._meta.get_field("key").max_length

    assert len(name_key("王毅" * 100)) <= longest
    assert len(name_key("ab" * 500)) == longest


@pytest.fixture
def patrushev(db):
    actor = newsroom.actor("Nikolai Patrushev")
    newsroom.name(actor, "Nikolai Patruschew", "de", kind="transliteration")
    return actor


@pytest.mark.parametrize(
    "typed",
    [
        "Patruschew",
        "Patrushev",
        "Патрушев",
        "patrushev nikolai",
        "Nikolai Patr",
        "Patrus",
        "ushev",
    ],
)
def test_find_actors_finds_one_actor_once_whatever_is_typed(patrushev, typed):
    newsroom.actor("Wladimir Putin")

    assert [match.actor_id for match in find_actors(typed, limit=10)] == [patrushev.pk]


def test_find_actors_ranks_equal_before_beginning_before_within(db):
    within = newsroom.actor("Old Moscow Group")
    begins = newsroom.actor("Moscow Times")
    equal = newsroom.actor("Moscow")

    found = find_actors("Moscow", limit=3)

    assert [match.actor_id for match in found] == [equal.pk, begins.pk, within.pk]
    assert [match.score for match in found] == [100.0, 95.0, 90.0]
    assert found[0].name == "Moscow"


def test_find_actors_finds_a_misspelt_name(patrushev):
    newsroom.actor("Nina Petrova")

    assert [m.actor_id for m in find_actors("Nikolai Patrushov", limit=5)] == [patrushev.pk]


def test_find_actors_keeps_the_limit(db):
    for n in range(4):
        newsroom.actor(f"Agency {n}")

    assert len(find_actors("Agency", limit=3)) == 3
    assert find_actors("Agency", limit=0) == []


@pytest.mark.parametrize("typed", ["", "%", "_", "'; --", "\\"])
def test_find_actors_of_no_letters_finds_nobody(patrushev, typed):
    assert find_actors(typed, limit=10) == []


def test_find_actors_of_a_megabyte_answers(patrushev):
    assert find_actors("Nikolai Patrushev" + " x" * 500_000, limit=10) == []
    assert search_public_actors("x" * 1_000_000) == []


def test_find_actors_leaves_out_the_merged(patrushev):
    merged = factories.ActorFactory(merged_into=patrushev)
    factories.ActorNameFactory(actor=merged, name="N. Patrushev")

    assert [match.actor_id for match in find_actors("Patrushev", limit=5)] == [patrushev.pk]


def published_with(actor, title="Talks"):
    event = newsroom.draft_event(title)
    factories.ParticipationFactory(event=event, actor=actor)
    newsroom.publish(event)
    return event


def test_find_public_actors_finds_by_any_public_name(patrushev):
    published_with(patrushev)

    for name in ("Nikolai Patrushev", "nikolai patruschew", "Николай Патрушев"):
        assert find_public_actors(name) == [patrushev.pk]


def test_find_public_actors_asks_for_the_whole_name(patrushev):
    published_with(patrushev)

    assert find_public_actors("Patrushev") == []


def test_find_public_actors_does_not_know_whom_drafts_alone_use(patrushev):
    event = newsroom.draft_event()
    factories.ParticipationFactory(event=event, actor=patrushev)

    assert find_public_actors("Nikolai Patrushev") == []
    assert search_public_actors("Patrushev") == []


def test_find_public_actors_does_not_know_a_name_that_is_not_public_yet(patrushev):
    published_with(patrushev)
    newsroom.name(patrushev, "Secret Nickname", "en", kind="alias")

    assert find_public_actors("Secret Nickname") == []
    assert search_public_actors("Nickname") == []


def test_find_public_actors_names_all_who_share_a_name(patrushev):
    other = newsroom.actor("Nikolaj Patruschew")
    published_with(patrushev)
    published_with(other, "Other talks")

    assert find_public_actors("Николай Патрушев") == sorted([patrushev.pk, other.pk])


def test_find_public_actors_prefers_the_very_spelling(patrushev):
    other = newsroom.actor("Nikolaj Patruschew")
    published_with(patrushev)
    published_with(other, "Other talks")

    assert find_public_actors("Nikolaj Patruschew") == [other.pk]


def test_find_public_actors_as_of_knows_only_whom_was_public_then(patrushev):
    published_with(patrushev)

    assert find_public_actors("Nikolai Patrushev", as_of=NOW) == [patrushev.pk]
    assert find_public_actors("Nikolai Patrushev", as_of=NOW.replace(year=2022)) == []


def test_search_public_actors_finds_by_words_of_a_name(patrushev):
    published_with(patrushev)

    assert search_public_actors("patrus") == [patrushev.pk]
    assert search_public_actors("Патрушев Николай") == [patrushev.pk]
    assert search_public_actors("Putin") == []
    assert search_public_actors('"') == []


def test_profile_is_current_from_its_moment_until_it_is_superseded(patrushev):
    published_with(patrushev)
    later = NOW + timedelta(hours=1)
    Profile.objects.filter(subject=patrushev.pk).update(superseded_at=later)

    def found(moment: datetime | None) -> list[str]:
        profiles = Profile.objects.current(moment).filter(kind=ProfileKind.ACTOR)
        return [profile.subject for profile in profiles if profile.subject == patrushev.pk]

    just_before = timedelta(microseconds=1)
    moments = [NOW - just_before, NOW, later - just_before, later, None]
    assert [found(moment) for moment in moments] == [[], [patrushev.pk], [patrushev.pk], [], []]


def test_find_actors_shows_the_first_of_two_names_that_match_equally(db):
    actor = newsroom.actor("Moscow Times")
    newsroom.name(actor, "Moscow Post", "en", kind="alias")

    assert [match.name for match in find_actors("Moscow", limit=5)] == ["Moscow Times"]


def test_rank_public_actors_orders_by_score_then_by_name(db):
    for name in ("Moscow Times", "Moscow Post", "Moscow", "Old Moscow Group"):
        published_with(newsroom.actor(name), f"Talks with {name}")
    newsroom.actor("Moscow Herald")  # a draft's

    found = rank_public_actors("Moscow", limit=10)

    assert [(match.actor.name, match.score, match.how) for match in found] == [
        ("Moscow", 100.0, "spelling"),
        ("Moscow Post", 95.0, "beginning"),
        ("Moscow Times", 95.0, "beginning"),
        ("Old Moscow Group", 90.0, "words"),
    ]
    assert [match.actor.name for match in rank_public_actors("Moscow", limit=1)] == ["Moscow"]
    assert rank_public_actors("Moscow", limit=0) == []


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Mevlüt Çavuşoğlu", ["Cavusoglu", "cavus", "Mevlut Cavusoglu", "mevlut cavus"]),
        ("Aleksandar Vučić", ["Vucic", "vuci", "Aleksandar Vucic"]),
        ("Małgorzata Wąż", ["Malgorzata Waz", "waz"]),
        ("Jaroslav Žák", ["Zak", "jaroslav zak"]),
    ],
)
def test_name_is_found_without_its_diacritics(db, name, typed):
    wanted = newsroom.actor(name)
    newsroom.actor("Sergei Lavrov")
    for text in typed:
        assert (text, find_actors(text, limit=60)[0].actor_id) == (text, wanted.pk)
