"""Who has no mouse: the frame and the text of a page by keyboard, from the link that skips the frame to the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import DESK, new_context, serve
from tests.browser.test_pages import PHONE
from tests.conftest import BASE_PATH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, ViewportSize

BRIEF = "briefs/viet-nam-singapore-tham-khao/"
FOCUSED = """() => {
    const element = document.activeElement, box = element.getBoundingClientRect(), style = getComputedStyle(element);
    const label = element.matches("input[type=radio]") ? element.labels[0] ?? element.nextElementSibling : element;
    const seen = label.getBoundingClientRect(), look = getComputedStyle(label);
    return {
        name: element.getAttribute("aria-label") || element.textContent.trim().slice(0, 40) || element.name || element.tagName,
        body: element === document.body,
        seen: seen.width > 0 && seen.height > 0 && seen.bottom > 0 && seen.top < innerHeight && look.visibility === "visible",
        ring: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0 || style.outlineStyle !== "none",
    };
}"""


@pytest.fixture(scope="module")
def corpus_url(corpus_site: Path) -> Iterator[str]:
    """Return the address of the site built from the reports of the tests: it has every kind of page."""
    yield from serve(corpus_site, base=BASE_PATH)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return an empty page of a desk's size."""
    with new_context(browser) as context:
        yield context.new_page()


def walk(page: Page, *, most: int) -> Iterator[dict[str, Any]]:
    """Yield what has the focus after each press of Tab, until it has left the page."""
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["body"]:
            return
        yield stop


@pytest.mark.parametrize("path", [BRIEF, "series/asean-india-som/", "search/?q=UNCLOS", "404.html"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_tab_goes_through_the_page(page: Page, corpus_url: str, path: str, size: ViewportSize) -> None:
    """From the link that skips the frame to the end of the page: no trap, each stop in sight and with a ring around it."""
    page.set_viewport_size(size)
    page.goto(corpus_url + path)
    if "?" in path:
        page.locator(".finder-facet input").first.wait_for(state="attached")
        page.locator(".finder-results .find-hit").first.wait_for()
    stops = list(walk(page, most=1500))
    assert "Đến nội dung chính" == stops[0]["name"]
    assert 10 < len(stops) < 1500
    assert [] == [stop for stop in stops if not (stop["seen"] and stop["ring"])]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_header_covers_nothing_that_has_the_focus(page: Page, corpus_url: str, size: ViewportSize) -> None:
    """Not on the way back either, when the page scrolls down from above (WCAG 2.4.11)."""
    page.set_viewport_size(size)
    page.goto(corpus_url + BRIEF)
    page.evaluate("[...document.querySelectorAll('article a')].at(-1).focus()")
    below = """() => !document.activeElement.closest("article") || document.activeElement.getBoundingClientRect().bottom
        > document.querySelector(".md-header").getBoundingClientRect().bottom"""
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(below), page.evaluate(FOCUSED)


def test_the_link_that_skips_the_frame_skips_it(page: Page, corpus_url: str) -> None:
    """The stop after it is within the text."""
    for path in ("about/", BRIEF, "people/", "404.html"):
        page.goto(corpus_url + path)
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main article') !== null"), path


def test_the_menu_of_a_narrow_window_is_used_by_keyboard(page: Page, corpus_url: str) -> None:
    """Enter opens it, Tab goes into it, Escape closes it and gives the focus back; its links lead on, and out of it."""
    page.set_viewport_size(PHONE)
    page.goto(corpus_url + "series/asean-india-som/")
    button = page.get_by_role("button", name="Trình đơn")
    menu = page.locator("#menu")
    button.focus()
    page.keyboard.press("Enter")
    assert menu.is_visible()
    page.keyboard.press("Tab")
    assert "Trang chủ" == page.evaluate(FOCUSED)["name"]
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    assert button.evaluate("button => button === document.activeElement")

    page.keyboard.press("Space")
    menu.get_by_role("navigation", name="Trong trang này").get_by_role("link").last.press("Enter")
    assert not menu.is_visible()
    assert "#" in page.url
    button.click()
    menu.get_by_role("link", name="Nhân vật").press("Enter")
    page.wait_for_url("**/people/")


def test_the_scheme_is_switched_by_keyboard(page: Page, corpus_url: str) -> None:
    """And the focus stays on what switches it back."""
    page.goto(corpus_url)
    page.get_by_role("button", name="Chuyển sang nền tối").press("Enter")
    assert "Chuyển sang nền sáng" == page.evaluate(FOCUSED)["name"]
    assert "slate" == page.evaluate("document.body.dataset.mdColorScheme")
    page.keyboard.press("Space")
    assert "Chuyển sang nền tối" == page.evaluate(FOCUSED)["name"]
    assert "default" == page.evaluate("document.body.dataset.mdColorScheme")


def test_the_scheme_chosen_is_there_before_anything_is_shown(page: Page, corpus_url: str) -> None:
    """On the next page, and on one whose scripts of the theme do not come; what else stands in its place is no choice."""
    page.goto(corpus_url)
    page.get_by_role("button", name="Chuyển sang nền tối").press("Enter")
    page.route("**/bundle.*.js", lambda route: route.abort())
    page.goto(f"{corpus_url}people/", wait_until="domcontentloaded")
    assert "slate" == page.evaluate("document.body.dataset.mdColorScheme")

    page.unroute("**/bundle.*.js")
    page.evaluate("for (const key of Object.keys(localStorage)) localStorage.setItem(key, '{')")
    page.goto(corpus_url)
    assert page.evaluate("document.body.dataset.mdColorScheme") in {"default", "slate"}
    assert "js" in page.evaluate("document.documentElement.className").split()


def test_the_search_of_a_phone_is_opened_and_closed_by_keyboard(page: Page, corpus_url: str) -> None:
    """The button that opens it gets the focus back from the one that closes it."""
    page.set_viewport_size(PHONE)
    page.goto(corpus_url)
    opener = page.get_by_role("button", name="Tìm kiếm", exact=True)
    for key in ("Enter", "Space"):
        opener.press(key)
        assert page.locator("#__search").is_checked()
        page.get_by_role("button", name="Đóng ô tìm kiếm").press(key)
        assert not page.locator("#__search").is_checked()
        assert opener.evaluate("button => button === document.activeElement")


def test_no_letter_alone_does_anything(page: Page, corpus_url: str) -> None:
    """Who speaks to the computer says many letters: none opens the search or leaves the page (WCAG 2.1.4)."""
    page.goto(corpus_url + "about/")
    for key in "fs/pn,.":
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    assert corpus_url + "about/" == page.url
    assert not page.locator("#__search").is_checked()


def test_a_mark_leads_to_its_sentence_and_back(page: Page, corpus_url: str) -> None:
    """Enter on a mark lights the sentence, the focus goes on from there, and the browser's way back leads to the mark."""
    page.goto(corpus_url + BRIEF)
    mark = page.locator("article a[href^='#s']").first
    target = mark.get_attribute("href")
    mark.press("Enter")
    assert page.locator(str(target)).evaluate("sentence => sentence.matches(':target')")
    page.keyboard.press("Shift+Tab")
    before = "target => document.querySelector(target).compareDocumentPosition(document.activeElement) & 2"
    assert page.evaluate(before, target)
    page.go_back()
    assert not page.url.endswith(str(target))
    assert mark.evaluate(
        "mark => { const box = mark.getBoundingClientRect(); return 0 <= box.top && box.bottom <= innerHeight; }"
    )


def test_folded_marks_open_by_keyboard(page: Page, corpus_url: str) -> None:
    """The marks beyond two open by Enter and close by Space."""
    page.goto(corpus_url + "briefs/asean-an-do-som-25/")
    fold = page.locator("details.more").first
    fold.locator("summary").press("Enter")
    assert fold.locator("a").first.is_visible()
    fold.locator("summary").press("Space")
    assert not fold.locator("a").first.is_visible()
