"""The search in the header as a reader uses it: keys, links, what a result says, and under which conditions it works."""

from __future__ import annotations

import gzip
import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Watch, new_context, serve
from tests.browser.searching import LINKS, RESULTS, open_search, path_of, type_into_box
from tests.browser.test_pages import find_overflow
from tests.conftest import BASE_PATH, ROOT, build_site

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, ConsoleMessage, Page


@pytest.fixture
def page(search_watch: Watch) -> Page:
    """Return an empty page; whatever its site does wrong fails the test."""
    return search_watch.context.new_page()


def test_keys_open_the_box(page: Page, search_url: str) -> None:
    """From anywhere on the page, and the focus is in the box; Escape gives it back to where it was."""
    page.goto(search_url)
    page.locator(".md-tabs a").nth(1).focus()

    page.keyboard.press("Control+k")
    assert page.locator("[data-search-box] input").evaluate("box => box === document.activeElement")
    page.keyboard.press("Escape")

    assert page.locator(".md-tabs a").nth(1).evaluate("link => link === document.activeElement")
    assert not page.locator("#__search").is_checked()


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
    type_into_box(page, search_url, "Wang Yi")
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


def test_text_from_reports_stays_text(page: Page, search_url: str) -> None:
    """Whatever is typed or found makes no element of its own."""
    open_search(page, search_url, "q=<img src=x onerror=alert(1)>ASEAN")
    assert 0 == page.locator(".finder img").count()


def test_a_page_that_nobody_searches_on_loads_next_to_nothing(page: Page, search_url: str, search_site: Path) -> None:
    """What searching needs comes with the first sign of it, and even then it is small."""
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(path_of(request.url)))
    page.goto(search_url, wait_until="networkidle")
    idle = [path for path in loaded if "search" in path or "pagefind" in path]
    assert ["assets/javascripts/search.js"] == idle
    assert sum(len(gzip.compress((search_site / path).read_bytes())) for path in idle) < 10_000

    with page.expect_request("**/pagefind/**"):
        page.keyboard.press("Control+k")


def _note(notes: list[str], message: ConsoleMessage) -> None:
    notes.append(message.text)


@pytest.mark.parametrize("files", ["**", "pages.json", "*/index/**", "*/*.pf_meta", "*/wasm*", "*/records/**", "*/facets/**"])
def test_an_index_that_does_not_load_is_said_to_be_so(browser: Browser, search_url: str, files: str) -> None:
    """On the page and in the box, whichever part it is: it never says that there is nothing; and the next try is a new one."""
    failed = "Chưa tải được chỉ mục tìm kiếm"
    with new_context(browser) as context:
        page = context.new_page()
        context.route(f"**/pagefind/{files}", lambda route: route.abort())
        page.goto(f"{search_url}search/?q=COC")
        page.locator(".finder", has_text=failed).wait_for()
        assert 0 == page.locator(f"{RESULTS}, .finder-help li").count()
        if page.locator(".finder-form").count():
            context.unroute(f"**/pagefind/{files}")
            page.locator(".finder-form button").click()
            page.locator(RESULTS).first.wait_for()
            context.route(f"**/pagefind/{files}", lambda route: route.abort())
            page.goto(f"{search_url}404.html")
        page.keyboard.press("Control+k")
        page.keyboard.type("UNCLOS")
        if "facets" not in files:  # the box sifts nothing
            page.locator(".md-search-result__meta", has_text=failed).wait_for()
        context.unroute(f"**/pagefind/{files}")
        page.keyboard.type(" ")
        page.locator(LINKS).first.wait_for()


def test_the_search_works_under_the_policy(page: Page, search_url: str) -> None:
    """The box, the page and its sifting do without anything that the policy refuses: the watch would see it."""
    type_into_box(page, f"{search_url}briefs/", "bien dong")
    open_search(page, search_url, "q=bien+dong&topic=south-china-sea")
    page.locator(RESULTS).first.wait_for()
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
    assert "script-src 'self' 'wasm-unsafe-eval'" in policy
    assert "unsafe-inline" not in policy


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
            page.keyboard.press("Control+k")
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


def test_the_search_fits_a_phone(browser: Browser, search_url: str) -> None:
    """The page is no wider than the window, what it is sifted by is folded away, and the box covers the page."""
    with new_context(browser, viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        open_search(page, search_url, "q=Biển+Đông&topic=south-china-sea&order=date")
        page.locator(RESULTS).first.wait_for()
        assert not page.locator(".finder-sides").is_visible()
        page.locator(".search-open").click()
        page.keyboard.type("bien dong")
        page.locator(LINKS).first.wait_for()
        assert 390 == page.locator(".md-search__output").evaluate("output => output.clientWidth")
        page.keyboard.press("Escape")
        assert [] == list(find_overflow(page))
