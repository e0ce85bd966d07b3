"""How the tests of the search type, open and read."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.conftest import BASE_PATH

if TYPE_CHECKING:
    from playwright.sync_api import Page


LINKS = "[data-search-box] .md-search-result__link"
RESULTS = ".finder-results .find-hit"


def type_into_box(page: Page, url: str, query: str) -> None:
    """Open `url` and type `query` into the search in the header, until something is found."""
    page.goto(url)
    page.keyboard.press("Control+k")
    page.keyboard.type(query)
    page.locator(LINKS).first.wait_for()


def open_search(page: Page, url: str, query: str) -> None:
    """Open the search page at an address that says what is looked for."""
    page.goto(f"{url}search/?{query}")
    page.locator(".finder-status:not(:empty)").wait_for()


def path_of(address: str | None) -> str:
    """Return an address within the site, without its anchor."""
    return urlsplit(address or "").path.removeprefix(BASE_PATH)
