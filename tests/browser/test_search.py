"""The search in the header, as a reader uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import Watch

SEEDS = ("000-34b1fed74cd86ae1", "001-813e6aa7be56b107")
RESULTS = ".md-search-result__link"


@pytest.fixture
def page(watch: Watch) -> Page:
    """Return an empty page."""
    return watch.context.new_page()


def search(page: Page, url: str, query: str) -> list[str]:
    """Open `url`, type `query` into the search in the header, and return the addresses it finds, best first."""
    page.goto(url, wait_until="networkidle")
    page.keyboard.press("/")
    box = page.locator("[data-md-component=search-query]:focus")
    box.fill(query)
    box.press("End")  # the search listens to keys, as an input method sends them, too
    page.locator(RESULTS).first.wait_for()
    return [str(link.get_attribute("href")) for link in page.locator(RESULTS).all()]


@pytest.mark.parametrize("query", ["tham vấn", "tham vấn quan chức cao cấp", "ASEAN", "COC"])
def test_search_finds_both_briefs(page: Page, watch: Watch, base_url: str, query: str) -> None:
    """What both reports speak of finds both."""
    found = search(page, base_url, query)
    for seed in SEEDS:
        assert any(f"/briefs/{seed}/" in address for address in found), f"{query} does not find {seed}"
    assert [] == watch.problems


@pytest.mark.parametrize(("query", "seed"), [("Trần Hiểu Đông", SEEDS[0]), ("Ninh Ba", SEEDS[1])])
def test_search_finds_the_one_brief(page: Page, watch: Watch, base_url: str, query: str, seed: str) -> None:
    """What only one report speaks of finds that one, and choosing it opens it."""
    search(page, base_url, query)
    page.locator(f"{RESULTS}[href*='/briefs/{seed}/']").first.click()
    page.wait_for_url(f"**/briefs/{seed}/**")
    assert [] == watch.problems
