"""Claims with their answers beside them."""

import pytest
from django.utils.translation import override
from msgspec.structs import replace

from events.record.identity import derived_public_id
from events.web.claims import exchanges, other_events
from tests.web import records
from tests.web.pages import words

ACCUSATION = records.claim("USA", "They do it.", kind="accusation")
DENIAL = records.claim(
    "China", "We do not.", kind="denial", answers=[("denies", "They do it.", "Talks")]
)
ELSEWHERE = records.claim(
    "China", "We do not.", "Press conference", kind="denial",
    answers=[("denies", "They do it.", "Talks")],
)  # fmt: skip


def outline(event, *others):
    """Each exchange: the claim, then (what it does, the answer) of each answer."""
    return [
        (
            str(exchange.claim.text),
            [(answer.type, str(answer.claim.text)) for answer in exchange.answers],
        )
        for exchange in exchanges(event, others)
    ]


def test_answer_stands_beside_its_claim_and_not_by_itself_again():
    event = records.event(claims=[ACCUSATION, DENIAL])
    assert outline(event) == [("They do it.", [("denies", "We do not.")])]


def test_answer_before_its_claim_still_stands_beside_it_alone():
    event = records.event(claims=[DENIAL, ACCUSATION])
    assert outline(event) == [("They do it.", [("denies", "We do not.")])]


def test_answer_with_an_answer_of_its_own_also_heads_an_exchange():
    reply = records.claim("USA", "They do so.", answers=[("denies", "We do not.", "Talks")])
    event = records.event(claims=[ACCUSATION, DENIAL, reply])
    assert outline(event) == [
        ("They do it.", [("denies", "We do not.")]),
        ("We do not.", [("denies", "They do so.")]),
    ]


def test_claims_that_answer_each_other_both_head_an_exchange():
    said = replace(ACCUSATION, links=[replace(DENIAL.links[0], claim=DENIAL.id)])
    event = records.event(claims=[said, DENIAL])
    assert outline(event) == [
        ("They do it.", [("denies", "We do not.")]),
        ("We do not.", [("denies", "They do it.")]),
    ]


def test_claim_without_answers_stands_alone():
    (exchange,) = exchanges(records.event(claims=[ACCUSATION]))
    assert (exchange.answers, exchange.denied, exchange.heading) == ((), False, "Claim")


@pytest.mark.parametrize(
    ("kind", "denied", "heading", "does", "german"),
    [
        ("denies", True, "Denied claim", "denies this", "mit einem Dementi"),
        ("confirms", False, "Claim", "confirms this", "mit einer Bestätigung"),
        ("repeats", False, "Claim", "repeats this", "mit einer Wiederholung"),
        ("qualifies", False, "Claim", "qualifies this", "mit einer Einschränkung"),
        ("retracts", False, "Claim taken back", "takes this back", "mit einer Rücknahme"),
        ("mocks", False, "Claim", "mocks", "mocks"),
    ],
)
def test_each_kind_of_answer_says_what_it_does(kind, denied, heading, does, german):
    answer = records.claim("China", "Well.", answers=[(kind, "They do it.", "Talks")])
    event = records.event(claims=[ACCUSATION, answer])
    (exchange,) = exchanges(event)
    assert (exchange.denied, exchange.heading) == (denied, heading)
    assert [given.words for given in exchange.answers] == [does]
    with override("de"):
        assert exchanges(event)[0].answers[0].words == german


def test_answer_of_another_event_stands_beside_the_claim_with_a_link_to_where_it_is_recorded():
    other = records.event("Press conference", claims=[ELSEWHERE])
    event = records.answered(records.event(claims=[ACCUSATION]), other)
    (exchange,) = exchanges(event, suffix="?as_of=2023")
    (answer,) = exchange.answers
    assert exchange.denied
    assert (str(answer.claim.speaker.text), str(answer.claim.text)) == ("China", "We do not.")
    assert answer.claim.anchor == ""
    assert answer.claim.home.url == (
        f"{other.url}press-conference/?as_of=2023#claim-{derived_public_id('We do not.')}"
    )
    assert str(answer.claim.home.text) == "Press conference"


def test_claim_of_another_event_that_is_answered_here_stands_beside_its_answer():
    event = records.event("Press conference", claims=[ELSEWHERE])
    accused = records.answered(records.event(claims=[ACCUSATION]), event)
    assert other_events(event) == {accused.id}
    (exchange,) = exchanges(event, [accused])
    assert str(exchange.claim.text) == "They do it."
    assert exchange.claim.home.url == f"{accused.url}talks/#claim-{ACCUSATION.id}"
    assert exchange.claim.anchor == ""
    (answer,) = exchange.answers
    assert answer.claim.anchor == f"claim-{ELSEWHERE.id}"
    assert answer.claim.home is None


def test_answer_to_what_is_not_public_stands_by_itself():
    event = records.event("Press conference", claims=[ELSEWHERE])
    assert outline(event) == [("We do not.", [])]


def test_claim_that_two_claims_here_answer_heads_one_exchange():
    more = records.claim(
        "Russia", "Nor do we.", "Press conference", answers=[("denies", "They do it.", "Talks")]
    )
    event = records.event("Press conference", claims=[ELSEWHERE, more])
    accused = records.answered(records.event(claims=[ACCUSATION]), event)
    assert outline(event, accused) == [
        ("They do it.", [("denies", "We do not."), ("denies", "Nor do we.")])
    ]


def test_event_that_needs_no_other_names_none():
    assert other_events(records.event(claims=[ACCUSATION, DENIAL])) == set()


def test_claim_recorded_with_another_event_says_so():
    shared = records.claim("USA", "It is feared.", "Deliveries")
    home = records.event("Deliveries", claims=[shared])
    event = records.event(claims=[shared])
    assert other_events(event) == {home.id}
    (exchange,) = exchanges(event, [home])
    assert exchange.claim.home.url == f"{home.url}deliveries/#claim-{shared.id}"
    assert exchange.claim.anchor == f"claim-{shared.id}"


def test_claims_of_another_event_that_are_shown_here_keep_their_answers():
    concern = records.claim("USA", "It is feared.", "Deliveries")
    no = records.claim(
        "China", "No.", "Deliveries", answers=[("denies", concern.text, "Deliveries")]
    )
    home = records.event("Deliveries", claims=[concern, no])
    event = records.event(claims=[concern, no])
    assert outline(event, home) == [("It is feared.", [("denies", "No.")])]
    assert outline(replace(event, claims=[home.claims[0]]), home) == [
        ("It is feared.", [("denies", "No.")])
    ]


def test_anchor_stands_once_for_a_claim_that_answers_two():
    second = records.claim("USA", "They sell it.")
    both = records.claim(
        "China", "Neither.",
        answers=[("denies", "They do it.", "Talks"), ("denies", "They sell it.", "Talks")],
    )  # fmt: skip
    first, again = exchanges(records.event(claims=[ACCUSATION, second, both]))
    assert first.answers[0].claim.anchor == f"claim-{both.id}"
    assert [citation.anchor != "" for citation in first.answers[0].claim.citations] == [True]
    assert again.answers[0].claim.anchor == ""
    assert [citation.anchor for citation in again.answers[0].claim.citations] == [""]


@pytest.mark.parametrize(
    ("kind", "modality", "shown"),
    [
        ("assertion", "asserted", ""),
        ("assertion", "possible", "as a possibility"),
        ("assertion", "future", "about the future"),
        ("assertion", "negated", "negated"),
        ("assertion", "dreamt", "dreamt"),
        ("denial", "negated", ""),
        ("no_statement", "negated", ""),
        ("denial", "future", "about the future"),
    ],
)
def test_modality_is_said_unless_the_kind_says_it(kind, modality, shown):
    claim = records.claim("USA", "So.", kind=kind, modality=modality)
    (exchange,) = exchanges(records.event(claims=[claim]))
    assert exchange.claim.modality == shown


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("assertion", "said Tuesday, 21 February 2023"),
        ("no_statement", "as of Tuesday, 21 February 2023"),
    ],
)
def test_claim_says_when_it_was_said(kind, shown):
    claim = records.claim("USA", "So.", kind=kind, said=records.when("2023-02-21"))
    (exchange,) = exchanges(records.event(claims=[claim]))
    assert exchange.claim.said == shown


def test_claim_has_the_origins_of_its_own_citations():
    reported = records.citation("Report", records.hop(records.actor("Tass")))
    event = records.event(
        claims=[replace(ACCUSATION, citations=[reported])], citations=[records.citation()]
    )
    (exchange,) = exchanges(event)
    assert words(exchange.claim.origins) == "one origin: Tass, by way of one report"


def test_this_report_is_said_only_where_no_other_is_cited():
    (exchange,) = exchanges(records.event(claims=[ACCUSATION]))
    assert [words(chain) for chain in exchange.claim.chains] == ["USA, in this report"]
    event = records.event("Press conference", claims=[ELSEWHERE])
    accused = records.answered(records.event(claims=[ACCUSATION]), event)
    (exchange,) = exchanges(event, [accused])
    assert [words(chain) for chain in exchange.claim.chains] == ["USA, in this report"]
    wire = replace(ACCUSATION, citations=[records.citation("Wire")])
    accused = records.event(claims=[wire], sources={"Wire": records.named_source()})
    (exchange,) = exchanges(event, [records.answered(accused, event)])
    assert [words(chain) for chain in exchange.claim.chains] == ["USA, in the article Wire"]
    assert [words(chain) for chain in exchange.answers[0].claim.chains] == [
        "China, in the article Report"
    ]
