"""Who takes part in the demo's story: offices, names in all their forms, and who published what."""

import pytest

from tests.management.conftest import Story

# `story` is read before the test begins; without the mark nobody would make the database for it.
pytestmark = pytest.mark.django_db


def test_participants_have_office_role_and_the_wording_of_the_report(story: Story):
    found = [
        (part.actor.name, part.role, part.described_as, part.offices.get("de", ""))
        for key in ("visit", "xi-visit")
        for part in story.event(key).participants
    ]

    wang = "Leiter des Büros der Zentralen Kommission für Auswärtige Angelegenheiten"
    secretary = "Sekretär des Nationalen Sicherheitsrats"
    assert found == [
        ("Wang Yi", "visitor", "führender Außenpolitiker", wang),
        ("Russia", "host", "Moskau", ""),
        ("Vladimir Putin", "participant", "Russlands Präsident", "Präsident Russlands"),
        ("Sergey Lavrov", "participant", "Außenminister", "Außenminister Russlands"),
        ("Nikolai Patrushev", "participant", secretary, "Sekretär des Sicherheitsrats Russlands"),
        ("Xi Jinping", "visitor", "Staatschef", "Staatspräsident Chinas"),
        ("Russia", "host", "", ""),
    ]


NAMES = {
    "wang-yi": {"Wang Yi", "王毅"},
    "vladimir-putin": {"Vladimir Putin", "Wladimir Putin", "Владимир Путин"},
    "sergey-lavrov": {"Sergey Lavrov", "Sergej Lawrow", "Сергей Лавров"},
    "nikolai-patrushev": {"Nikolai Patrushev", "Nikolaj Patruschew", "Николай Патрушев"},
    "xi-jinping": {"Xi Jinping", "习近平"},
    "tass": {"TASS", "Tass", "ТАСС"},
    "the-west": {"The West", "Der Westen", "Запад"},
}
METONYMS = {
    "china": {"Peking", "Beijing", "北京"},
    "russia": {
        "Moskau",
        "Moscow",
        "Москва",
        "der Kreml",
        "Kreml",
        "the Kremlin",
        "Kremlin",
        "Кремль",
    },
    "united-states": {"Washington"},
    "ukraine": set(),
}


def names(story: Story, key: str, kind: str) -> set[str]:
    return {name.name for name in story.profile(key).all_names if name.kind == kind}


@pytest.mark.parametrize("key", NAMES)
def test_actor_has_german_english_and_native_names(story: Story, key: str):
    assert names(story, key, "official") == NAMES[key]


@pytest.mark.parametrize("key", METONYMS)
def test_state_is_known_by_its_metonyms(story: Story, key: str):
    assert names(story, key, "metonym") == METONYMS[key]


def test_wang_is_cited_in_office_not_in_office_since(story: Story):
    offices = story.profile("wang-yi").offices

    assert [(one.start.edtf, one.start_means, bool(one.end)) for one in offices] == [
        ("2013-03-16", "in_office_since", True),
        ("2023-01-01", "cited_since", False),
    ]
    assert [c.source.id for one in offices for c in one.citations] == [
        story.ids["wikidata-offices"]
    ] * 2


def test_later_end_of_office_changes_the_profile_and_no_event(story: Story):
    before, after = story.profiles[story.ids["nikolai-patrushev"]]

    assert before.offices[0].end is None
    assert after.offices[0].end.edtf == "2024-05-12"
    assert story.event("patrushev-talks").participants[0].office == (
        "Secretary of the Security Council of Russia"
    )
    assert max(event.edition.at for event in story.editions) < "2024"


def test_report_is_held_and_agencies_are_stubs(story: Story):
    report = story.profile("report")

    assert {key: story.profile(key).held for key in ("tass-report", "report")} == {
        "tass-report": False,
        "report": True,
    }
    assert report.modified.edtf == "2023-02-22T16:00+01:00"
    assert (report.language, report.actors[report.publisher.id].kind) == ("de", "unnamed")
