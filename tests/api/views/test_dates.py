"""`dates/resolve/`: a phrase in, its date and the reasons out; without the database."""

import json
import re
import shlex
import time as clock
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from events.dates import LANGUAGES_READ, find, read

ADDRESS = "/api/v1/dates/resolve/"
WRITTEN = "2023-02-22T16:00:00+01:00"
ANCHOR = datetime.fromisoformat(WRITTEN)


def asked(client, text: str, **more: str):
    return client.get(ADDRESS, {"text": text, "anchor": WRITTEN, "language": "de", **more})


def dates(response) -> list[str | None]:
    return [one["when"] and one["when"]["edtf"] for one in response.json()["results"]]


def problems(response) -> dict[str, str]:
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert response["Cache-Control"] == "no-store"
    return {error["parameter"]: error["detail"] for error in response.json()["errors"]}


# --- What it answers ------------------------------------------------------------------------------
def test_iso_date_is_answered_whole(client):
    response = asked(client, "Stand: 2023-02-21", language="en")
    when = {
        "edtf": "2023-02-21",
        "earliest": "2023-02-21T00:00:00Z",
        "latest": "2023-02-22T00:00:00Z",
        "precision": "day",
        "approximate": False,
        "uncertain": False,
        "timezone": None,
        "basis": "stated",
        "phrase": "2023-02-21",
        "phrase_language": "en",
        "anchor": None,
        "display": {"en": "Tuesday, 21 February 2023", "de": "Dienstag, 21. Februar 2023"},
    }
    (reading,) = response.json().pop("results")
    assert {name: value for name, value in response.json().items() if name != "results"} == {
        "text": "Stand: 2023-02-21",
        "language": "en",
        "anchor": WRITTEN,
    }
    assert (reading["start"], reading["end"], reading["text"]) == (7, 17, "2023-02-21")
    assert (reading["kind"], reading["part"], reading["alternatives"]) == ("date", "", [])
    assert reading["when"] == when


def test_phrase_is_counted_from_the_anchor(client):
    response = asked(client, "am Dienstag")
    assert response.json()["results"] == [read("am Dienstag", ANCHOR, "de").as_json()]
    assert dates(response) == ["2023-02-21"]
    assert dates(asked(client, "am Dienstag", anchor="2024-02-22")) == ["2024-02-20"]


def test_text_with_several_dates_is_answered_in_its_order(client):
    text = "Am 21.2.2023 kam er an, am 23.2.2023 reiste er ab."
    response = asked(client, text)
    assert dates(response) == ["2023-02-21", "2023-02-23"]
    assert response.json()["results"] == [one.as_json() for one in find(text, ANCHOR, "de")]
    assert [text[one["start"] : one["end"]] for one in response.json()["results"]] == [
        "21.2.2023",
        "23.2.2023",
    ]


@pytest.mark.parametrize(
    "text", ["30.2.2023", "32.13.2023", "2023-02-30", "Kein Wort davon.", "שלום", "🜁" * 9]
)
def test_text_without_a_date_is_answered_with_none(client, text):
    response = asked(client, text)
    assert (response.status_code, response.json()["results"]) == (200, [])


@pytest.mark.parametrize("text", ["0000-01-01", "99999", "9" * 2000, "1." * 1000, "am " * 600])
@pytest.mark.parametrize("language", [*LANGUAGES_READ, None])
def test_hostile_text_is_answered_in_time_and_is_never_today(client, text, language):
    started = clock.perf_counter()
    response = client.get(ADDRESS, {"text": text} | ({"language": language} if language else {}))
    assert clock.perf_counter() - started < 2
    assert response.status_code == 200
    today = response.json()["anchor"][:10]
    assert today not in dates(response)


def test_example_of_the_documentation_is_what_it_says(client):
    section = (
        (Path(settings.BASE_DIR) / "docs/api.md").read_text().split("## Which date a phrase")[1]
    )
    command, shown = re.findall(r"```(?:sh|json)\n(.*?)```", section, re.DOTALL)[:2]
    host, _, path = shlex.split(command)[2].partition("/api/")
    query = dict(part.split("=", 1) for part in shlex.split(command) if "=" in part)
    answer = client.get(f"/api/{path}", query).json()
    assert (host, cut_to(json.loads(shown), answer)) == (
        "https://tracker.example",
        json.loads(shown),
    )


def cut_to(shown, answer):
    """The answer with the keys that are shown."""
    if isinstance(shown, dict):
        return {name: cut_to(value, answer[name]) for name, value in shown.items()}
    if isinstance(shown, list):
        return [cut_to(*pair) for pair in zip(shown, answer, strict=True)]
    return answer


# --- Language -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("tag", "spelt"), [("de", "de"), ("DE", "de"), ("de-at", "de-AT"), ("de-CH", "de-CH")]
)
def test_language_may_name_its_region(client, tag, spelt):
    response = asked(client, "am Dienstag", language=tag)
    assert response.json()["language"] == spelt
    assert dates(response) == ["2023-02-21"]


def test_region_decides_the_order_of_day_and_month(client):
    found = {tag: dates(asked(client, "02/03/2023", language=tag)) for tag in ("en-GB", "en-US")}
    assert found == {"en-GB": ["2023-03-02"], "en-US": ["2023-02-03"]}


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("am Dienstag", "de", ["2023-02-21"]),
        ("on Tuesday", "en", ["2023-02-21"]),
        ("3. Oktober 2022", "de", ["2022-10-03"]),
        ("le 3 octobre 2022", "fr", ["2022-10-03"]),
        ("2023-02-21", "en", ["2023-02-21"]),
        ("2023-02~", "en", ["2023-02~"]),
        ("Kein Wort davon.", None, []),
    ],
)
def test_without_language_the_one_that_reads_most_is_taken(client, text, language, found):
    response = client.get(ADDRESS, {"text": text, "anchor": WRITTEN})
    assert (response.json()["language"], dates(response)) == (language, found)


@pytest.mark.parametrize("tag", ["xx", "german", "de_DE", "de-", "d", "*", "de;q=1", "ru"])
def test_unknown_language_is_told_those_that_are_known(client, tag):
    assert problems(asked(client, "am Dienstag", language=tag)) == {
        "language": "Choose from: en, de, fr."
    }


def test_reader_s_language_changes_the_problems_alone(client):
    english, german = (
        client.get(
            ADDRESS,
            {"text": "am Dienstag", "anchor": WRITTEN},
            headers={"Accept-Language": language},
        )
        for language in ("en", "de")
    )
    assert english.content == german.content
    worded = client.get(ADDRESS, headers={"Accept-Language": "de"})
    assert problems(worded) == {
        "text": "Geben Sie den Text an, in dem Daten erkannt werden sollen."
    }


# --- Anchor ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "anchor"),
    [
        ("2023-02-22T16:00%2B01:00", WRITTEN),
        ("2023-02-22T16:00+01:00", WRITTEN),  # the + arrives as a blank
        ("2023-02-22%2016:00+01:00", WRITTEN),
        ("2023-02-22T16:00:00.000Z", "2023-02-22T16:00:00Z"),
        ("2023-02-22T16:00-0500", "2023-02-22T16:00:00-05:00"),
        ("2023-02-22", "2023-02-22T12:00:00Z"),
        ("1000-01-01", "1000-01-01T12:00:00Z"),
        ("9000-12-31T23:59Z", "9000-12-31T23:59:00Z"),
    ],
)
def test_anchor_is_answered_as_it_was_understood(client, query, anchor):
    response = client.get(f"{ADDRESS}?text=2023-02-21&anchor={query}")
    assert response.json()["anchor"] == anchor


INSTANT = "Write a date such as 2023-02-22 or an instant such as 2023-02-22T16:00:00Z."
ZONE = "The anchor needs an offset from UTC, such as 2023-02-22T16:00+01:00."


@pytest.mark.parametrize(
    ("anchor", "detail"),
    [
        ("2023-02-22T16:00", ZONE),
        ("2023-02-22 16:00:00", ZONE),
        ("yesterday", INSTANT),
        ("2023-02-30", INSTANT),
        ("2023-02-22T25:00Z", INSTANT),
        ("2023-02-22T16:00+99:00", INSTANT),
        ("2023", INSTANT),
        ("0000-01-01", INSTANT),
        ("99999-01-01", INSTANT),
        ("0999-12-31", "The anchor is outside the years 1000 to 9000."),
        ("9001-01-01T00:00Z", "The anchor is outside the years 1000 to 9000."),
        ("9" * 201, "The value is too long."),
        (" ", "The value is empty."),
    ],
)
def test_anchor_that_cannot_be_used_is_told_how_to_write_it(client, anchor, detail):
    assert problems(asked(client, "am Dienstag", anchor=anchor)) == {"anchor": detail}


@time_machine.travel(datetime(2023, 2, 22, 15, 4, 5, tzinfo=UTC), tick=False)
def test_without_anchor_it_is_now_and_the_answer_is_not_kept(client):
    response = client.get(ADDRESS, {"text": "gestern", "language": "de"})
    assert response.json()["anchor"] == "2023-02-22T15:04:00Z"
    assert dates(response) == ["2023-02-21"]
    assert response["Cache-Control"] == "no-store"


# --- What it refuses ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"text": "Give the text in which dates are to be read."}),
        ("text=", {"text": "The value is empty."}),
        ("text=+%E2%80%83", {"text": "The value is empty."}),
        ("text=a&text=b", {"text": "Give this parameter only once."}),
        ("text=a&language=de&language=en", {"language": "Give this parameter only once."}),
        (f"text={'9' * 2001}", {"text": "At most 2000 characters."}),
        ("text=a&q=1", {"q": "There is no such parameter."}),
        ("text=a&%3Cb%3E=1", {"query": "There is no such parameter."}),
        ("text=a%00b", {"text": "Control characters are not allowed."}),
        ("text=a%1Bb", {"text": "Control characters are not allowed."}),
        ("text=%ED%A0%80", {"text": "This is not valid UTF-8."}),
        ("text=%FF", {"text": "This is not valid UTF-8."}),
    ],
)
def test_query_that_is_not_valid_names_the_parameter(client, query, found):
    assert problems(client.get(f"{ADDRESS}?{query}")) == found


def test_all_problems_are_told_at_once_and_no_value_is_repeated(client):
    query = urlencode({"anchor": "<b>", "language": "<i>", "nonsense": "<u>"})
    response = client.get(f"{ADDRESS}?{query}")
    assert sorted(problems(response)) == ["anchor", "language", "nonsense", "text"]
    assert "<" not in response.content.decode()


def test_megabyte_is_refused_before_it_is_read(client):
    response = client.get(f"{ADDRESS}?text={'9' * 1_000_000}")
    assert (response.status_code, response["Content-Type"]) == (414, "application/problem+json")


# --- How it answers -------------------------------------------------------------------------------
def test_database_is_never_asked(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert asked(client, "am Dienstag").status_code == 200
    with django_assert_num_queries(0):
        assert asked(client, "am Dienstag", anchor="then").status_code == 400


def test_answer_for_an_anchor_is_kept_and_conditional(client):
    full = asked(client, "am Dienstag")
    assert full["Cache-Control"] == "public, max-age=3600, s-maxage=3600, stale-if-error=600"
    assert full["Vary"] == "Accept, Accept-Encoding"
    query = {"text": "am Dienstag", "anchor": WRITTEN, "language": "de"}
    again = client.get(ADDRESS, query, headers={"If-None-Match": full["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", full["ETag"])
    assert asked(client, "am Mittwoch")["ETag"] != full["ETag"]
    head = client.head(ADDRESS, query)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", full["ETag"])


WORDS = (
    "am Dienstag vor drei Tagen Ende Februar 2022 last week 30. 2023-02-30 99999 0000 02/03/2023 "
    "16:00 Uhr p.m. 20XX 2023-02~ [..2023] .. / \u202e \u0660 \U0001d7d8 \U0010ffff 習 le 3 mars"
)


@given(
    text=st.one_of(
        st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=12).map(" ".join),
        st.text(min_size=1),
    ),
    language=st.sampled_from([*LANGUAGES_READ, "de-AT", "en-US", None]),
)
def test_any_text_is_answered_or_refused(text, language):
    response = Client().get(
        ADDRESS, {"text": text, "anchor": WRITTEN} | ({"language": language} if language else {})
    )
    if response.status_code == 400:
        assert list(problems(response)) == ["text"]
        return
    results = response.json()["results"]
    assert [text[one["start"] : one["end"]] for one in results] == [one["text"] for one in results]
    assert [one["start"] for one in results] == sorted(one["start"] for one in results)


def test_text_is_repeated_letter_by_letter(client):
    text = "<script>&amp;\u202e שלום 2023-02-21 😀"
    response = client.get(f"{ADDRESS}?text={quote(text)}&anchor=2023-02-22&language=en")
    assert response.json()["text"] == text
    (reading,) = response.json()["results"]
    assert text[reading["start"] : reading["end"]] == "2023-02-21"
    assert response["Content-Type"] == "application/json"
    assert response["X-Content-Type-Options"] == "nosniff"
