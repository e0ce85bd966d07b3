"""The renderers to come make the same site of the same pages: ProperDocs with our hooks, Zensical without any."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from tests.conftest import BASE_PATH, SITE_PARTS, copy_parts, make_once
from tests.test_site import HOST, address_of, find_broken, parse

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import Tag

pytestmark = pytest.mark.whole

PROPERDOCS = [["properdocs", "build", "--strict", "--quiet", "--site-dir", "site"]]
ZENSICAL = [
    ["generator", "build"],
    ["zensical", "build", "--strict", "--clean", "--config-file", "mkdocs.yml"],
    ["generator", "finish", "site"],
]


def render(work: Path, commands: list[list[str]], corpus_site: Path) -> Path:
    """Build the site of the reports of `corpus_site` with `commands` in the folder `work`; return the site."""
    copy_parts(SITE_PARTS, work, root=corpus_site.parent)
    environment = os.environ | {"SITE_URL": f"{HOST}{BASE_PATH}", "NO_MKDOCS_2_WARNING": "1", "KEEP_GOING": "1"}
    for command in commands:
        done = subprocess.run([sys.executable, "-m", *command], cwd=work, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, f"{' '.join(command)} failed:\n{done.stdout.decode()}{done.stderr.decode()}"
    return work / "site"


@pytest.fixture(scope="session", params=[PROPERDOCS, ZENSICAL], ids=["properdocs", "zensical"])
def theirs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, corpus_site: Path) -> Path:
    """Return the folder of the site as another renderer makes it."""
    name = request.param[0][0] if len(request.param) == 1 else "zensical"
    return make_once(tmp_path_factory, name, lambda work: render(work, request.param, corpus_site))


def pages(site: Path) -> dict[str, Path]:
    """Return the pages of a site by their names."""
    return {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*.html"))}


def content(path: Path) -> Tag:
    """Return what is ours on a page: all within the element of our template, but for the time that our hook tells."""
    found = parse(path).select_one(".page")
    assert found, f"{path} holds nothing of ours"
    for built in found.select("p:has(> time + a)"):
        built.decompose()
    return found


def words(element: Tag) -> str:
    """Return the words of an element."""
    return " ".join(element.get_text(" ").split())


def links(path: Path, site: Path) -> list[tuple[str, str]]:
    """Return where a page leads, in order, with the words of each link."""
    here = address_of(path, site)
    return [(urljoin(here, str(link["href"])), words(link)) for link in content(path).select("a[href]")]


def places(path: Path) -> list[str]:
    """Return the names of the places on a page, in order."""
    return [str(element["id"]) for element in content(path).select("[id]")]


def test_another_renderer_makes_the_same_pages(theirs: Path, corpus_site: Path) -> None:
    """No page is missing, none is there besides."""
    assert sorted(pages(corpus_site)) == sorted(pages(theirs))


def test_every_page_says_the_same(theirs: Path, corpus_site: Path) -> None:
    """Facts, evidence and words are the same on each page, and so is where it leads, and the places on it."""
    for name, ours in pages(corpus_site).items():
        assert words(content(ours)) == words(content(theirs / name)), name
        assert links(ours, corpus_site) == links(theirs / name, theirs), name
        assert places(ours) == places(theirs / name), name


def test_every_link_leads_somewhere(theirs: Path) -> None:
    """Every link on every page leads somewhere within the site, the theme's own included."""
    assert [] == [broken for path in pages(theirs).values() for broken in find_broken(path, theirs)]


def test_the_search_is_the_same(theirs: Path, corpus_site: Path) -> None:
    """The index is the same, byte for byte: it is made of the records, and of the pages that were written by hand."""
    sites = (corpus_site, theirs)
    ours, other = ({path.name: path.read_bytes() for path in (site / "pagefind").rglob("*.*")} for site in sites)
    assert ours == other
