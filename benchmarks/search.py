"""Measures what a search costs a reader: `python -m benchmarks.search SITE`, with SITE built of `benchmarks.invent`'s reports.

For each query, in a browser that has loaded nothing yet: how much the first search downloads and how long it takes until
results are shown, then the same for each as one of many. Files that a host compresses are counted compressed.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Error, sync_playwright

from tests.browser.conftest import find_browser, serve

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page, Response

QUERIES = (
    "biển đông", "bien dong", "hợp tác", "đối tác chiến lược toàn diện", "nguyen van", "South China Sea", "UNCLOS",
    "thuong mai", "ứng phó thiên tai", "năng lượng tái tạo", '"chuỗi cung ứng"', "Trung Quốc đề xuất", "kinh tế số",
    "ASEAN Nhật Bản 2019", "đào tạo", "lần thứ 20",
)  # fmt: skip
ADDRESSES = (
    "q=bien+dong",
    "q=hop+tac&topic=trade",
    "q=&topic=south-china-sea&year=2019",
    "q=UNCLOS&order=date",
    "q=COC&kind=brief",
)
COMPRESSED = (".js", ".json", ".css", ".html", "/")


class Meter:
    """Counts what a page loads."""

    def __init__(self, page: Page) -> None:
        """Count from now on."""
        self.bytes = self.files = 0
        page.on("response", self._count)

    def _count(self, response: Response) -> None:
        if response.ok and not response.url.startswith("data:"):
            try:
                body = response.body()
            except Error:  # of a page that has been left
                return
            self.bytes += len(gzip.compress(body)) if response.url.partition("?")[0].endswith(COMPRESSED) else len(body)
            self.files += 1

    def take(self) -> tuple[int, int]:
        """Return how many bytes and files were loaded since this was asked last."""
        found = (self.bytes, self.files)
        self.bytes = self.files = 0
        return found


def search(page: Page, query: str) -> float:
    """Type a query into the box and return after how many milliseconds its results were shown."""
    return float(
        page.evaluate(
            """async (query) => {
              const input = document.querySelector("[data-search-box] input");
              const list = document.querySelector(".md-search-result__list");
              list.replaceChildren();
              const start = performance.now();
              const shown = new Promise((done) => {
                new MutationObserver(() => list.children.length && done()).observe(list, { childList: true });
              });
              input.focus();
              input.value = query;
              input.dispatchEvent(new Event("input", { bubbles: true }));
              await shown;
              return performance.now() - start;
            }""",
            query,
        )
    )


def open_page(page: Page, url: str, address: str) -> float:
    """Open the search page and return after how many milliseconds it shows its results."""
    page.goto(f"{url}search/?{address}")
    page.locator(".find-hit").first.wait_for()
    return float(page.evaluate("performance.now()"))


def weigh(page: Page, meter: Meter, act: Callable[[], float]) -> tuple[int, int, float]:
    """Return how many bytes and files something loads, and how long it takes."""
    took = act()
    page.wait_for_load_state("networkidle")
    return (*meter.take(), took)


def weigh_first(browser: Browser, url: str, act: Callable[[Page], float]) -> tuple[int, int, float]:
    """Return the same for a reader who has only opened a page."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{url}404.html", wait_until="networkidle")
        return weigh(page, Meter(page), partial(act, page))


def measure(browser: Browser, url: str) -> None:
    """Print the figures."""
    pages = [(*weigh_first(browser, url, partial(open_page, url=url, address=one)), one) for one in ADDRESSES]
    first = [(*weigh_first(browser, url, partial(search, query=query)), query) for query in QUERIES]
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{url}404.html", wait_until="networkidle")
        meter = Meter(page)
        weigh(page, meter, partial(search, page, "asean"))
        later = [(*weigh(page, meter, partial(search, page, query)), query) for query in QUERIES]
    for name, rows in (("first", first), ("later", later), ("page", pages)):
        for size, files, took, query in rows:
            print(f"{name:6} {size / 1000:8.0f} kB {files:4} files {took:6.0f} ms  {query}")
        sizes, times = [row[0] for row in rows], [row[2] for row in rows]
        print(f"{name:6} {statistics.median(sizes) / 1000:8.0f} kB in the median, {max(sizes) / 1000:.0f} at most; "
              f"{statistics.median(times):.0f} ms in the median, {max(times):.0f} at most")  # fmt: skip


def main() -> None:
    """Serve a site and measure it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("site", type=Path)
    site = parser.parse_args().site
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=find_browser(playwright), args=["--no-sandbox"]) as browser,
    ):
        for url in serve(site, base="/"):
            measure(browser, url)


if __name__ == "__main__":
    main()
