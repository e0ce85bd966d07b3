"""The others: they are given the same pages, and where they are not there, that is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml

from benchmarks import project, renderers

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(name="own")
def fixture_own(tmp_path: Path) -> Path:
    """Return a project with three generated pages."""
    project.copy_project(tmp_path / "project")
    docs = tmp_path / "project" / "docs"
    (docs / "topics").mkdir(exist_ok=True)
    (docs / "index.md").write_text("[Chủ đề](topics/index.md) [x](topics/energy.md)", encoding="utf-8")
    (docs / "topics" / "index.md").write_text("[Trang chủ](../index.md#top) [Năng lượng](energy.md)", encoding="utf-8")
    (docs / "topics" / "energy.md").write_text("[Chủ đề](index.md) index.md", encoding="utf-8")
    return tmp_path / "project"


def test_hugo_is_given_each_page_and_its_links(own: Path, tmp_path: Path) -> None:
    """The page of a folder has Hugo's name for it, and so has every link to one; nothing else in a page is touched."""
    site = renderers.prepare_hugo(own, tmp_path / "hugo")

    content = tmp_path / "hugo" / "content"
    pages = {path.relative_to(content).as_posix(): path.read_text(encoding="utf-8") for path in content.rglob("*.md")}
    assert {"_index.md", "topics/_index.md", "topics/energy.md"} <= set(pages)
    assert "[Chủ đề](topics/_index.md) [x](topics/energy.md)" == pages["_index.md"]
    assert "[Trang chủ](../_index.md#top) [Năng lượng](energy.md)" == pages["topics/_index.md"]
    assert "[Chủ đề](_index.md) index.md" == pages["topics/energy.md"]
    assert tmp_path / "hugo" / "public" == site


def test_hugo_is_given_the_navigation(own: Path, tmp_path: Path) -> None:
    """Each page of the navigation is in the menu, whatever it is below."""
    renderers.prepare_hugo(own, tmp_path / "hugo")

    menu = json.loads((tmp_path / "hugo" / "config" / "_default" / "menus.json").read_text(encoding="utf-8"))["main"]
    assert {"name": "Trang chủ", "pageRef": "/"} == menu[0]
    assert {"name": "Cơ chế", "pageRef": "/series"} in menu
    assert {"name": "Accessibility", "pageRef": "/en/accessibility"} == menu[-1]


def test_zensical_is_given_the_settings_without_hooks(own: Path, tmp_path: Path) -> None:
    """It reads mkdocs.yml; only the hooks, which it has none of, are gone."""
    site = renderers.prepare_zensical(own, tmp_path / "zensical")

    before, after = (
        yaml.load((folder / "mkdocs.yml").read_text(encoding="utf-8"), Loader=renderers._Plain)  # noqa: S506 - a safe one
        for folder in (own, tmp_path / "zensical")
    )
    assert before.pop("hooks")
    assert before == after
    assert tmp_path / "zensical" / "site" == site


def test_what_is_not_installed_is_told() -> None:
    """A renderer that is missing is a reason, not a crash."""
    with pytest.raises(renderers.NotMeasured, match=r"surely-no-such-package is not installed \(requirements-bench.txt\)"):
        renderers.installed("surely-no-such-package")


def test_pages_that_only_one_site_has_are_found(tmp_path: Path) -> None:
    """Our page that is missing, and one that is too many; what a renderer makes for itself is neither."""
    for site, names in (("ours", ("a", "b")), ("theirs", ("b", "c", "404"))):
        (tmp_path / site).mkdir()
        for name in names:
            (tmp_path / site / f"{name}.html").touch()

    assert ["a.html", "c.html"] == renderers.find_missing(tmp_path / "ours", tmp_path / "theirs")
