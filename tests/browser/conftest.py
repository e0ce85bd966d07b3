"""A real browser on the built site: which browser, where the site is served, and what counts as wrong on a page."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright

from generator import indexer
from generator.build import Folders, finish, gather
from generator.exports import search
from tests.conftest import BASE_PATH, NO_BROWSER, ROOT, build_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Playwright, Response, ViewportSize

HOST = "127.0.0.1"
DESK: ViewportSize = {"width": 1440, "height": 900}
NAMES = ("chromium", "chromium-browser", "google-chrome")
# Whatever is not this machine does not resolve, so that a request that should not be made fails instead of leaving.
OFFLINE = f"--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE {HOST}"


@dataclass
class Watch:
    """What the pages of one browser context did that they must not do; each entry says on which page."""

    context: BrowserContext
    origin: str
    problems: list[str] = field(default_factory=list)
    expected_missing: str | None = None
    """Address that is meant to answer 404."""

    def __post_init__(self) -> None:
        """Listen to everything the pages and their workers do."""
        self.context.on("request", lambda request: self._request(request.url))
        self.context.on("requestfailed", lambda request: self._failed(request.url, request.failure))
        self.context.on("response", self._response)
        self.context.on("console", lambda message: self._console(message.type, message.text))
        self.context.on("weberror", lambda error: self.note(f"uncaught: {error.error}"))

    def note(self, problem: str) -> None:
        """Add one problem of the page that is open."""
        page = urlsplit(self.context.pages[-1].url).path if self.context.pages else "?"
        self.problems.append(f"{page}: {problem}")

    def _request(self, url: str) -> None:
        if not url.startswith((self.origin, "data:", "blob:")):
            self.note(f"request to another host: {url}")

    def _failed(self, url: str, failure: str | None) -> None:
        # Aborted means that the browser changed its mind, by going to the next page; our server never does.
        if failure != "net::ERR_ABORTED":
            self.note(f"request failed: {url} ({failure})")

    def _response(self, response: Response) -> None:
        if response.status >= http.HTTPStatus.BAD_REQUEST and response.url != self.expected_missing:
            self.note(f"status {response.status}: {response.url}")

    def _console(self, kind: str, text: str) -> None:
        missing = self.expected_missing and "404" in text
        if kind == "error" and not missing:
            self.note(f"console {kind}: {text}")


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a site as GitHub Pages does: below a base path, its own 404 page for what is not there."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, base: str, **options: Any) -> None:  # noqa: ANN401 - the parent's
        """Serve below `base`."""
        self.base = base
        super().__init__(*args, **options)

    def translate_path(self, path: str) -> str:
        """Return the file for `path`; for one outside the base path, a file that is not there."""
        inside = path.startswith(self.base)
        return super().translate_path(path.removeprefix(self.base[:-1]) if inside else "/outside-of-the-site")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the site's own page for 404."""
        if code != http.HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: pytest shows what matters."""


def serve(site: Path, *, base: str, kind: type[Handler] = Handler) -> Iterator[str]:
    """Serve `site` below `base` while the generator is held, and yield its address."""
    handler = functools.partial(kind, directory=str(site), base=base)
    with http.server.ThreadingHTTPServer((HOST, 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{HOST}:{server.server_port}{base}"
        server.shutdown()


@pytest.fixture(scope="session")
def base_url(site: Path) -> Iterator[str]:
    """Return the address of the site, served below a base path."""
    yield from serve(site, base=BASE_PATH)


@pytest.fixture(scope="session")
def root_url(site: Path) -> Iterator[str]:
    """Return the address of the same site, served at the root of a host."""
    yield from serve(site, base="/")


def find_browser(playwright: Playwright) -> str | None:
    """Return the path of a Chromium: the one that is asked for, Playwright's own, or the machine's."""
    if asked := os.environ.get("CHROMIUM"):
        return asked
    own = playwright.chromium.executable_path
    return own if Path(own).exists() else next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the browser all tests share; without one, skip on a desk and fail in CI."""
    with sync_playwright() as playwright:
        path = find_browser(playwright)
        if path is None and os.environ.get("CI"):
            pytest.fail(f"{NO_BROWSER}, and CI must test with one")
        if path is None:
            pytest.skip(NO_BROWSER)
        with playwright.chromium.launch(executable_path=path, args=[OFFLINE]) as launched:
            yield launched


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    """Return a colour scheme, as the reader's system asks for it."""
    return str(request.param)


@pytest.fixture(scope="session")
def search_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a site built from the reports in `tests/search`."""
    return build_site(tmp_path_factory.mktemp("search"), seeds=ROOT / "tests" / "search")


@pytest.fixture(scope="session")
def search_url(search_site: Path) -> Iterator[str]:
    """Return the address of that site."""
    yield from serve(search_site, base=BASE_PATH)


@pytest.fixture(scope="session")
def large_url(search_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of the same site, indexed as one of very many reports is."""
    site = tmp_path_factory.mktemp("large") / "site"
    shutil.copytree(search_site, site)
    folders = Folders(seeds=ROOT / "tests" / "search", docs=site.parent / "docs")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "FULL_TEXT", 1)
        for name, size in {"LEAST": 30, "MOST": 60, "_CUT": 8}.items():
            patch.setattr(indexer, name, size)
        assert () == finish(gather(folders), site, built="2026-01-01")
    yield from serve(site, base=BASE_PATH)


def new_context(browser: Browser, **options: Any) -> BrowserContext:  # noqa: ANN401 - the browser's
    """Return a context of a Vietnamese reader's desk."""
    return browser.new_context(**{"viewport": DESK, "locale": "vi-VN", "reduced_motion": "reduce", **options})


@pytest.fixture
def search_watch(browser: Browser, search_url: str) -> Iterator[Watch]:
    """Return a fresh context, and see at the end that nothing went wrong in it."""
    with new_context(browser) as context:
        watch = Watch(context, search_url.removesuffix(BASE_PATH))
        yield watch
        assert [] == watch.problems


@pytest.fixture
def watch(browser: Browser, base_url: str, scheme: str) -> Iterator[Watch]:
    """Return a fresh context in one colour scheme, and what goes wrong in it."""
    origin = base_url.removesuffix(BASE_PATH)
    options: dict[str, Any] = {"color_scheme": scheme, "locale": "vi-VN", "reduced_motion": "reduce"}
    with browser.new_context(viewport={"width": 1440, "height": 900}, **options) as context:
        yield Watch(context, origin)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")
