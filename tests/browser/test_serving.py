"""What an editor sees above the pages while the site is served."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.test_serve import Server

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


def test_what_is_wrong_is_shown_above_each_page_until_it_is_mended(browser: Browser, tmp_path: Path) -> None:
    """And that the search is behind, until it is not; none of it needs the page to be rendered again."""
    server = Server(tmp_path)
    try:
        seed = tmp_path / "seeds" / "broken.txt"
        seed.write_bytes(b"")
        server.wait_for("Reloading browsers")

        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.port}/about/")
        page.locator(".md-banner li", has_text="broken.txt: error: the file is empty").wait_for()
        page.locator(".md-banner p").wait_for(state="detached")

        seed.unlink()
        page.locator(".md-banner").wait_for(state="detached")
    finally:
        server.process.terminate()
        server.process.wait(timeout=60)
