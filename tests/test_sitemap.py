"""The site map: which pages are in it, and since when each is as it is, as far as git knows."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from generator import sitemap
from generator.buildtime import last_changes
from generator.sitemap import site_files
from tests.conftest import BASE_PATH

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://digest.example/repo/"
SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def git(folder: Path, *arguments: str, day: str = "2026-01-02") -> None:
    """Run git in a folder, on a day, with no settings but these."""
    names = {f"GIT_{who}_{what}": "a@a.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    days = {f"GIT_{who}_DATE": f"{day}T23:30:00 +0000" for who in ("AUTHOR", "COMMITTER")}
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", *arguments], cwd=folder, env=os.environ | names | days | settings, check=True, capture_output=True)


def commit(folder: Path, day: str, **files: str) -> None:
    """Write pages, `a_b` as a/b.md, and commit them on a day."""
    for name, text in files.items():
        path = folder / "docs" / f"{name.replace('_', '/')}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", day, day=day)


@pytest.fixture(name="work")
def fixture_work(tmp_path: Path) -> Path:
    """Return a project with a history of its pages, and a site of all but one of them."""
    work = tmp_path / "work"
    work.mkdir()
    git(work, "init", "-q")
    commit(work, "2026-01-01", index="a", briefs_x="a", briefs_y="a", about="a", briefs_z="a")
    commit(work, "2026-02-01", briefs_x="b", briefs_old="---\ngenerated: true\nkind: moved\n---\n")
    commit(work, "2026-03-01", index="c")
    (work / "docs" / "about.md").write_text("not committed", encoding="utf-8")
    for name in ("", "briefs/x", "briefs/y", "briefs/old", "about"):
        (work / "site" / name).mkdir(parents=True, exist_ok=True)
        (work / "site" / name / "index.html").touch()
    return work


def parse(text: str) -> ET.Element:
    """Return the root of a document of ours."""
    return ET.fromstring(text)  # noqa: S314 - we have just written it


def read(text: str) -> dict[str, str | None]:
    """Return the day of each address in a site map, None where it has none; of one that leads to others, the addresses."""
    return {entry[0].text or "": entry[1].text if len(entry) > 1 else None for entry in parse(text)}


def test_pages_and_their_days(work: Path) -> None:
    """Each page with the day of the last commit that changed it: not what leads on, is left out, or has changed since."""
    files = site_files(work / "docs", work / "site", url=URL.rstrip("/"))

    assert {
        URL: "2026-03-01", f"{URL}briefs/x/": "2026-02-01", f"{URL}briefs/y/": "2026-01-01", f"{URL}about/": None
    } == read(files["sitemap.xml"])  # fmt: skip
    assert f"Sitemap: {URL}sitemap.xml\n" in files["robots.txt"]
    assert f"{SPACE}urlset" == parse(files["sitemap.xml"]).tag


def test_without_git_no_day_is_made_up(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither where there is no git, nor where there is no repository."""
    monkeypatch.setenv("GIT_DIR", str(work / "none"))
    assert {} == last_changes(work / "docs")
    monkeypatch.setenv("PATH", "")
    assert {} == last_changes(work / "docs")


def test_what_a_shallow_clone_does_not_know_is_not_said(work: Path, tmp_path: Path) -> None:
    """Its oldest commit has every file, whenever that was changed."""
    git(work, "checkout", "-q", "docs")
    git(tmp_path, "clone", "-q", "--depth", "2", work.as_uri(), "shallow")

    assert {"index.md": "2026-03-01"} == last_changes(tmp_path / "shallow" / "docs")
    assert 6 == len(last_changes(work / "docs"))


def test_of_very_many_pages_there_are_several(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Search engines take so many addresses in one file and no more; one file leads to the others."""
    monkeypatch.setattr(sitemap, "MOST", 3)
    files = site_files(work / "docs", work / "site", url=URL)

    assert [f"{URL}sitemap-1.xml", f"{URL}sitemap-2.xml"] == list(read(files["sitemap.xml"]))
    assert [3, 1] == [len(read(files[f"sitemap-{number}.xml"])) for number in (1, 2)]
    assert f"{SPACE}sitemapindex" == parse(files["sitemap.xml"]).tag


def test_the_site_has_every_page_in_it(site: Path) -> None:
    """Under the addresses that the pages say are theirs; MkDocs' own map, with the day of the build, is not there."""
    found = read((site / "sitemap.xml").read_text(encoding="utf-8"))
    pages = {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")}

    assert {f"https://digest.example{BASE_PATH}{'' if page == '.' else page + '/'}" for page in pages} == set(found)
    assert not (site / "sitemap.xml.gz").exists()
    assert f"https://digest.example{BASE_PATH}sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")
