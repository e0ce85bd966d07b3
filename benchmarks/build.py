"""Measures what a build costs: `python -m benchmarks.build --count 10000`, or `make bench`.

Reports are invented into a copy of the project. Its site is built from nothing, again, and after each change that an editor
makes; then from nothing once more, which must give the same bytes. Hugo and Zensical make a site of the same pages. A tenth
of the reports, before that, shows whether a page costs the same in a small site as in a large one.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import project, renderers
from benchmarks.renderers import NotMeasured
from benchmarks.table import Row, format_growth, format_rows, format_stages, read_stages

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from benchmarks.measure import Run
    from benchmarks.project import Tree

FULL, AGAIN, CLEAN = "from nothing", "again, unchanged", "from nothing, after the changes"
HUGO, HUGO_LINKS, ZENSICAL = "Hugo", "Hugo, links resolved", "Zensical"
LEAST = 20
"""One report is changed, one removed, one corrected, and a tenth of them is measured too."""
TOLD = 20
"""So many files that differ are named."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; return 1 where a build fails, makes other pages than ours, or other bytes than it should."""
    options = _options(arguments)
    print(_describe_machine(options.count))
    with tempfile.TemporaryDirectory(prefix="bench-", dir=options.folder) as name:
        folder = Path(name)
        small = [*measure_renderers(folder / "small", options.count // 10, without={"zensical", *options.without})]
        shutil.rmtree(folder / "small")
        rows = [*measure_renderers(folder / "large", options.count, without=options.without)]
        changes, differences = measure_changes(folder / "large")
    rows[1:1] = changes
    pairs = {one.what: (one, other) for one in small for other in rows if one.what == other.what != ZENSICAL}
    stages = format_stages(rows) or "The build says nothing of its stages."
    print("", format_rows(rows, yardstick=HUGO), "", stages, "", format_growth(pairs), "", sep="\n")
    print(describe_differences(*differences), f"Load at the end: {os.getloadavg()[0]:.1f}.", sep="\n")
    return int(any(row.failed for row in (*small, *rows)) or any(differences))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=10_000, help=f"how many reports, {LEAST} or more")
    others = ("hugo", "zensical")
    parser.add_argument("--without", nargs="*", choices=others, default=(), help="renderers that are not measured")
    parser.add_argument("--folder", type=Path, help="where there is room for all the sites (default: the system's place)")
    options = parser.parse_args(arguments)
    if options.count < LEAST:
        parser.error(f"--count must be {LEAST} or more")
    return options


def _describe_machine(count: int) -> str:
    now = datetime.now(tz=UTC)
    load = os.getloadavg()[0]
    python = f"Python {platform.python_version()}"
    return (
        f"{count} reports, {now:%Y-%m-%d}; {os.cpu_count()} cores, {platform.system()}, {python}; load at the start {load:.1f}"
    )


def measure_renderers(folder: Path, count: int, *, without: Collection[str]) -> Iterator[Row]:
    """Invent reports into a project in `folder`; yield what it costs to build it from nothing, with us and with the others."""
    own, site = folder / "project", folder / "project" / "site"
    project.copy_project(own)
    project.invent_reports(own, count)
    yield measure(FULL, partial(project.build, own), site)
    if "hugo" in without:
        yield from (Row(name, problem="left out") for name in (HUGO, HUGO_LINKS))
    else:
        yield from _measure_hugo(own, folder / "hugo")
    if "zensical" in without:
        yield Row(ZENSICAL, problem="left out")
    else:
        yield _measure_zensical(own, folder / "zensical")


def _measure_hugo(own: Path, folder: Path) -> Iterator[Row]:
    site = renderers.prepare_hugo(own, folder)
    for name, resolve in ((HUGO, False), (HUGO_LINKS, True)):
        yield measure(name, partial(renderers.build_with_hugo, folder, resolve=resolve), site, like=own / "site")
        shutil.rmtree(site, ignore_errors=True)
    shutil.rmtree(folder)


def _measure_zensical(own: Path, folder: Path) -> Row:
    site = renderers.prepare_zensical(own, folder)
    row = measure(ZENSICAL, partial(renderers.build_with_zensical, folder), site, like=own / "site")
    shutil.rmtree(folder)
    return row


def measure_changes(folder: Path) -> tuple[list[Row], tuple[list[str], list[str]]]:
    """Change the project that was built in `folder`, step by step; return what each build costs, and a clean one at the end.

    And which files that one makes otherwise, those of the search index apart.
    """
    own, clean = folder / "project", folder / "clean"
    tree, rows = project.hash_tree(own / "site"), []
    for name, change in {AGAIN: lambda _: None, **project.CHANGES}.items():
        change(own)
        row = measure(name, partial(project.build, own), own / "site", before=tree)
        tree = project.hash_tree(own / "site")
        rows.append(row)
    project.copy_clean(own, clean)
    rows.append(measure(CLEAN, partial(project.build, clean), clean / "site"))
    return rows, project.find_differences(tree, project.hash_tree(clean / "site"))


def measure(what: str, build: Callable[[], Run], site: Path, *, before: Tree | None = None, like: Path | None = None) -> Row:
    """Build, and return what it cost; with `before` also how many pages are not what they were in that tree.

    With `like` it must make the same pages as there are in that other site.
    """
    print(f"{datetime.now(tz=UTC):%H:%M:%S} {what}", file=sys.stderr, flush=True)
    try:
        run = build()
    except NotMeasured as reason:
        return Row(what, problem=str(reason))
    if run.code:
        return Row(what, problem=f"failed with exit code {run.code}: {_last_words(run.said)}", failed=True)
    if like and (missing := renderers.find_missing(like, site)):
        return Row(what, problem=f"{len(missing)} pages are not those of ours: {missing[0]}", failed=True)
    changed = project.count_changed(before, project.hash_tree(site)) if before is not None else None
    return Row(what, run, project.look_at(site), changed, stages=read_stages(run.said))


def _last_words(said: str) -> str:
    """Return the last line that says something."""
    return next((line.strip() for line in reversed(said.splitlines()) if line.strip()), "it said nothing")


def describe_differences(site: Sequence[str], index: Sequence[str]) -> str:
    """Say whether a clean build gives the same bytes, and if not, which files are others."""
    if not site and not index:
        return "After the changes the site is that of a clean build, byte for byte."
    lines = [f"NOT THE SAME as a clean build: {len(site)} files of the site, {len(index)} of its search index."]
    for paths in (site, index):
        lines += [f"  {path}" for path in paths[:TOLD]] + ([f"  and {len(paths) - TOLD} more"] if len(paths) > TOLD else [])
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
