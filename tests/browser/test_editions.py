"""The way from one language to the other, on each kind of page, for a reader with a mouse, a keyboard or a telephone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, new_context, serve
from tests.browser.searching import RESULTS, open_search
from tests.conftest import BASE_PATH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, ViewportSize

PHONE: ViewportSize = {"width": 390, "height": 844}
KINDS = (
    "", "briefs/eas-fmm-a/", "meetings/asean-india-som-24/", "series/asean-india-som/", "topics/trade/", "parties/vn/",
    "people/", "positions/", "coverage/", "method/",
)  # fmt: skip
SWITCH = "header [data-edition-switch]"


@pytest.fixture(name="corpus_url", scope="module")
def fixture_corpus_url(corpus_site: Path) -> Iterator[str]:
    """Return the address of the site of the tests' reports."""
    yield from serve(corpus_site, base=BASE_PATH)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_switch_keeps_the_page(browser: Browser, corpus_url: str, size: ViewportSize) -> None:
    """There and back, on pages of every kind; it is seen, large enough for a finger, and speaks the language it leads to."""
    with new_context(browser, viewport=size) as context:
        page = context.new_page()
        for path in KINDS:
            page.goto(f"{corpus_url}{path}")
            switch = page.get_by_role("link", name="English", exact=True)
            box = switch.bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= 24
            assert ("en", "en") == (switch.get_attribute("lang"), switch.get_attribute("hreflang"))
            switch.click()
            expect(page).to_have_url(f"{corpus_url}en/{path}")
            assert "en" == page.locator("html").get_attribute("lang")
            back = page.get_by_role("link", name="Tiếng Việt", exact=True)
            back.focus()
            page.keyboard.press("Enter")
            expect(page).to_have_url(f"{corpus_url}{path}")
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= size["width"], f"{path} is wider than the screen"


def test_the_switch_keeps_the_sentence(browser: Browser, corpus_url: str) -> None:
    """What is lit up in one language is in the other."""
    with new_context(browser) as context:
        page = context.new_page()
        page.goto(f"{corpus_url}briefs/eas-fmm-a/")
        page.evaluate("location.hash = 's13'")
        page.locator(SWITCH).click()
        expect(page).to_have_url(f"{corpus_url}en/briefs/eas-fmm-a/#s13")
        expect(page.locator("#s13")).to_be_in_viewport()


def test_a_search_goes_on_in_the_other_language(browser: Browser, corpus_url: str) -> None:
    """With its words and what it is sifted by, whose names, and those of the pages found, are in that language."""
    with new_context(browser) as context:
        page = context.new_page()
        open_search(page, corpus_url, "q=Biển+Đông&kind=topic")
        page.locator(RESULTS).first.wait_for()
        page.locator(SWITCH).click()
        expect(page).to_have_url(f"{corpus_url}en/search/?q=Bi%E1%BB%83n+%C4%90%C3%B4ng&kind=topic")
        first = page.locator(f"{RESULTS} .find-title").first
        expect(first).to_have_text("South China Sea")
        assert f"{corpus_url}en/topics/south-china-sea/" == first.evaluate("link => link.href")
        expect(page.locator(".finder-chosen button")).to_have_text("Kind of page: Topic")


@pytest.mark.parametrize(
    ("path", "query", "found"),
    [
        ("en/", "how to read", "en/method/"),
        ("", "cách đọc", "method/"),
        ("en/", "24th ASEAN-India Senior Officials", "en/meetings/asean-india-som-24/"),
        ("", "Quan chức cao cấp ASEAN - Ấn Độ lần thứ 24", "meetings/asean-india-som-24/"),
    ],
)
def test_the_box_finds_the_page_in_the_edition(browser: Browser, corpus_url: str, path: str, query: str, found: str) -> None:
    """Pages written by hand and names of meetings too, from the page of either edition; results stay within it."""
    with new_context(browser) as context:
        page = context.new_page()
        page.goto(f"{corpus_url}{path}")
        page.locator(".md-search__input").focus()
        page.keyboard.insert_text(query)
        links = page.locator(".md-search-result__list .find-title")
        links.first.wait_for()
        hrefs = [link.evaluate("link => link.href").removeprefix(corpus_url) for link in links.all()]
        assert found in hrefs
        if "meetings/" in found:
            about = page.locator(".md-search-result__list .find-about", has_text=re.compile("2022")).first
            expect(about).to_contain_text("9 June 2022" if path else "9/6/2022")
        assert [] == [href for href in hrefs if href.startswith("en/") != (path == "en/")]
