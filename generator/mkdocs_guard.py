"""Ties the last look (`guard`) to MkDocs, nothing more: a page that holds what is none of ours is left out.

A hook of its own, and the last: whatever another hook, an extension or the theme has made of a page, it sees.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Literal

# MkDocs loads a hook by its path, and its own command does not put the project on the import path.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from generator.errors import Problem
from generator.guard import find_foreign, find_markup
from generator.host import NAME, load_module

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import AnchorLink

log = logging.getLogger(f"{NAME}.hooks.guard")
_EXPECTED = "a page of our own elements, attributes and addresses"
_REMEDY = "report it with the text it was made of; the page is left out"


class _Run:
    """What one build keeps between its events."""

    serving = False
    withheld: ClassVar[dict[str, Problem]] = {}
    """The sources of the pages that are left out, and why."""


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG001 - MkDocs' signature
    """Note whether this run serves: then a page that is left out does not end it."""
    _Run.serving = command == "serve"


def on_config(config: MkDocsConfig) -> None:
    """Keep the ids that are made of headings, which may be of a report, apart from those of the theme: `__config` and others.

    Tell the templates, too, whether the page is served to an editor: then it holds a script of MkDocs that is never the same.
    """
    config.extra["serving"] = _Run.serving
    settings: dict[str, Any] = config.mdx_configs.setdefault("toc", {})
    slugify: Callable[[str, str], str] = settings["slugify"]
    settings["slugify"] = lambda text, separator: slugify(text, separator).strip("_-") or "x"


def on_pre_build(config: MkDocsConfig) -> None:  # noqa: ARG001 - MkDocs' signature
    """Begin anew."""
    _Run.withheld.clear()


def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: object) -> None:
    """Look at a generated page; where it holds what is none of ours, say so and mark it to be left out."""
    if not page.meta.get("generated"):
        return
    entries = [text for entry in _entries(page.toc) for text in (entry.title, entry.id)]
    # Without a title the theme makes one of the first heading, and takes back what was encoded in it.
    untitled = None if page.meta.get("title") else "no title"
    if found := untitled or find_foreign(html) or find_markup([page.meta, entries]):
        problem = Problem(page.file.src_uri, None, found, _EXPECTED, _REMEDY)
        if _Run.serving:
            config.extra.setdefault("problems", []).append(str(problem))
        _Run.withheld[page.file.src_uri] = problem


def on_post_page(output: str, page: Page, **_: object) -> str:
    """Leave out what is withheld: MkDocs writes no file of nothing, and the search lists no page without a file."""
    return "" if page.file.src_uri in _Run.withheld else output


def on_post_build(config: MkDocsConfig) -> None:  # noqa: ARG001 - MkDocs' signature
    """Say what is left out, and fail, unless somebody is looking at it: everything else is built, and in its place by now."""
    # Not before: a build that is strict publishes nothing after an error.
    for problem in _Run.withheld.values():
        log.error("%s", problem)
    if _Run.withheld and not _Run.serving:
        message = f"{len(_Run.withheld)} page(s) left out; everything else is built"
        raise load_module("exceptions").Abort(message)


def _entries(links: Iterable[AnchorLink]) -> Iterator[AnchorLink]:
    """Yield the headings of a page, those below others included."""
    for link in links:
        yield link
        yield from _entries(link.children)
