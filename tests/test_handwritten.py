"""The pages written by hand, as a search finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.editions import load_editions
from generator.exports.search import Passage
from generator.handwritten import handwritten_records
from generator.writer import MARK

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<!doctype html><html><body><nav>Trang chủ</nav><article><nav><a href="a">Mục</a> lục</nav><script>alert()</script>
<h1 id="a">Cách <em>đọc</em><a class="headerlink" href="#a">#</a></h1><p>Mỗi dữ kiện &amp;<br>câu nguồn.</p>
<h2 id="dau">Dấu<a class="headerlink" href="#dau">#</a></h2><ul><li>Một <b>con số</b></li><li>Hai</li></ul>
<table><tr><td>Ô</td><td>khác</td></tr></table></article><footer>Chân trang</footer></body></html>"""


def test_blocks_of_the_article_are_found_under_their_heading(tmp_path: Path) -> None:
    """Words within a block belong together, those of two do not; what is not the article is not the page."""
    docs, site = tmp_path / "docs", tmp_path / "site"
    for path, text in {docs / "method.md": "# Cách đọc", site / "method" / "index.html": PAGE}.items():
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")

    (record,) = handwritten_records(docs, site, editions=load_editions(["vi"]))

    assert ("method", "text", "Cách đọc") == (record.path, record.kind, record.title)
    expected = [
        ("Mỗi dữ kiện & câu nguồn.", ""),
        ("Dấu", "dau"),
        ("Một con số", "dau"),
        ("Hai", "dau"),
        ("Ô", "dau"),
        ("khác", "dau"),
    ]
    assert tuple(Passage(*pair) for pair in expected) == record.passages


def test_generated_pages_and_pages_not_rendered_are_left_out(tmp_path: Path) -> None:
    """Those have records already, or nothing to lead to."""
    (tmp_path / "a.md").write_bytes(MARK + b"---\n")
    (tmp_path / "a.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "b.md").write_text("# B", encoding="utf-8")

    assert [] == list(handwritten_records(tmp_path, tmp_path, editions=load_editions(["vi"])))
