"""The closed vocabularies: their values are a contract, their labels can be told apart."""

import inspect

import pytest
from django.apps import apps
from django.db.models import TextChoices
from django.utils.translation import override

from events import dates
from events.record import vocabulary
from events.record.vocabulary import Basis, EditionKind, Occurrence, Precision, State

VOCABULARIES = {
    name: kind
    for name, kind in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(kind, TextChoices) and kind is not TextChoices
}
EACH = pytest.mark.parametrize("kind", VOCABULARIES.values(), ids=VOCABULARIES)
# What public documents have said once; more may come, none may go.
PROMISED = {
    "ActorKind": "person organisation state office_body group unnamed",
    "Basis": "stated resolved_phrase inferred external",
    "ClaimKind": (
        "assertion announcement appeal accusation concern evaluation denial confirmation "
        "no_statement"
    ),
    "ClaimLinkType": "denies confirms repeats qualifies retracts",
    "Confidence": "high medium low",
    "EditionCause": "editors answer reference",
    "EditionKind": "published updated corrected retracted merged",
    "Modality": "asserted possible future negated",
    "NameKind": "official alias transliteration metonym short",
    "Occurrence": (
        "announced scheduled ongoing occurred postponed cancelled did_not_occur alleged "
        "hypothetical unknown"
    ),
    "OriginReason": "separate same_agency same_publisher same_item revision",
    "OtherDateKind": "earlier_announced differing_account",
    "PlacePrecision": "point city region country unknown",
    "Precision": ("century decade year half season quarter month week weekend day minute second"),
    "RelationType": "part_of follows responds_to announces contradicts caused_by",
    "Role": "host visitor speaker addressee target signatory mediator participant subject",
    "SourceKind": "article agency_report statement document post data_set",
    "Stance": "reports supports disputes",
    "StartMeaning": "in_office_since cited_since",
    "TextOrigin": "original translation",
}


@pytest.mark.parametrize("name", PROMISED)
def test_values_that_were_published_stay(name):
    promised = PROMISED[name].split()
    assert [value for value in VOCABULARIES[name].values if value in promised] == promised


@EACH
def test_value_is_a_word_of_its_own(kind):
    assert [member.name.lower() for member in kind] == kind.values


@EACH
@pytest.mark.parametrize("language", ["en", "de"])
def test_labels_of_a_vocabulary_differ_in_each_language(kind, language):
    with override(language):
        labels = [str(label) for label in kind.labels]
    assert len(set(labels) - {""}) == len(kind.values)


def test_dates_are_said_in_the_words_of_the_dates():
    assert (Precision.values, Basis.values) == ([*dates.PRECISIONS], [*dates.BASES])


def test_what_is_the_case_is_never_mixed_with_where_it_stands_with_us():
    assert set(Occurrence.values) & set(State.values) == set()


def test_every_edition_is_a_deed_in_the_log_of_the_desk():
    assert set(EditionKind.values) <= set(vocabulary.Verb.values)


def test_every_value_fits_its_column():
    choices = {tuple(kind.choices): kind for kind in VOCABULARIES.values()}
    columns = [
        (field, choices[tuple(field.choices)])
        for model in apps.get_app_config("events").get_models()
        for field in model._meta.get_fields()
        if tuple(getattr(field, "choices", None) or ()) in choices
    ]
    assert len(columns) > 20
    short = [
        f"{field.model.__name__}.{field.name}"
        for field, kind in columns
        if max(map(len, kind.values)) > field.max_length
    ]
    assert short == []
