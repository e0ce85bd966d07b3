"""Who sees little or hears the page: axe on every kind of page, and text that is spaced, enlarged or narrowed."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import DESK, new_context, serve
from tests.browser.searching import LINKS
from tests.browser.test_pages import OVERFLOW, PHONE, one_of_each, page_paths, settle
from tests.conftest import BASE_PATH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, ViewportSize

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
ALL_RULES = {"rules": {"target-size": {"enabled": True}}, "resultTypes": ["violations"]}
# What the dark scheme changes is colours.
COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}


@pytest.fixture(scope="module")
def corpus_url(corpus_site: Path) -> Iterator[str]:
    """Return the address of the site built from the reports of the tests: it has every kind of page."""
    yield from serve(corpus_site, base=BASE_PATH)


def ask_axe(page: Page, options: dict[str, Any]) -> list[str]:
    """Return what axe finds wrong on the page as it stands, a line each."""
    page.evaluate(AXE)
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    path = page.url.partition(BASE_PATH)[2]
    return [
        f"{path}: {problem['id']} ({problem['impact']}): {node['html'][:120]}: {node['failureSummary']}"
        for problem in found
        for node in problem["nodes"]
    ]


def open_all(page: Page, url: str, site: Path) -> Iterator[None]:
    """Open one page of each kind after another, and what only opens where somebody asks for it."""
    for path in (*one_of_each(page_paths(site)), "404.html"):
        page.goto(url + path)
        yield
    page.goto(f"{url}search/?q=ASEAN")
    page.locator(".finder-results .find-hit").first.wait_for()
    yield
    page.goto(url)
    page.keyboard.press("Control+k")
    page.keyboard.type("asean")
    page.locator(LINKS).first.wait_for()
    yield
    page.set_viewport_size(PHONE)
    page.goto(url)
    page.get_by_role("button", name="Trình đơn").click()
    yield


@pytest.mark.parametrize(
    ("scheme", "size", "options"), [("light", PHONE, ALL_RULES), ("dark", DESK, COLOURS)], ids=["light", "dark"]
)
def test_axe_finds_nothing(
    browser: Browser,
    corpus_url: str,
    corpus_site: Path,
    scheme: str,
    size: ViewportSize,
    options: dict[str, Any],
) -> None:
    """No kind of page has anything that axe objects to, however slight; in the dark no colour has."""
    problems = []
    # The policy of our pages keeps axe out as it keeps out everything that is not ours.
    with new_context(browser, color_scheme=scheme, viewport=size, bypass_csp=True) as context:
        page = context.new_page()
        for _ in open_all(page, corpus_url, corpus_site):
            settle(page)
            problems += ask_axe(page, options)
    assert [] == problems


def test_axe_sees_what_is_wrong(browser: Browser, corpus_url: str) -> None:
    """The check above finds a picture without a name, words in too pale an ink, and a button too small to hit."""
    with new_context(browser, bypass_csp=True) as context:
        page = context.new_page()
        page.goto(corpus_url + "about/")
        page.evaluate("""() => { document.querySelector("article p").innerHTML =
            "<img src='../assets/images/logo.svg'><b style='color: #999'>pale</b>";
            document.querySelector("article").insertAdjacentHTML("beforeend",
            "<div style='display: flex'><button style='width: 9px'>×</button><button style='width: 9px'>×</button></div>") }""")
        found = {problem.split(": ")[1].split()[0] for problem in ask_axe(page, ALL_RULES)}
    assert {"image-alt", "color-contrast", "target-size"} <= found


# As WCAG 1.4.12 asks for: nobody's own spacing may cut a text off.
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
# Elements whose text is larger than what they show of it; the theme's title is repeated at the top of the page in full.
CUT = """() => [...document.querySelectorAll("body *")].filter(element => {
    const style = getComputedStyle(element);
    return style.overflow !== "visible" && !/auto|scroll/.test(style.overflow + style.overflowX + style.overflowY)
        && style.clipPath === "none" && element.offsetParent && element.textContent.trim()
        && !element.closest(".md-header__title")
        && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
}).map(element => element.outerHTML.slice(0, 120))"""
NARROW: ViewportSize = {"width": 320, "height": 640}  # 1280 px at 400 %
HALF: ViewportSize = {"width": 640, "height": 400}  # 1280 px at 200 %


def test_text_can_be_spaced_enlarged_and_narrowed(browser: Browser, corpus_url: str, corpus_site: Path) -> None:
    """At 320 px (1.4.10), at 200 % (1.4.4), and with a reader's own spacing (1.4.12) nothing scrolls sideways or is cut off."""
    wrong = []
    with new_context(browser, bypass_csp=True) as context:
        page = context.new_page()
        for path in one_of_each(page_paths(corpus_site)):
            page.goto(corpus_url + path)
            for spacing in ("", SPACING):
                if spacing:
                    page.add_style_tag(content=spacing)
                for size in (NARROW, HALF):
                    page.set_viewport_size(size)
                    settle(page)
                    found = (page.evaluate(OVERFLOW), *page.evaluate(CUT))
                    wrong += [f"{path} at {size['width']}: {it}" for it in found if it]
    assert [] == wrong


def test_nothing_moves_for_who_does_not_want_it(browser: Browser, corpus_url: str) -> None:
    """Where a reader asks for less motion, neither our styles nor the theme's scroll, fade or slide."""
    moving = """() => [...document.querySelectorAll("*")].flatMap(element => ["", "::before", "::after"].map(part => {
        const style = getComputedStyle(element, part || null);
        const longest = Math.max(...(style.transitionDuration + "," + style.animationDuration).split(",").map(parseFloat));
        return longest > 0.01 || style.scrollBehavior !== "auto" ? element.outerHTML.slice(0, 80) + part : null;
    })).filter(Boolean)"""
    counts = []
    for wish in ("no-preference", "reduce"):
        with new_context(browser, reduced_motion=wish) as context:
            page = context.new_page()
            page.goto(corpus_url + "briefs/viet-nam-singapore-tham-khao/")
            counts.append(len(page.evaluate(moving)))
    assert counts[0] > 0
    assert 0 == counts[1]
