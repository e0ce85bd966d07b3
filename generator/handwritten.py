"""The pages that people write by hand, as a search finds them: read from the rendered site, since no record has their text."""

from __future__ import annotations

import os
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from generator.exports.search import Passage, SearchRecord
from generator.writer import is_generated, walk

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence
    from pathlib import Path

    from generator.editions import Edition

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | {"p", "li", "dt", "dd", "td", "th", "pre", "figcaption", "div"}
_HIDDEN = frozenset({"script", "style", "noscript", "svg", "nav"})


class _Article(HTMLParser):
    """Gathers the blocks of words in a page's article, each with the heading that leads to it."""

    def __init__(self) -> None:
        super().__init__()
        self.title = ""
        self.passages: list[Passage] = []
        self._words: list[str] = []
        self._anchor = ""
        self._depth = 0
        self._hidden: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._depth += tag == "article"
        if tag in _HIDDEN or (tag == "a" and given.get("class") == "headerlink"):
            self._hidden.append(tag)
        if tag == "br":
            self._words.append(" ")
        if tag in _BLOCKS:
            self._end_block()
        if tag in _HEADINGS:
            self._in_title = tag == "h1"
            self._anchor = "" if self._in_title else given.get("id") or self._anchor

    def handle_endtag(self, tag: str) -> None:
        if self._hidden[-1:] == [tag]:
            self._hidden.pop()
        if tag in _BLOCKS or tag == "article":
            self._end_block()
        self._depth -= tag == "article"

    def handle_data(self, data: str) -> None:
        if self._depth and not self._hidden:
            self._words.append(data)

    def _end_block(self) -> None:
        text = " ".join("".join(self._words).split())
        self._words.clear()
        if self._in_title:
            self.title, self._in_title = self.title or text, False
        elif text:
            self.passages.append(Passage(text, self._anchor))


def handwritten_records(
    docs: Path, site: Path, *, editions: Sequence[Edition], known: Container[str] = ()
) -> Iterator[SearchRecord]:
    """Yield a record for each page in `docs` that the generator did not write, as it is rendered in `site`: of its edition.

    Those at the paths that are `known`, given without their ending, it did write.
    """
    for path in list_sources(docs):
        if path in known or is_generated(f"{docs}{os.sep}{path}.md") or not (page := find_page(path, site)):
            continue
        article = _Article()
        article.feed((site / page).read_text(encoding="utf-8"))
        own = next((edition for edition in editions[1:] if path.startswith(edition.folder)), editions[0])
        yield SearchRecord(path, "text", article.title or path, own.lang, passages=tuple(article.passages), only=own.folder)


def list_sources(docs: Path) -> list[str]:
    """Return every page in `docs`, without its ending, in order of its path, folder by folder."""
    found = [f"{below}{name}" for below, _, names in walk(docs) for name in names if name.endswith(".md")]
    return [path.removesuffix(".md") for path in sorted(found, key=lambda path: path.split("/"))]


def find_page(path: str, site: Path) -> str | None:
    """Return where in `site` the file of a page of `docs` is, in either of the ways renderers write it; None if nowhere."""
    places = (f"{path}/index.html", f"{path}.html")
    return next((place for place in places if os.path.isfile(f"{site}{os.sep}{place}")), None)  # noqa: PTH113 - there may be ten thousand


def address_of(page: str) -> str:
    """Return the address of the file of a page, both below that of the site."""
    return page.removesuffix("index.html") if page.rpartition("/")[2] == "index.html" else page
