"""Writes pages below docs and files of the site, and is the only module that writes: what changed, whole or not at all.

It owns the files that begin with its mark. Those that no page stands for any more it removes; a file without the mark is
somebody's own and is never touched.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import DigestError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from generator.models import Page

MARK = b"---\ngenerated: true\n"
"""How every generated page begins."""
_UNFINISHED = ".unfinished"


@dataclass(frozen=True, slots=True)
class Written:
    """What a run wrote, or would have written; paths relative to docs, sorted."""

    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    problems: tuple[Problem, ...]


def write_pages(pages: Iterable[Page], docs: Path, *, dry_run: bool = False) -> Written:
    """Make the generated files below `docs` exactly `pages`, touching only those that differ.

    Each file is written beside its place and moved into it, so that a reader, or a run cut short, finds the old page or the
    new one and never half of either. New pages come before removals, so that no link points at nothing in between.
    With `dry_run` nothing is written. What cannot be written is a problem and stops nothing else.
    """
    wanted: dict[str, bytes] = {}
    for page in pages:
        if page.path in wanted:
            message = f"two pages would be written at {page.path}"
            raise ValueError(message)
        wanted[page.path] = page.text.encode()
    changed, problems = [], []
    for path, content in sorted(wanted.items()):
        target = docs / path
        if not content.startswith(MARK):
            message = f"the page {path} does not begin with the generator's mark"
            raise ValueError(message)
        try:
            if _differs(target, content):
                if not dry_run:
                    _replace(target, content)
                changed.append(path)
        except OSError as error:
            problems.append(_problem(target, error))
    removed = [path for path in _find_stale(docs, keep=wanted) if dry_run or _remove(docs, path)]
    return Written(tuple(changed), tuple(removed), len(wanted) - len(changed) - len(problems), tuple(problems))


def write_files(files: Mapping[Path, str]) -> tuple[Problem, ...]:
    """Write whole files, each in one step, whatever is there; return a problem for each that cannot be written."""
    problems = []
    for path, text in files.items():
        try:
            _replace(path, text.encode())
        except OSError as error:
            problems.append(_problem(path, error))
    return tuple(problems)


def write_folder(folder: Path, files: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """Make `folder` hold exactly `files`, by their paths in it; what is there stays until all of them are written."""
    unfinished, previous = (
        folder.with_name(f".{folder.name}.{os.getpid()}{end}") for end in (_UNFINISHED, f"-old{_UNFINISHED}")
    )
    try:
        for path, content in files.items():
            target = unfinished / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        if folder.is_dir():
            folder.rename(previous)
        unfinished.rename(folder)
    except OSError as error:
        return (_problem(folder, error),)
    finally:
        for leftover in (unfinished, previous):
            shutil.rmtree(leftover, ignore_errors=True)
    return ()


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet, whole or not at all. Raises DigestError where it is there, or cannot be written."""
    if path.exists() or path.is_symlink():
        remedy = "edit it, or move it away first"
        raise DigestError(Problem(str(path), None, "the file is there already", "no file of that name", remedy))
    try:
        _replace(path, text.encode())
    except OSError as error:
        raise DigestError(_problem(path, error)) from error


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


def _replace(target: Path, content: bytes) -> None:
    """Put `content` at `target` in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    # MkDocs leaves out names with a leading full stop, so a file left by a run cut short is never published.
    unfinished = target.with_name(f".{target.name}.{os.getpid()}{_UNFINISHED}")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(target)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise


def _find_stale(docs: Path, *, keep: Iterable[str]) -> Iterator[str]:
    """Yield the generator's files below `docs` that are not in `keep`, and what a run cut short left behind."""
    kept = set(keep)
    for folder, folders, files in os.walk(docs):
        folders.sort()
        for name in sorted(files):
            file = f"{folder}{os.sep}{name}"  # not a Path: there may be ten thousand
            path = os.path.relpath(file, docs).replace(os.sep, "/")
            is_stale = name.endswith(".md") and path not in kept and is_generated(file)
            if is_stale or name.endswith(_UNFINISHED):
                yield path


def is_generated(path: str) -> bool:
    """Tell whether the file at `path` is one of the generator's: whether it begins with the mark."""
    if os.path.islink(path):  # noqa: PTH114
        return False
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read(len(MARK)) == MARK
    except OSError:
        return False


def _remove(docs: Path, path: str) -> bool:
    """Remove one stale file, and its folder when that leaves it empty."""
    target = docs / path
    target.unlink(missing_ok=True)
    if target.parent != docs and not any(target.parent.iterdir()):
        target.parent.rmdir()
    return True


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
