"""The built site as files: every link leads somewhere, and nothing is fetched from elsewhere."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from html5lib import HTMLParser

from tests.conftest import BASE_PATH, copy_project, make_once, run_mkdocs
from tests.reports import CORPUS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HOST = "https://digest.example"
# Attributes that hold words or the name of a language of elements, and nothing that is fetched.
QUIET = {"title", "xmlns", "aria-label", "alt", "placeholder"}
# Relations of a link element that only say where something is; a browser fetches the others.
SAYING = {"alternate", "author", "canonical", "license", "next", "prev"}


@functools.cache
def parse(path: Path) -> BeautifulSoup:
    """Return a page, parsed as a browser parses it."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html5lib")


@functools.cache
def anchors(path: Path) -> frozenset[str]:
    """Return the ids of a page."""
    return frozenset(str(element["id"]) for element in parse(path).find_all(id=True))


def address_of(path: Path, site: Path) -> str:
    """Return the address at which a page of the site is read."""
    return f"{HOST}{BASE_PATH}{path.relative_to(site).as_posix().removesuffix('index.html')}"


def references(page: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Yield every address a page names, with the name of the element that names it."""
    for element in page.select("[href], [src]"):
        for attribute in ("href", "src"):
            if element.has_attr(attribute):
                yield element.name, str(element[attribute])


def find_broken(path: Path, site: Path) -> Iterator[str]:
    """Yield each reference of a page that leads to nothing within the site."""
    here = address_of(path, site)
    for _, reference in references(parse(path)):
        url = urlsplit(urljoin(here, reference))
        if f"{url.scheme}://{url.netloc}" != HOST:
            continue
        if not url.path.startswith(BASE_PATH):
            yield f"{here}: {reference} leads out of the site"
            continue
        target = site / unquote(url.path.removeprefix(BASE_PATH))
        target = target / "index.html" if target.is_dir() else target
        if not target.is_file():
            yield f"{here}: {reference} leads to no file"
        elif url.fragment and target.suffix == ".html" and unquote(url.fragment) not in anchors(target):
            yield f"{here}: {reference} leads to no such place on the page"


def find_foreign(path: Path, site: Path) -> Iterator[str]:
    """Yield whatever a page would fetch from another host, in whatever attribute its address is."""
    for element in parse(path).find_all(True):  # noqa: FBT003 - every element
        if element.name == "link" and SAYING & set(element.get("rel") or ()):
            continue
        for name, value in element.attrs.items():
            words = " ".join(value) if isinstance(value, list) else str(value)
            away = name not in QUIET and re.search(r"(?:^|[\s,;=('\"])(?:[a-z]+:)?//(?!digest\.example/)", words, re.IGNORECASE)
            if away and not (element.name == "a" and name == "href"):
                yield f"{address_of(path, site)}: {element.name} fetches {words}"


def test_every_link_leads_somewhere(site: Path) -> None:
    """Each link within the site leads to a file of the site, and to a place on it where it names one."""
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 5
    assert [] == [broken for path in pages for broken in find_broken(path, site)]


def test_every_link_across_reports_leads_somewhere(corpus_site: Path) -> None:
    """So it is where meetings have several reports, series several rounds and people a namesake."""
    assert [] == [broken for path in sorted(corpus_site.rglob("*.html")) for broken in find_broken(path, corpus_site)]


@pytest.fixture(name="long_site", scope="module")
def fixture_long_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site in which everything is too long for one page."""

    def lower(work: Path) -> Path:
        copy_project(work, seeds=CORPUS)
        module = work / "generator" / "chapters.py"
        text = module.read_text(encoding="utf-8")
        text, found = re.subn(r"^(MOST_LISTED|MOST_POSITIONS) = \d+$", r"\1 = 5", text, flags=re.MULTILINE)
        most, shown = re.subn(r'("(?:list|entries|statements|page|lines|first|compared)"): \d+', r"\1: 2", text)
        assert (2, 7) == (found, shown)
        module.write_text(most, encoding="utf-8")
        done = run_mkdocs(work)
        assert done.returncode == 0, f"mkdocs build --strict failed:\n{done.stdout}{done.stderr}"
        return work / "site"

    return make_once(tmp_path_factory, "long", lower)


def test_every_page_of_a_long_list_is_reached(long_site: Path) -> None:
    """Lists that are parted build without a warning, every link on them leads somewhere, and a click leads to every page."""
    assert [] == [broken for path in sorted(long_site.rglob("*.html")) for broken in find_broken(path, long_site)]
    assert list(long_site.glob("briefs/years/*/index.html"))
    assert list(long_site.glob("people/letters/*/index.html"))

    pages = {address_of(path, long_site): path for path in long_site.rglob("*.html") if path.name != "404.html"}
    seen, waiting = set(), [f"{HOST}{BASE_PATH}"]
    while waiting:
        here = waiting.pop()
        if here in pages and here not in seen:
            seen.add(here)
            links = (urljoin(here, str(link["href"])) for link in parse(pages[here]).select("a[href]"))
            waiting += [urlsplit(link)._replace(query="", fragment="").geturl() for link in links]
    # What one edition alone has leads on in the others, and nobody is led there.
    assert set() == {here for here in pages.keys() - seen if not parse(pages[here]).select("meta[http-equiv=refresh]")}


def test_more_than_a_page_shows_is_searched_for_by_its_facets(long_site: Path) -> None:
    """MkDocs leaves the query in a link to the search page as it was written."""
    links = {
        str(link["href"])
        for path in long_site.glob("parties/*/index.html")
        for link in parse(path).select("a[href*='search/?']")
    }
    assert {"../../search/?kind=meeting&party=VN", "../../search/?party=VN&topic=trade"} <= links


def test_nothing_is_fetched_from_another_host(site: Path, corpus_site: Path) -> None:
    """No page asks another host for a script, a style, a font, a picture or a frame, by any attribute."""
    pages = [(path, folder) for folder in (site, corpus_site) for path in sorted(folder.rglob("*.html"))]
    assert [] == [foreign for path, folder in pages for foreign in find_foreign(path, folder)]


def test_links_from_reports_are_held_apart(corpus_site: Path) -> None:
    """A link to another host is the address of a report, and tells that host, and search engines, as little as it can."""
    links = [link for path in corpus_site.rglob("*.html") for link in parse(path).select("a[href^=http]")]
    assert len(links) > 5
    assert {("noopener", "nofollow")} == {tuple(link["rel"]) for link in links}


def test_styles_fetch_nothing_from_another_host(site: Path) -> None:
    """No style sheet imports or shows anything that is not part of the site."""
    sheets = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.css")}
    assert sheets
    assert [] == [path.name for path, text in sheets.items() if re.search(r"url\(\s*['\"]?(?:https?:)?//|@import", text)]


# Elements that hold words and what is within words, and elements that are neither: no parser says where these are in those.
WORDS = "a b em h1 h2 h3 i label p span strong summary sup time".split()
BLOCKS = "details div dl form h1 h2 h3 nav ol p table ul".split()


def find_invalid(path: Path) -> Iterator[str]:
    """Yield each error of a page's HTML: what the parser must mend, and what stands where it must not."""
    parser = HTMLParser()
    parser.parse(path.read_text(encoding="utf-8"))
    yield from (f"{path.parent.name}: line {place[0]}: {code} {what}" for place, code, what in parser.errors)
    for element in parse(path).select(", ".join(f"{outer} {inner}" for outer in WORDS for inner in BLOCKS)):
        yield f"{path.parent.name}: <{element.name}> within words: {str(element)[:80]}"
    for element in parse(path).select("input[autocomplete]"):
        if element["type"] in {"checkbox", "radio"} and element.get("id") not in THEME:
            yield f"{path.parent.name}: a box that is asked to complete itself: {element}"


# The theme's own error on every page, as the Nu checker has it: `autocomplete` on the two boxes that its menus are made of.
THEME = {"__drawer", "__search"}


def test_pages_are_valid_html(site: Path, corpus_site: Path) -> None:
    """No page has an error that a parser must mend, or a block within words; `make rate` asks the Nu checker as well."""
    pages = [path for folder in (site, corpus_site) for path in sorted(folder.rglob("*.html"))]
    assert len(pages) > 50
    assert [] == [problem for path in pages for problem in find_invalid(path)]


@pytest.mark.parametrize(
    "body", ["<p><b>a</p>", "<span><details><summary>a</summary></details></span>", "<p>a</div>", "<i a=1 a=2>"]
)
def test_invalid_html_is_found(tmp_path: Path, body: str) -> None:
    """The check above sees an element that is not closed, one that stands where it must not, and an attribute too many."""
    path = tmp_path / "index.html"
    path.write_text(f"<!doctype html><html lang=en><title>a</title><body>{body}</body></html>", encoding="utf-8")
    assert list(find_invalid(path))


def test_ids_are_unique(site: Path, corpus_site: Path) -> None:
    """No page has two places of one name: a link to it would lead to the wrong one."""
    doubled = []
    for path in sorted((*site.rglob("*.html"), *corpus_site.rglob("*.html"))):
        ids = [str(element["id"]) for element in parse(path).find_all(id=True)]
        doubled += [f"{path.name}: {name}" for name in sorted(set(ids)) if ids.count(name) > 1]
    assert [] == doubled


def test_each_tab_leads_to_a_list_of_its_own(corpus_site: Path) -> None:
    """A tab of several lists leads to the first of them, and no two tabs lead to the same page."""
    tabs = [str(tab["href"]) for tab in parse(corpus_site / "topics" / "index.html").select(".md-tabs a")]
    assert ["..", "../meetings/", "../positions/", "./", "../agreements/", "../parties/", "../method/"] == tabs
