"""What the writer touches, what it leaves alone, and what a run cut short leaves behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.models import Page
from generator.writer import MARK, write_pages


def page(path: str, body: str = "text") -> Page:
    """Return a page with the generator's mark."""
    return Page(path, f"{MARK.decode()}---\n{body}\n")


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder` with its content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_pages_are_written_with_their_folders(tmp_path: Path) -> None:
    """Folders that are missing are made."""
    written = write_pages([page("briefs/a.md"), page("index.md")], tmp_path / "docs")

    assert ("briefs/a.md", "index.md") == written.changed
    assert {"briefs/a.md", "index.md"} == set(tree(tmp_path / "docs"))


def test_a_run_that_changes_nothing_writes_nothing(tmp_path: Path) -> None:
    """No file gets a new time stamp: MkDocs watches them."""
    write_pages([page("a.md")], tmp_path)
    before = (tmp_path / "a.md").stat()

    written = write_pages([page("a.md")], tmp_path)

    after = (tmp_path / "a.md").stat()
    assert ((), (), 1) == (written.changed, written.removed, written.unchanged)
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


def test_only_stale_pages_of_the_generator_are_removed(tmp_path: Path) -> None:
    """A page nobody renders any more goes, with its empty folder; hand-written files stay, wherever they are."""
    write_pages([page("briefs/old.md"), page("topics/old.md"), page("topics/kept.md")], tmp_path)
    (tmp_path / "briefs" / "notes.md").write_text("---\ntitle: mine\n---\n", encoding="utf-8")
    (tmp_path / "about.md").write_text("mine", encoding="utf-8")

    written = write_pages([page("topics/kept.md")], tmp_path)

    assert ("briefs/old.md", "topics/old.md") == written.removed
    assert {"briefs/notes.md", "about.md", "topics/kept.md"} == set(tree(tmp_path))
    write_pages([], tmp_path)
    assert not (tmp_path / "topics").exists()


def test_a_hand_written_file_in_the_place_of_a_page_is_kept(tmp_path: Path) -> None:
    """It is a problem that names the file, and the other pages are written."""
    (tmp_path / "a.md").write_text("mine", encoding="utf-8")

    written = write_pages([page("a.md"), page("b.md")], tmp_path)

    assert "mine" == (tmp_path / "a.md").read_text(encoding="utf-8")
    assert [str(tmp_path / "a.md")] == [problem.file for problem in written.problems]
    assert ("b.md",) == written.changed


@pytest.mark.parametrize("link", ["a.md", "briefs"], ids=["file", "folder"])
def test_nothing_is_written_through_a_symbolic_link(tmp_path: Path, link: str) -> None:
    """Neither a linked file nor a linked folder leads the writer out of docs."""
    outside, docs = tmp_path / "outside", tmp_path / "docs"
    outside.mkdir()
    docs.mkdir()
    (outside / "a.md").write_text("theirs", encoding="utf-8")
    (docs / link).symlink_to(outside / "a.md" if link.endswith(".md") else outside)

    written = write_pages([page(link if link.endswith(".md") else f"{link}/a.md")], docs)

    assert {"a.md": b"theirs"} == tree(outside)
    assert 1 == len(written.problems)


def test_a_dry_run_says_what_would_happen_and_does_not(tmp_path: Path) -> None:
    """The same lists, an untouched folder."""
    write_pages([page("a.md"), page("b.md")], tmp_path)
    before = tree(tmp_path)

    written = write_pages([page("a.md", "new")], tmp_path, dry_run=True)

    assert (("a.md",), ("b.md",)) == (written.changed, written.removed)
    assert before == tree(tmp_path)


@pytest.mark.parametrize("cut", range(4))
def test_a_run_cut_short_leaves_whole_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: int) -> None:
    """Killed before any of its moves, a run leaves each page old or new, never half; the next run finishes the work."""
    names = ("a.md", "b.md", "c.md")
    write_pages([page(name, "old") for name in names], tmp_path)
    real, calls = Path.replace, iter(range(100))

    def replace(self: Path, target: Path) -> Path:
        if next(calls) == cut:
            raise KeyboardInterrupt
        return real(self, target)

    new = [page(name, "new") for name in names]
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        try:
            write_pages(new, tmp_path)
        except KeyboardInterrupt:
            assert cut < len(names)

    assert {page(name, body).text.encode() for name in names for body in ("old", "new")} >= {
        content for name, content in tree(tmp_path).items() if name in names
    }
    assert set(names) <= set(tree(tmp_path))
    write_pages(new, tmp_path)
    assert {p.path: p.text.encode() for p in new} == tree(tmp_path)


def test_a_place_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    """Said with the file's name, and the other pages are written."""
    (tmp_path / "briefs").write_text("a file where a folder should be", encoding="utf-8")

    written = write_pages([page("briefs/a.md"), page("b.md")], tmp_path)

    assert [str(tmp_path / "briefs/a.md")] == [problem.file for problem in written.problems]
    assert ("b.md",) == written.changed


def test_a_full_disk_is_a_problem_and_keeps_the_old_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The half-written copy goes, the page that was there stays."""
    write_pages([page("a.md", "old")], tmp_path)

    def write_bytes(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[:10])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", write_bytes)
        written = write_pages([page("a.md", "new")], tmp_path)

    assert ["cannot be written (No space left on device)"] == [problem.found for problem in written.problems]
    assert {"a.md": page("a.md", "old").text.encode()} == tree(tmp_path)


def test_a_page_without_the_mark_is_a_fault_of_ours(tmp_path: Path) -> None:
    """It could never be pruned again, so it is not written at all."""
    with pytest.raises(ValueError, match=r"a\.md"):
        write_pages([Page("a.md", "text")], tmp_path)
