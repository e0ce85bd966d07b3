"""The search as a reader uses it: what is found first, and that box and page do what keys, links and addresses say."""

from __future__ import annotations

import base64
import functools
import gzip
import hashlib
import random
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from generator.build import Folders, finish, gather
from generator.exports import search
from generator.exports.search import Searchables
from generator.labels import load_labels
from generator.searchwords import exact_word, plain_word, split_words
from tests.browser.conftest import Handler, Watch, serve
from tests.browser.test_pages import DESK, find_overflow
from tests.conftest import BASE_PATH, ROOT, build_site
from tests.data import load_cases
from tests.reports import get_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route

    from generator.exports.search import SearchRecord

QUERIES = load_cases("search")
ANY_OF = {"kind", "series", "year", "outlet", "lang"}
FACETS = ("kind", "topic", "party", "act", "series", "person", "agreement", "year", "outlet", "lang")
LINKS = "[data-search-box] .md-search-result__link"
RESULTS = ".finder-results .find-hit"
# What is found first where there are very many reports.
LARGE = {
    "bien dong": "topics/south-china-sea/",
    "South China Sea": "topics/south-china-sea/",
    "Ton Ve Dong": "people/ton-ve-dong/",
    "Tôn Vệ Đông": "people/ton-ve-dong/",
    "Sun Weidong": "people/ton-ve-dong/",
    "vuong ngh": "people/vuong-nghi/",
    "COC": "agreements/coc/",
    '"Biển Đông"': "topics/south-china-sea/",
    "biến động": "briefs/aem-44-gia-ca-bien-dong/",
    "Biển Đông qwertz": "",
    '"Vương Nghị" qwertz': "",
    "South China Sea ràng buộc": "briefs/tham-van-asean-trung-quoc-30/",
}
FIND = """async (queries) => {
  const { arrange, ask, loadRecord } = await import(new URL("assets/javascripts/search/engine.js", "%s"));
  const found = [];
  for (const query of queries) {
    const { hits, close } = await arrange(await ask(query.query));
    const records = await Promise.all(hits.slice(0, query.all ? close : 3).map(({ number }) => loadRecord(number)));
    found.push({ pages: records.map(({ url }) => url), close });
  }
  return found;
}"""
SIFT = """async (choices) => {
  const { listsFor, sift, FACETS } = await import(new URL("assets/javascripts/search/sift.js", "%s"));
  const { load, loadFacet } = await import(new URL("assets/javascripts/search/engine.js", "%s"));
  const size = (await load()).about.pages;
  const counted = Object.keys(FACETS);
  const names = listsFor({ party: [], act: [] }, counted);
  const loaded = await Promise.all(names.map(loadFacet));
  const lists = Object.fromEntries(names.map((name, i) => [name, loaded[i]]));
  return choices.map(({ found, chosen }) => {
    const { hits, counts } = sift(found.map((number) => ({ number })), { chosen, counted, lists, size });
    return { kept: hits.map(({ number }) => number), counts };
  });
}"""
CUT = """async (texts) => {
  const { splitWords } = await import(new URL("assets/javascripts/search/words.js", "%s"));
  return texts.map((text) => splitWords(text).map(({ plain, exact, near }) => [plain, exact, near]));
}"""


@pytest.fixture(scope="session")
def search_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site built from the reports in `tests/search`."""
    return build_site(tmp_path_factory.mktemp("search"), seeds=ROOT / "tests" / "search")


@pytest.fixture(scope="session")
def search_url(search_site: Path) -> Iterator[str]:
    """Return the address of that site."""
    yield from serve(search_site, base=BASE_PATH)


@pytest.fixture
def page(search_watch: Watch) -> Page:
    """Return an empty page; whatever its site does wrong fails the test."""
    return search_watch.context.new_page()


@pytest.fixture
def search_watch(browser: Browser, search_url: str) -> Iterator[Watch]:
    """Return a fresh context, and see at the end that nothing went wrong in it."""
    with new_context(browser) as context:
        watch = Watch(context, search_url.removesuffix(BASE_PATH))
        yield watch
        assert [] == watch.problems


def new_context(browser: Browser, **options: Any) -> BrowserContext:  # noqa: ANN401 - the browser's
    """Return a context of a Vietnamese reader's desk."""
    return browser.new_context(**{"viewport": DESK, "locale": "vi-VN", "reduced_motion": "reduce", **options})


def type_into_box(page: Page, url: str, query: str) -> None:
    """Open `url` and type `query` into the search in the header, until something is found."""
    page.goto(url)
    page.keyboard.press("/")
    page.keyboard.type(query)
    page.locator(LINKS).first.wait_for()


def open_search(page: Page, url: str, query: str) -> None:
    """Open the search page at an address that says what is looked for."""
    page.goto(f"{url}search/?{query}")
    page.locator(".finder-status:not(:empty)").wait_for()


def path_of(address: str | None) -> str:
    """Return an address within the site, without its anchor."""
    return urlsplit(address or "").path.removeprefix(BASE_PATH)


def test_what_is_looked_for_is_found_first(page: Page, search_url: str) -> None:
    """Each query of `cases/search.yml` finds its page first, and nothing close that it must not find."""
    page.goto(f"{search_url}404.html")
    answers = page.evaluate(FIND % search_url, [{"query": case["query"], "all": "never" in case} for case in QUERIES])

    wrong = []
    for case, answer in zip(QUERIES, answers, strict=True):
        pages = [path_of(address) for address in answer["pages"]]
        first = case["first"] if isinstance(case["first"], list) else [case["first"]]
        never = set(case.get("never", ())) & set(pages[: answer["close"]])
        if never or (pages[0] if pages else None) not in first:
            wrong.append(f"{case['query']} ({case['intent']}): {pages[:3]} instead of {case['first']}; wrongly {sorted(never)}")
    assert len(QUERIES) > 80
    assert [] == wrong


def test_no_page_is_found_twice(page: Page, search_url: str) -> None:
    """However many ways lead to it."""
    page.goto(f"{search_url}404.html")
    answers = page.evaluate(FIND % search_url, [{"query": case["query"], "all": True} for case in QUERIES[:60]])
    assert all(len(answer["pages"]) == len(set(answer["pages"])) for answer in answers)


def test_what_is_typed_is_cut_as_what_is_indexed(page: Page, search_url: str) -> None:
    """The browser's words are the generator's, for every case and every text of the tests."""
    texts = [case["text"] for case in load_cases("search_words")]
    texts += [
        path.read_text(encoding="utf-8")
        for folder in ("corpus", "search")
        for path in sorted((ROOT / "tests" / folder).glob("*.txt"))
    ]
    expected = [[[plain_word(word), exact_word(word), near] for word, near in split_words(text)] for text in texts]

    page.goto(f"{search_url}404.html")
    assert expected == page.evaluate(CUT % search_url, texts)


@pytest.fixture(scope="session")
def large_url(search_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the same site, indexed as one of very many reports is."""
    site = tmp_path_factory.mktemp("large") / "site"
    shutil.copytree(search_site, site)
    folders = Folders(seeds=ROOT / "tests" / "search", docs=site.parent / "docs")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "FULL_TEXT", 1)
        assert () == finish(gather(folders), site, built="2026-01-01")
    yield from serve(site, base=BASE_PATH)


def test_very_many_reports_are_searched_in_the_same_way(browser: Browser, large_url: str) -> None:
    """Where the index holds pairs of words and no marks, names, marks, phrases and words that stand nowhere mean the same."""
    with new_context(browser) as context:
        page = context.new_page()
        page.goto(f"{large_url}404.html")
        answers = page.evaluate(FIND % large_url, [{"query": query, "all": False} for query in LARGE])

    found = {query: path_of(next(iter(answer["pages"]), None)) for query, answer in zip(LARGE, answers, strict=True)}
    assert found == LARGE


@pytest.mark.parametrize("keys", ["/", "Control+k", "s"])
def test_keys_open_the_box(page: Page, search_url: str, keys: str) -> None:
    """From anywhere on the page, and the focus is in the box; Escape gives it back to where it was."""
    page.goto(search_url)
    page.locator(".md-tabs__link").nth(1).focus()

    page.keyboard.press(keys)
    assert page.locator("[data-search-box] input").evaluate("box => box === document.activeElement")
    page.keyboard.press("Escape")

    assert page.locator(".md-tabs__link").nth(1).evaluate("link => link === document.activeElement")
    assert not page.locator("#__search").is_checked()


def test_a_slash_in_a_field_is_a_slash(page: Page, search_url: str) -> None:
    """Who writes into the search page's own field is not thrown out of it."""
    open_search(page, search_url, "")
    page.locator(".finder-input").fill("")
    page.locator(".finder-input").press("/")
    assert "/" == page.locator(".finder-input").input_value()


def test_arrows_go_through_the_results(page: Page, search_url: str) -> None:
    """Down from the box to the first result and on, up from the box to the last; Enter follows."""
    type_into_box(page, search_url, "bien dong")
    box = page.locator("[data-search-box] input")

    page.keyboard.press("ArrowDown")
    first = page.evaluate("document.activeElement.href")
    page.keyboard.press("ArrowDown")
    assert first != page.evaluate("document.activeElement.href")
    for _ in range(2):
        page.keyboard.press("ArrowUp")
    assert box.evaluate("box => box === document.activeElement")
    page.keyboard.press("ArrowUp")
    assert "/search/?q=bien+dong" in page.evaluate("document.activeElement.href")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    page.wait_for_url("**/topics/south-china-sea/**")


def test_enter_in_the_box_opens_the_search_page(page: Page, search_url: str) -> None:
    """With what was typed, and the same found."""
    type_into_box(page, search_url, "đối tác")
    first = path_of(page.locator(LINKS).first.get_attribute("href"))
    page.keyboard.press("Enter")

    page.wait_for_url("**/search/?q=**")
    page.locator(RESULTS).first.wait_for()
    assert "đối tác" == page.locator(".finder-input").input_value()
    assert first == path_of(page.locator(f"{RESULTS} .find-title").first.get_attribute("href"))


def test_tab_leaves_the_box_for_the_page(page: Page, search_url: str) -> None:
    """The list does not cover what has the focus."""
    type_into_box(page, search_url, "UNCLOS")
    page.locator("[data-search-box] .find-all a").focus()
    page.keyboard.press("Tab")
    assert not page.locator("#__search").is_checked()


def test_a_result_says_what_it_is_and_leads_to_its_sentence(page: Page, search_url: str) -> None:
    """The kind of page, the sentence with the words marked, whose position it is; the link lands on the sentence."""
    case = next(case for case in QUERIES if case["query"] == "Wang Yi")
    type_into_box(page, search_url, case["query"])
    kinds = page.locator("[data-search-box] .find-kind").all_inner_texts()
    assert "NHÂN VẬT" == kinds[0].upper()
    assert any("BẢN TÓM LƯỢC" == kind.upper() for kind in kinds)

    sentence = page.locator("[data-search-box] a.find-words").first
    marked = sentence.locator("mark").first.inner_text()
    text = sentence.locator("> span").last.inner_text()
    sentence.click()

    page.wait_for_url(re.compile(r"/briefs/.*#s\d+$"))
    target = page.locator(":target")
    assert text == target.inner_text().strip()
    assert marked in text
    assert not page.locator("#__search").is_checked()


def test_other_names_are_said(page: Page, search_url: str) -> None:
    """Whoever looks for one name is told which others were looked for as well."""
    type_into_box(page, search_url, "South China Sea")
    assert "Biển Đông" in page.locator("[data-search-box] .md-search-result__meta").inner_text()


def test_the_search_page_is_sifted_and_its_address_keeps_it(page: Page, search_url: str) -> None:
    """Each choice leaves as many as it said, and the address shows the same to whoever it is sent to."""
    open_search(page, search_url, "q=ASEAN")
    everything = page.locator(RESULTS).count()
    choice = page.locator(".finder-facet label", has=page.locator("input[name=kind][value=brief]"))
    number = int(choice.locator(".n").inner_text())

    choice.locator("input").check()
    page.locator(".finder-chosen button").wait_for()
    assert 0 < number < everything + 20
    assert {"BẢN TÓM LƯỢC"} == set(page.locator(f"{RESULTS} .find-kind").all_inner_texts())
    assert [("q", "ASEAN"), ("kind", "brief")] == parse_qsl(urlsplit(page.url).query)
    topic = page.locator(".finder-facet label", has=page.locator("input[name=topic]")).first
    number = int(topic.locator(".n").inner_text())
    topic.locator("input").check()
    page.wait_for_url("**topic=**")
    page.locator(".finder-chosen li:nth-child(2)").wait_for()
    assert number == page.locator(RESULTS).count()

    shown = page.locator(f"{RESULTS} .find-title").all_inner_texts()
    page.reload()
    page.locator(RESULTS).first.wait_for()
    assert shown == page.locator(f"{RESULTS} .find-title").all_inner_texts()
    page.locator(".finder-chosen button").first.click()
    page.wait_for_url(re.compile(r"\?q=ASEAN&topic=[\w-]+$"))


def test_a_party_and_an_act_are_what_that_party_did(page: Page, search_url: str) -> None:
    """Not that both occur somewhere on the page: each result has a sentence in which that side does it."""
    open_search(page, search_url, "kind=brief&party=VN&act=propose")
    page.locator(RESULTS).first.wait_for()
    count = page.locator(RESULTS).count()
    assert 0 < count
    open_search(page, search_url, "kind=brief&act=propose")
    page.locator(RESULTS).first.wait_for()
    assert count < page.locator(RESULTS).count()
    assert all("Đề xuất" in text for text in page.locator(f"{RESULTS} .find-claim").all_inner_texts()[:3])


@pytest.fixture(scope="module")
def records() -> list[SearchRecord]:
    """Return the records of the reports in `tests/search`, in the order of their numbers; pages written by hand come after."""
    digest = gather(Folders(seeds=ROOT / "tests" / "search", docs=Path("nowhere"))).digest
    found = Searchables(digest, vocabulary=get_vocabulary(), labels=load_labels("vi")).records
    return sorted(found, key=lambda record: record.date, reverse=True)


def keep(records: Mapping[int, SearchRecord], chosen: Mapping[str, Sequence[str]]) -> set[int]:
    """Return the pages that have all that is chosen, looked up one by one."""

    def meets(record: SearchRecord) -> bool:
        held = {**record.facets, "kind": (record.kind,), "lang": (record.lang,)}
        claims = {"claim": [f"{party}/{act}" for party in chosen.get("party", ()) for act in chosen.get("act", ())]}
        every = {name: values for name, values in {**chosen, **claims}.items() if name not in ANY_OF}
        any_of = {name: values for name, values in chosen.items() if name in ANY_OF and values}
        return all(set(values) <= set(held.get(name, ())) for name, values in every.items()) and all(
            set(values) & set(held.get(name, ())) for name, values in any_of.items()
        )

    return {number for number, record in records.items() if meets(record)}


def test_counts_are_what_choosing_leaves(page: Page, search_url: str, records: list[SearchRecord]) -> None:
    """For many choices at once, of many pages: what is kept, and how many each further choice would keep."""
    chance = random.Random(7)  # noqa: S311 - nothing secret
    values = {name: sorted({value for record in records for value in record.facets.get(name, ())}) for name in FACETS}
    values |= {"kind": sorted({record.kind for record in records}), "lang": ["en", "vi"]}
    choices: list[tuple[list[int], dict[str, list[str]]]] = []
    for _ in range(60):
        names = chance.sample(sorted(values), chance.choice([0, 1, 1, 2, 3]))
        chosen = {name: chance.sample(values[name], min(len(values[name]), chance.choice([1, 1, 2]))) for name in names}
        choices.append((chance.sample(range(len(records)), len(records) * 3 // 4), chosen))
    two: list[tuple[list[str], list[str]]] = [
        (["VN"], []), (["VN"], ["propose"]), (["VN", "CN"], ["affirm"]), ([], ["affirm", "propose"]),
    ]  # fmt: skip
    choices += [([*range(len(records))], drop_empty({"party": party, "act": act})) for party, act in two]

    page.goto(f"{search_url}404.html")
    asked = [{"found": found, "chosen": chosen} for found, chosen in choices]
    answers = page.evaluate(SIFT % (search_url, search_url), asked)

    kept = 0
    for (numbers, chosen), answer in zip(choices, answers, strict=True):
        found = {number: records[number] for number in numbers}
        assert keep(found, chosen) == set(answer["kept"]), chosen
        kept += len(answer["kept"]) > 0
        for name in FACETS:
            for value, number in answer["counts"][name].items():
                before = () if name in ANY_OF else chosen.get(name, ())
                further = {**chosen, name: list({*before, value})}
                assert len(keep(found, further)) == number, (chosen, name, value)
    assert kept > len(choices) // 3


def drop_empty(chosen: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Return the facets in which something is chosen."""
    return {name: values for name, values in chosen.items() if values}


def test_results_can_be_ordered_by_date(page: Page, search_url: str) -> None:
    """The newest first; what is not close comes after what is."""
    open_search(page, search_url, "q=&kind=brief&order=date")
    page.locator(RESULTS).first.wait_for()
    dates = [text.split(" · ")[0] for text in page.locator(f"{RESULTS} > .find-about").all_inner_texts()]
    years = [int(date.rpartition("/")[2]) for date in dates]
    assert len(years) > 10
    assert years == sorted(years, reverse=True)


def test_what_is_close_comes_first_by_date_as_well(page: Page, search_url: str) -> None:
    """Among what has the words together, and after it among what has them apart; a line stands between."""
    open_search(page, search_url, "q=bien+dong&order=date&kind=brief")
    page.locator(RESULTS).first.wait_for()

    items = page.locator(".finder-results > li")
    kinds = items.evaluate_all("items => items.map((item) => item.className.includes('finder-apart'))")
    assert 1 == kinds.count(True)
    texts = items.locator("xpath=self::*[contains(@class, 'find-hit')]/*[contains(@class, 'find-about')][1]").all_inner_texts()
    years = [int(re.findall(r"\d{4}", text)[0]) for text in texts]
    close = kinds.index(True)
    assert 0 < close < len(years)
    assert years[:close] == sorted(years[:close], reverse=True)
    assert years[close:] == sorted(years[close:], reverse=True)


def test_what_a_choice_names_comes_first(page: Page, search_url: str) -> None:
    """With nothing typed: the page of the topic itself, and then its reports, the newest first."""
    open_search(page, search_url, "topic=south-china-sea")
    page.locator(RESULTS).first.wait_for()
    kinds = page.locator(f"{RESULTS} .find-kind").all_inner_texts()
    assert "CHỦ ĐỀ" == kinds[0].upper()
    assert "CHỦ ĐỀ" not in {kind.upper() for kind in kinds[1:]}


def test_a_late_answer_is_not_shown(page: Page, search_url: str) -> None:
    """Whoever types on while the first question is still being answered sees the answer to the last one only."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/pagefind/index/**", hold)
    for box, results in ((".finder-input", f"{RESULTS} .find-title"), ("[data-search-box] input", LINKS)):
        held.clear()
        page.goto(f"{search_url}search/")
        page.locator(".finder-status:not(:empty)").wait_for()
        page.locator(box).fill("rats")
        page.wait_for_function("() => true")
        while not held:
            page.wait_for_timeout(20)
        page.locator(box).fill("UNCLOS")
        page.wait_for_timeout(300)
        held[0].continue_()
        page.locator(results, has_text="UNCLOS").first.wait_for()
        page.wait_for_timeout(300)
        assert 0 < page.locator(results, has_text="UNCLOS").count()
        assert not [text for text in page.locator(results).all_inner_texts() if "rats" in text]


def test_whoever_comes_back_finds_the_page_as_it_was(page: Page, search_url: str) -> None:
    """What was chosen, and as many results as were shown."""
    open_search(page, search_url, "q=ASEAN")
    page.locator(".finder-main > button").click()
    page.wait_for_function("() => document.querySelectorAll('.finder-results .find-hit').length > 20")
    shown = page.locator(f"{RESULTS} .find-title").all_inner_texts()

    page.locator(f"{RESULTS} .find-title").first.click()
    page.locator("article h1").wait_for()
    page.go_back()

    page.wait_for_function("() => document.querySelectorAll('.finder-results .find-hit').length > 20")
    assert shown == page.locator(f"{RESULTS} .find-title").all_inner_texts()


def test_facets_are_used_by_keyboard(page: Page, search_url: str) -> None:
    """A facet that is opened keeps the focus while it is counted, and so does a value that is chosen."""
    open_search(page, search_url, "q=ASEAN")
    page.locator(".finder-facet input").first.wait_for()
    active = "document.activeElement.dataset.key"

    page.locator("[data-key=series]").focus()
    page.keyboard.press("Enter")
    page.locator("input[name=series]").first.wait_for()
    assert "series" == page.evaluate(active)
    page.keyboard.press("Tab")
    value = page.evaluate(active)
    page.keyboard.press("Space")
    page.locator(".finder-chosen button").wait_for()
    assert value == page.evaluate(active)
    page.keyboard.press("/")
    assert page.locator("[data-search-box] input").evaluate("box => box === document.activeElement")


def test_a_facet_without_values_says_so(page: Page, search_url: str) -> None:
    """Opened, it does not go away under whoever opened it."""
    open_search(page, search_url, "q=&kind=outlet")
    page.locator(RESULTS).first.wait_for()
    page.locator("[data-key=series]").click()
    page.locator(".finder-facet[open] .note").last.wait_for()


def test_facets_unfold_where_there_is_room(page: Page, search_url: str) -> None:
    """On a phone they are folded away; when it is turned they are beside the results."""
    page.set_viewport_size({"width": 390, "height": 844})
    open_search(page, search_url, "q=ASEAN")
    page.locator(RESULTS).first.wait_for()
    assert not page.locator(".finder-sides").is_visible()

    page.set_viewport_size({"width": 1100, "height": 500})
    page.locator(".finder-sides").wait_for()


def test_a_screen_reader_is_told_what_is_what(page: Page, search_url: str) -> None:
    """The form, the list and the button of a narrow screen have names, and each result is a heading."""
    open_search(page, search_url, "q=ASEAN")
    page.locator(RESULTS).first.wait_for()
    assert 1 == page.get_by_role("main").get_by_role("search", name="Tìm kiếm").count()
    assert 1 == page.get_by_role("list", name="Kết quả").count()
    assert page.get_by_role("list", name="Kết quả").get_by_role("heading", level=2).count() == page.locator(RESULTS).count()

    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("button", name="Tìm kiếm").focus()
    page.keyboard.press("Enter")
    assert page.locator("[data-search-box] input").evaluate("box => box === document.activeElement")


def test_of_very_many_pages_the_likeliest_are_compared(browser: Browser, large_url: str) -> None:
    """Where the index knows no marks: what was not compared is counted as possible, and left out where it would be shown."""
    with new_context(browser) as context:
        page = context.new_page()
        script = "**/search/engine.js"
        page.route(script, lambda route: route.fulfill(body=route.fetch().text().replace("CHECKED = 60", "CHECKED = 1"),
                                                       content_type="text/javascript"))  # fmt: skip
        open_search(page, large_url, 'q="Biển+Đông"')
        page.locator(RESULTS).first.wait_for()
        assert page.locator(".finder-status").inner_text().startswith("Nhiều nhất")
        assert 0 == page.locator(".finder-facet .n").count()
        assert all("Biển Đông" in text for text in page.locator(RESULTS).all_inner_texts())
        possible = int(re.findall(r"\d+", page.locator(".finder-status").inner_text())[0])
        assert 0 < page.locator(RESULTS).count() <= possible


def test_a_count_is_what_choosing_it_leaves(page: Page, search_url: str) -> None:
    """Also of an act where a party is chosen: then it is counted where that party does it."""
    for address, facet, chosen in (
        ("kind=brief&party=VN", "act", 2),
        ("q=ASEAN&act=propose", "party", 1),
        ("q=ASEAN", "year", 0),
    ):
        open_search(page, search_url, address)
        choice = page.locator(".finder-facet label", has=page.locator(f"input[name={facet}]")).first
        number = int(choice.locator(".n").inner_text())
        choice.locator("input").check()
        page.locator(".finder-chosen li").nth(chosen).wait_for()
        page.wait_for_function(
            "number => document.querySelector('.finder-status').innerText.startsWith(number)", arg=str(number)
        )


def test_a_sentence_of_a_page_is_found_as_it_stands(page: Page, search_url: str) -> None:
    """In quotation marks, with its commas and brackets."""
    page.goto(f"{search_url}404.html")
    queries = [
        '"Bộ quy tắc ứng xử ở Biển Đông (COC)"',
        '"phải có ràng buộc pháp lý và phù hợp với Công ước Liên hợp quốc về Luật Biển (UNCLOS)"',
    ]
    answers = page.evaluate(FIND % search_url, [{"query": query, "all": False} for query in queries])
    assert ["agreements/coc/", "briefs/tham-van-asean-trung-quoc-30/"] == [path_of(answer["pages"][0]) for answer in answers]


def test_the_search_page_loads_what_it_needs(page: Page, search_url: str, search_site: Path) -> None:
    """Counting facets, ordering by date and listing everything do not load the words of the whole index."""
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    for address, typed in (("q=", False), ("q=UNCLOS&order=date", True), ("topic=trade", False)):
        loaded.clear()
        open_search(page, search_url, address)
        page.locator(RESULTS).first.wait_for()
        chunks = {url for url in loaded if url.endswith(".pf_index")}
        assert typed == bool(chunks)
        assert len(chunks) < len(list((search_site / "pagefind" / "index").iterdir()))


def test_all_results_can_be_seen(page: Page, search_url: str) -> None:
    """A few at a time, none twice, and the focus goes to the first that is new."""
    open_search(page, search_url, "q=ASEAN")
    page.locator(RESULTS).first.wait_for()
    first = page.locator(RESULTS).count()
    more = page.get_by_role("button", name="Xem thêm")
    colours = more.evaluate("button => [getComputedStyle(button).color, getComputedStyle(document.body).backgroundColor]")
    assert colours[0] != colours[1]
    more.click()
    page.locator(RESULTS).nth(first).wait_for()
    links = [link.get_attribute("href") for link in page.locator(f"{RESULTS} .find-title").all()]
    assert len(links) == len(set(links))
    assert links[first] == page.evaluate("document.activeElement.getAttribute('href')")


@pytest.mark.parametrize(
    ("query", "said", "way", "found"),
    [
        ("q=Biển+Đông+qwertz", "qwertz", "Chỉ tìm “Biển Đông”", "topics/south-china-sea/"),
        ("q=Vuong+Nghj", "Nghj", "Tìm “Vương Nghị”", "people/vuong-nghi/"),
        ("q=UNCLOS&lang=en&party=MN", "Không có kết quả", "Bỏ mọi bộ lọc", "agreements/unclos/"),
        ("q=ASEAN&topic=khong-co", "Không có kết quả", "Bỏ mọi bộ lọc", "parties/asean/"),
        ("q=“Đông+Biển+Đông”", "Không có kết quả", "Tìm không cần đúng nguyên cụm", None),
    ],
)
def test_where_nothing_is_found_there_is_a_way_on(
    page: Page, search_url: str, query: str, said: str, way: str, found: str | None
) -> None:
    """What is missing is said, and a link to what would be found, which finds it."""
    open_search(page, search_url, query)
    page.locator(".finder-help a").first.wait_for()
    assert said in page.locator(".finder-status").inner_text()
    assert 0 == page.locator(RESULTS).count()

    page.get_by_role("link", name=way).click()
    page.locator(RESULTS).first.wait_for()
    if found:
        assert found == path_of(page.locator(f"{RESULTS} .find-title").first.get_attribute("href"))


def test_text_from_reports_stays_text(page: Page, search_url: str) -> None:
    """Whatever is typed or found makes no element of its own."""
    open_search(page, search_url, "q=<img src=x onerror=alert(1)>ASEAN")
    assert 0 == page.locator(".finder img").count()


def test_the_search_fits_a_phone(browser: Browser, search_url: str) -> None:
    """The page is no wider than the window, what it is sifted by is folded away, and the box covers the page."""
    with new_context(browser, viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        open_search(page, search_url, "q=Biển+Đông&topic=south-china-sea&order=date")
        page.locator(RESULTS).first.wait_for()
        assert not page.locator(".finder-sides").is_visible()
        page.locator("label.md-header__button[for=__search]").click()
        page.keyboard.type("bien dong")
        page.locator(LINKS).first.wait_for()
        assert 390 == page.locator(".md-search__output").evaluate("output => output.clientWidth")
        page.keyboard.press("Escape")
        assert [] == list(find_overflow(page))


def test_a_page_that_nobody_searches_on_loads_next_to_nothing(page: Page, search_url: str, search_site: Path) -> None:
    """What searching needs comes with the first sign of it, and even then it is small."""
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(path_of(request.url)))
    page.goto(search_url, wait_until="networkidle")
    idle = [path for path in loaded if "search" in path or "pagefind" in path]
    assert ["assets/javascripts/search.js", "assets/stylesheets/search.css"] == sorted(idle)
    assert sum(len(gzip.compress((search_site / path).read_bytes())) for path in idle) < 10_000

    with page.expect_request("**/pagefind/**"):
        page.keyboard.press("/")


def _note(notes: list[str], message: ConsoleMessage) -> None:
    notes.append(message.text)


def test_an_index_that_does_not_load_is_said_to_be_so(browser: Browser, search_url: str) -> None:
    """In the box and on the page; nothing is left to wait for, and the next try is a new one."""
    with new_context(browser) as context:
        context.route("**/pagefind/**", lambda route: route.abort())
        page = context.new_page()
        page.goto(f"{search_url}search/?q=COC")
        page.get_by_text("Chưa tải được chỉ mục tìm kiếm").first.wait_for()
        page.keyboard.press("/")
        page.keyboard.type("COC")
        page.locator(".md-search-result__meta", has_text="Chưa tải được").wait_for()
        context.unroute("**/pagefind/**")
        page.keyboard.type(" ")
        page.locator(LINKS).first.wait_for()


class StrictHandler(Handler):
    """Serves a site under a content security policy that lets nothing run but its own files."""

    def end_headers(self) -> None:
        """Add the policy, with the hashes of the theme's own inline scripts on this site."""
        pages = [Path(self.directory, name).read_text(encoding="utf-8") for name in ("index.html", "briefs/index.html")]
        scripts = {script for page in pages for script in re.findall(r"<script>(.*?)</script>", page, re.DOTALL)}
        hashes = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in sorted(scripts))
        allowed = " ".join(f"'sha256-{value}'" for value in hashes)
        policy = f"default-src 'self'; script-src 'self' 'wasm-unsafe-eval' {allowed}; style-src 'self'; img-src 'self' data:"
        self.send_header("Content-Security-Policy", policy)
        super().end_headers()


def test_the_search_works_under_a_strict_policy(browser: Browser, search_site: Path) -> None:
    """Without `unsafe-inline` and without `unsafe-eval`: the box, the page, its sifting; nothing is refused."""
    for url in serve(search_site, base=BASE_PATH, kind=StrictHandler):
        with new_context(browser) as context:
            refused: list[str] = []
            context.on("console", functools.partial(_note, refused))
            page = context.new_page()
            type_into_box(page, f"{url}briefs/", "bien dong")
            open_search(page, url, "q=bien+dong&topic=south-china-sea")
            page.locator(RESULTS).first.wait_for()
            assert [] == [text for text in refused if "Content Security Policy" in text]


def test_the_search_works_with_instant_navigation(browser: Browser, tmp_path: Path) -> None:
    """The header stays when a page is changed: the box still answers, and the search page starts when it is come to."""

    def switch_on(config: str) -> str:
        return config.replace("    - navigation.tabs\n", "    - navigation.tabs\n    - navigation.instant\n")

    site = build_site(tmp_path, seeds=ROOT / "tests" / "search", change=switch_on)
    # Pages are only fetched this way when they are in the sitemap of the host that serves them.
    sitemap = site / "sitemap.xml"
    for url in serve(site, base=BASE_PATH):
        sitemap.write_text(
            sitemap.read_text(encoding="utf-8").replace(f"https://digest.example{BASE_PATH}", url), encoding="utf-8"
        )
        with new_context(browser) as context:
            page = context.new_page()
            type_into_box(page, url, "bien dong")
            page.evaluate("window.kept = true")
            page.locator(LINKS).first.click()
            page.locator(".page--topic h1").wait_for()
            page.wait_for_timeout(300)  # a moment later the theme closes what was open
            page.keyboard.press("/")
            page.locator("[data-search-box] input").fill("UNCLOS")
            page.locator("[data-search-box] .find-all a[href*=UNCLOS]").click()
            page.locator(RESULTS).first.wait_for()
            assert "UNCLOS" == page.locator(".finder-input").input_value()
            page.evaluate("history.pushState({}, '', '?q=COC'); history.back()")
            page.wait_for_url("**/search/?q=UNCLOS")
            page.evaluate("history.forward()")
            page.locator(".find-title", has_text="(COC)").first.wait_for()
            assert "COC" == page.locator(".finder-input").input_value()
            assert page.evaluate("window.kept"), "the page was loaded anew: instant navigation was not tested"
