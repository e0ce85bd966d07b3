"""The architecture as a test: imports point one way, and only those do a thing whose duty it is."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).parents[1] / "generator"

# A module imports from the lines above its own, never from its own line or one below.
LAYERS = (
    ("generator",),
    ("errors", "progress", "sealed"),
    ("models",),
    ("text", "patterns"),
    ("decoding", "sentences", "searchwords", "tables", "urls", "yamlfile"),
    ("signs",),
    ("blocks",),
    ("entries",),
    ("vocabulary", "labels", "seeds", "wordorder"),
    ("matcher", "editions", "settings", "datewords"),
    ("names", "homographs", "ordinals", "frames"),
    ("occasions", "offices", "datelines"),
    ("forums", "members", "mentions"),
    ("clauses",),
    ("extract",),
    ("fields",),
    ("corrections",),
    ("markdown",),
    ("identity", "persons", "addresses"),
    ("digest",),
    ("anchors", "parts"),
    ("views",),
    ("ledger", "rounds"),
    ("comparison",),
    ("coverage", "charts", "lookup"),
    ("naming",),
    ("chapters",),
    ("stamps",),
    ("exports",),
    ("pages",),
    ("swap", "folderlock", "carry"),
    ("writer",),
    ("memory", "formmemory", "shelf", "workers", "errand", "clusterkit"),
    ("cluster",),
    ("executors",),
    ("reading",),
    ("fetching", "webpage", "likeness"),
    ("walls",),
    ("bringing", "links"),
    ("handwritten", "segments", "guard", "buildtime", "paper", "printer"),
    ("indexer", "host", "sitemap"),
    ("build", "background", "mkdocs_pages", "mkdocs_lines", "mkdocs_lean", "mkdocs_live"),
    ("mkdocs_hook", "mkdocs_guard", "__main__"),
)
LEVELS = {name: level for level, layer in enumerate(LAYERS) for name in layer}
# Within a folder of siblings: the one that composes them all, and what all of them may use, each what stands before it.
COMPOSER, SHARED = "__init__", ("reader", "years", "sides", "kinds", "represented", "commentary")
WRITING = {"mkdir", "rename", "rmdir", "symlink_to", "touch", "unlink", "write_bytes", "write_text", "writelines"}


def module_name(path: Path) -> str:
    """Return the dotted name of the module at `path` within the package: `text`, `extract.dates`, `extract.__init__`."""
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def find_imports(tree: ast.AST) -> Iterator[str]:
    """Yield the dotted name of everything that is imported, for type checking or at run time."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            yield "." * node.level + base
            yield from (f"{base}.{alias.name}" for alias in node.names if base in {"generator", "generator.extract"})


def find_wrong_imports(name: str, tree: ast.AST) -> Iterator[str]:
    """Yield what is wrong with the imports of module `name`."""
    top, _, leaf = name.partition(".")
    level = LEVELS.get("generator" if top == "__init__" else top, len(LAYERS))
    for imported in find_imports(tree):
        parts = imported.split(".")
        if imported.startswith("."):
            yield f"{name} imports {imported}: write the whole name"
        elif parts[0] == "tests":
            yield f"{name} imports {imported}: the program does not know its tests"
        elif parts[0] == "generator" and len(parts) > 1:
            if parts[1] != top and LEVELS.get(parts[1], -1) >= level:
                yield f"{name} imports {imported}: imports point the other way"
            if parts[1] == top == "extract" and len(parts) > 2 and is_sibling(leaf, parts[2]):
                yield f"{name} imports {imported}: siblings never import each other"


def is_sibling(leaf: str, other: str) -> bool:
    """Tell whether `other` is a name beside `leaf` that `leaf` has no business to import."""
    if leaf in {COMPOSER, other}:
        return False
    if leaf in SHARED and other in SHARED:
        return SHARED.index(other) > SHARED.index(leaf)
    return leaf in SHARED or other not in SHARED


def find_calls(tree: ast.AST) -> Iterator[str]:
    """Yield the last name of everything that is called: `print`, and `write_text` for `path.write_text()`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                yield node.func.id
            elif isinstance(node.func, ast.Attribute):
                yield node.func.attr


def parse(path: Path) -> ast.Module:
    """Return the syntax tree of the module at `path`."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def test_every_module_has_a_place() -> None:
    """Each module at the top of the package stands in exactly one layer."""
    expected = {"generator" if name == "__init__" else name.partition(".")[0] for name in MODULES}
    assert set() == expected - set(LEVELS)
    assert sum(map(len, LAYERS)) == len(LEVELS)


@pytest.mark.parametrize("name", MODULES)
def test_imports_point_one_way(name: str) -> None:
    """A module imports only from layers before its own, and never from a sibling in extract/."""
    assert [] == list(find_wrong_imports(name, parse(MODULES[name])))


@pytest.mark.parametrize("name", MODULES)
def test_every_module_opens_with_a_docstring(name: str) -> None:
    """The opening lines of the modules, read in a row, are the tour of the code."""
    docstring = ast.get_docstring(parse(MODULES[name])) or ""
    assert len(docstring.split()) >= 5, f"{name} has no docstring that says what it is for"


@pytest.mark.parametrize("name", [name for name in MODULES if name != "__main__"])
def test_only_the_command_line_prints(name: str) -> None:
    """Nothing but `__main__` calls print."""
    assert "print" not in set(find_calls(parse(MODULES[name])))


@pytest.mark.parametrize("name", [name for name in MODULES if name not in ("writer", "swap", "carry")])
def test_only_the_writer_writes(name: str) -> None:
    """Nothing but `writer`, and `swap` and `carry` for whole folders, makes, changes or removes files."""
    assert set() == WRITING & set(find_calls(parse(MODULES[name])))


def find_own_markup(tree: ast.AST) -> Iterator[str]:
    """Yield what makes a page of a text without the gate: text declared safe, escaping of its own, tags around values."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Markdown":
            yield from ("Markdown of a value" for argument in node.args if not isinstance(argument, ast.Constant))
        elif isinstance(node, ast.ImportFrom) and node.module == "html":
            yield "html"
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in {"html", "markupsafe"})
        elif isinstance(node, ast.JoinedStr):
            parts = [part.value for part in node.values if isinstance(part, ast.Constant) and isinstance(part.value, str)]
            yield from (part for part in parts if re.search(r"(?<![(?P])<[a-z!/]", part))


@pytest.mark.parametrize("name", [name for name in MODULES if name != "markdown"])
def test_only_the_gate_encodes(name: str) -> None:
    """Nothing but `markdown` makes a text part of a page.

    What `segments` makes of it is read by Pagefind and thrown away; what `mkdocs_lines` makes is what Python-Markdown would.
    """
    assert set() == set(find_own_markup(parse(MODULES[name]))) or name in {"segments", "mkdocs_lines"}


@pytest.mark.parametrize(
    ("name", "source", "wrong"),
    [
        ("text", "from generator.models import Seed", 0),
        ("text", "from generator.pages import render_pages", 1),
        ("text", "from generator import pages", 1),
        ("text", "import generator.pages", 1),
        ("text", "if TYPE_CHECKING:\n    from generator.seeds import read_seed", 1),
        ("seeds", "from generator.vocabulary import load_vocabulary", 1),
        ("text", "from .models import Seed", 1),
        ("text", "def f():\n    from tests.factory import seed", 1),
        ("writer", "from generator.pages import render_pages", 0),
        ("extract.reader", "from generator.matcher import Matcher", 0),
        ("extract.topics", "from generator.extract.reader import Reader", 0),
        ("extract.topics", "from generator.extract.parties import extract_parties", 1),
        ("extract.topics", "from generator.extract import parties", 1),
        ("extract.reader", "from generator.extract.topics import extract_topics", 1),
        ("extract.__init__", "from generator.extract.topics import extract_topics", 0),
        ("extract.topics", "from generator.digest import gather_digest", 1),
    ],
)
def test_a_wrong_import_is_found(name: str, source: str, wrong: int) -> None:
    """The check above sees every way to write a wrong import, and lets the right ones pass."""
    assert wrong == len(set(find_wrong_imports(name, ast.parse(source))))


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("x = Markdown('<b>') + title", 0),
        ("x = Markdown(title)", 1),
        ("x = f'<b>{title}</b>'", 2),
        ("x = f'{a} < {b}'", 0),
        ("from html import escape", 1),
        ("import markupsafe", 1),
    ],
)
def test_markup_of_one_s_own_is_found(source: str, found: int) -> None:
    """The check above sees each way round the gate."""
    assert found == len(list(find_own_markup(ast.parse(source))))
