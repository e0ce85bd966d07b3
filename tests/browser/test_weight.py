"""What the first view of a report costs whoever has a slow line: all that the browser loads for it, compressed as hosts do."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.browser.conftest import new_context, serve
from tests.browser.test_pages import PHONE, settle
from tests.conftest import BASE_PATH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Response

MOST = 150_000
PACKED = (".woff2", ".png")
"""What is compressed as it is."""


def weigh(response: Response) -> int:
    """Return of how many bytes an answer is, sent by a host that compresses what can be."""
    body = response.body()
    return len(body) if urlsplit(response.url).path.endswith(PACKED) else len(gzip.compress(body, mtime=0))


def largest_brief(site: Path) -> str:
    """Return the address of the largest page of a report."""
    page = max(site.glob("briefs/*/index.html"), key=lambda path: path.stat().st_size)
    return page.parent.relative_to(site).as_posix() + "/"


@pytest.fixture
def url(site: Path) -> Iterator[str]:
    """Return the address of the site, from a server of its own."""
    yield from serve(site, base=BASE_PATH)


def test_the_first_view_of_a_report_is_light(browser: Browser, site: Path, url: str) -> None:
    """Page, styles, scripts, fonts and pictures of the largest report together, nothing being there from before."""
    answers: dict[str, Response] = {}
    with new_context(browser, viewport=PHONE) as context:
        page = context.new_page()
        page.on("response", lambda answer: answers.update({answer.url: answer}))
        page.goto(url + largest_brief(site), wait_until="networkidle")
        settle(page)
        weights = {urlsplit(address).path.rpartition("/")[2]: weigh(answer) for address, answer in answers.items()}
    assert len(weights) > 10
    assert any(name.endswith(".woff2") for name in weights)
    assert sum(weights.values()) < MOST, sorted(weights.items(), key=lambda item: -item[1])
    # Vietnamese is written with the letters of these files; those of the other Latin alphabets are loaded where they occur.
    assert [] == [name for name in weights if name.endswith(".woff2") and "-vietnamese-" not in name]
