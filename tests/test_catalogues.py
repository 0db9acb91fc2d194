"""The translations: complete, with the placeholders of their originals, and of one style.

What is marked in code and templates is looked up here without gettext's own tools, which a fresh
machine does not have.
"""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import polib
import pytest
from django.utils import translation
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = sorted((ROOT / "locale").glob("*/LC_MESSAGES/*.po"))
PYTHON_FORMAT = re.compile(r"%(?:\(\w+\))?[#0 +-]*\d*(?:\.\d+)?[a-zA-Z%]")
BRACE_FORMAT = re.compile(r"\{\w*\}")
TAG = re.compile(r"<[^>]+>")
# Per function: where its arguments stand (context, text, plural); None: it has none.
CALLS = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}

Key = tuple[str, str, str]
"""Context, text and plural; "" for none."""


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid, entry.msgid_plural or ""


def forms(entry: polib.POEntry) -> list[tuple[str, str]]:
    """Each translation beside its original. The plural's forms are those of German and English."""
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    originals = (entry.msgid, entry.msgid_plural)
    return [(originals[n], entry.msgstr_plural[n]) for n in sorted(entry.msgstr_plural)]


def placeholders(text: str, flags: list[str]) -> Counter[str]:
    """What is filled in, and the markup around it, as often as it is there."""
    found = Counter(TAG.findall(text))
    if "python-format" in flags:
        found.update(PYTHON_FORMAT.findall(text))
    if "python-brace-format" in flags:
        found.update(BRACE_FORMAT.findall(text))
    return found


@cache
def marked() -> dict[Key, str]:
    """Every text that code or a template marks for translation, with the file that does."""
    found: dict[Key, str] = {}
    for folder in ("events", "tracker", "templates"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix == ".py" and path.parent.name != "migrations":
                code = path.read_text()
            elif path.suffix in {".html", ".txt"}:
                code = only_calls(templatize(path.read_text(), origin=str(path)))
            else:
                continue
            for text in calls(code):
                found.setdefault(text, path.relative_to(ROOT).as_posix())
    return found


def only_calls(template: str) -> str:
    """The calls that `templatize` puts in the place of the tags; the rest is no Python."""
    call = r"""\b(?:n?p?gettext|_)\((?:u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*"|[\s,]|count)*\)"""
    return "\n".join(
        re.sub(r"\n", "", found[0]) for found in re.finditer(call, template, re.DOTALL)
    )


def calls(code: str) -> list[Key]:
    tree = ast.parse(code)
    names = {name: name for name in CALLS} | {"_": "gettext"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names |= {alias.asname: alias.name for alias in node.names if alias.asname}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            places = CALLS.get(names.get(node.func.id, ""))
            if places:
                found.append(tuple("" if at is None else literal(node.args[at]) for at in places))
    return [(context, text, plural) for context, text, plural in found if text]


def literal(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_catalogue_exists_for_every_language_but_that_of_the_source() -> None:
    assert [path.relative_to(ROOT).as_posix() for path in CATALOGUES] == [
        "locale/de/LC_MESSAGES/django.po"
    ]


def test_text_is_not_marked_both_alone_and_with_a_plural() -> None:
    # A catalogue has one entry for both, and gettext() finds the singular of an entry with a plural
    # only in newer releases of Python (Debian's 3.11.2 does not). Give the plural a context.
    counted = {(context, text) for context, text, plural in marked() if plural}
    both = {text: place for text, place in marked().items() if not text[2] and text[:2] in counted}
    assert both == {}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_catalogue_translates_every_marked_text(path: Path) -> None:
    translated = {key(entry) for entry in polib.pofile(str(path)) if entry.translated()}
    assert {text: place for text, place in marked().items() if text not in translated} == {}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_catalogue_holds_nothing_that_is_no_longer_marked(path: Path) -> None:
    assert [key(entry) for entry in polib.pofile(str(path)) if key(entry) not in marked()] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_translation_has_the_placeholders_of_its_original(path: Path) -> None:
    wrong = [
        (original, text)
        for entry in polib.pofile(str(path))
        for original, text in forms(entry)
        if placeholders(original, entry.flags) != placeholders(text, entry.flags)
    ]
    assert wrong == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parent.parent.name)
def test_translation_keeps_blanks_and_final_marks(path: Path) -> None:
    def frame(text: str) -> tuple[str, ...]:
        blanks = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        return *blanks, text.rstrip()[-1] if text.rstrip()[-1] in ".:?…" else ""

    wrong = [
        (original, text)
        for entry in polib.pofile(str(path))
        for original, text in forms(entry)
        if frame(original) != frame(text)
    ]
    assert wrong == []


def test_german_quotes_are_german() -> None:
    # „low and high“: the closing mark is the English opening one.
    texts = [
        text
        for entry in polib.pofile(str(ROOT / "locale/de/LC_MESSAGES/django.po"))
        for _original, text in forms(entry)
    ]
    assert [text for text in texts if re.search(r"[”«»\"]", TAG.sub("", text))] == []
    assert [text for text in texts if text.count("„") != text.count("“")] == []


def test_compiled_german_is_what_pages_use() -> None:
    with translation.override("de"):
        assert translation.gettext("Storylines") == "Dossiers"
        assert translation.gettext("event") == "Ereignis"
        counted = [
            translation.npgettext("beside a number", "event", "events", n) for n in (0, 1, 2)
        ]
        assert counted == ["Ereignisse", "Ereignis", "Ereignisse"]
