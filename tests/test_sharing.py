"""How pages look where they are shared, and what Zotero reads of them."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup

from generator.labels import load_labels
from tests.conftest import BASE_PATH, ROOT

HOME = f"https://digest.example{BASE_PATH}"
BRIEF = "briefs/000-34b1fed74cd86ae1/"
PICTURE = Path("assets/images/share.png")


def tags(site: Path, address: str) -> dict[str, str]:
    """Return what the head of a page says, by name."""
    page = BeautifulSoup((site / address / "index.html").read_bytes(), "html5lib")
    found = [
        (tag[way], tag["content"])
        for tag in page.select("head > meta[content]")
        for way in ("name", "property")
        if tag.get(way)
    ]
    return {str(name): str(content) for name, content in found}


@pytest.mark.parametrize("address", ["", "about/", "search/", BRIEF, "meetings/asean-china-soc-26/", "people/tran-hieu-dong/"])
def test_every_page_can_be_shared(site: Path, address: str) -> None:
    """By its own address, with its title, what it says of itself, and a picture that is there."""
    found = tags(site, address)

    assert ("website", HOME + address, "vi_VN") == (found["og:type"], found["og:url"], found["og:locale"])
    assert found["og:title"]
    assert found["og:description"] == found["description"]
    assert HOME + PICTURE.as_posix() == found["og:image"]
    assert (site / PICTURE).is_file()


def test_zotero_takes_up_what_can_be_cited(site: Path) -> None:
    """Its translator reads these Highwire tags; of a report that does not say when it came out, there is no day."""
    found = {name: value for name, value in tags(site, BRIEF).items() if name.startswith("citation_")}

    assert {
        "citation_title": "ASEAN - TQ tái khẳng định cam kết thúc đẩy đối thoại, hợp tác",
        "citation_public_url": HOME + BRIEF,
        "citation_language": "vi",
    } == found
    assert not any(name.startswith("citation_") for name in tags(site, "people/tran-hieu-dong/"))


def test_the_day_is_that_of_the_article(corpus_site: Path) -> None:
    """As the tags write it, and for reports only: a meeting's page has none of its own."""
    days = {
        path.parent.name: tags(path.parent, "").get("citation_publication_date")
        for path in corpus_site.glob("briefs/*/index.html")
    }

    assert any(days.values())
    for name, day in days.items():
        source = (corpus_site.parent / "docs" / "briefs" / f"{name}.md").read_text(encoding="utf-8").split("---\n")[1]
        published = (yaml.safe_load(source).get("source") or {}).get("published")
        assert day == (published and str(published).replace("-", "/"))
    assert not any("citation_publication_date" in tags(path.parent, "") for path in corpus_site.glob("meetings/*/index.html"))


def test_the_picture_has_the_size_that_is_said() -> None:
    """1200 by 630, as its own head has it, and light."""
    content = (ROOT / "overrides" / PICTURE).read_bytes()

    assert (1200, 630) == struct.unpack(">II", content[16:24])
    assert len(content) < 30_000


def test_the_site_has_one_name() -> None:
    """References and linked data call it as the pages' heads do."""
    line = next(
        line for line in (ROOT / "mkdocs.yml").read_text(encoding="utf-8").splitlines() if line.startswith("site_name: ")
    )
    assert load_labels("vi")("home.title") == line.removeprefix("site_name: ")
