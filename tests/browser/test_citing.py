"""Copying and saving what is to be cited: with the clipboard, without it, from the keyboard, and without scripts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import BASE_PATH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Watch

BRIEF = "briefs/000-34b1fed74cd86ae1/"
MEETING = "meetings/asean-china-soc-26/"
HOME = f"https://digest.example{BASE_PATH}"
SPOKEN = ".as-speech + dl dd .copy"
TITLE = "ASEAN - TQ tái khẳng định cam kết thúc đẩy đối thoại, hợp tác"
WORDS = (
    "đánh giá cao năng lực ứng phó chủ động, tích cực của ASEAN, với tinh thần chủ đề Gắn kết và Chủ động thích ứng của năm "
    "2020, trước các thách thức từ sự bùng phát của dịch bệnh COVID-19"
)
READ = "() => navigator.clipboard.readText()"
# As a browser that has no clipboard for a page, nor any other way to copy.
REFUSE = "navigator.clipboard.writeText = () => Promise.reject(new Error('denied')); document.execCommand = () => false;"
OLD_WAY = """
Object.defineProperty(navigator, 'clipboard', { value: undefined });
document.execCommand = () => { window.copied = String(getSelection()) || document.activeElement.value; return true; };
"""


@pytest.fixture
def page(watch: Watch) -> Iterator[Page]:
    """Return an empty page that may use the clipboard."""
    watch.context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield watch.context.new_page()
    assert [] == watch.problems


def said(page: Page) -> str:
    """Return what is announced, once it is."""
    page.wait_for_function("() => document.querySelector('.copy-status').textContent")
    return page.locator(".copy-status").inner_text()


def test_a_sentence_is_copied_with_its_source(page: Page, base_url: str) -> None:
    """Words, speaker, report, outlet and an address that leads to the sentence; and it is announced."""
    page.goto(base_url + BRIEF)
    page.locator(SPOKEN).first.click()

    assert "Đã sao chép." == said(page)
    assert "status" == page.locator(".copy-status").get_attribute("role")
    words, source, address = page.evaluate(READ).split("\n")
    assert [f"“{WORDS}” – Trần Hiểu Đông", f"“{TITLE}”, Zing News"] == [words, source]
    assert re.fullmatch(rf"{HOME}{BRIEF}#q[0-9a-f]{{8}}", address)
    page.goto(base_url + BRIEF + "#" + address.partition("#")[2])
    lit = page.locator(".s:has(> :target)")
    assert "4" == lit.get_attribute("data-n")
    assert WORDS in lit.inner_text()


def test_from_a_meeting_it_leads_to_the_report(page: Page, base_url: str) -> None:
    """The same words, source and address as on the report's own page."""
    copied = []
    for path in (BRIEF, MEETING):
        page.goto(base_url + path)
        page.locator(f"{SPOKEN}").nth(0 if path == BRIEF else 2).scroll_into_view_if_needed()
        button = page.locator("dd", has_text=WORDS).locator(".copy").first
        button.click()
        said(page)
        copied.append(page.evaluate(READ))
    assert copied[0] == copied[1]


def test_whoever_is_led_to_a_sentence_can_pass_it_on(page: Page, base_url: str) -> None:
    """The sentence that is lit has a button, and so has each of the key points; its number alone may lead there."""
    page.goto(f"{base_url}{BRIEF}#s9")
    page.locator(".as-text ~ p .copy").click()
    said(page)
    words, source, address = page.evaluate(READ).split("\n")
    assert words.startswith("“Nhiều sáng kiến")
    assert f"“{TITLE}”, Zing News" == source
    assert address.startswith(f"{HOME}{BRIEF}#q")
    assert page.locator(".as-points + ul > li").count() == page.locator(".as-points + ul > li > .copy").count() > 0


def test_from_the_keyboard(page: Page, base_url: str) -> None:
    """Tab leads to the button after the words' own link, Enter copies, and the button keeps the focus."""
    page.goto(base_url + BRIEF)
    page.locator(".as-speech + dl dd a").first.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "Đã sao chép." == said(page)
    assert "Sao chép câu kèm nguồn" == page.evaluate("() => document.activeElement.getAttribute('aria-label')")


def test_without_a_clipboard_the_old_way(page: Page, base_url: str) -> None:
    """Where a browser has no clipboard, as over plain http."""
    page.add_init_script(OLD_WAY)
    page.goto(base_url + BRIEF)
    page.locator(SPOKEN).first.click()
    assert "Đã sao chép." == said(page)
    assert WORDS in page.evaluate("() => window.copied")
    assert 0 == page.locator(".copy-field").count()


def test_where_copying_is_denied_the_text_is_selected(page: Page, base_url: str) -> None:
    """The reader is told, has the whole text selected to copy it by hand, and it goes when they go on."""
    page.add_init_script(REFUSE)
    page.goto(base_url + BRIEF)
    page.locator(SPOKEN).first.click()
    assert "Ctrl+C" in said(page)
    field = page.locator(".copy-field")
    assert WORDS in field.input_value()
    assert field.input_value() == page.evaluate(
        "() => { const f = document.activeElement; return f.value.slice(f.selectionStart, f.selectionEnd); }"
    )
    page.keyboard.press("Tab")
    assert 0 == field.count()


def test_references_are_copied_and_saved(page: Page, base_url: str) -> None:
    """Each form as it stands on the page, with the address that the site has; files go by the name of the page."""
    page.goto(base_url + BRIEF)
    page.locator("#cite > summary").click()
    page.get_by_role("button", name="Sao chép: APA").last.click()
    said(page)
    assert f"{TITLE}. (không ngày). [Bản tóm lược]. Tóm lược Đối thoại. {HOME}{BRIEF}" == page.evaluate(READ)
    saved: dict[str, Any] = {}
    for ending in ("bib", "ris", "json"):
        with page.expect_download() as begun:
            page.get_by_role("button", name=f"Tải về: 000-34b1fed74cd86ae1.{ending}").click()
        assert f"000-34b1fed74cd86ae1.{ending}" == begun.value.suggested_filename
        saved[ending] = begun.value.path().read_text(encoding="utf-8")
    assert f"url = {{{HOME}{BRIEF}}}," in saved["bib"]
    assert f"UR  - {HOME}{BRIEF}\n" in saved["ris"]
    assert HOME + BRIEF == json.loads(saved["json"])[0]["URL"]


def test_without_scripts_all_of_it_is_there_as_text(browser: Browser, base_url: str) -> None:
    """Folded, and one click away; no button stands there that would do nothing."""
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(base_url + MEETING)
        assert not page.locator(".cite-text").first.is_visible()
        page.locator("#cite > summary").click()
        assert ["APA", "Chicago", "BibTeX", "RIS", "CSL-JSON"] == page.locator("#cite dt").all_inner_texts()
        assert all(HOME + MEETING in text for text in page.locator(".cite-text").all_inner_texts())
        assert 0 == page.locator(".copy").count()
