"""What a reader sees of sentence numbers and folded marks: on the screen, without scripts and on paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Watch

BRIEF = "briefs/000-34b1fed74cd86ae1/"
NUMBER = "id => getComputedStyle(document.getElementById(id), '::before').content"
COLOUR = "selector => getComputedStyle(document.querySelector(selector)).color"
SIZE = "selector => parseFloat(getComputedStyle(document.querySelector(selector)).fontSize)"


@pytest.fixture
def page(watch: Watch) -> Page:
    """Return an empty page."""
    return watch.context.new_page()


def test_a_sentence_shows_its_number_when_it_is_lit_or_pointed_at(page: Page, base_url: str) -> None:
    """The number beside a fact is found again at its sentence, in figures that no one copies."""
    page.goto(f"{base_url}{BRIEF}#s8")
    assert ['"8"', "none"] == [page.evaluate(NUMBER, name) for name in ("s8", "s9")]
    page.locator("#s9").hover()
    assert '"9"' == page.evaluate(NUMBER, "s9")
    assert "Nhiều sáng kiến" == page.locator("#s9").inner_text()[:15]


def test_paragraph_numbers_are_not_copied(page: Page, base_url: str) -> None:
    """Numbers in the margin say what they count, and stay out of what is selected."""
    page.goto(base_url + BRIEF)
    assert "¶ 1" == page.locator("#p1").inner_text()
    page.evaluate("() => getSelection().selectAllChildren(document.querySelector('article'))")
    assert "¶" not in page.evaluate("() => getSelection().toString()")


def test_folded_marks_open_without_scripts(browser: Browser, base_url: str) -> None:
    """The marks beyond two are one click away, for who runs no scripts too."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(base_url + BRIEF)
        fold = page.locator("details.more").first
        assert not fold.locator("a").first.is_visible()
        fold.locator("summary").click()
        assert fold.locator("a").first.is_visible()


def test_no_bar_without_problems(page: Page, base_url: str) -> None:
    """The theme's bar for announcements is there for problems only."""
    page.goto(base_url)
    assert 0 == page.locator(".md-banner").count()


def test_paper_shows_every_number(page: Page, base_url: str) -> None:
    """In print each sentence carries its number, what is folded is listed, and the values are no smaller than the roles."""
    page.goto(base_url + BRIEF)
    page.emulate_media(media="print")
    assert ['"0"', '"8"'] == [page.evaluate(NUMBER, name) for name in ("s0", "s8")]
    listed = "() => getComputedStyle(document.querySelector('.more > summary'), '::after').content"
    assert page.evaluate(listed).strip('" ')
    assert page.evaluate(SIZE, ".as-card + dl strong") > page.evaluate(SIZE, ".as-card + dl .sub")


def test_paper_is_the_same_from_either_scheme(browser: Browser, base_url: str) -> None:
    """Who reads in the dark prints in the ink of the day."""
    seen = []
    for scheme in ("light", "dark"):
        with browser.new_context(color_scheme=scheme) as context:
            page = context.new_page()
            page.goto(base_url + BRIEF)
            page.emulate_media(media="print", color_scheme=scheme)
            seen.append([page.evaluate(COLOUR, name) for name in ("body", ".act-agree", ".act-propose", ".sub", ".s")])
    assert seen[0] == seen[1]


def test_the_foot_says_of_when_the_site_is(page: Page, base_url: str, root_url: str) -> None:
    """On pages of any depth, below a path and at a root; the page that is not there knows one address only."""
    says = r"(?:Phiên bản \w{10}(?: có sửa thêm)?, t|T)heo dữ liệu lúc [\d-]{10} [\d:]{5} UTC\."
    for address in (base_url, f"{base_url}{BRIEF}", f"{base_url}404.html", root_url, f"{root_url}about/"):
        page.goto(address)
        line = page.locator(".md-copyright__built")
        line.wait_for()
        assert re.fullmatch(says, line.inner_text())
