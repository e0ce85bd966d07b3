"""Every page of the site, in both colour schemes, on a phone and on a desk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import DESK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, ViewportSize

    from tests.browser.conftest import Watch

PHONE: ViewportSize = {"width": 390, "height": 844}
# What is wider than the window, innermost elements first, so that a failure names the culprit.
OVERFLOW = """() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return null;
    const wide = [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > width + 0.5);
    const last = wide.filter(e => !wide.some(other => other !== e && e.contains(other)))[0];
    return `${document.documentElement.scrollWidth}px wide: ${last ? last.outerHTML.slice(0, 200) : "?"}`;
}"""


def page_paths(site: Path) -> list[str]:
    """Return the address of every page below the site's, in order."""
    files = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return [path.removesuffix("index.html") for path in files if path != "404.html"]


def settle(page: Page) -> None:
    """Wait until the fonts are there and the page has been laid out with them."""
    page.evaluate("async () => { await document.fonts.ready; await new Promise(requestAnimationFrame); }")


@pytest.fixture
def page(watch: Watch) -> Page:
    """Return an empty page of a phone's size."""
    page = watch.context.new_page()
    page.set_viewport_size(PHONE)
    return page


def find_overflow(page: Page) -> Iterator[str]:
    """Yield what is wider than the window on a phone, and on a desk."""
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        settle(page)
        if overflow := page.evaluate(OVERFLOW):
            yield f"at {size['width']}px scrolls sideways, {overflow}"


def one_of_each(paths: list[str]) -> list[str]:
    """Return two pages of each folder: its list, and one of those in it."""
    folders: dict[str, list[str]] = {}
    for path in paths:
        folders.setdefault(path.partition("/")[0], []).append(path)
    return list(dict.fromkeys(path for group in folders.values() for path in (min(group, key=len), max(group, key=len))))


def test_every_page_is_sound(page: Page, watch: Watch, site: Path, base_url: str, scheme: str) -> None:
    """No page has an error in the console, a failed request, a request to another host, or scrolls sideways.

    What the dark scheme changes is colours: there one page of each kind is enough.
    """
    paths = page_paths(site) if scheme == "light" else one_of_each(page_paths(site))
    assert {"", "briefs/", "meetings/", "topics/"} <= set(paths)
    for path in paths:
        page.set_viewport_size(PHONE)
        page.goto(base_url + path)
        for overflow in find_overflow(page):
            watch.note(overflow)
    page.wait_for_load_state("networkidle")
    assert [] == watch.problems


def test_the_scheme_follows_the_system(page: Page, base_url: str, scheme: str) -> None:
    """A reader whose system is dark gets dark pages, and light ones otherwise."""
    page.goto(base_url)
    lightness = page.evaluate(BACKGROUND_LIGHTNESS)
    assert (scheme == "light") == (lightness > 0.5)


# Perceived lightness of the page's background, 0 to 1.
BACKGROUND_LIGHTNESS = """() => {
    const canvas = document.createElement("canvas").getContext("2d");
    canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
    return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
}"""


def test_the_scheme_can_be_switched(page: Page, watch: Watch, base_url: str) -> None:
    """The switch in the header turns light into dark and back, and the next page remembers."""
    page.set_viewport_size(DESK)
    page.goto(base_url)
    before = page.evaluate(BACKGROUND_LIGHTNESS)
    page.get_by_role("button", name=re.compile("Chuyển sang nền")).click()
    page.wait_for_function(f"before => Math.abs(({BACKGROUND_LIGHTNESS})() - before) > 0.5", arg=before)
    switched = page.evaluate(BACKGROUND_LIGHTNESS)
    page.goto(base_url + "briefs/")
    assert switched == pytest.approx(page.evaluate(BACKGROUND_LIGHTNESS), abs=0.1)
    assert [] == watch.problems


def test_a_missing_page_says_so(page: Page, watch: Watch, base_url: str) -> None:
    """An address that leads nowhere gets the site's own page, whole even in a folder that does not exist, with a way on."""
    watch.expected_missing = base_url + "khong/co/trang-nay/"
    response = page.goto(watch.expected_missing)
    settle(page)
    assert response is not None
    assert response.status == 404
    assert page.evaluate(OVERFLOW) is None
    page.locator("article a").first.click()
    assert page.url.startswith(base_url)
    assert page.url != watch.expected_missing
    assert [] == watch.problems


def test_the_site_works_at_the_root_of_a_host(browser: Browser, site: Path, root_url: str) -> None:
    """The same files, moved from /repo/ to a domain of their own, still find each other."""
    failed = []
    with browser.new_context() as context:
        context.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
        page = context.new_page()
        for path in page_paths(site)[:5]:
            page.goto(root_url + path, wait_until="networkidle")
    assert [] == failed
