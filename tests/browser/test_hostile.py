"""The hostile site in a real browser: it executes nothing, asks nobody, and shows the texts as they are.

The pages' policy is switched off: it is the gate that is looked at, and the policy has tests of its own.
"""

from __future__ import annotations

import http
import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Handler, Watch, serve
from tests.browser.test_pages import one_of_each, page_paths
from tests.conftest import BASE_PATH, make_once
from tests.hostile import TEXTS, build_hostile_site, name_of, shown, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog

# What the browser has made of a page: anything that could run, fetch, or take the place of the theme's own elements.
FOREIGN = """(window) => {
    const { document } = window;
    const found = window.pwned || window.parent.pwned ? ["window.pwned is set"] : [];
    const runs = /^\\s*(?:javascript|data|vbscript):/i;
    for (const element of document.querySelectorAll("*")) {
        for (const { name, value } of element.attributes) {
            const own = name === "style" && element.closest("article");
            if (name.startsWith("on") || own || runs.test(value)) found.push(`${element.tagName} ${name}=${value}`);
        }
    }
    const article = "article script, article img, article svg, article iframe, article object, article embed, article link," +
        "article meta, article base, article style, article video, article math, article input, article [id^=_]:not(pre)";
    for (const element of document.querySelectorAll(article)) found.push(element.outerHTML.slice(0, 200));
    for (const id of ["__config", "__search", "__drawer"])
        if (document.querySelectorAll(`#${id}`).length !== 1) found.push(`#${id}`);
    return found;
}"""
# What a reader's hand may do to a page: point at everything, and put the focus on it.
TOUCH = """() => {
    for (const element of document.querySelectorAll("article *, .md-search__output *, .md-sidebar *")) {
        for (const kind of ["mouseover", "pointerenter"])
            element.dispatchEvent(new MouseEvent(kind, { bubbles: true }));
    }
    for (const element of document.querySelectorAll("a, summary, button, input, select, [tabindex]")) element.focus();
    for (const element of document.querySelectorAll("details")) element.open = !element.open;
}"""


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the hostile site."""
    return make_once(tmp_path_factory, "hostile", build_hostile_site)


@pytest.fixture(scope="module")
def hostile_url(hostile_site: Path) -> Iterator[str]:
    """Return its address."""
    yield from serve(hostile_site, base=BASE_PATH)


@pytest.fixture
def eyes(browser: Browser, hostile_url: str) -> Iterator[Watch]:
    """Return a context without a policy, and all that goes wrong in it: a dialog, another window, another host, an error."""
    with browser.new_context(bypass_csp=True, locale="vi-VN", reduced_motion="reduce") as context:
        watch = Watch(context, hostile_url.removesuffix(BASE_PATH))
        context.on("dialog", lambda dialog: stop(watch, dialog))
        context.on("page", lambda page: page.on("popup", lambda popup: watch.note(f"another window: {popup.url}")))
        context.on("page", lambda page: page.on("download", lambda download: watch.note(f"download: {download.url}")))
        yield watch


def stop(watch: Watch, dialog: Dialog) -> None:
    """Note that a page has asked something, and close the question."""
    watch.note(f"dialog: {dialog.message}")
    dialog.dismiss()


class Bare(Handler):
    """Serves pages as they are, and their scripts, styles and fonts empty: ten times as many can be opened in a second."""

    def do_GET(self) -> None:  # noqa: N802 - the parent's name
        """Answer."""
        if not self.path.partition("?")[0].endswith((".js", ".css", ".woff2", ".svg")):
            super().do_GET()
            return
        self.send_response(http.HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(self.path))
        self.send_header("Content-Length", "0")
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()


@pytest.fixture(scope="module")
def bare_url(hostile_site: Path) -> Iterator[str]:
    """Return the address of the hostile site without the theme's scripts."""
    yield from serve(hostile_site, base=BASE_PATH, kind=Bare)


# Opens pages in frames, a few at a time, which takes a quarter of the time of opening them one by one.
IN_FRAMES = f"""async (addresses) => {{
    const foreign = {FOREIGN}, found = [], waiting = [...addresses];
    const look = async () => {{
        for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {{
            const frame = document.createElement("iframe");
            const loaded = new Promise((resolve) => frame.addEventListener("load", resolve));
            frame.src = address;
            document.body.append(frame);
            await loaded;
            const {{ pathname, search }} = frame.contentWindow.location;
            if (pathname + search !== address) found.push(`${{address}} has become ${{pathname}}${{search}}`);
            found.push(...foreign(frame.contentWindow).map((one) => `${{address}}: ${{one}}`));
            frame.remove();
        }}
    }};
    await Promise.all([look(), look(), look(), look()]);
    return found;
}}"""


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_no_page_executes_anything(step: int, eyes: Watch, hostile_site: Path, bare_url: str) -> None:
    """Of all reports and lists, and one in four of the other pages, or all, none runs, asks or opens what a text asks for."""
    eyes.origin = bare_url.removesuffix(BASE_PATH)
    found = enumerate(page_paths(hostile_site))
    addresses = [one for n, one in found if one.startswith("briefs/") or one.count("/") < 2 or n % step == 0]
    assert len(addresses) > 150
    page = eyes.context.new_page()
    page.goto(bare_url)
    page.set_default_timeout(120_000)
    assert [] == page.evaluate(IN_FRAMES, [BASE_PATH + address for address in addresses])
    page.wait_for_load_state("networkidle")
    assert [] == eyes.problems


@pytest.mark.parametrize(
    "harm",
    ["<img src=x onerror=window.pwned=1>", "<b onclick=x>a</b>", "<a href=' javascript:x'>a</a>", "<b id=__config>a</b>"],
)
def test_what_would_be_foreign_is_seen(harm: str, browser: Browser, bare_url: str) -> None:
    """The test above finds what it looks for, were it there."""
    with browser.new_context(bypass_csp=True) as context:
        page = context.new_page()
        page.goto(bare_url)
        page.evaluate("harm => document.querySelector('article').insertAdjacentHTML('afterbegin', harm)", harm)
        assert page.evaluate(f"({FOREIGN})(window)")


def test_nor_do_the_scripts_of_the_site(eyes: Watch, hostile_site: Path, hostile_url: str) -> None:
    """What the theme and our scripts make of a page of each kind runs nothing either, and finds what it looks for."""
    clobbering = TEXTS.index("__config")
    ours = [f"briefs/{name_of(n)}/" for n in (0, clobbering, clobbering + 2)]
    addresses = [address for address in one_of_each(page_paths(hostile_site)) if address != "search/"]
    page = eyes.context.new_page()
    for address in [*addresses, *ours, "topics/south-china-sea/"]:
        page.goto(hostile_url + address, wait_until="domcontentloaded")
        page.evaluate(TOUCH)
        assert (address, []) == (address, page.evaluate(f"({FOREIGN})(window)"))
        assert hostile_url + address == page.url.partition("#")[0].partition("?")[0]
    page.wait_for_load_state("networkidle")
    assert [] == eyes.problems


def test_the_search_shows_hostile_words_as_words(eyes: Watch, hostile_url: str) -> None:
    """Titles, sentences, speakers and facets on the search page are text, whatever they are."""
    page = eyes.context.new_page()
    page.goto(f"{hostile_url}search/?q=vấn đề lớn&kind=brief")
    page.locator(".finder-results li").first.wait_for()
    while page.locator(".finder-main > button:visible").count():
        before = page.locator(".finder-results > li").count()
        page.locator(".finder-main > button:visible").click()
        page.wait_for_function("n => document.querySelectorAll('.finder-results > li').length > n", arg=before)
    words = "".join(str(page.locator(".finder-results").text_content()).split())
    expected = [text for n, text in enumerate(TEXTS) if n % 4 != 3]
    assert [] == [text for text in expected if "".join(title_of(text).split()) not in words]
    for name in page.locator(".finder-facet > summary").all_text_contents():
        facet = page.locator(".finder-facet", has=page.locator("summary", has_text=re.compile(f"^{name}$")))
        if facet.get_attribute("open") is None:
            facet.locator("summary").click()
            facet.locator("li").first.wait_for()
        if facet.locator(".finder-rest").count():
            facet.locator(".finder-rest").click()
    assert page.locator(".finder-facet li").count() > 150
    page.evaluate(TOUCH)
    page.wait_for_load_state("networkidle")
    assert not page.evaluate("window.pwned")
    assert page.locator(".finder img, .finder script, .finder svg, .finder iframe, .finder style").count() == 0
    assert [] == eyes.problems


@pytest.mark.parametrize("n", [0, 3, 26, 76], ids=lambda n: shown(TEXTS[n])[:40])
def test_what_is_typed_is_not_executed_either(n: int, eyes: Watch, hostile_url: str) -> None:
    """A hostile text as the question: in the header, in the address, and as the choice of a facet."""
    page = eyes.context.new_page()
    page.goto(f"{hostile_url}briefs/{name_of(n)}/")
    page.keyboard.press("Control+k")
    page.keyboard.insert_text(shown(TEXTS[n]))
    page.wait_for_function("() => document.querySelector('.md-search-result__list').children.length > 0")
    page.evaluate(TOUCH)
    assert "".join(title_of(TEXTS[n]).split()) in "".join(str(page.locator(".md-search-result__list").text_content()).split())
    page.goto(hostile_url)
    page.evaluate(
        "([url, q]) => location.assign(url + '?' + new URLSearchParams({ q, topic: q, person: q, order: q }))",
        [f"{hostile_url}search/", shown(TEXTS[n])],
    )
    page.locator(".finder-chosen button").first.wait_for()
    page.evaluate(TOUCH)
    assert not page.evaluate("window.pwned")
    assert page.locator(".finder img, .finder script, .finder svg, .finder iframe, .finder style").count() == 0
    assert [] == eyes.problems


def test_the_ledger_can_be_sifted_by_hostile_names(eyes: Watch, hostile_url: str) -> None:
    """Each choice of the ledger's filter is text, and choosing it shows what it is about."""
    page = eyes.context.new_page()
    page.goto(f"{hostile_url}positions/")
    selects = page.locator("form.filter select")
    labels = " ".join(selects.evaluate_all("all => all.flatMap(one => [...one.options]).map(one => one.textContent)"))
    assert shown(TEXTS[0]) in labels
    for select in page.locator("form.filter select:visible").all():
        for value in select.locator("option").evaluate_all("all => all.map(one => one.value)")[:3]:
            select.select_option(value)
        select.select_option("")
    assert not page.evaluate("window.pwned")
    assert [] == eyes.problems
