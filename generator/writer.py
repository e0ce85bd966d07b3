"""Writes pages below docs and files of the site, and is the only module that writes: what changed, whole or not at all.

It owns the files that begin with its mark. Those that no page stands for any more it removes; a file without the mark is
somebody's own and is never touched.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import DigestError, Problem
from generator.swap import UNFINISHED, beside, flush, flush_folders, remove_folder, swap_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Iterator
    from pathlib import Path

    from generator.models import Page

MARK = b"---\ngenerated: true\n"
"""How every generated page begins."""
_FEW = 50
"""So many files are flushed to the disk one by one; for more of them the system is told once to flush all it has."""
_HOPELESS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
"""What one file cannot be written for, no other can."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a run wrote, or would have written; paths relative to docs, sorted."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    problems: tuple[Problem, ...]


def write_pages(pages: Iterable[Page], docs: Path, *, kept: Iterable[str] = (), dry_run: bool = False) -> Written:
    """Make the generated files below `docs` exactly `pages` and those at `kept`, which are what they should be.

    Each page is written as it comes, beside its place, and all of them are on the disk before the first is moved there, so that
    a reader, or a run cut short, finds the old page or the new one and never half of either. New pages come before removals, so
    that no link points at nothing in between. With `dry_run` nothing is written. What cannot be written is a problem and stops
    nothing else; where the disk is full or may not be written to, nothing changes at all.
    """
    wanted = set(kept)
    same, problems = len(wanted), []
    changed: list[Path] = []

    def find_changed() -> Iterator[tuple[Path, bytes]]:
        nonlocal same
        for page in pages:
            content = page.text.encode()
            _check(page.path, content, wanted)
            wanted.add(page.path)
            try:
                if _differs(docs / page.path, content):
                    changed.append(docs / page.path)
                    yield changed[-1], content
                else:
                    same += 1
            except OSError as error:
                problems.append(_problem(docs / page.path, error))

    written, failures = (tuple(path for path, _ in find_changed()), []) if dry_run else _put(find_changed())
    problems += failures
    if changed and not written:
        return Written((), (), same, tuple(problems))
    removed, failures = _remove_stale(docs, keep=wanted, dry_run=dry_run)
    names = sorted(path.relative_to(docs).as_posix() for path in written)
    return Written(tuple(names), removed, same, (*problems, *failures))


def _check(path: str, content: bytes, others: Container[str]) -> None:
    """Raise ValueError for a page in the place of another, or that nobody could tell to be the generator's."""
    if path in others:
        message = f"two pages would be written at {path}"
        raise ValueError(message)
    if not content.startswith(MARK):
        message = f"the page {path} does not begin with the generator's mark"
        raise ValueError(message)


def write_files(
    files: Mapping[Path, str | bytes] | Iterable[tuple[Path, str | bytes]], *, lasting: bool = True
) -> tuple[Problem, ...]:
    """Write whole files, each in one step, whatever is there; return a problem for each that cannot be written.

    Files that come one by one are not all held. What need not outlast the run is not waited for until it is on the disk.
    """
    pairs = files.items() if isinstance(files, Mapping) else files
    contents = ((path, content.encode() if isinstance(content, str) else content) for path, content in pairs)
    return tuple(_put(contents, lasting=lasting)[1])


def remove_files(folder: Path, *, keep: Container[str]) -> None:
    """Remove all files in `folder` but those whose names are in `keep`; what cannot be removed stays."""
    if folder.is_dir():
        for path in folder.iterdir():
            if path.name not in keep:
                _discard(path)


def write_folder(folder: Path, files: Iterable[tuple[str, bytes]], *, before: Path | None = None) -> tuple[Problem, ...]:
    """Make `folder` hold exactly `files`, by their paths in it; each written as it comes; what is there stays until then.

    A file that stands in the folder `before` as it is to be is linked: to write it once more takes twice as long.
    """
    unfinished = beside(folder)

    def write() -> None:
        remove_folder(unfinished)
        made = set()
        for path, content in files:
            target = f"{unfinished}{os.sep}{path}"  # not a Path: there may be ten thousand
            parent = os.path.dirname(target)  # noqa: PTH120 - as above
            if parent not in made:
                os.makedirs(parent, exist_ok=True)  # noqa: PTH103 - as above
                made.add(parent)
            if before is None or not _link_same(f"{before}{os.sep}{path}", target, content):
                with open(target, "wb") as file:  # noqa: PTH123 - as above
                    file.write(content)

    return _put_folder(unfinished, folder, prepare=write)


def _link_same(old: str, new: str, content: bytes) -> bool:
    """Have the file `old` at `new` too, if it is one with that content; tell whether it is there."""
    try:
        about = os.lstat(old)
        if not stat.S_ISREG(about.st_mode) or about.st_size != len(content):
            return False
        with open(old, "rb") as file:  # noqa: PTH123 - there may be ten thousand
            if file.read() != content:
                return False
        os.link(old, new)
    except OSError:
        return False
    return True


def publish_folder(unfinished: Path, folder: Path, *, spare: Path | None = None) -> tuple[Problem, ...]:
    """Put the folder `unfinished` in the place of `folder`, old or new at any moment; return what was wrong.

    What was there is kept at `spare`, if nothing is, and else removed.
    """
    return _put_folder(unfinished, folder, prepare=flush, spare=spare)


def _put_folder(
    unfinished: Path, folder: Path, *, prepare: Callable[[], None], spare: Path | None = None
) -> tuple[Problem, ...]:
    """Prepare the folder `unfinished` and put it in the place of `folder`; nothing of it is left where that fails."""
    try:
        prepare()
        swap_folder(unfinished, folder, spare=spare)
    except OSError as error:
        return (_problem(folder, error),)
    finally:
        remove_folder(unfinished)
    return ()


def make_folder(folder: Path) -> None:
    """Make `folder` where it is not there. Raises DigestError where it cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DigestError(_problem(folder, error)) from error


def write_new(files: Mapping[Path, str]) -> None:
    """Write files that are not there yet, whole or not at all. Raises DigestError where one is there, or cannot be written."""
    for path in files:
        if path.exists() or path.is_symlink():
            remedy = "edit it, or move it away first"
            raise DigestError(Problem(str(path), None, "the file is there already", "no file of that name", remedy))
    _, problems = _put((path, text.encode()) for path, text in files.items())
    if problems:
        raise DigestError(*problems)


class _NotOursError(OSError):
    """The place of a page is taken by something the generator did not write."""


def _differs(target: Path, content: bytes) -> bool:
    """Tell whether `target` must be written; raise where it is not the generator's to write."""
    for part in (target, target.parent):
        if part.is_symlink():
            raise _NotOursError(None, "is a symbolic link", str(part))
    try:
        present = target.read_bytes()
    except FileNotFoundError:
        return True
    if not present.startswith(MARK):
        raise _NotOursError(None, "was not written by the generator", str(target))
    return present != content


def _put(files: Iterable[tuple[Path, bytes]], *, lasting: bool = True) -> tuple[tuple[Path, ...], list[Problem]]:
    """Put each content in its place in one step, all of them on the disk before; return where, and what was wrong.

    Nothing at all is put where none can be, and what is interrupted leaves nothing behind.
    """
    staged: dict[Path, Path] = {}
    done: list[Path] = []
    problems: list[Problem] = []
    try:
        for target, content in files:
            staged[target] = beside(target)
            try:
                _write(staged[target], content)
            except OSError as error:
                problems.append(_problem(target, error))
                _discard(staged.pop(target))
                if error.errno in _HOPELESS:
                    return (), problems
        if lasting:
            _flush(staged.values())
        for target in [*staged]:
            try:
                staged[target].replace(target)
            except OSError as error:
                problems.append(_problem(target, error))
            else:
                done.append(target)
                del staged[target]
        flush_folders({target.parent for target in done} if lasting else ())
    finally:
        for leftover in staged.values():
            _discard(leftover)
    return tuple(done), problems


def _discard(unfinished: Path) -> None:
    with suppress(OSError):
        unfinished.unlink(missing_ok=True)


def _write(unfinished: Path, content: bytes) -> None:
    """Write a new file, never through a link."""
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    unfinished.unlink(missing_ok=True)
    with unfinished.open("xb") as file:
        file.write(content)


def _flush(files: Collection[Path]) -> None:
    """Wait until it is on the disk what the files hold."""
    if len(files) > _FEW:
        flush()
        return
    for path in files:
        with path.open("r+b") as file:
            os.fsync(file.fileno())


def _remove_stale(docs: Path, *, keep: Iterable[str], dry_run: bool) -> tuple[tuple[str, ...], list[Problem]]:
    """Remove what no page stands for any more; return what was removed, or would be, and what could not be."""
    removed, problems = [], []
    for path in _find_stale(docs, keep=keep):
        try:
            if not dry_run:
                _remove(docs, path)
            removed.append(path)
        except OSError as error:
            problems.append(_problem(docs / path, error))
    return tuple(removed), problems


def _find_stale(docs: Path, *, keep: Iterable[str]) -> Iterator[str]:
    """Yield the generator's files below `docs` that are not in `keep`, and what a run cut short left behind."""
    kept = set(keep)
    for below, folders, names in walk(docs):
        folders.sort()
        for name in sorted(names):
            path = f"{below}{name}"
            is_stale = name.endswith(".md") and path not in kept and is_generated(f"{docs}{os.sep}{path}")
            if is_stale or name.endswith(UNFINISHED):
                yield path


def walk(root: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each folder from `root` down as what its files' paths below `root` begin with, its folders and its files.

    Paths are texts with forward slashes, not Paths: there may be ten thousand. As with `os.walk`, folders that are removed from
    the list are not looked at.
    """
    for folder, folders, names in os.walk(root):
        below = os.path.relpath(folder, root).replace(os.sep, "/")
        yield "" if below == "." else f"{below}/", folders, names


def is_generated(path: str) -> bool:
    """Tell whether the file at `path` is one of the generator's: whether it begins with the mark."""
    if os.path.islink(path):  # noqa: PTH114
        return False
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read(len(MARK)) == MARK
    except OSError:
        return False


def _remove(docs: Path, path: str) -> None:
    """Remove one stale file, and its folder when that leaves it empty."""
    target = docs / path
    target.unlink(missing_ok=True)
    if target.parent != docs and not any(target.parent.iterdir()):
        target.parent.rmdir()


def _problem(target: Path, error: OSError) -> Problem:
    """Return what to tell the user when `target` could not be written."""
    if isinstance(error, _NotOursError):
        remedy = "move or delete it, and build again"
        return Problem(
            error.filename, None, f"the place of a generated page {error.strerror}", "a file of the generator", remedy
        )
    return Problem(
        str(target),
        None,
        f"cannot be written ({error.strerror})",
        "a folder with room and the right to write",
        "mend it and build again",
    )
