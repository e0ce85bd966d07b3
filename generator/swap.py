"""Puts a whole folder in the place of another, so that whoever reads there finds the old one or the new one at any moment.

What is to be the new one is made beside the old one. Errors of the system are let through: the writer says what they mean.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

UNFINISHED = ".unfinished"
"""How the name of what is not whole yet ends; it begins with a full stop, so MkDocs never publishes it."""
_PREVIOUS = ".previous"
# Of Linux: `renameat2`, from the current folder.
_HERE, _EXCHANGE = -100, 2


def beside(target: Path) -> Path:
    """Return the place where what is to become the file or folder `target` is made."""
    return target.with_name(f".{target.name}{UNFINISHED}")


def swap_folder(unfinished: Path, folder: Path, *, spare: Path | None = None) -> None:
    """Put the folder `unfinished` in the place of `folder`, and what was there at `spare`, or remove it."""
    restore_folder(folder)
    if not folder.exists():
        unfinished.rename(folder)
        return
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    if not _exchange(unfinished, folder):
        previous = _previous(folder)
        folder.rename(previous)
        try:
            unfinished.rename(folder)
        except OSError:
            previous.rename(folder)
            raise
        _put_away(previous, spare)
    _put_away(unfinished, spare)


def _put_away(folder: Path, spare: Path | None) -> None:
    """Keep a folder that is not needed any more at `spare`, where nothing is; remove it where there is no such place."""
    if spare and folder.is_dir() and not spare.exists():
        with suppress(OSError):
            spare.parent.mkdir(parents=True, exist_ok=True)
            folder.rename(spare)
    remove_folder(folder)


def restore_folder(folder: Path) -> None:
    """Put `folder` back where a run was cut short between moving it away and moving the new one in."""
    previous = _previous(folder)
    if previous.is_dir():
        if folder.exists():
            remove_folder(previous)
        else:
            previous.rename(folder)


def remove_folder(folder: Path) -> None:
    """Remove a folder of ours and all in it, if it is there."""
    shutil.rmtree(folder, ignore_errors=True)


def flush() -> None:
    """Wait until all that was written is on the disk: for many files faster than one by one."""
    if hasattr(os, "sync"):
        os.sync()


def flush_folders(folders: Iterable[Path]) -> None:
    """Wait until it is on the disk what each folder holds, where the system can tell of folders."""
    for folder in sorted(folders):
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def _previous(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}{_PREVIOUS}")


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot, as most but Linux."""
    try:
        exchange = ctypes.CDLL(None).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(exchange(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)
