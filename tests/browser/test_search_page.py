"""The search page as a reader uses it: what it sifts by, its address, its order, and who cannot see or use a mouse."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

import pytest

from generator.exports.search import SearchRecord
from generator.indexer import write_index
from generator.labels import load_labels
from generator.segments import Segments
from tests.browser.conftest import Watch, new_context, serve
from tests.browser.searching import LINKS, RESULTS, open_search, path_of
from tests.conftest import BASE_PATH

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route


@pytest.fixture
def page(search_watch: Watch) -> Page:
    """Return an empty page; whatever its site does wrong fails the test."""
    return search_watch.context.new_page()


def count_of(page: Page) -> int:
    """Return how many results the page says there are, with the words together and apart."""
    return sum(map(int, re.findall(r"(\d+) kết quả", page.locator(".finder-status").inner_text())))


def test_the_search_page_is_sifted_and_its_address_keeps_it(page: Page, search_url: str) -> None:
    """Each choice leaves as many as it said; the address shows the same to whoever it is sent to; the way back undoes it."""
    open_search(page, search_url, "q=ASEAN")
    everything = count_of(page)
    choice = page.locator(".finder-facet label", has=page.locator("input[name=kind][value=brief]"))
    number = int(choice.locator(".n").inner_text())

    choice.locator("input").check()
    page.locator(".finder-chosen button").wait_for()
    assert 0 < number == count_of(page) < everything
    assert {"BẢN TÓM LƯỢC"} == set(page.locator(f"{RESULTS} .find-kind").all_inner_texts())
    assert [("q", "ASEAN"), ("kind", "brief")] == parse_qsl(urlsplit(page.url).query)
    topic = page.locator(".finder-facet label", has=page.locator("input[name=topic]")).first
    number = int(topic.locator(".n").inner_text())
    topic.locator("input").check()
    page.locator(".finder-chosen li:nth-child(2)").wait_for()
    assert number == count_of(page) == page.locator(RESULTS).count()

    shown = page.locator(f"{RESULTS} .find-title").all_inner_texts()
    page.reload()
    page.locator(RESULTS).first.wait_for()
    assert shown == page.locator(f"{RESULTS} .find-title").all_inner_texts()
    page.go_back()
    page.wait_for_url(re.compile(r"\?q=ASEAN&kind=brief$"))
    page.locator(".finder-chosen li:nth-child(2)").wait_for(state="detached")
    page.go_forward()
    page.locator(".finder-chosen li:nth-child(2)").wait_for()
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

    page.route("**/pagefind/*/index/**", hold)
    for box, results in ((".finder-input", f"{RESULTS} .find-title"), ("[data-search-box] input", LINKS)):
        held.clear()
        page.goto(f"{search_url}search/")
        page.locator(".finder-status:not(:empty)").wait_for()
        page.locator(box).fill("rats")
        for _ in range(500):
            if held:
                break
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
    more_than_a_step = "() => document.querySelectorAll('.finder-results .find-hit').length > 20"
    open_search(page, search_url, "q=ASEAN&lang=vi")
    page.locator(".finder-main > button").click()
    page.wait_for_function(more_than_a_step)
    shown = page.locator(f"{RESULTS} .find-title").all_inner_texts()

    page.locator(f"{RESULTS} .find-title").first.click()
    page.locator(".finder").wait_for(state="detached")
    page.go_back()

    page.wait_for_function(more_than_a_step)
    assert shown == page.locator(f"{RESULTS} .find-title").all_inner_texts()
    assert 1 == page.locator(".finder-chosen li").count()


def test_a_jump_within_the_page_changes_nothing(page: Page, search_url: str) -> None:
    """Neither the results that are shown nor the address."""
    open_search(page, search_url, "q=ASEAN")
    page.locator(RESULTS).first.wait_for()
    page.evaluate("document.querySelector('.finder-results').dataset.kept = ''; location.hash = 'title'")
    page.wait_for_timeout(200)
    assert page.url.endswith("?q=ASEAN#title")
    assert page.locator(".finder-results[data-kept] .find-hit").count() == page.locator(RESULTS).count() > 0


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
    page.keyboard.press("Control+k")
    assert page.locator("[data-search-box] input").evaluate("box => box === document.activeElement")


def test_a_facet_without_values_says_so(page: Page, search_url: str) -> None:
    """Opened, it does not go away under whoever opened it."""
    open_search(page, search_url, "q=&kind=outlet")
    page.locator(RESULTS).first.wait_for()
    page.locator("[data-key=series]").click()
    page.locator("details[open]:has(> [data-key=series]) .note").wait_for()


def test_the_focus_stays_where_a_value_goes_away(page: Page, search_url: str) -> None:
    """Whoever takes back a choice that leaves its value without results is still in its facet."""
    open_search(page, search_url, "kind=outlet&topic=trade")
    page.locator("[data-key='topic=trade']").focus()
    page.keyboard.press("Space")
    page.locator(".finder-chosen li:nth-child(2)").wait_for(state="detached")
    assert "topic" == page.evaluate("document.activeElement.dataset.key")


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
    page.get_by_role("button", name="Tìm kiếm", exact=True).focus()
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
        assert number == count_of(page)


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
        assert len(chunks) < len(list(search_site.glob("pagefind/*/index/*")))


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


def test_a_digest_without_a_topic_is_searched(browser: Browser, search_site: Path, tmp_path: Path) -> None:
    """A list that nothing is in is no reason to find nothing."""
    site = tmp_path / "site"
    shutil.copytree(search_site, site)
    records = (SearchRecord("briefs/index", "list", "Danh mục", "vi"),)
    more = {"about": {"full": True, "labels": {}, "words": load_labels("vi").starting("search.")}, "people": {}, "aliases": []}
    assert () == write_index(records, site, segments=Segments(()), more=more)
    for url in serve(site, base=BASE_PATH):
        with new_context(browser) as context:
            page = context.new_page()
            open_search(page, url, "q=danh+muc&act=propose")
            page.locator(".finder-help li").first.wait_for()
            page.locator(".finder-chosen button").click()
            page.locator(RESULTS).wait_for()
