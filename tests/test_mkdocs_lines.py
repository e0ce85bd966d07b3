"""A page comes out the same whether its lines are read at once or by Python-Markdown alone."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.inlinepatterns import LinkInlineProcessor
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator.mkdocs_lines import QuickLines, _Lines
from tests.data import load_cases

if TYPE_CHECKING:
    import re

    from mkdocs.config.defaults import MkDocsConfig

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").rglob("*.md"))
CASES = load_cases("quick_lines")
Rendered = tuple[str | None, set[str] | None, dict[str, dict[str, str]], list[Any]]


@pytest.fixture(scope="session")
def config() -> MkDocsConfig:
    """Return the project's settings, without its hooks."""
    return load_config(str(ROOT / "mkdocs.yml"), hooks=[])


def render(
    text: str, config: MkDocsConfig, *, quick: bool, name: str = "briefs/one.md", more: tuple[str, ...] = ()
) -> Rendered:
    """Return what MkDocs makes of a page: its HTML, its places, where it leads and its headings."""
    names = {name, "briefs/other.md", *more}
    files = Files([File(each, str(ROOT / "docs"), "site", use_directory_urls=True) for each in sorted(names)])
    extensions = config.markdown_extensions
    page = Page(None, files.src_uris[name], config)
    page.markdown = text
    try:
        if quick:
            config.markdown_extensions = [*extensions, QuickLines()]  # type: ignore[list-item]
        page.render(config, files)
    finally:
        config.markdown_extensions = extensions
    links = {file.src_uri: places for file, places in (page.links_to_anchors or {}).items()}
    return page.content, page.present_anchor_ids, links, list_headings(page)


def list_headings(page: Page) -> list[Any]:
    """Return the headings of a page, with those below them."""
    return [(item.title, item.id, item.level) for top in page.toc for item in (top, *top.children)]


@pytest.mark.parametrize("case", CASES["lines"], ids=lambda case: case["intent"])
def test_lines_come_out_the_same(case: dict[str, Any], config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line is read at once where the case says so, and is the same both ways."""
    expected = render(case["text"], config, quick=False)
    stash, stashed = _Lines._stash, Counter[str]()

    def count(lines: _Lines, made: str) -> str:
        stashed[made] += 1
        return stash(lines, made)

    monkeypatch.setattr(_Lines, "_stash", count)

    assert expected == render(case["text"], config, quick=True)
    assert case["quick"] == bool(stashed)


@given(text=st.lists(st.sampled_from(CASES["pieces"]), max_size=30).map("".join).filter(lambda text: "<![" not in text))
def test_whatever_a_page_holds_it_comes_out_the_same(text: str, config: MkDocsConfig) -> None:
    """Pieces of Markdown and HTML in any order are the same both ways."""
    assert render(text, config, quick=False) == render(text, config, quick=True)


def test_pages_come_out_the_same_and_are_read_at_once(config: MkDocsConfig, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page of the site is the same both ways, and of its links only those in headings are left to Python-Markdown."""
    sources = {path.relative_to(ROOT / "docs").as_posix(): path.read_text("utf-8").split("---\n", 2)[-1] for path in PAGES}
    expected = {name: render(text, config, quick=False, name=name, more=tuple(sources)) for name, text in sources.items()}
    find, left = LinkInlineProcessor.handleMatch, Counter[str]()

    def count(pattern: LinkInlineProcessor, found: re.Match[str], text: str) -> Any:  # noqa: ANN401 - as it is
        left[text] += 1
        return find(pattern, found, text)

    monkeypatch.setattr(LinkInlineProcessor, "handleMatch", count)

    assert expected == {
        name: render(text, config, quick=True, name=name, more=tuple(sources)) for name, text in sources.items()
    }
    assert [] == [text for text in left if "<sup>" in text]
