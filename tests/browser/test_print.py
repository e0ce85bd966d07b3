"""What is handed on as paper: pages as a browser prints them, and a whole series as one PDF."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from pypdf import PdfReader

from generator.__main__ import main
from tests.browser.conftest import new_context, serve
from tests.conftest import BASE_PATH, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Browser

SERIES = "asean-india-som"
ADDRESS = "https://digest.example" + BASE_PATH
SOURCES = ("https://nhandan.vn/bai-thu/2023/05/18/", "https://www.thehindu.com/test-report/2022/06/10/")
# Words of the frame, which is left out.
FRAME = ("Tìm kiếm", "Trình đơn", "Trong trang này", "Giới thiệu", "Đến nội dung chính", "Chuyển sang nền")


@pytest.fixture(scope="module")
def corpus_url(corpus_site: Path) -> Iterator[str]:
    """Return the address of the site built from the reports of the tests."""
    yield from serve(corpus_site, base=BASE_PATH)


@pytest.fixture
def chromium(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the command print with the browser of the tests."""
    if Path(own := browser.browser_type.executable_path).exists():
        monkeypatch.setenv("CHROMIUM", os.environ.get("CHROMIUM", own))


def texts_of(reader: PdfReader) -> list[str]:
    """Return the text of each sheet, white space as single spaces."""
    return [" ".join(sheet.extract_text().split()) for sheet in reader.pages]


def print_page(browser: Browser, address: str) -> PdfReader:
    """Return a page as a reader's browser prints it."""
    with new_context(browser, color_scheme="dark") as context:
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, outline=True)))


@pytest.mark.parametrize(
    ("path", "held"),
    [
        (f"series/{SERIES}/", ("Các bài làm nguồn", "supply chains", *SOURCES)),
        ("meetings/asean-india-som-24/", ("So các bài", "các bài nói khác nhau", SOURCES[1])),
        ("briefs/asean-an-do-som-25/", ("Toàn văn", "¶ 1", SOURCES[0])),
    ],
)
def test_a_page_prints_as_a_document(browser: Browser, corpus_url: str, path: str, held: tuple[str, ...]) -> None:
    """A4, no frame, sources written out, each sheet with its title and number, and at the end where it was published."""
    reader = print_page(browser, corpus_url + path)
    sheets = texts_of(reader)
    assert (595, 842) == tuple(round(float(length)) for length in reader.pages[0].mediabox[2:])
    assert [] == [word for word in FRAME if any(word in sheet for sheet in sheets)]
    assert [] == [word for word in held if word not in "".join(sheets)]
    assert all("Tóm lược Đối thoại ·" in sheet for sheet in sheets)
    assert [True] * len(sheets) == [f"{n} / {len(sheets)}" in sheet for n, sheet in enumerate(sheets, 1)]
    assert f"{ADDRESS}{path}" in sheets[-1]


def test_no_heading_stands_alone_at_the_foot_of_a_sheet(browser: Browser, corpus_url: str) -> None:
    """What it is over begins on the same sheet."""
    headings = {"Dữ kiện", "Ai nói gì", "So các bài", "Các bài về cuộc họp này", "Lập trường từng bên", "Kết quả chung"}
    for path in ("meetings/asean-india-som-24/", "meetings/asean-india-som-25/"):
        for sheet in print_page(browser, corpus_url + path).pages:
            lines = [line.strip() for line in sheet.extract_text().splitlines() if line.strip()]
            assert not headings & {lines[-1]}


def bookmarks(outline: Iterable[Any], level: int = 0) -> Iterator[tuple[int, str]]:
    """Yield each bookmark with how deep it is."""
    for entry in outline:
        if isinstance(entry, list):
            yield from bookmarks(entry, level + 1)
        else:
            yield level, str(entry.title)


@pytest.mark.usefixtures("chromium")
def test_a_series_is_one_file(corpus_site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All its meetings and their reports, with contents, bookmarks and links within it; printed again it is the same."""
    made = []
    for name in ("one.pdf", "two.pdf"):
        command = ["pdf", SERIES, "--seeds", str(ROOT / "tests" / "corpus"), "--site", str(corpus_site)]
        assert 0 == main([*command, "--out", str(tmp_path / name)])
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    assert "of 10 pages" in capsys.readouterr().out

    reader = PdfReader(io.BytesIO(made[0]))
    text = "".join(texts_of(reader))
    assert len(reader.pages) > 20
    assert "Mục lục" in text[:300]
    assert [] == [word for word in (*SOURCES, "Toàn văn", ADDRESS) if word not in text]
    assert [] == [word for word in FRAME if word in text]

    marks = list(bookmarks(reader.outline))
    assert 1 + 10 == sum(level == 0 for level, _ in marks)
    assert (0, "ASEAN - Ấn Độ thúc đẩy quan hệ Đối tác chiến lược toàn diện") in marks
    assert (1, "Toàn văn") in marks
    links = [note.get_object() for sheet in reader.pages for note in sheet.get("/Annots", ())]
    assert sum("/Dest" in link or "/D" in link.get("/A", {}) for link in links) > 500
    away = {str(link["/A"]["/URI"]) for link in links if "/URI" in link.get("/A", {})}
    assert all(address.startswith("https://") for address in away)
    assert not any(address.startswith(f"{ADDRESS}meetings/asean-india") for address in away)
