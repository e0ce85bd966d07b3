"""Says of when a site is: not the clock's time but that of what it is built from, so that a build can be repeated."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

VARIABLE = "SOURCE_DATE_EPOCH"
"""What may say it, in seconds since 1970; MkDocs asks it as well."""


def build_time(seeds: Path) -> str:
    """Return the time, in UTC, ISO 8601."""
    return datetime.fromtimestamp(find_epoch(seeds), tz=UTC).isoformat(timespec="seconds")


def find_epoch(seeds: Path) -> int:
    """Return the time in seconds since 1970: the variable's, else the last commit's, else that of the newest report."""
    told = os.environ.get(VARIABLE, "")
    if told.isascii() and told.isdecimal():
        return int(told)
    committed = _last_commit(seeds)
    if committed is not None:
        return committed
    paths = (path for path in seeds.iterdir() if path.suffix in (".txt", ".yml")) if seeds.is_dir() else ()
    return max((int(path.lstat().st_mtime) for path in paths), default=0)


def _last_commit(folder: Path) -> int | None:
    """Return when the last commit of the repository that `folder` is in was made; None where there is none, or no git."""
    command = ["git", "-C", str(folder), "log", "-1", "--format=%ct"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - no text from outside
    except OSError:
        return None
    said = done.stdout.strip()
    return int(said) if done.returncode == 0 and said.isdecimal() else None
