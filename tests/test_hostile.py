"""Hostile reports, names, corrections and vocabularies, all on one site: what is rendered, and what the data files hold.

What a browser makes of the same site is in `tests/browser/test_hostile.py`.
"""

from __future__ import annotations

import functools
import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from generator.guard import _ATTRIBUTES, _PLAIN
from generator.seeds import find_seeds, read_seed
from tests.conftest import BASE_PATH, make_once
from tests.hostile import CASES, TEXTS, build_hostile_site, id_of, lists_of, name_of, shown, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OURS = {(tag, name) for tag in {*_PLAIN.split(), *_ATTRIBUTES} for name in ("", *_ATTRIBUTES["*"], *_ATTRIBUTES.get(tag, ()))}
INVISIBLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff]")
NUMBERS = range(len(TEXTS))
PAGES = {"topics": "topics", "agreements": "agreements", "series": "series", "parties": "parties"}
"""Of the vocabularies whose entries have pages, the folder."""


class Page(HTMLParser):
    """A page as its elements: those of the article, those around it, the places, the links, the scripts, the words."""

    def __init__(self, text: str) -> None:
        """Read a page."""
        super().__init__()
        self.inside: set[tuple[str, str]] = set()
        self.around: set[tuple[str, str]] = set()
        self.ids: list[str] = []
        self.links: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[str] = []
        self.words: dict[str, list[str]] = {"article": [], "title": [], "h1": []}
        self.metas: list[dict[str, str]] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        given = {name: value or "" for name, value in attrs}
        found = self.inside if "article" in self._open else self.around
        found |= {(tag, ""), *((tag, name) for name in given)}
        self.ids += [given["id"]] if "id" in given else []
        self.links += [(tag, given)] if {"href", "src", "srcset", "action"} & set(given) else []
        self.scripts += [""] if tag == "script" and "src" not in given else []
        self.metas += [given] if tag == "meta" else []
        if tag in {*self.words, "script"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note its end."""
        if tag in self._open:
            self._open.remove(tag)

    def handle_data(self, data: str) -> None:
        """Note the words of it."""
        if self._open and self._open[-1] == "script":
            if self.scripts:
                self.scripts[-1] += data
            return
        for tag in self._open:
            self.words[tag].append(data)

    def text(self, tag: str) -> str:
        """Return the words in all elements of a name, as a reader sees them."""
        return " ".join("".join(self.words[tag]).split())


@pytest.fixture(name="hostile_site", scope="session")
def fixture_hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site of `tests/hostile.py`."""
    return make_once(tmp_path_factory, "hostile", build_hostile_site)


@functools.cache
def pages_of(site: Path) -> dict[str, Page]:
    """Return each page by its address within the site."""
    paths = {path.relative_to(site).as_posix().removesuffix("index.html"): path for path in site.rglob("*.html")}
    return {address: Page(path.read_text(encoding="utf-8")) for address, path in sorted(paths.items())}


@pytest.fixture(name="pages")
def fixture_pages(hostile_site: Path) -> dict[str, Page]:
    """Return all pages of the hostile site."""
    return pages_of(hostile_site)


def run_by(page: Page) -> list[str]:
    """Return the scripts that a browser would run; what is in braces is the theme's data."""
    return [script for script in page.scripts if not script.startswith("{")]


def test_every_element_and_attribute_is_ours(pages: dict[str, Page]) -> None:
    """An article holds what our templates make; around it is what is around a page that was written by hand."""
    clean, search = pages["about/"], pages["search/"]
    # A title in the header says in which language it is.
    around = clean.around | search.around | {("link", "rel"), ("link", "href"), ("span", "lang")}
    assert len(pages) > 300
    for address, page in pages.items():
        if address.removeprefix("en/") not in {"about/", "method/", "404.html"}:
            assert (address, set()) == (address, page.inside - OURS)
        assert (address, set()) == (address, page.around - around)
        assert (address, run_by(clean)) == (address, run_by(page))


def test_every_link_leads_into_the_site_or_is_held_apart(pages: dict[str, Page]) -> None:
    """No address runs anything, and what leads to another host is a link that a reader must follow, marked as such."""
    for address, page in pages.items():
        for tag, given in page.links:
            for name in {"href", "src", "srcset", "action"} & set(given):
                relative = re.fullmatch(r"(?:[./]+|#)?[\w./#?=&%-]*", given[name])
                own = given[name].startswith("https://digest.example/") and tag == "link"
                away = (
                    tag == "a" and given.get("rel") == "noopener nofollow" and given[name].startswith(("https://", "http://"))
                )
                assert relative or own or away, f"{address}: {tag} {given}"


def test_no_place_has_a_name_of_the_themes(pages: dict[str, Page]) -> None:
    """Every id stands once on its page; scripts of the theme look for theirs."""
    for address, page in pages.items():
        doubled = {one for one in page.ids if page.ids.count(one) > 1}
        assert (address, set()) == (address, doubled)


def squeeze(text: str) -> str:
    """Return a text without white space: between two sentences that run together a page has a space."""
    return "".join(shown(text).split())


@pytest.mark.parametrize("n", NUMBERS, ids=lambda n: CASES["texts"][n]["intent"])
def test_the_text_is_what_was_written(n: int, hostile_site: Path, pages: dict[str, Page]) -> None:
    """A report's page shows each of its lines, and each value an editor gave, in the very words; so do head and title."""
    page = pages[f"briefs/{name_of(n)}/"]
    seed = read_seed(hostile_site.parent / "seeds" / f"{name_of(n)}.txt")
    blocks = [squeeze(seed.text[block.start : block.end]) for block in seed.blocks if block.kind not in ("boilerplate", "url")]

    article = squeeze(page.text("article"))
    assert [] == [block for block in blocks if block not in article]
    assert squeeze(page.text("h1")) == squeeze(seed.title) == squeeze(title_of(TEXTS[n]))
    assert squeeze(page.text("title")).startswith(squeeze(seed.title))
    # Five lines of the report, and five values of the corrections, each with its reason and editor.
    assert article.count(squeeze(TEXTS[n])) >= 12 or seed.lang == "en"


@pytest.mark.parametrize("n", NUMBERS, ids=lambda n: CASES["texts"][n]["intent"])
def test_what_a_vocabulary_calls_it_is_what_is_shown(n: int, pages: dict[str, Page]) -> None:
    """The page of an entry is headed by its label, as it stands in the list, and says what it is."""
    text = shown(TEXTS[n])
    for name in set(lists_of(n)) & set(PAGES):
        page = pages.get(f"{PAGES[name]}/{id_of(name, n).lower()}/")
        if page:
            assert text == page.text("h1")
            assert page.text("title").startswith(text)
            assert page.text("article").count(text) >= 2


@pytest.mark.parametrize("case", [case for case in CASES["files"] if "page" in case], ids=lambda case: case["intent"])
def test_names_of_files(case: dict[str, Any], hostile_site: Path, pages: dict[str, Page]) -> None:
    """Whatever a file is called, its page has a plain name, and says what the file is called."""
    slug = read_seed(hostile_site.parent / "seeds" / case["name"]).slug

    assert case["page"] in {slug, None}
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug)
    assert case["name"] in pages[f"briefs/{slug}/"].text("article")


@pytest.mark.parametrize("case", [case for case in CASES["files"] if "refused" in case], ids=lambda case: case["intent"])
def test_names_that_are_refused(case: dict[str, Any], tmp_path: Path) -> None:
    """What nobody could type or see is no name: the report beside it is read, and the message can be printed."""
    (tmp_path / case["name"]).write_text("Tin xấu\n", encoding="utf-8")
    (tmp_path / "lanh.txt").write_text("Tin lành\n", encoding="utf-8")
    paths, problems = find_seeds(tmp_path)

    assert ["lanh.txt"] == [path.name for path in paths]
    assert ["a name with characters that cannot be seen"] == [problem.found for problem in problems]
    assert str(problems[0]).isprintable()


def test_long_runs_are_shown_whole(pages: dict[str, Page]) -> None:
    """What would keep a careless renderer busy for minutes is text like any other."""
    for n, run in enumerate(CASES["runs"]):
        words = shown(f"x{run['text'] * run['times']}x").strip("x")
        assert "".join(words.split()) in "".join(pages[f"briefs/run-{n:02}/"].text("article").split()), run["intent"]
    assert "cấp 299" in pages["briefs/nested/"].text("article")


def texts_in(value: object) -> Iterator[str]:
    """Yield every text in a value that was JSON, its keys included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield key
            yield from texts_in(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts_in(one)


@pytest.fixture(name="records")
def fixture_records(hostile_site: Path) -> dict[str, Any]:
    """Return the records of the search by the address of their page."""
    absent = json.loads((hostile_site / "pagefind" / "pages.json").read_bytes())["absent"]
    found = {int(path.stem): json.loads(path.read_bytes()) for path in hostile_site.glob("pagefind/*/records/*.json")}
    return {("en/" if number in absent[""] else "") + record["url"]: record for number, record in found.items()}


def test_records_of_the_search_hold_the_text(records: dict[str, Any], pages: dict[str, Page]) -> None:
    """Each says what stands on its page, letter by letter, and names a page and a place that are there."""
    for n, text in enumerate(TEXTS):
        record = records[f"briefs/{name_of(n)}/"]
        assert squeeze(record["title"]) == squeeze(title_of(text))
        assert any(squeeze(text) in squeeze(passage[1]) for passage in record["passages"])
    for address, record in records.items():
        page = pages[address]
        assert {passage[0] for passage in record["passages"]} <= {"", *page.ids}


def test_data_files_are_sound(hostile_site: Path) -> None:
    """All JSON can be read, and nothing in it turns a line round, drives a terminal or cannot be seen."""
    files = sorted(hostile_site.rglob("*.json"))
    others = {path.name for path in files if path.parent.name not in {"facets", "records"}}
    assert {"about.json", "aliases.json", "coverage.json", "pagefind-entry.json", "pages.json", "people.json"} == others
    values = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    texts = list(texts_in(values))
    assert {squeeze(text) for text in TEXTS} <= set(map(squeeze, texts))
    assert [] == [text for text in texts if INVISIBLE.search(text)]


def test_the_list_of_addresses_is_plain(hostile_site: Path) -> None:
    """The site map is XML and holds addresses of the site, made of small letters, figures and hyphens."""
    found = [element.text or "" for element in ET.parse(hostile_site / "sitemap.xml").iter() if element.text]  # noqa: S314
    addresses = [text for text in found if "://" in text]
    assert len(addresses) > 300
    assert [] == [one for one in addresses if not re.fullmatch(rf"https://digest\.example{BASE_PATH}(?:[a-z0-9-]+/)*", one)]


def test_data_in_pages_is_the_same_on_all(pages: dict[str, Page]) -> None:
    """The one JSON within a page of an edition is the theme's, with no word of a report in it."""
    for english in (False, True):
        scripts = [one for address, page in pages.items() for one in page.scripts if address.startswith("en/") == english]
        found = {re.sub(r'"(?:\.\./?)+|"\.', '"', script) for script in scripts if script[:1] == "{"}
        assert len({script for script in found if BASE_PATH not in script}) == 1
        assert all(json.loads(script) for script in found)


def test_no_kind_of_file_is_unchecked(hostile_site: Path) -> None:
    """What the site holds besides pages and the theme's files: a new kind of data needs a check of its own here."""
    kinds = {path.suffix for path in hostile_site.rglob("*") if path.is_file() and "assets" not in path.parts}
    assert {".html", ".json", ".xml", ".gz", ".js", ".pagefind", ".pf_index", ".pf_meta"} == kinds
