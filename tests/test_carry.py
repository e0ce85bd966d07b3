"""The site before the last, brought up to date: the same files as a folder that is made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.carry import carry
from tests.test_writer import tree

if TYPE_CHECKING:
    from pathlib import Path

OLDER = {"a/index.html": "a", "b/index.html": "older", "gone/deep/index.html": "gone", "x.js": "script"}
SITE = {"a/index.html": "a", "b/index.html": "b", "c/index.html": "c", "x.js": "script"}


def lay(folder: Path, files: dict[str, str]) -> Path:
    """Write files into a folder."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content)
    return folder


@pytest.mark.parametrize("has_spare", [True, False])
def test_what_is_wanted_is_there_and_nothing_else(tmp_path: Path, *, has_spare: bool) -> None:
    """Also what an older site had by chance under the same name, and empty folders, are gone."""
    site = lay(tmp_path / "site", SITE)
    spare = lay(tmp_path / "spare", OLDER) if has_spare else tmp_path / "spare"
    if has_spare:
        (spare / "a/index.html").unlink()
        (spare / "a/index.html").hardlink_to(site / "a/index.html")
    (tmp_path / "new").mkdir()
    wanted = {path: (site / path).stat().st_ino for path in ("a/index.html", "b/index.html")}

    there = set(carry(wanted, site=site, spare=spare, target=tmp_path / "new"))

    assert wanted.keys() == there
    assert {path: SITE[path].encode() for path in wanted} == tree(tmp_path / "new")
    assert {"a", "b"} == {path.name for path in (tmp_path / "new").iterdir()}
    assert not spare.exists()


def test_a_file_that_cannot_be_had_is_not_there(tmp_path: Path) -> None:
    """It went between two looks at it: it is rendered."""
    (tmp_path / "new").mkdir()

    assert [] == list(carry({"a/index.html": 1}, site=tmp_path / "site", spare=tmp_path / "spare", target=tmp_path / "new"))
