"""The last look: what our templates make passes, what is none of ours is found, and a page that holds it is not published."""

from __future__ import annotations

import re
from contextlib import nullcontext
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from markdown import Markdown
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.structure.toc import AnchorLink

from generator import mkdocs_guard
from generator.guard import find_foreign, find_markup
from generator.markdown import encode
from tests.conftest import ROOT, copy_project, run_mkdocs
from tests.data import load_cases
from tests.test_markdown import CONTEXTS, TEXTS, render

if TYPE_CHECKING:
    from pathlib import Path

CASES = load_cases("guard")
CASE_OF = {case["intent"]: case["page"] for case in CASES["ours"]}
# Where our templates put text.
NAMES = ("paragraph", "heading", "list item", "table cell", "definition", "in a span", "before a link")
OURS = {name: CONTEXTS[name] for name in NAMES} | {"title of a link": '[a](#s1 "{}")', "attribute": '<a title="{}">b</a>'}


@pytest.mark.parametrize("case", CASES["ours"], ids=lambda case: case["intent"])
def test_what_is_ours_passes(case: dict[str, str]) -> None:
    """What the templates make is left alone."""
    assert find_foreign(case["page"]) is None


@pytest.mark.parametrize("case", CASES["foreign"], ids=lambda case: case["intent"])
def test_what_is_foreign_is_found(case: dict[str, str]) -> None:
    """Whatever a sanitiser would not keep is found, alone and at the end of a page."""
    assert find_foreign(case["page"])
    assert find_foreign("".join(CASE_OF.values()) + case["page"])


@pytest.mark.parametrize("case", CASES["values"], ids=lambda case: case["intent"])
def test_values_that_the_theme_prints_as_they_are(case: dict[str, Any]) -> None:
    """Titles and descriptions hold text."""
    assert bool(find_markup(case["values"])) == case.get("found", False)


@pytest.mark.parametrize("context", OURS)
@given(text=TEXTS)
def test_text_that_came_through_the_gate_passes(context: str, text: str) -> None:
    """No text withholds a page by itself: it is stopped only where the gate has failed."""
    page = render(OURS[context].replace("{}", encode(text)))

    # Without words a heading has no name; the hook that names them gives it one.
    assert find_foreign(re.sub(r' id="[^"]*"', "", page)) is None


@pytest.mark.parametrize(
    ("heading", "name"),
    [("__config", "config"), ("__search", "search"), ("_", "x"), ("会议", "会议"), ("Đông Nam Á", "đong-nam-a"), ("!?", "x")],
)
def test_no_heading_has_a_name_of_the_themes(heading: str, name: str) -> None:
    """The place a heading makes is never called as the theme's own are, whose names begin with underscores."""
    page = render_as_the_site(f"## {encode(heading)}\n\n## {encode(heading)}")

    assert f'id="{name}"' in page
    assert find_foreign(page) is None


def render_as_the_site(source: str) -> str:
    """Return the HTML that MkDocs makes of a page, with the hook's changes."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    mkdocs_guard.on_config(config)
    return Markdown(extensions=list(config.markdown_extensions), extension_configs=dict(config.mdx_configs)).convert(source)


BROKEN = "def _encode_text(text: str) -> str:\n    return text\n\n\ndef _unused(text: str) -> str:\n"
HOSTILE = "Tin <svg onload=alert(1)>\nHai bên nhất trí nối lại đối thoại.\n"


def test_what_gets_past_a_broken_gate_is_not_published(tmp_path: Path) -> None:
    """With a gate that encodes nothing, the pages with the report's title are left out and named; all others are there."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "xau.txt").write_text(HOSTILE, encoding="utf-8")
    (seeds / "lanh.txt").write_text("Tin thường\nHai bên nhất trí nối lại đối thoại.\n", encoding="utf-8")
    work = tmp_path / "work"
    work.mkdir()
    copy_project(work, seeds=seeds)
    gate = work / "generator" / "markdown.py"
    source = gate.read_text(encoding="utf-8")
    gate.write_text(source.replace("def _encode_text(text: str) -> str:\n", BROKEN, 1), encoding="utf-8")

    done = run_mkdocs(work)

    assert done.returncode != 0
    assert "briefs/xau.md: error: what a sanitiser would not keep" in done.stderr
    site = work / "site"
    assert not (site / "briefs" / "xau" / "index.html").exists()
    assert (site / "briefs" / "lanh" / "index.html").exists()
    assert (site / "about" / "index.html").exists()
    assert [] == [path for path in site.rglob("*.html") if BeautifulSoup(path.read_bytes(), "html5lib").select("[onload]")]


GOOD: dict[str, Any] = {"html": "<p>a</p>", "meta": {"generated": True, "title": "a"}, "toc": []}


@pytest.mark.parametrize("command", ["build", "serve"])
@pytest.mark.parametrize(
    ("change", "withheld"),
    [
        ({}, False),
        ({"html": "<p onclick=a>b</p>"}, True),
        ({"html": "<p onclick=a>b</p>", "meta": {"title": "by hand"}}, False),
        ({"meta": {"generated": True, "title": "<b>"}}, True),
        ({"meta": {"generated": True}}, True),
        ({"toc": [AnchorLink("a &lt; b", "a-b", 2)]}, False),
        ({"toc": [AnchorLink("a <b>", "a-b", 2)]}, True),
    ],
    ids=["ours", "foreign", "foreign, by hand", "title", "no title", "entry", "foreign entry"],
)
def test_the_hook_leaves_out_what_is_foreign(command: Any, change: dict[str, Any], withheld: bool) -> None:  # noqa: ANN401, FBT001
    """A page is written or left out; then a build fails at its end, and who is served is told above the other pages."""
    made = GOOD | change
    config: Any = SimpleNamespace(extra={"problems": []}, mdx_configs={"toc": {"slugify": lambda text, _: text}})
    page: Any = SimpleNamespace(meta=made["meta"], toc=made["toc"], file=SimpleNamespace(src_uri="briefs/a.md"))
    mkdocs_guard.on_startup(command=command, dirty=False)
    mkdocs_guard.on_config(config)
    mkdocs_guard.on_pre_build(config)
    mkdocs_guard.on_page_content(made["html"], page, config)

    assert mkdocs_guard.on_post_page("whole", page) == ("" if withheld else "whole")
    assert len(config.extra["problems"]) == (withheld and command == "serve")
    with pytest.raises(Abort, match=r"1 page\(s\) left out") if withheld and command == "build" else nullcontext():
        mkdocs_guard.on_post_build(config)
