"""A project to measure: a copy of this one with invented reports, what an editor changes in it, and its site in figures.

The copy has what a site is built from and the pages written by hand; nothing in the project itself is read or written while
measuring.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measure import run
from generator.writer import is_generated
from tests.conftest import copy_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from benchmarks.measure import Run

ROOT = Path(__file__).parents[1]
PARTS = ("mkdocs.yml", "docs", "generator", "overrides")
LEDGER = "docs/.addresses.yml"
"""The one file that a build reads of what an earlier one has written: it is under version control with the reports."""
NEXT = "next.txt"
INDEX = "pagefind/"
SENTENCE = "\nHai bên nhất trí lập một nhóm công tác về an toàn thực phẩm trước năm 2030.\n"
CORRECTION = "corrections:\n- {set: meeting.place, value: Hội An, reason: thử, editor: an}\n"
Tree = dict[str, str]
"""The hash of each file of a folder, by its path there."""


@dataclass(frozen=True, slots=True)
class Site:
    """A site in figures."""

    pages: int
    size: int
    """Bytes of all its files."""
    largest: int
    """Bytes of its largest page."""
    largest_page: str


def environment() -> dict[str, str]:
    """Return what builds run with: of the same time each, at no address, strict about reports."""
    kept = {name: value for name, value in os.environ.items() if name not in {"SITE_URL", "KEEP_GOING"}}
    return kept | {"SOURCE_DATE_EPOCH": "1700000000", "NO_MKDOCS_2_WARNING": "1"}


def copy_project(folder: Path) -> None:
    """Copy to `folder` what a site is built from but the reports, and of the pages those written by hand."""
    folder.mkdir(parents=True)
    copy_parts(PARTS, folder)
    for path in [path for path in (folder / "docs").rglob("*") if is_generated(str(path))]:
        path.unlink()


def invent_reports(folder: Path, count: int) -> None:
    """Write `count` reports into the project in `folder`, and the next one beside them: it is going to be added."""
    # In a process of its own: children are counted as at least as large as whoever starts them.
    command = [sys.executable, "-m", "benchmarks.invent", str(folder / "seeds"), "--count", str(count + 1)]
    subprocess.run(command, cwd=ROOT, check=True)
    max((folder / "seeds").iterdir()).replace(folder / NEXT)


def copy_clean(project: Path, folder: Path) -> None:
    """Copy a project to `folder` as a clean checkout has it: the reports and the addresses, no page, no site, no memory."""
    copy_project(folder)
    shutil.copytree(project / "seeds", folder / "seeds")
    shutil.copy2(project / LEDGER, folder / LEDGER)


def build(project: Path) -> Run:
    """Build the site of the project, as `make site` does."""
    return run([sys.executable, "-m", "mkdocs", "build", "--strict"], folder=project, environment=environment())


def change_report(project: Path) -> None:
    """Append a sentence to a report in the middle, a Vietnamese one."""
    paths = sorted((project / "seeds").glob("*.txt"))
    path = next(path for path in paths[len(paths) // 2 :] if "Ảnh: " in path.read_text(encoding="utf-8"))
    path.write_text(path.read_text(encoding="utf-8") + SENTENCE, encoding="utf-8")


def add_report(project: Path) -> None:
    """Add the report that was invented last."""
    (project / NEXT).replace(project / "seeds" / "bai-next.txt")


def remove_report(project: Path) -> None:
    """Remove a report from the first half."""
    paths = sorted((project / "seeds").glob("*.txt"))
    paths[len(paths) // 4].unlink()


def correct_report(project: Path) -> None:
    """Add a correction to a report of the second half."""
    paths = sorted((project / "seeds").glob("*.txt"))
    paths[len(paths) * 7 // 8].with_suffix(".yml").write_text(CORRECTION, encoding="utf-8")


CHANGES: Mapping[str, Callable[[Path], None]] = {
    "one report changed": change_report,
    "one report added": add_report,
    "one report removed": remove_report,
    "one correction added": correct_report,
}


def look_at(site: Path) -> Site:
    """Return a site in figures."""
    sizes = {path.relative_to(site).as_posix(): path.stat().st_size for path in site.rglob("*") if path.is_file()}
    pages = {path: size for path, size in sizes.items() if path.endswith(".html")}
    largest = max(pages, key=pages.__getitem__, default="")
    return Site(len(pages), sum(sizes.values()), pages.get(largest, 0), largest)


def hash_tree(folder: Path) -> Tree:
    """Return the hash of every file below `folder`."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.blake2b(path.read_bytes()).hexdigest() for path in files}


def find_differences(one: Tree, other: Tree) -> tuple[list[str], list[str]]:
    """Return the files that are not the same in both: those of the site, and those of its search index."""
    paths = sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))
    return [path for path in paths if not path.startswith(INDEX)], [path for path in paths if path.startswith(INDEX)]


def count_changed(before: Tree, after: Tree) -> int:
    """Return how many pages are new, gone or not what they were."""
    return sum(path.endswith(".html") for path in find_differences(before, after)[0])
