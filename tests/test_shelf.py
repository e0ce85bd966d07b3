"""The note of what files were made of: a file is held only where it is certainly what would be made again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.shelf import Shelf, make_note

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = b"a page"
LONG_AGO = 1_500_000_000


@pytest.fixture(name="folder")
def fixture_folder(tmp_path: Path) -> Path:
    """Return a folder with one file, noted after it had been left alone for years."""
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.md").write_bytes(TEXT)
    os.utime(folder / "a.md", (LONG_AGO, LONG_AGO))
    shelf = Shelf(tmp_path / "notes", folder)
    shelf.put("a.md", make_note("stamp", TEXT, "more"))
    shelf.save()
    return folder


def holds(folder: Path, stamp: str = "stamp") -> bool:
    """Tell whether the file is held."""
    return Shelf(folder.parent / "notes", folder).find("a.md", stamp) is not None


def test_a_file_as_it_was_left_is_held_with_what_is_known_of_it(folder: Path) -> None:
    """Only for the stamp it was made with."""
    note = Shelf(folder.parent / "notes", folder).find("a.md", "stamp")

    assert note
    assert ("more",) == note.more
    assert not holds(folder, "another")


def _touch(file: Path) -> None:
    os.utime(file)


def _write(file: Path) -> None:
    file.write_bytes(b"A PAGE")


def _grow(file: Path) -> None:
    file.write_bytes(b"a page and more")


def _link(file: Path) -> None:
    file.rename(file.with_name("other"))
    file.symlink_to("other")


@pytest.mark.parametrize(
    ("meddle", "held"), [(_touch, True), (_write, False), (_grow, False), (Path.unlink, False), (_link, False)]
)
def test_what_is_meddled_with_is_not_held(folder: Path, meddle: Callable[[Path], None], *, held: bool) -> None:
    """Whatever its size and its time; a time alone says nothing."""
    meddle(folder / "a.md")

    assert held == holds(folder)


def test_a_change_that_leaves_size_and_time_alone_is_seen_while_the_note_is_new(tmp_path: Path) -> None:
    """Times are told in steps: two changes of one file may fall into the same."""
    (tmp_path / "a.md").write_bytes(TEXT)
    times = (tmp_path / "a.md").stat()
    shelf = Shelf(tmp_path / "notes", tmp_path)
    shelf.put("a.md", make_note("stamp", TEXT))
    shelf.save()
    _write(tmp_path / "a.md")
    os.utime(tmp_path / "a.md", ns=(times.st_atime_ns, times.st_mtime_ns))

    assert Shelf(tmp_path / "notes", tmp_path).find("a.md", "stamp") is None


@pytest.mark.parametrize("content", [b"", b"\x81\xa1", b"text", b"\x80"])
def test_a_note_that_is_not_whole_holds_nothing(folder: Path, content: bytes) -> None:
    """Cut short, of another version, or something else."""
    (folder.parent / "notes").write_bytes(content)

    assert not holds(folder)


def test_what_is_not_asked_for_any_more_is_forgotten(folder: Path) -> None:
    """A page that is gone leaves no note behind."""
    Shelf(folder.parent / "notes", folder).save()

    assert not holds(folder)
