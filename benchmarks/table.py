"""What was measured, as a table to read: one line a build, the stages of our builds, and what a page costs at two sizes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.measure import Run
    from benchmarks.project import Site

HEAD = ("", "seconds", "× Hugo", "CPU s", "peak MB", "pages", "changed", "site MB", "largest page kB")
_STAGE = re.compile(r"([a-zA-Z][\w ]*?)[\s:=]+(\d+(?:\.\d+)?) ?s(?:ec|econds)?\b")


@dataclass(frozen=True, slots=True)
class Row:
    """One build: measured, or why not."""

    what: str
    run: Run | None = None
    site: Site | None = None
    changed: int | None = None
    """How many pages are not what they were before it."""
    stages: Mapping[str, float] = field(default_factory=dict)
    """Seconds of each stage, where the build says so."""
    problem: str = ""
    """Why there are no figures."""
    failed: bool = False
    """Whether that is a failure."""


def read_stages(said: str) -> dict[str, float]:
    """Return the seconds of each stage that a build tells of in its log; nothing where it does not.

    A line that names several, each with its seconds (`read 1.2 s, render 3.4 s`), is such a summary.
    """
    found = [_STAGE.findall(line) for line in said.splitlines()]
    return {name.strip(): float(seconds) for stages in found if len(stages) > 1 for name, seconds in stages}


def format_rows(rows: Sequence[Row], *, yardstick: str) -> str:
    """Return the table of the rows; times are compared with the row named `yardstick`, where it was measured."""
    measured = next((row.run for row in rows if row.what == yardstick and row.run), None)
    return format_table(HEAD, [_cells(row, measured) for row in rows])


def _cells(row: Row, yardstick: Run | None) -> tuple[str, ...]:
    if not row.run or not row.site:
        return (row.what, _excuse(row))
    run, site = row.run, row.site
    ratio = f"{run.seconds / yardstick.seconds:.2f}" if yardstick else "-"
    changed = "" if row.changed is None else str(row.changed)
    costs = (f"{run.seconds:.1f}", ratio, f"{run.cpu:.1f}", f"{run.peak / 1e6:.0f}")
    return (row.what, *costs, str(site.pages), changed, f"{site.size / 1e6:.1f}", f"{site.largest / 1e3:.0f}")


def _excuse(row: Row) -> str:
    return row.problem if row.failed else f"not measured: {row.problem}"


def format_stages(rows: Sequence[Row]) -> str:
    """Return a table of the stages of each build; empty where none says anything."""
    told = [row for row in rows if row.stages]
    names = [*dict.fromkeys(name for row in told for name in row.stages)]
    cells = [(row.what, *(f"{row.stages[name]:.2f}" if name in row.stages else "-" for name in names)) for row in told]
    return format_table(("seconds", *names), cells) if told else ""


def format_growth(pairs: Mapping[str, tuple[Row, Row]]) -> str:
    """Return what a page costs in a small site and in a large one, by renderer, and the ratio of the two: 1 is linear."""
    head = ("a page of", "pages", "ms", "CPU ms", "peak kB", "site kB")
    return format_table(head, [line for name, (small, large) in pairs.items() for line in _growth(name, small, large)])


def _growth(name: str, small: Row, large: Row) -> Iterator[tuple[str, ...]]:
    costs = []
    for row in (small, large):
        if not row.run or not row.site:
            yield (name, _excuse(row))
            return
        run, site = row.run, row.site
        costs.append([value / site.pages for value in (run.seconds * 1e3, run.cpu * 1e3, run.peak / 1e3, site.size / 1e3)])
        yield (name, str(site.pages), *(f"{cost:.1f}" for cost in costs[-1]))
    yield (f"{name}: ratio", "", *(f"{after / before:.2f}" for before, after in zip(*costs, strict=True)))


def format_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a Markdown table; a row that is too short has one long last cell, which widens nothing."""
    whole = [head, *(row for row in rows if len(row) == len(head))]
    widths = [max(len(row[column]) for row in whole) for column in range(len(head))]
    widths[0] = max(len(row[0]) for row in (head, *rows))

    def line(row: Sequence[str]) -> str:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=False))]
        return f"| {' | '.join(cells)} |" if len(row) == len(head) else f"| {row[0].ljust(widths[0])} | {row[1]} |"

    rule = f"|{'|'.join('-' * (width + 1) + (':' if place else '-') for place, width in enumerate(widths))}|"
    return "\n".join((line(head), rule, *map(line, rows)))
