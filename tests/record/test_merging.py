"""Merging the changes of two people to one document."""

import re

from hypothesis import given

from events.record.desk import DeskEvent, DeskPlaceRecord
from events.record.merging import merge, only_ids
from events.record.sparse import filled
from tests.record.desk_documents import claim, edited, edits, event, participant

TYPED = re.compile(r"(?:mine|theirs)\d+word")


def merged(theirs, mine, base=None, choices=None):
    return merge(DeskEvent, base or event(), theirs, mine, choices)


def changed(*changes):
    return edited(event(), list(changes))


def words_of(value):
    return set(TYPED.findall(str(value)))


def shown(conflicts):
    return [(one.place.path, one.base, one.theirs, one.mine) for one in conflicts]


@given(edits("theirs"), edits("mine"))
def test_no_word_that_somebody_typed_is_lost(theirs, mine):
    theirs, mine = edited(event(), theirs), edited(event(), mine)
    found = merged(theirs, mine)
    kept = words_of(found.document) | words_of(shown(found.conflicts))
    assert words_of(theirs) | words_of(mine) == kept


@given(edits("theirs"), edits("mine"))
def test_choices_decide_every_conflict_and_nothing_else(theirs, mine):
    theirs, mine = edited(event(), theirs), edited(event(), mine)
    asked = merged(theirs, mine).conflicts
    for side in ("theirs", "mine"):
        decided = merged(theirs, mine, choices={one.key: side for one in asked})
        assert decided.conflicts == []
        others = {"theirs": words_of(mine), "mine": words_of(theirs)}[side]
        lost = others - words_of(decided.document)
        assert lost <= words_of(shown(asked))


@given(edits("mine"))
def test_change_of_one_side_alone_is_taken_whole(mine):
    mine = edited(event(), mine)
    expected = only_ids(DeskEvent, mine)
    for found in (merged(event(), mine), merged(mine, event()), merged(mine, mine)):
        assert (found.document, found.conflicts) == (expected, [])


def test_different_members_of_one_row_are_both_taken():
    theirs = changed(("row", "claims", 1, "theirs"))
    mine = event()
    mine["claims"][1]["quote"] = "mine"
    found = merged(theirs, mine)
    row = found.document["claims"][1]
    assert (row["text"], row["quote"], found.conflicts) == ("theirs", "mine", [])


def test_same_member_changed_by_both_is_asked_with_all_three_values():
    found = merged(changed(("set", "title", "theirs")), changed(("set", "title", "mine")))
    assert shown(found.conflicts) == [(("texts", "en", "title"), "first title", "theirs", "mine")]
    assert found.document["title"] == "mine"
    [conflict] = found.conflicts
    again = merged(
        changed(("set", "title", "theirs")),
        changed(("set", "title", "mine")),
        choices={conflict.key: "theirs"},
    )
    assert (again.document["title"], again.conflicts) == ("theirs", [])


def test_choice_does_not_count_once_the_others_have_changed_it_again():
    mine = changed(("set", "title", "mine"))
    [conflict] = merged(changed(("set", "title", "theirs")), mine).conflicts
    later = merged(changed(("set", "title", "later")), mine, choices={conflict.key: "mine"})
    assert [one.theirs for one in later.conflicts] == ["later"]


def test_row_deleted_by_one_and_changed_by_the_other_is_asked():
    theirs, mine = changed(("remove", "claims", 0)), changed(("row", "claims", 0, "mine"))
    found = merged(theirs, mine)
    [(path, base, other, own)] = shown(found.conflicts)
    assert (path[0], base["text"], other, own["text"]) == (
        "claims", "text of claim 0", None, "mine",
    )  # fmt: skip
    key = found.conflicts[0].key
    others = ["text of claim 1", "text of claim 2"]
    for side, expected in (("mine", ["mine", *others]), ("theirs", others)):
        decided = merged(theirs, mine, choices={key: side}).document
        assert [one["text"] for one in decided["claims"]] == expected


def test_row_deleted_by_one_and_untouched_by_the_other_is_gone():
    found = merged(changed(("remove", "claims", 0)), changed(("set", "title", "mine")))
    assert (len(found.document["claims"]), found.conflicts) == (2, [])


def test_rows_added_by_both_stand_where_each_put_them():
    theirs, mine = changed(("add", "claims", 0, "theirs")), changed(("add", "claims", 3, "mine"))
    found = merged(theirs, mine)
    assert [one["text"] for one in found.document["claims"]] == [
        "text of theirs", "text of claim 0", "text of claim 1", "text of claim 2", "text of mine",
    ]  # fmt: skip
    assert found.conflicts == []


def test_same_participant_added_by_both_is_one():
    theirs, mine = event(), event()
    for side in (theirs, mine):
        side["participants"].append({**participant("somebody", "host"), "described_as": ""})
    mine["participants"][-1]["described_as"] = "mine"
    found = merged(theirs, mine)
    [new] = found.document["participants"][3:]
    assert (new["described_as"], found.conflicts) == ("mine", [])


def test_order_changed_by_one_is_kept_with_the_new_row_of_the_other():
    theirs, mine = changed(("move", "claims", 0)), event()
    mine["claims"].insert(1, claim("mine"))
    found = merged(theirs, mine)
    assert [one["text"] for one in found.document["claims"]] == [
        "text of claim 1", "text of claim 2", "text of claim 0", "text of mine",
    ]  # fmt: skip


def test_language_of_the_original_changed_by_one_keeps_the_text_of_the_other():
    found = merged(changed(("swap", "language")), changed(("set", "summary", "mine")))
    assert (found.document["language"], found.document["title"]) == ("de", "german title")
    assert found.document["texts"]["en"]["summary"] == "mine"
    assert found.document["texts"]["en"]["origin"] == "translation"
    assert found.conflicts == []


def test_another_name_of_a_record_is_no_change():
    theirs = event()
    theirs["claims"][0]["speaker"]["name"] = "renamed"
    assert merged(theirs, changed(("remove", "claims", 0))).conflicts == []


def test_halves_of_two_dates_are_not_mixed():
    theirs, mine = event(), event()
    theirs["start"] = {**theirs["start"], "edtf": "2023-02-22"}
    mine["start"] = {**mine["start"], "phrase": "on Tuesday"}
    [conflict] = merged(theirs, mine).conflicts
    assert (conflict.place.path, conflict.theirs, conflict.mine) == (
        ("start",), theirs["start"], mine["start"],
    )  # fmt: skip


def test_place_is_a_record_of_its_own_and_not_only_a_reference():
    base = filled(DeskPlaceRecord, {"id": "2222-2222-2222", "name": "Moscow"})
    theirs, mine = {**base, "country": "RU"}, {**base, "name": "Moskva"}
    found = merge(DeskPlaceRecord, base, theirs, mine)
    assert (found.document["name"], found.document["country"]) == ("Moskva", "RU")
    [conflict] = merge(DeskPlaceRecord, base, {**base, "name": "Moskau"}, mine).conflicts
    assert (conflict.theirs, conflict.mine) == ("Moskau", "Moskva")
