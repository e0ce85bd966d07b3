"""What the writer touches, what it leaves alone, and what a run cut short leaves behind."""

from __future__ import annotations

import errno
import os
import resource
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator import swap
from generator.models import Page
from generator.writer import MARK, write_folder, write_pages

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = ("a.md", "b.md", "c.md")


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
def test_a_run_that_is_interrupted_leaves_whole_pages_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cut: int
) -> None:
    """Before any of its moves, a run leaves each page old or new, never half; the next run finishes the work."""
    write_pages([page(name, "old") for name in NAMES], tmp_path)
    real, calls = Path.replace, iter(range(100))

    def replace(self: Path, target: Path) -> Path:
        if next(calls) == cut:
            raise KeyboardInterrupt
        return real(self, target)

    new = [page(name, "new") for name in NAMES]
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        try:
            write_pages(new, tmp_path)
        except KeyboardInterrupt:
            assert cut < len(NAMES)

    assert set(NAMES) == set(tree(tmp_path))
    assert_whole(tmp_path)
    write_pages(new, tmp_path)
    assert {p.path: p.text.encode() for p in new} == tree(tmp_path)


def assert_whole(folder: Path) -> None:
    """Check that each page is the old one or the new one."""
    whole = {page(name, body).text.encode() for name in NAMES for body in ("old", "new")}
    assert whole >= {content for name, content in tree(folder).items() if name in NAMES}


# Whatever changes what is on the disk: opening to write, moving, removing, making and removing folders.
TOUCHING = ("os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.rmtree", "ctypes.dlsym")


def killed_at(moment: int, run: Callable[[], object]) -> bool:
    """Run `run` in a child that is killed before the change number `moment` that it makes; tell whether it was."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    changes = iter(range(moment + 1))

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        is_writing = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if (event in TOUCHING or is_writing) and next(changes, moment) == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    try:
        sys.addaudithook(watch)
        run()
    finally:
        os._exit(0)


def test_a_run_that_is_killed_at_any_change_leaves_whole_pages(tmp_path: Path) -> None:
    """The pages that were there stay, old or new; the next run removes what was left and finishes the work."""
    new = [page(name, "new") for name in (*NAMES[1:], "briefs/d.md")]
    moment = 0
    for moment in range(200):
        docs = tmp_path / str(moment)
        write_pages([page(name, "old") for name in NAMES], docs)

        was_killed = killed_at(moment, lambda docs=docs: write_pages(new, docs))  # type: ignore[misc]

        assert set(NAMES[1:]) <= set(tree(docs))
        assert_whole(docs)
        write_pages(new, docs)
        assert {p.path: p.text.encode() for p in new} == tree(docs)
        if not was_killed:
            break
    # Three files are opened and moved, one is removed, one folder is made.
    assert 8 <= moment < 100


@pytest.mark.parametrize("exchanges", [True, False], ids=["exchange", "two moves"])
def test_a_folder_is_whole_whenever_its_making_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, exchanges: bool
) -> None:
    """It is the old one or the new one; where the system has to move twice, the next run puts the old one back first."""
    if not exchanges:
        monkeypatch.setattr(swap, "_exchange", lambda _one, _other: False)
    moment = 0
    for moment in range(200):
        folder = tmp_path / str(moment) / "site"
        assert () == write_folder(folder, {"a": b"old", "b/c": b"old"}.items())

        was_killed = killed_at(moment, lambda folder=folder: write_folder(folder, {"a": b"new", "b/d": b"new"}.items()))  # type: ignore[misc]

        if not exchanges:
            swap.restore_folder(folder)
        assert tree(folder) in ({"a": b"old", "b/c": b"old"}, {"a": b"new", "b/d": b"new"})
        assert () == write_folder(folder, {"e": b"next"}.items())
        assert [folder] == list(folder.parent.iterdir())
        if not was_killed:
            break
    assert 5 <= moment < 100


def test_a_place_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    """Said with the file's name, and the other pages are written."""
    (tmp_path / "briefs").write_text("a file where a folder should be", encoding="utf-8")

    written = write_pages([page("briefs/a.md"), page("b.md")], tmp_path)

    assert [str(tmp_path / "briefs/a.md")] == [problem.file for problem in written.problems]
    assert ("b.md",) == written.changed


def test_a_page_that_is_too_large_for_the_disk_is_a_problem_and_keeps_the_old_one(tmp_path: Path) -> None:
    """The half-written copy goes, the page that was there stays, the others are written."""
    write_pages([page("a.md", "old"), page("b.md", "old")], tmp_path)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limit[1]))
    try:
        written = write_pages([page("a.md", "new" * 1000), page("b.md", "new")], tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)

    assert ["cannot be written (File too large)"] == [problem.found for problem in written.problems]
    assert {"a.md": page("a.md", "old").text.encode(), "b.md": page("b.md", "new").text.encode()} == tree(tmp_path)


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EROFS], ids=["full", "read-only"])
def test_a_disk_that_takes_nothing_is_one_problem_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    """It is said once, not of each of ten thousand pages, and no page is lost."""
    write_pages([page(name, "old") for name in NAMES], tmp_path)
    before = tree(tmp_path)
    real, calls = Path.open, iter(range(100))

    def open_(self: Path, mode: str = "r", **options: Any) -> Any:  # noqa: ANN401 - as of Path
        if mode == "xb" and next(calls) == 1:
            raise OSError(error, os.strerror(error))
        return real(self, mode, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", open_)
        written = write_pages([page(name, "new") for name in NAMES[1:]], tmp_path)

    assert [f"cannot be written ({os.strerror(error)})"] == [problem.found for problem in written.problems]
    assert ((), ()) == (written.changed, written.removed)
    assert before == tree(tmp_path)


def test_a_page_without_the_mark_is_a_fault_of_ours(tmp_path: Path) -> None:
    """It could never be pruned again, so it is not written at all."""
    with pytest.raises(ValueError, match=r"a\.md"):
        write_pages([Page("a.md", "text")], tmp_path)


def test_what_stands_there_already_is_linked(tmp_path: Path) -> None:
    """Only where it is the same, letter for letter; a link that leads elsewhere is not followed."""
    old, new = tmp_path / "old", tmp_path / "new"
    assert () == write_folder(old, {"a": b"same", "b": b"other", "d/e": b"same"}.items())
    (old / "c").symlink_to(old / "a")

    assert () == write_folder(new, {"a": b"same", "b": b"now", "c": b"same", "d/e": b"same", "f": b"more"}.items(), before=old)
    assert {"a": b"same", "b": b"now", "c": b"same", "d/e": b"same", "f": b"more"} == {
        path.relative_to(new).as_posix(): path.read_bytes() for path in new.rglob("*") if path.is_file()
    }
    linked = {path for path in ("a", "b", "c", "d/e") if (old / path).lstat().st_ino == (new / path).lstat().st_ino}
    assert {"a", "d/e"} == linked
    assert not (new / "c").is_symlink()
