"""Pages across reports: the ledger's filter, quotes that lead to their sentence, and nothing wider than the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import DESK, serve
from tests.browser.test_pages import find_overflow
from tests.conftest import BASE_PATH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

KINDS = (
    "agreements/coc/",
    "coverage/",
    "meetings/asean-india-som-24/",
    "parties/in/",
    "people/tran-duc-hoa/",
    "people/",
    "positions/",
    "series/asean-india-som/",
    "series/",
    "topics/south-china-sea/",
    "topics/",
)
VISIBLE = "dd:has([data-act]):not([hidden])"


@pytest.fixture(scope="session")
def corpus_url(corpus_site: Path) -> Iterator[str]:
    """Return the address of the site built from the reports of the tests."""
    yield from serve(corpus_site, base=BASE_PATH)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return an empty page."""
    with browser.new_context(viewport=DESK, locale="vi-VN", reduced_motion="reduce") as context:
        yield context.new_page()


def test_no_kind_of_page_is_wider_than_the_window(page: Page, corpus_url: str) -> None:
    """On a phone and on a desk; grids of many columns scroll by themselves."""
    wide = []
    for path in KINDS:
        page.goto(corpus_url + path)
        wide += [f"{path} {overflow}" for overflow in find_overflow(page)]
    assert [] == wide


def test_the_ledger_is_sifted_and_the_address_keeps_it(page: Page, corpus_url: str) -> None:
    """Choosing a side and an act leaves just those statements, with their speakers and meetings; a reload shows the same."""
    page.goto(f"{corpus_url}positions/")
    everything = page.locator(VISIBLE).count()
    assert everything > 100

    page.get_by_label("Mọi bên").select_option("IN")
    page.get_by_label("Mọi loại phát biểu").select_option("propose")

    shown = page.locator(VISIBLE)
    assert 0 < shown.count() < everything
    data = page.eval_on_selector_all(f"{VISIBLE} [data-act]", "rows => rows.map(row => [row.dataset.act, row.dataset.side])")
    assert all(act == "propose" and "IN" in side.split() for act, side in data)
    assert page.locator("h3:visible").count() < page.locator("h3").count()
    assert page.url.endswith("?side=IN&act=propose")
    number = shown.count()
    page.reload()
    assert page.locator(VISIBLE).count() == number
    assert str(number) in page.locator(".filter output").inner_text()


def test_what_nobody_said_is_said_to_be_so(page: Page, corpus_url: str) -> None:
    """A choice without a statement leaves no heading behind, and says that there is none."""
    page.goto(f"{corpus_url}positions/?side=KH&act=oppose")

    assert page.locator(VISIBLE).count() == 0
    assert page.locator("h3:visible").count() == 0
    assert page.locator(".filter output").inner_text() == "Không có phát biểu nào như thế."


def test_an_unknown_choice_in_the_address_is_none(page: Page, corpus_url: str) -> None:
    """Whatever stands in an address, the page shows everything and runs nothing."""
    page.goto(f"{corpus_url}positions/?side=%22%3E%3Cscript%3E&act=nothing")

    assert page.locator(VISIBLE).count() == page.locator("dd:has([data-act])").count()


@pytest.mark.parametrize("path", ["series/asean-india-som/", "meetings/asean-india-som-24/", "positions/", "agreements/coc/"])
def test_every_quote_leads_to_its_sentence(path: str, page: Page, corpus_url: str) -> None:
    """A quote's link lands on the sentence that holds its words."""
    page.goto(corpus_url + path)
    # What the link says itself, where it says no other words; a mark beside the very words says none.
    said = "a => a.title || [...a.childNodes].filter(one => one.nodeName !== 'SUP').map(one => one.textContent).join('')"
    found = page.eval_on_selector_all("dd a[href*='/briefs/'][href*='#q']", f"all => all.map(a => [a.href, ({said})(a)])")
    links = [(address, words.strip("“”")) for address, words in found if words]
    assert len(links) > 10
    for address, words in links[:: max(1, len(links) // 6)]:
        page.goto(address)
        target = page.locator(f".s:has([id='{address.partition('#')[2]}'])")
        assert words.rstrip("…")[:60] in " ".join(target.inner_text().split())
        assert target.evaluate("element => element.querySelector(':target') !== null")
