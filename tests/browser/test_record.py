"""The record of a page, as a reader gets to it and takes it away; and what a page says of feeds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from generator.tables import part_of

if TYPE_CHECKING:
    from playwright.sync_api import Route

    from tests.browser.conftest import Watch

BRIEF = "000-34b1fed74cd86ae1"
PAGES = {"briefs": BRIEF, "meetings": "asean-china-soc-26", "people": "do-hung-viet"}


@pytest.mark.parametrize("table", PAGES)
def test_a_page_leads_to_its_record(table: str, watch: Watch, base_url: str, site: Path) -> None:
    """One click shows it, another saves it, a third leads back; it is the line of the whole file."""
    page = watch.context.new_page()
    page.goto(f"{base_url}{table}/{PAGES[table]}/")
    page.get_by_role("link", name="Bản ghi dữ liệu của trang này").click()

    shown = page.locator("[data-record] pre")
    expect(shown).to_contain_text(f'"id": "{PAGES[table]}"')
    expect(shown).to_be_in_viewport()
    lines = (site / "data" / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()
    record = next(record for record in map(json.loads, lines) if record["id"] == PAGES[table])
    assert record == json.loads(shown.inner_text())

    with page.expect_download() as saved:
        page.get_by_role("link", name="Tải bản ghi (JSON)").click()
    assert f"{PAGES[table]}.json" == saved.value.suggested_filename
    assert record == json.loads(Path(saved.value.path()).read_text(encoding="utf-8"))
    page.get_by_role("link", name="Mở trang của bản ghi").click()
    expect(page).to_have_url(f"{base_url}{table}/{PAGES[table]}/")
    assert [] == watch.problems


def test_no_more_is_sent_than_the_line(watch: Watch, base_url: str, site: Path) -> None:
    """Where the server sends parts of files, as hosts do; that of these tests sends the whole, and the line is cut out."""
    whole, asked = (site / "data" / "people.jsonl").read_bytes(), []

    def send_part(route: Route) -> None:
        first, _, last = route.request.headers["range"].removeprefix("bytes=").partition("-")
        asked.append(whole[int(first) : int(last) + 1])
        route.fulfill(status=206, body=asked[-1])

    page, person = watch.context.new_page(), PAGES["people"]
    page.route("**/data/people.jsonl", send_part)
    page.goto(f"{base_url}data/?record=people-{part_of(person)}/{person}")
    expect(page.locator("[data-record] pre")).to_contain_text(f'"id": "{person}"')
    assert [person] == [json.loads(one)["id"] for one in asked]


def test_files_of_two_builds_are_not_mixed(watch: Watch, base_url: str) -> None:
    """Where the site was published anew between two requests, another's line is no answer."""
    page, person = watch.context.new_page(), PAGES["people"]
    page.route("**/data/people.jsonl", lambda route: route.fulfill(status=206, body='{"id": "somebody-else"}\n'))
    page.goto(f"{base_url}data/?record=people-{part_of(person)}/{person}")
    expect(page.locator("[data-record] [role=status]")).to_have_text("Không tải được bản ghi.")


def test_keys_move_a_long_record(watch: Watch, base_url: str) -> None:
    """Its box can be got to, and nothing of it is wider than a phone."""
    page = watch.context.new_page()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{base_url}data/?record=briefs-{part_of(BRIEF)}/{BRIEF}")
    box = page.locator("[data-record] pre")
    box.focus()
    page.keyboard.press("End")
    page.wait_for_function("() => document.querySelector('[data-record] pre').scrollTop > 0")
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [] == watch.problems


@pytest.mark.parametrize(
    "asked", ["briefs-00/khong-co", f"briefs-{part_of(BRIEF)}/khong-co", "../../evil", "briefs-35/<img src=x onerror=alert(1)>"]
)
def test_what_is_not_there_is_said(asked: str, watch: Watch, base_url: str) -> None:
    """In words, for whoever hears the page as well; nothing of an address becomes a part of the page."""
    page = watch.context.new_page()
    page.goto(f"{base_url}data/?record={asked}")
    expect(page.locator("[data-record] [role=status]")).to_have_text("Không có bản ghi này.")
    assert 1 == page.locator("[data-record] > *").count()


def test_without_asking_there_is_only_the_explanation(watch: Watch, base_url: str) -> None:
    """And the page on the data asks for no record."""
    page = watch.context.new_page()
    page.goto(f"{base_url}data/")
    expect(page.get_by_role("heading", name="Bản ghi của một trang")).to_be_visible()
    expect(page.locator("[data-record]")).to_be_empty()
    assert [] == watch.problems


def test_a_reader_of_feeds_finds_them(watch: Watch, base_url: str) -> None:
    """The page's own first, then the site's; the theme takes neither for another language's page, and asks for no site map."""
    page = watch.context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{base_url}topics/trade/", wait_until="networkidle")
    feeds = page.locator("link[rel~=alternate][type='application/atom+xml']").evaluate_all(
        "found => found.map(one => one.href)"
    )
    assert [f"{base_url}topics/trade/feed.xml", f"{base_url}feed.xml"] == feeds
    assert [] == [url for url in asked if url.endswith("sitemap.xml")]
    for url in feeds:
        assert page.request.get(url).ok
    assert [] == watch.problems
