"""Several pages as one document: what leads where in it, and what is said where none can be made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from generator.__main__ import main
from generator.labels import load_labels
from generator.paper import Part, paper
from generator.printer import find_browser
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PARTS = (Part("series/s/", "Cơ chế", "series", 0), Part("briefs/a/", "A & B", "brief", 1))
PAGE = """<html><head><meta http-equiv="Content-Security-Policy" content="default-src 'self'"><link rel="canonical" href="{at}">
<link rel="stylesheet" href="../../assets/site.css"><script>1</script></head><body>
<article class="md-content__inner md-typeset"><div class="page"><h1 id="title">{title}</h1>{links}</div></article>
<script src="../../assets/a.js"></script></body></html>"""


def document(links: str, *, address: str = "https://digest.example/repo/series/s/") -> str:
    """Return the document of two pages, of which the first holds `links`."""
    pages = {
        "series/s/": PAGE.format(at=address, title="Cơ chế", links=links),
        "briefs/a/": PAGE.format(at="https://digest.example/repo/briefs/a/", title="A &amp; B", links='<p id="s3">x</p>'),
    }
    return paper(PARTS, pages, site="file:///site/", labels=load_labels("vi"))


@pytest.mark.parametrize(
    ("link", "led"),
    [
        ("../../briefs/a/#s3", "#d1-s3"),
        ("../../briefs/a/", "#d1-title"),
        ("#title", "#d0-title"),
        ("../../people/x/#s3", "https://digest.example/repo/people/x/#s3"),
        ("../../search/?kind=brief&amp;series=s", "https://digest.example/repo/search/?kind=brief&amp;series=s"),
        ("https://news.example/a", "https://news.example/a"),
    ],
)
def test_links_lead_within_the_document_or_to_the_published_site(link: str, led: str) -> None:
    """To the page's place in it where it has one."""
    assert f'<a href="{led}">x</a>' in document(f'<a href="{link}">x</a>')


def test_without_a_published_site_other_links_lead_nowhere() -> None:
    """A link to a folder of somebody's disk would be worse than none."""
    assert "<a>x</a>" in document('<a href="../../people/x/">x</a>', address="")


def test_places_of_two_pages_are_told_apart() -> None:
    """Each page's title has a name of its own, and the table of contents leads there."""
    made = document("")
    assert [1, 1, 1] == [made.count(f' id="{name}"') for name in ("d0-title", "d1-title", "d1-s3")]
    assert re.search(r"<a href=\"#d1-title\">A &(#38|amp); B</a>", made)


def test_nothing_runs_in_it_and_nothing_is_fetched() -> None:
    """No script is left, styles are files of the site, and the policy lets nothing else in."""
    made = document("")
    assert "<script" not in made
    assert 'href="file:///site/assets/site.css"' in made
    assert "content=\"default-src 'none'; style-src file:; font-src file:; img-src file: data:\"" in made


def test_an_unknown_series_is_told_from_the_known(capsys: pytest.CaptureFixture[str]) -> None:
    """The message names those that there are."""
    assert 1 == main(["pdf", "asean-moon", "--seeds", str(ROOT / "tests" / "corpus")])
    said = capsys.readouterr().err
    assert "no series 'asean-moon'" in said
    assert "asean-india-som" in said


def test_a_site_that_is_not_built_is_said_to_be_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With the command that builds it."""
    assert 1 == main(["pdf", "asean-india-som", "--seeds", str(ROOT / "tests" / "corpus"), "--site", str(tmp_path)])
    assert "make site" in capsys.readouterr().err


def test_without_a_browser_it_says_how_to_get_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whether none is on the path, or the one asked for is not there."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Exception, match="apt install chromium"):
        find_browser()
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "chrome"))
    with pytest.raises(Exception, match="which CHROMIUM names"):
        find_browser()
