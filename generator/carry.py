"""Brings the site before the last up to what the last one and the next have in common, file by file through links.

To make a folder for each of ten thousand pages, and to remove those of the old site, takes longer than all the rest of a small
change: so the old site is kept and used again. A file of it stays only where it is the very file that the site has.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def carry(wanted: Mapping[str, int], *, site: Path, spare: Path, target: Path) -> Iterator[str]:
    """Have those files of `site` that are `wanted`, by their paths and inodes, and no others, in `target`, which is empty.

    `spare` is an older `target`, and is used up. Yields the paths of the files that are there.
    """
    with suppress(OSError):
        spare.replace(target)
    there = set(_prune(str(target), "", wanted))
    yield from there
    for path in wanted.keys() - there:
        if _link(site / path, target / path):
            yield path


def bring(name: str, *, site: Path, target: Path) -> None:
    """Move the folder `name` of `site` to `target`, if it is there: what is to be seen until there is a new one."""
    with suppress(OSError):
        (site / name).rename(target / name)


def _prune(folder: str, below: str, wanted: Mapping[str, int]) -> Iterator[str]:
    """Remove all files but those wanted, and folders in which nothing is left; yield the paths of what stays."""
    with os.scandir(folder) as entries:
        found = list(entries)
    for entry in found:
        path = below + entry.name
        if entry.is_dir(follow_symlinks=False):
            stays = list(_prune(entry.path, f"{path}/", wanted))
            yield from stays
            if not stays:
                os.rmdir(entry.path)  # noqa: PTH106 - there may be very many
        elif wanted.get(path) == entry.inode():
            yield path
        else:
            os.unlink(entry.path)  # noqa: PTH108 - as above


def _link(old: Path, new: Path) -> bool:
    """Have the file `old` at `new` too; tell whether it is there."""
    try:
        new.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(old, new)
        except OSError:
            shutil.copy2(old, new)
    except OSError:
        return False
    return True
