"""The project that is measured: a copy without pages, what changes in it, and its site in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks import project

if TYPE_CHECKING:
    from pathlib import Path

REPORT = "Hội nghị\n\nQuang cảnh Hội nghị. Ảnh: Ban tổ chức\n"


@pytest.fixture(name="folder")
def fixture_folder(tmp_path: Path) -> Path:
    """Return a project with sixteen reports and their addresses."""
    project.copy_project(tmp_path / "project")
    (tmp_path / "project" / "seeds").mkdir()
    for number in range(16):
        (tmp_path / "project" / "seeds" / f"bai-{number:05}.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "project" / project.NEXT).write_text(REPORT, encoding="utf-8")
    (tmp_path / "project" / project.LEDGER).write_text("---\ngenerated: true\n", encoding="utf-8")
    return tmp_path / "project"


def test_only_pages_written_by_hand_are_copied(folder: Path) -> None:
    """Nothing that a build makes is there before it, and no report of the project's own."""
    assert {"about.md", "accessibility.md", "method.md", ".addresses.yml"} == {
        path.name for path in (folder / "docs").rglob("*") if path.is_file()
    }
    assert {*project.PARTS, "seeds", project.NEXT} == {path.name for path in folder.iterdir()}


def test_a_clean_copy_has_reports_and_addresses_only(folder: Path, tmp_path: Path) -> None:
    """A clean build knows what is under version control, and nothing that an earlier build remembers."""
    (folder / ".cache").mkdir()
    (folder / "docs" / "index.md").write_text("---\ngenerated: true\n---\n", encoding="utf-8")

    project.copy_clean(folder, tmp_path / "clean")

    assert 16 == len([*(tmp_path / "clean" / "seeds").iterdir()])
    assert (tmp_path / "clean" / project.LEDGER).is_file()
    assert [] == [name for name in (".cache", "docs/index.md", "site") if (tmp_path / "clean" / name).exists()]


@pytest.mark.parametrize(
    ("name", "changed"),
    [
        ("one report changed", {"bai-00008.txt"}),
        ("one report removed", {"bai-00004.txt"}),
        ("one correction added", {"bai-00014.yml"}),
        ("one report added", {"bai-next.txt"}),
    ],
)
def test_a_change_is_one_file(name: str, changed: set[str], folder: Path) -> None:
    """Each change of an editor is what its name says, of another report each."""
    before = project.hash_tree(folder / "seeds")
    project.CHANGES[name](folder)

    differ, _ = project.find_differences(before, project.hash_tree(folder / "seeds"))
    assert changed == set(differ)


def test_a_site_is_told_in_figures(tmp_path: Path) -> None:
    """Pages are what ends in .html; bytes are those of all files."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_bytes(b"x" * 30)
    (tmp_path / "index.html").write_bytes(b"x" * 20)
    (tmp_path / "site.css").write_bytes(b"x" * 50)

    assert project.Site(pages=2, size=100, largest=30, largest_page="a/index.html") == project.look_at(tmp_path)


def test_differences_are_found_and_those_of_the_index_told_apart() -> None:
    """What is new, gone or other; pages among it are counted."""
    before = {"a.html": "1", "b.html": "1", "c.css": "1", "pagefind/x": "1", "same.html": "1"}
    after = {"a.html": "2", "d.html": "1", "c.css": "2", "pagefind/y": "1", "same.html": "1"}

    assert (["a.html", "b.html", "c.css", "d.html"], ["pagefind/x", "pagefind/y"]) == project.find_differences(before, after)
    assert 3 == project.count_changed(before, after)
    assert ([], []) == project.find_differences(after, after)
