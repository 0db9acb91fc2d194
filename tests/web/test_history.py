"""The editions of an event, and whose change each of them is."""

import pytest
from django.utils.translation import override
from msgspec.structs import replace

from events.web.history import history
from tests.web import records
from tests.web.pages import words

ACCUSATION = records.claim("USA", "They do it.", kind="accusation")
FIRST = records.event("Talks", claims=[ACCUSATION])


def denial(text="We do not."):
    said = records.claim(
        "China", text, "Press conference", id=records.claim("China", "denial").id, kind="denial",
        answers=[("denies", "They do it.", "Talks")],
    )  # fmt: skip
    return records.event("Press conference", claims=[said])


def reissued(event, *others, cause="answer"):
    number = event.edition.number + 1
    edition = records.edition(number, cause=cause)
    return records.answered(replace(event, edition=edition), *others)


def headings(*editions) -> list[str]:
    return [step.heading for step in history(editions).steps]


def test_newest_edition_comes_first_and_is_the_current_one():
    second = records.changed(FIRST, title="Conversations")
    made = history([FIRST, second])
    assert [step.current for step in made.steps] == [True, False]
    assert [step.first for step in made.steps] == [False, True]
    assert str(made.title) == "Conversations"
    assert made.url == f"{FIRST.url}conversations/"


def test_change_is_worded():
    (step, _first) = history([FIRST, records.changed(FIRST, title="Conversations")]).steps
    assert [(change.label, change.old, change.new) for change in step.differences] == [
        ("Title", "Talks", "Conversations")
    ]
    assert step.causes == ()


def test_alike_wordings_are_one_text_with_what_differs():
    first = records.changed(FIRST, summary="They met on Wednesday in Moscow.")
    second = records.changed(first, summary="They met on Tuesday in Moscow.")
    (change,) = history([first, second]).steps[0].differences
    assert change.parts == (
        ("same", "They met on "), ("removed", "Wednesday"), ("added", "Tuesday"),
        ("same", " in Moscow."),
    )  # fmt: skip


def test_wordings_with_little_in_common_are_shown_one_after_the_other():
    (change,) = history([FIRST, records.changed(FIRST, title="Conversations")]).steps[0].differences
    assert (change.old, change.new, change.parts) == ("Talks", "Conversations", ())


def test_edition_leads_to_the_event_as_it_was_then():
    (step,) = history([FIRST]).steps
    assert step.url == f"{FIRST.url}?as_of={records.PUBLISHED}"


def test_retraction_keeps_the_title_and_leads_nowhere():
    made = history([FIRST, records.retraction(FIRST, "It never took place.")])
    assert (str(made.title), made.url) == ("Talks", "")
    assert [step.heading for step in made.steps] == [
        "Edition 2 · Retracted",
        "Edition 1 · Published",
    ]
    assert (made.steps[0].url, made.steps[0].differences) == ("", ())
    assert made.steps[0].edition.note == "It never took place."


def test_event_that_was_only_ever_retracted_has_no_title():
    made = history([records.retraction(FIRST, "Gone.", number=1)])
    assert (str(made.title), made.url) == ("", "")


@pytest.mark.parametrize(
    ("cause", "heading", "german"),
    [
        ("editors", "Edition 2 · Updated", "Fassung 2 · Aktualisiert"),
        ("answer", "Edition 2 · Answers updated", "Fassung 2 · Antworten aktualisiert"),
        ("reference", "Edition 2 · Names updated", "Fassung 2 · Namen aktualisiert"),
    ],
)
def test_edition_says_whose_change_it_is(cause, heading, german):
    second = reissued(FIRST, cause=cause)
    assert headings(FIRST, second)[0] == heading
    with override("de"):
        assert headings(FIRST, second)[0] == german


def test_answer_that_was_published_is_said():
    (step, _first) = history([FIRST, reissued(FIRST, denial())]).steps
    assert [words(cause) for cause in step.causes] == [
        "An answer was published: China denies this: “They do it.” (Press conference)"
    ]
    assert f'href="{denial().url}press-conference/"' in step.causes[0]


def test_answer_that_was_taken_back_or_changed_is_said():
    second = reissued(FIRST, denial())
    third = reissued(second, denial("Never."))
    fourth = reissued(third)
    told = [
        [words(cause) for cause in step.causes]
        for step in history([FIRST, second, third, fourth]).steps
    ]
    sentence = "China denies this: “They do it.” (Press conference)"
    assert told == [
        [f"An answer was taken back: {sentence}"],
        [f"An answer was changed: {sentence}"],
        [f"An answer was published: {sentence}"],
        [],
    ]


def test_answer_that_stays_is_not_said_again():
    second = reissued(FIRST, denial())
    (step, *_older) = history([FIRST, second, reissued(second, denial())]).steps
    assert step.causes == ()


def test_answer_in_an_edition_of_the_editors_is_one_difference_among_others():
    (step, _first) = history([FIRST, reissued(FIRST, denial(), cause="editors")]).steps
    assert step.causes == ()
    assert len(step.differences) == 1


def test_texts_in_causes_are_escaped():
    evil = records.event("Talks", claims=[replace(ACCUSATION, text="<script>")])
    (step, _first) = history([evil, reissued(evil, denial())]).steps
    assert "<script" not in step.causes[0]
