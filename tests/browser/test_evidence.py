"""From a fact to the sentence it was read from: one click, and the sentence lights up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Watch

MARKS = "article a[href^='#s']:visible"
# How a sentence looks: its own colours, and what someone who tells no colours apart sees.
LOOK = """id => {
    const style = getComputedStyle(document.getElementById(id));
    const shape = [style.textDecorationLine, style.textDecorationStyle, style.borderStyle, style.borderWidth,
                   style.outlineStyle, style.boxShadow === "none", style.fontWeight];
    return {colour: style.backgroundColor, shape: shape.join(" ")};
}"""
# Where a sentence's first line stands, against the part of the window that the header leaves free.
PLACE = """id => {
    const box = document.getElementById(id).getClientRects()[0];
    const header = document.querySelector(".md-header").getBoundingClientRect();
    return {below: box.top >= header.bottom - 1, inside: box.bottom <= window.innerHeight};
}"""


def brief_paths(site: Path) -> list[str]:
    """Return the address of every brief below the site's."""
    return sorted(f"briefs/{path.parent.name}/" for path in site.glob("briefs/*/index.html"))


@pytest.fixture
def page(watch: Watch) -> Page:
    """Return an empty page."""
    return watch.context.new_page()


@pytest.mark.parametrize("width", [390, 1440])
def test_a_fact_leads_to_its_sentence(page: Page, watch: Watch, site: Path, base_url: str, width: int) -> None:
    """Clicking a fact's mark brings its sentence into view, below the header, and lights it, not by colour alone."""
    page.set_viewport_size({"width": width, "height": 900})
    paths = brief_paths(site)
    assert len(paths) >= 2
    for path in paths:
        page.goto(base_url + path)
        marks = page.locator(MARKS)
        # The last mark of the page leads from the far end of the facts; its sentence and the first's are both tried.
        for index in (0, marks.count() // 2):
            page.goto(base_url + path)
            target = str(marks.nth(index).get_attribute("href")).removeprefix("#")
            before = page.evaluate(LOOK, target)
            marks.nth(index).click()
            page.wait_for_function("id => document.getElementById(id).matches(':target')", arg=target)
            after = page.evaluate(LOOK, target)
            assert before["colour"] != after["colour"]
            assert before["shape"] != after["shape"]
            assert {"below": True, "inside": True} == page.evaluate(PLACE, target)
    assert [] == watch.problems


def test_only_the_sentence_asked_for_is_lit(page: Page, site: Path, base_url: str) -> None:
    """A sentence beside the one that is lit keeps its look."""
    path = brief_paths(site)[0]
    page.goto(base_url + path)
    before = page.evaluate(LOOK, "s3")
    page.goto(f"{base_url}{path}#s2")
    assert before == page.evaluate(LOOK, "s3")
    assert before != page.evaluate(LOOK, "s2")


def test_a_statement_leads_to_its_sentence_from_the_meeting(page: Page, watch: Watch, site: Path, base_url: str) -> None:
    """A quotation on a meeting's page opens the brief at the sentence it was taken from, lit."""
    meetings = sorted(f"meetings/{path.parent.name}/" for path in site.glob("meetings/*/index.html"))
    for path in meetings:
        page.goto(base_url + path)
        links = page.locator("article a[href*='/briefs/'][href*='#q']")
        assert links.count()
        links.first.click()
        page.wait_for_function("() => document.querySelector(':target') !== null")
        target = page.evaluate("() => document.querySelector(':target').closest('.s').id")
        assert {"below": True, "inside": True} == page.evaluate(PLACE, target)
    assert meetings
    assert [] == watch.problems
