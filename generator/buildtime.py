"""Says of when a site is, and of which commit: not the clock's time but that of what it is built from, to be built again."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from generator.models import Commit

if TYPE_CHECKING:
    from collections.abc import Mapping
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


def find_commit(folder: Path) -> Commit | None:
    """Return the last commit of the repository that `folder` is in; None where there is none, or no git.

    It is changed where a file under version control is: with a new report, the lists of reports are.
    """
    said = _ask_git(folder, "rev-parse", "--verify", "HEAD").strip()
    return Commit(said, changed=_ask_git(folder, "status", "--porcelain", "--untracked-files=no") != "") if said else None


def _last_commit(folder: Path) -> int | None:
    """Return when the last commit of the repository that `folder` is in was made; None where there is none, or no git."""
    said = _ask_git(folder, "log", "-1", "--format=%ct").strip()
    return int(said) if said.isdecimal() else None


def last_changes(folder: Path) -> Mapping[str, str]:
    """Return the day, in UTC, ISO 8601, of the last commit that changed each file below `folder`, by its path relative to it.

    A file that has changed since is not among them, nor one of the oldest commit of a shallow clone, which has every file.
    """
    told = _ask_git(folder, "log", "--relative", "--name-only", "--format=%x00%ct %P", "--", ".")
    shallow = _ask_git(folder, "rev-parse", "--is-shallow-repository").strip() == "true"
    found: dict[str, str] = {}
    for commit in told.split("\0")[1:]:
        head, _, names = commit.partition("\n")
        seconds, _, parents = head.partition(" ")
        if parents or not shallow:
            day = datetime.fromtimestamp(int(seconds), tz=UTC).date().isoformat()
            for name in names.split("\n"):
                found.setdefault(name, day)
        else:
            # What it has might be older, whatever is said of it further down.
            found.update(dict.fromkeys(set(names.split("\n")) - found.keys(), ""))
    for line in _ask_git(folder, "diff", "--relative", "--name-only", "HEAD", "--", ".").splitlines():
        found.pop(line, None)
    return {name: day for name, day in found.items() if name and day}


def _ask_git(folder: Path, *arguments: str) -> str:
    """Return what git says of a folder; nothing where there is no git, or no repository."""
    command = ["git", "-C", str(folder), "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False)  # noqa: S603 - no text from outside
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""
