"""The rules of the house that no other tool checks."""

import ast
import re
import subprocess
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = re.compile(
    r"manage\.py|pyproject\.toml|LICENSE|Makefile|requirements[-\w]*\.txt"
    r"|(README|CHANGELOG|SECURITY|CONTRIBUTING|CODE_OF_CONDUCT)\.md"
    r"|\.gitignore|\.gitattributes|\.editorconfig"
    r"|\.ci|docs|fixtures|tracker|events|templates|tests|locale|bench|deploy"
)
FRONT_PAGES = ["README.md", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md"]
IMAGE_OCTETS = 300_000
FILE_LINES = 400
FUNCTION_LINES = 45
EMPTY_NAMES = {"utils", "helpers", "common", "services", "core", "base", "misc"}
PLAIN_TEXT = {
    ".py",
    ".md",
    ".txt",
    ".toml",
    ".html",
    ".css",
    ".js",
    ".json",
    ".po",
    ".svg",
    ".yaml",
    ".xml",
    "",
}

# What a page may load: nothing from elsewhere. (A link that a reader follows is another matter.)
LOADED = re.compile(
    r"""(?:<(?:script|img|iframe|source|video|audio|embed|object|use|image|input)\b[^>]*?"""
    r"""\s(?:src|srcset|data|poster|href|xlink:href)\s*=\s*["']?\s*(?P<tag>(?:https?:)?//[^"'\s>]+)"""
    r"""|<link\b(?![^>]*\brel=["']?(?:canonical|alternate|license|me)\b)[^>]*?\shref\s*=\s*["']?(?P<link>(?:https?:)?//[^"'\s>]+)"""
    r"""|url\(\s*["']?(?P<css>(?:https?:)?//[^"')\s]+)"""
    r"""|@import\s+["'](?P<import>(?:https?:)?//[^"']+))""",
    re.IGNORECASE,
)
SCRIPT_URL = re.compile(r"""["'`](https?://[^"'`\s]+)""")
NAMES_NOT_ADDRESSES = ("http://www.w3.org/",)  # XML namespaces: never fetched

MACHINE_PATH = re.compile(r"(?<![\w.:/}-])/(?:tmp|work|root|home)/[a-z]")
# Spelt so that this file does not name them itself.
REGISTRY_HOST = re.compile(
    r"py[p]i\.(?:org|python\.org)|python[h]osted\.org|npm[j]s\.(?:org|com)|deb\.d[e]bian\.org|cr[a]tes\.io",
    re.IGNORECASE,
)

# Outside events.search, these still ask which database it is: for the type of a column, which
# Django asks of the field, and for COPY, which is to move.
VENDOR_SQL = {"events/models/identity.py"}
# Import circles that are known; none may join them, and they are to go.
KNOWN_CIRCLES: list[list[str]] = []


@cache
def repository() -> tuple[Path, ...]:
    """Everything that is in the repository, or would be after `git add`."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def code(*folders: str) -> list[Path]:
    return [
        path
        for path in repository()
        if path.suffix == ".py"
        and name(path).startswith(tuple(f"{folder}/" for folder in folders))
        and "/migrations/" not in name(path)
    ]


def texts(*suffixes: str) -> Iterator[tuple[Path, int, str]]:
    """Each line of each text file, or of those with a suffix, with its number."""
    for path in repository():
        if path.suffix in (suffixes or PLAIN_TEXT) and not name(path).startswith("tests/data/"):
            for number, line in enumerate(path.read_text(errors="replace").splitlines(), 1):
                yield path, number, line


def test_top_level_holds_only_what_the_design_names():
    top = {path.relative_to(ROOT).parts[0] for path in repository()}
    assert sorted(entry for entry in top if not TOP_LEVEL.fullmatch(entry)) == []


def test_files_stay_short():
    long = {name(path): len(path.read_text().splitlines()) for path in code("events", "tracker")}
    assert {path: lines for path, lines in long.items() if lines > FILE_LINES} == {}


def test_functions_stay_short():
    long = {
        f"{name(path)}:{node.lineno} {node.name}": node.end_lineno - node.lineno + 1
        for path in code("events", "tracker")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {place: lines for place, lines in long.items() if lines > FUNCTION_LINES} == {}


def test_modules_are_named_for_what_they_hold():
    empty = [
        name(path)
        for path in code("events", "tracker", "tests")
        if EMPTY_NAMES & {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}
    ]
    assert empty == []


def test_views_neither_query_nor_write():
    """Reads belong to events.timeline, writes to events.editorial."""
    found = []
    for path in code("events/web", "events/api"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Attribute):
                continue
            registers_a_tag = isinstance(node.value, ast.Name) and node.value.id == "register"
            if node.attr in {"filter", "exclude", "save", "objects"} and not registers_a_tag:
                found.append(f"{name(path)}:{node.lineno} .{node.attr}")
    assert found == []


def test_one_layer_knows_the_sql_of_each_database():
    found = [
        f"{name(path)}:{node.lineno}"
        for path in code("events")
        if not name(path).startswith("events/search/")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr == "vendor"
    ]
    assert [place for place in found if place.partition(":")[0] not in VENDOR_SQL] == []


def modules() -> dict[str, Path]:
    """The modules and packages of the product by their dotted names."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in code("events", "tracker")
    }


def imports(path: Path, known: Collection[str]) -> set[str]:
    """The modules of `known` that a module imports, for type checking too, and their packages."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {module if module in known else str(node.module) for module in names}
    return {
        package for module in found for package in (module, *packages(module)) if package in known
    }


def packages(module: str) -> list[str]:
    parts = module.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts))]


def circles(imported: Mapping[str, Collection[str]]) -> list[list[str]]:
    """The strongly connected components of more than one module, by Tarjan's algorithm."""
    index: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(module: str) -> None:
        index[module] = lowest[module] = len(index)
        stack.append(module)
        for other in imported[module]:
            if other not in index:
                visit(other)
            if other in stack:
                lowest[module] = min(lowest[module], lowest[other])
        if lowest[module] == index[module]:
            position = stack.index(module)
            component = stack[position:]
            del stack[position:]
            if len(component) > 1:
                found.append(sorted(component))

    for module in imported:
        if module not in index:
            visit(module)
    return sorted(found)


def test_imports_have_no_circles():
    known = modules()
    # A module may import its siblings although its package imports them all.
    imported = {
        module: imports(path, known) - {module, *packages(module)} for module, path in known.items()
    }
    assert circles(imported) == KNOWN_CIRCLES


def test_circle_of_imports_is_found():
    imported = {"a": {"b"}, "b": {"c", "d"}, "c": {"a"}, "d": {"e"}, "e": {"d"}, "f": {"a"}}
    assert circles(imported) == [["a", "b", "c"], ["d", "e"]]


def homes_of_tests() -> dict[str, set[str]]:
    """Each module of the product and the files in which its tests may lie.

    The folders of the tests are those of the code. Where a name occurs once in its layer, the
    tests may also lie in the layer's own folder.
    """
    paths = [
        path.relative_to(ROOT)
        for path in code("events", "tracker")
        if path.name != "__init__.py" and path.parent.name != "events"
    ]
    layers = {path: path.parts[path.parts[0] == "events"] for path in paths}
    names = Counter((layers[path], path.name) for path in paths)
    found = {}
    for path in paths:
        layer, file = layers[path], f"test_{path.name}"
        homes = {Path("tests", *path.parts[path.parts.index(layer) : -1], file).as_posix()}
        if names[layer, path.name] == 1:
            homes.add(f"tests/{layer}/{file}")
        found[path.as_posix()] = homes
    return found


def test_each_module_has_tests_of_its_name():
    there = {name(path) for path in repository()}
    untested = {module for module, homes in homes_of_tests().items() if there.isdisjoint(homes)}
    assert sorted(untested) == [], "these lack tests"


def test_find_it_table_of_the_readme_names_what_is_there():
    section = (ROOT / "README.md").read_text().split("## Find it in under a minute")[1]
    rows = [line for line in section.split("\n## ")[0].splitlines() if line.startswith("|")]
    paths = [path for row in rows[2:] for path in re.findall(r"`([^`]+)`", row.split("|")[2])]
    assert len(paths) > 10
    there = "".join(f"{name(path)}\n" for path in repository())
    assert [path for path in paths if f"\n{path}" not in f"\n{there}"] == []


@pytest.mark.parametrize("document", FRONT_PAGES)
def test_links_of_the_front_pages_lead_somewhere(document):
    text = (ROOT / document).read_text()
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)(?:#([^)\s]+))?\)", text)
    assert [link for link, _part in links if not (ROOT / link).exists()] == []
    assert [(link, part) for link, part in links if part and part not in parts(ROOT / link)] == []


def parts(document: Path) -> set[str]:
    """The names of the headings of a document, as links use them."""
    headings = re.findall(r"(?m)^#+ (.+)$", document.read_text())
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_front_pages_are_all_there():
    there = {path.name for path in repository() if path.parent == ROOT and path.suffix == ".md"}
    assert sorted(there) == sorted(FRONT_PAGES)


def test_images_of_the_documentation_are_shown_described_and_small():
    pages = [path for path in repository() if path.suffix == ".md"]
    shown = [
        (alternative, (page.parent / address).resolve())
        for page in pages
        for alternative, address in re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", page.read_text())
    ]
    images = {path for path in repository() if name(path).startswith("docs/images/")}
    assert {image for _alternative, image in shown} == images
    assert [name(image) for alternative, image in shown if len(alternative) < 30] == []
    assert [name(image) for image in images if image.suffix != ".png"] == []
    assert [name(image) for image in images if image.stat().st_size >= IMAGE_OCTETS] == []


def test_decision_records_have_numbers_of_their_own():
    numbers = [path.name[:4] for path in (ROOT / "docs/decisions").glob("[0-9]*.md")]
    assert sorted(numbers) == sorted(set(numbers))


def test_pages_load_nothing_from_elsewhere():
    found = [
        f"{name(path)}: {match.group(0)}"
        for path in repository()
        if path.suffix in {".html", ".css", ".svg"}
        for match in LOADED.finditer(path.read_text())
    ]
    found += [
        f"{name(path)}:{number} {address}"
        for path, number, line in texts(".js")
        for address in SCRIPT_URL.findall(line)
        if not address.startswith(NAMES_NOT_ADDRESSES)
    ]
    assert found == []


def test_repository_names_no_machine_and_no_package_registry():
    found = [
        f"{name(path)}:{number} {line.strip()[:80]}"
        for path, number, line in texts()
        if REGISTRY_HOST.search(line)
        or (MACHINE_PATH.search(line) and not path.name.startswith("requirements"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        '<script src="https://cdn.example/x.js"></script>',
        "<link rel='stylesheet' href='//fonts.example/a.css'>",
        "body { background: url(https://img.example/a.png) }",
        '@import "https://css.example/a.css";',
    ],
)
def test_outside_address_is_recognised(line):
    assert LOADED.search(line)


@pytest.mark.parametrize(
    "line",
    [
        '<a href="https://example.org/">source</a>',
        '<link rel="canonical" href="https://tracker.example/events/1/">',
        '<svg xmlns="http://www.w3.org/2000/svg">',
        "<img src=\"{% static 'a.svg' %}\">",
    ],
)
def test_link_that_a_reader_follows_is_not_taken_for_loading(line):
    assert not LOADED.search(line)
