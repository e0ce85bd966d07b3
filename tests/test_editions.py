"""The site in several languages: every page has its twin, and speaks its own language but where a report is quoted."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest

from generator.build import Folders, build
from generator.editions import load_editions
from generator.errors import DigestError
from generator.labels import load_labels
from generator.lookup import Lookup
from generator.naming import Names
from generator.pages import make_editions
from generator.views import speeches
from generator.writer import is_generated
from tests.conftest import BASE_PATH, build_site, make_once
from tests.reports import CORPUS, get_briefs, get_digest, get_vocabulary
from tests.test_build import lay
from tests.test_site import HOST, address_of, parse

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bs4 import BeautifulSoup, Tag

pytestmark = pytest.mark.whole

VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯ\u1ea0-\u1ef9]")
# Words that no sentence of any length does without, and that are none in Vietnamese.
ENGLISH = re.compile(r"\b(?:the|of|and|with|was|were|from|which|their|reports?)\b", re.IGNORECASE)
SENTENCE = re.compile("#(?:s[0-9]|q[0-9a-f]{8})")
WORDS_OF = {"vi": ENGLISH, "en": VIETNAMESE}
"""What must not stand on the pages of an edition."""


def edition_of(path: Path, site: Path) -> str:
    """Return the edition that a page of the site is of."""
    return "en" if path.relative_to(site).parts[0] == "en" else "vi"


def pages_of(site: Path) -> list[Path]:
    """Return the pages of a site, but for the one that is sent for any other address."""
    return [path for path in sorted(site.rglob("*.html")) if path.name != "404.html"]


def twin_of(path: Path, site: Path) -> Path:
    """Return where the same page is in the other edition."""
    own = path.relative_to(site)
    return site / own.relative_to("en") if own.parts[0] == "en" else site / "en" / own


@functools.cache
def names() -> tuple[str, ...]:
    """Return the names that stand as they are in any language: of people, outlets and files, the longest first."""
    digest = get_digest()
    people = {person.name for person in digest.persons}
    people |= {appearance.participant.name.value for person in digest.persons for appearance in person.appearances}
    known = {
        name for entry in get_vocabulary().people.values() for name in (*entry.label.values(), *sum(entry.terms.values(), ()))
    }
    outlets = {label for outlet in get_vocabulary().outlets.values() for label in outlet.label.values()}
    outlets |= {brief.source.publisher.value for brief in digest.briefs if brief.source.publisher}
    files = {brief.seed.name for brief in digest.briefs}
    return tuple(sorted({*people, *known, *outlets, *files}, key=len, reverse=True))


def words_of(page: BeautifulSoup, lang: str) -> Iterator[str]:
    """Yield the texts of a page that are not marked as in another language, without names.

    Of attributes those that a reader is told; but for titles of links to a sentence, which repeat its words: Markdown cannot
    say in which language a title is. So it is with the list of headings at the side and the title in the header.
    """
    for text in page.find_all(string=True):
        above = list(text.parents)
        marked = next((element["lang"] for element in above if element.has_attr("lang")), lang)
        if marked == lang and not any(is_silent(element) for element in above):
            yield without_names(str(text))
    for element in page.select("[aria-label], [placeholder], [title]"):
        marked = next((one["lang"] for one in (element, *element.parents) if one.has_attr("lang")), lang)
        for name in ("aria-label", "placeholder", "title"):
            if (
                marked == lang
                and element.has_attr(name)
                and not element.select("sup")
                and not SENTENCE.search(str(element.get("href")))
            ):
                yield without_names(str(element[name]))


# Headings at the side and the running title repeat what stands elsewhere; what is to be copied is in the form of its style.
SILENT = {"address", "cite-text", "md-nav--secondary", "menu__toc", "running", "url"}


def is_silent(element: Tag) -> bool:
    """Tell whether nobody reads what is in an element, or it is an address, or repeats what stands elsewhere."""
    repeats = element.get("data-md-component") == "header-topic"
    return repeats or element.name in {"script", "style", "title", "pre"} or not SILENT.isdisjoint(element.get("class") or ())


def without_names(text: str) -> str:
    """Return a text without the names and addresses in it."""
    text = re.sub(r"https?://\S+", "", text)
    for name in names():
        text = text.replace(name, "")
    return text


@pytest.mark.parametrize("fixture", ["site", "corpus_site"])
def test_a_page_speaks_its_own_language(fixture: str, request: pytest.FixtureRequest) -> None:
    """No Vietnamese word on English pages and no English one on Vietnamese ones, but in names and what is marked as quoted."""
    folder: Path = request.getfixturevalue(fixture)
    found = {
        f"{path.relative_to(folder)}: {text.strip()}"
        for path in pages_of(folder)
        for lang in [edition_of(path, folder)]
        for text in words_of(parse(path), lang)
        if WORDS_OF[lang].search(text)
    }
    assert set() == found


def test_what_is_quoted_is_marked(corpus_site: Path) -> None:
    """The test above looks at something: there are reports in either language, and the pages of both show both."""
    marked = {
        (edition_of(path, corpus_site), element["lang"])
        for path in pages_of(corpus_site)
        for element in parse(path).select("article [lang]")
    }
    assert {("vi", "en"), ("en", "vi")} == marked


@pytest.mark.parametrize("fixture", ["site", "corpus_site"])
def test_every_page_has_a_twin_that_it_leads_to(fixture: str, request: pytest.FixtureRequest) -> None:
    """The link at the head leads to the same page in the other language, and search engines are told of both by both."""
    folder: Path = request.getfixturevalue(fixture)
    wrong = []
    for path in pages_of(folder):
        page, twin, here = parse(path), twin_of(path, folder), address_of(path, folder)
        links = [urljoin(here, str(link["href"])) for link in page.select("header a[hreflang]")]
        told = {str(link["hreflang"]): link["href"] for link in page.select("link[hreflang]")}
        root = path if edition_of(path, folder) == "vi" else twin
        expected = {"vi": root, "en": twin_of(root, folder), "x-default": root}
        if not twin.is_file() or [address_of(twin, folder)] != links:
            wrong.append(f"{here} leads to {links}")
        if told != {lang: address_of(one, folder) for lang, one in expected.items()}:
            wrong.append(f"{here} tells of {told}")
        if page.html and page.html["lang"] != edition_of(path, folder):
            wrong.append(f"{here} is in {page.html['lang']}")
    assert [] == wrong


@pytest.mark.parametrize("fixture", ["site", "corpus_site"])
def test_links_stay_within_the_edition(fixture: str, request: pytest.FixtureRequest) -> None:
    """Whoever reads in one language comes to the other by the link at the head, and by no other."""
    folder: Path = request.getfixturevalue(fixture)
    out = []
    for path in pages_of(folder):
        here, lang = address_of(path, folder), edition_of(path, folder)
        for link in parse(path).select("a[href]:not([hreflang])"):
            url = urlsplit(urljoin(here, str(link["href"])))
            inside = url.path.removeprefix(BASE_PATH).startswith("en/")
            if f"{url.scheme}://{url.netloc}" == HOST and url.path.endswith("/") and inside != (lang == "en"):
                out.append(f"{here}: {link['href']}")
    assert [] == out


def test_the_pages_written_by_hand_are_there_in_both(site: Path) -> None:
    """And say the same as far as figures and headings tell."""
    for name in ("about", "accessibility", "method"):
        own, other = (parse(site / folder / name / "index.html").article for folder in ("", "en"))
        assert own
        assert other
        for what in ("h2", "dt", "li", "td"):
            assert len(own.select(what)) == len(other.select(what)), f"{name}: {what}"
        figures = [re.findall(r"\d+", " ".join(cell.text for cell in page.select("td"))) for page in (own, other)]
        assert figures[0] == figures[1]


@pytest.fixture(name="single_site", scope="module")
def fixture_single_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site that is made in one language."""

    def change(config: str) -> str:
        assert "editions: [vi, en]" in config
        return config.replace("editions: [vi, en]", "editions: [vi]")

    return make_once(tmp_path_factory, "single", lambda work: build_site(work, change=change))


def test_a_site_may_be_made_in_one_language(single_site: Path) -> None:
    """Then there is nothing of the other: no page, not even one that somebody wrote, no entry, no link."""
    assert not (single_site / "en").exists()
    assert not [path for path in (single_site.parent / "docs" / "en").rglob("*.md") if is_generated(str(path))]
    assert [] == [path for path in sorted(single_site.rglob("*.html")) if parse(path).select("[hreflang], [lang=en]")]
    assert not list(single_site.glob("pagefind/*/en"))


@pytest.mark.parametrize("langs", [(), ("vi", "vi"), ("vi", "fr"), ("",)])
def test_editions_are_languages_that_there_are_labels_in(langs: tuple[str, ...]) -> None:
    """Each once, and one at least; the error says which there are."""
    with pytest.raises(DigestError, match="vi, en"):
        load_editions(langs)


def test_any_language_may_be_at_the_root(tmp_path: Path) -> None:
    """The others are below it, each in a folder of its name; the ledger of addresses is one, of paths without it."""
    lay(tmp_path / "seeds", {path.name: path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("eas-*.txt"))})
    docs = tmp_path / "docs"

    build(Folders(seeds=tmp_path / "seeds", docs=docs, editions=("en", "vi")))

    assert "edition: en\n" in (docs / "index.md").read_text(encoding="utf-8")
    assert "edition: vi\n" in (docs / "vi" / "index.md").read_text(encoding="utf-8")
    assert not (docs / "en").exists()
    assert "vi/" not in (docs / ".addresses.yml").read_text(encoding="utf-8")


def test_what_is_gone_leads_on_in_every_edition(tmp_path: Path) -> None:
    """Each in its own words, and within itself."""
    lay(tmp_path / "seeds", {path.name: path.read_text(encoding="utf-8") for path in sorted(CORPUS.glob("eas-*.txt"))})
    folders = Folders(seeds=tmp_path / "seeds", docs=tmp_path / "docs")
    build(folders)
    (tmp_path / "seeds" / "eas-fmm-a.txt").unlink()

    build(folders)

    for folder, title in (("", "Trang đã chuyển"), ("en/", "This page has moved")):
        page = (tmp_path / "docs" / f"{folder}briefs/eas-fmm-a.md").read_text(encoding="utf-8")
        assert title in page
        assert "](../briefs/index.md)" in page


def test_a_page_of_one_edition_alone_names_its_list_and_leads_on_in_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Letters are those of the language; a second build has nothing to add."""
    monkeypatch.setattr("generator.chapters.MOST_LISTED", 1)
    folders = Folders(seeds=CORPUS, docs=tmp_path / "docs")

    build(folders)

    pages = {path.relative_to(folders.docs).as_posix(): path.read_text(encoding="utf-8") for path in folders.docs.rglob("*.md")}
    alone = {path for path, text in pages.items() if "\ntwin: parties/\n" in text}
    assert alone
    for path in alone:
        other = path.removeprefix("en/") if path.startswith("en/") else f"en/{path}"
        assert "\nkind: moved\n" in pages[other]
        assert "](../index.md)" in pages[other] or "](../../parties/index.md)" in pages[other]
    assert ((), ()) == ((again := build(folders).written).changed, again.removed)


def test_whether_a_page_is_alone_is_in_its_stamp() -> None:
    """A twin that comes or goes changes the page, which says so."""
    lookup = Lookup(get_digest(), get_vocabulary())
    (pages,) = make_editions(lookup, load_editions(["vi"]))
    before = {draft.path: stamp for draft, stamp in pages.stamps(lambda brief: brief.id)}
    pages.alone = frozenset({"topics/trade.md"})

    after = {draft.path: stamp for draft, stamp in pages.stamps(lambda brief: brief.id)}

    assert {"topics/trade.md"} == {path for path in before if before[path] != after[path]}


def test_a_heading_says_which_words_are_a_reports() -> None:
    """In the language of the interface there is nothing to say."""
    own, other = (Names(get_vocabulary(), load_labels(lang), get_digest().meetings) for lang in ("vi", "en"))
    meetings = get_digest().meetings
    for names_of in (own, other):
        assert [names_of.meeting(m) for m in meetings] == ["".join(words for words, _ in names_of.heading(m)) for m in meetings]
    assert {("Viêng Chăn", "vi"), ("Hà Nội", "vi")} <= {piece for m in meetings for piece in other.heading(m)}
    assert not [piece for m in meetings for piece in own.heading(m) if piece[1] == "vi"]


def test_a_party_that_speaks_is_called_by_its_label_and_a_person_as_in_the_report() -> None:
    """The one is in the language of the interface, the other in that of the report."""
    english = Names(get_vocabulary(), load_labels("en"), get_digest().meetings)
    vietnamese = [brief for brief in get_briefs() if brief.seed.lang == "vi"]
    said = [statements[0] for statements in speeches(vietnamese).values()]
    pieces = {piece for one in said for piece in english.speaking(one)}
    labels = {entry.label["en"] for entry in get_vocabulary().parties.values()}

    assert {words for words, lang in pieces if lang is None} <= labels | {", "}
    assert {words for words, lang in pieces if lang == "vi"}


def test_a_label_can_be_parted_around_a_value() -> None:
    """So that the value can be marked as in another language."""
    labels = load_labels("en")
    assert ("In the report: “", "”") == labels.around("fact.named", "name")
    assert ("Reason: ", " (Lan)") == labels.around("corrected.why", "reason", editor="Lan")
