"""Hostile reports, names, corrections and vocabularies, all on one site: what is rendered, and what the data files hold.

What a browser makes of the same site is in `tests/browser/test_hostile.py`.
"""

from __future__ import annotations

import csv
import functools
import io
import json
import re
import sqlite3
from contextlib import closing
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar
from jsonschema import Draft202012Validator

from generator.guard import _ATTRIBUTES, _PLAIN
from generator.seeds import find_seeds, read_seed
from generator.tables import TABLES
from tests.conftest import BASE_PATH, make_once
from tests.hostile import CASES, TEXTS, build_hostile_site, id_of, lists_of, name_of, shown, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

OURS = {(tag, name) for tag in {*_PLAIN.split(), *_ATTRIBUTES} for name in ("", *_ATTRIBUTES["*"], *_ATTRIBUTES.get(tag, ()))}
INVISIBLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ue000-\uf8ff]")
DATA = {".csv", ".ics", ".jsonl", ".sqlite", ".txt"}
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
        self.linked: list[str] = []
        self.words: dict[str, list[str]] = {"article": [], "title": [], "h1": []}
        self.metas: list[dict[str, str]] = []
        self._open: list[str] = []
        self._filled: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        given = {name: value or "" for name, value in attrs}
        found = self.inside if "article" in self._open else self.around
        found |= {(tag, ""), *((tag, name) for name in given)}
        self.ids += [given["id"]] if "id" in given else []
        self.links += [(tag, given)] if {"href", "src", "srcset", "action"} & set(given) else []
        if tag == "script" and "src" not in given:
            self._filled = self.linked if given.get("type") == "application/ld+json" else self.scripts
            self._filled.append("")
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
            if self._filled:
                self._filled[-1] += data
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
    others = {path.name for path in files if path.parent.name not in {"data", "facets", "records"}}
    assert {
        "about.json",
        "first.json",
        "aliases.json",
        "build.json",
        "coverage.json",
        "pagefind-entry.json",
        "pages.json",
        "people.json",
    } == others
    values = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    texts = list(texts_in(values))
    assert {squeeze(text) for text in TEXTS} <= set(map(squeeze, texts))
    assert [] == [text for text in texts if INVISIBLE.search(text)]


@pytest.mark.parametrize("table", TABLES)
def test_records_hold_the_text(table: str, hostile_site: Path) -> None:
    """Each line is what its schema says, and holds nothing that cannot be seen; each cell of the same is no formula."""
    lines = (hostile_site / "data" / f"{table}.jsonl").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    records = [json.loads(line) for line in lines]
    rules = Draft202012Validator(json.loads((hostile_site / "data" / f"{table}.schema.json").read_bytes()))
    assert [] == [error.message for record in records for error in rules.iter_errors(record)]
    assert [] == [text for text in texts_in(records) if INVISIBLE.search(text)]

    sheet = (hostile_site / "data" / f"{table}.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(sheet, newline="")))
    assert len(records) + 1 == len(rows)
    assert {len(rows[0])} == {len(row) for row in rows}
    assert [] == [cell for row in rows for cell in row if cell.strip()[:1] in {"=", "+", "-", "@"}]
    if table == "statements":
        assert set(map(squeeze, TEXTS)) <= {squeeze(record["speaker"]) for record in records}


def test_the_database_is_sound(hostile_site: Path) -> None:
    """Whatever a text says to SQL, it is a value."""
    with closing(sqlite3.connect(f"file:{hostile_site}/data/digest.sqlite?mode=ro", uri=True)) as connection:
        assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()
        assert [] == connection.execute("PRAGMA foreign_key_check").fetchall()
        titles = {squeeze(title) for (title,) in connection.execute("SELECT title FROM briefs")}
        assert {squeeze(title_of(text)) for text in TEXTS} <= titles
        assert connection.execute("SELECT count(*) FROM positions_by_topic").fetchone()[0] > 10


def test_feeds_and_calendars_hold_the_text(hostile_site: Path) -> None:
    """No text ends its element or its line, and both can be read by whoever reads such files."""
    feeds = [ET.parse(path).getroot() for path in hostile_site.rglob("feed.xml")]  # noqa: S314 - made here
    known = {"author", "category", "content", "entry", "feed", "generator", "id", "link", "meeting", "name", "published"}
    known |= {"div", "li", "rights", "source", "subtitle", "summary", "title", "ul", "updated"}
    assert len(feeds) > 50
    assert set() == {element.tag.rpartition("}")[2] for feed in feeds for element in feed.iter()} - known
    assert [] == [text for feed in feeds for element in feed.iter() for text in (element.text or "",) if INVISIBLE.search(text)]

    calendars = [Calendar.from_ical(path.read_bytes()) for path in hostile_site.rglob("calendar.ics")]
    assert len(calendars) > 10
    assert [] == [error for calendar in calendars for error in calendar.errors]
    keys = {key for calendar in calendars for event in calendar.walk("VEVENT") for key in event}
    assert {"CATEGORIES", "DESCRIPTION", "DTEND", "DTSTAMP", "DTSTART", "LOCATION", "SUMMARY", "TRANSP", "UID", "URL"} == keys


def test_the_list_of_addresses_is_plain(hostile_site: Path) -> None:
    """The site map is XML and holds addresses of the site, made of small letters, figures and hyphens."""
    found = [element.text or "" for element in ET.parse(hostile_site / "sitemap.xml").iter() if element.text]  # noqa: S314
    addresses = [text for text in found if "://" in text]
    assert len(addresses) > 300
    assert [] == [one for one in addresses if not re.fullmatch(rf"https://digest\.example{BASE_PATH}(?:[a-z0-9-]+/)*", one)]


def test_data_in_pages_is_the_same_on_all(pages: dict[str, Page]) -> None:
    """Of the JSON within a page of an edition, what scripts read is the theme's, with no word of a report in it."""
    for english in (False, True):
        scripts = [one for address, page in pages.items() for one in page.scripts if address.startswith("en/") == english]
        found = {re.sub(r'"(?:\.\./?)+|"\.', '"', script) for script in scripts if script[:1] == "{"}
        assert len({script for script in found if BASE_PATH not in script}) == 1
        assert all(json.loads(script) for script in found)


def test_linked_data_is_of_the_page(pages: dict[str, Page]) -> None:
    """Each page has one block, which no text ends or leads elsewhere, and nothing in it drives a terminal or cannot be seen."""
    for address, page in pages.items():
        if address == "404.html" or any(meta.get("http-equiv") == "refresh" for meta in page.metas):
            assert (address, []) == (address, page.linked)
            continue
        (block,) = page.linked
        assert not re.search("[<>\u2028\u2029]", block)
        own = json.loads(block)["@graph"][0]
        assert own["@id"] == own["url"] == f"https://digest.example{BASE_PATH}{address}"
        assert [] == [text for text in texts_in(json.loads(block)) if INVISIBLE.search(text)]
    for n, text in enumerate(TEXTS):
        (block,) = pages[f"briefs/{name_of(n)}/"].linked
        report = json.loads(block)["@graph"][0]
        assert squeeze(title_of(text)) == squeeze(report["name"]) == squeeze(report["citation"]["headline"])


def test_a_page_is_cited_by_its_own_address(hostile_site: Path) -> None:
    """Whatever its title holds; and who copies a sentence copies the title as it is."""
    for n, text in enumerate(TEXTS):
        address = f"briefs/{name_of(n)}/"
        page = BeautifulSoup((hostile_site / address / "index.html").read_bytes(), "html5lib")
        forms = [json.loads(one.get_text()) for one in page.select("#cite pre[data-file$='.json']")]
        assert [f"https://digest.example{BASE_PATH}{address}"] == [form[0]["URL"] for form in forms[1:]]
        assert {squeeze(title_of(text))} == {squeeze(form[0]["title"]) for form in forms}
        source = page.select_one("[data-source]")
        assert source
        assert squeeze(title_of(text)) in squeeze(str(source["data-source"]))
        assert [] == [one for one in page.select("#cite .cite-text") if one.find(lambda tag: tag.name != "em")]


def test_robots_are_told_of_the_map(hostile_site: Path) -> None:
    """And of nothing else."""
    lines = ["User-agent: *", "Allow: /", "", f"Sitemap: https://digest.example{BASE_PATH}sitemap.xml"]
    assert lines == (hostile_site / "robots.txt").read_text(encoding="utf-8").splitlines()


def test_no_kind_of_file_is_unchecked(hostile_site: Path) -> None:
    """What the site holds besides pages and the theme's files: a new kind of data needs a check of its own here."""
    kinds = {path.suffix for path in hostile_site.rglob("*") if path.is_file() and "assets" not in path.parts}
    assert {"", ".html", ".json", ".xml", ".js", ".pagefind", ".pf_index", ".pf_meta", ".txt"} | DATA == kinds


def test_headers_hold_no_word_of_a_report(hostile_site: Path, site: Path) -> None:
    """What hosts are told is the same, whatever the site is of; only the search index has another name."""
    told = [
        re.sub(r"/[0-9a-f]{10}/", "/x/", (folder / "_headers").read_text(encoding="utf-8")) for folder in (hostile_site, site)
    ]
    assert told[0] == told[1]
    assert {"_headers"} == {path.name for path in hostile_site.rglob("*") if path.is_file() and not path.suffix}
