"""Figures to look at: bars by year and shades of a grid, in steps that a style sheet can draw. The table is the chart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable

STEPS = 20
"""How many lengths a bar can have."""
SHADES = 5


class Dated(Protocol):
    """Something of a year."""

    @property
    def year(self) -> str:
        """The year; empty where it is not known."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart."""

    label: str
    count: int
    length: int
    """From 0, for nothing, to STEPS for the most."""


def bars(items: Iterable[Dated]) -> tuple[Bar, ...]:
    """Return a bar for each year, one for the years between two of them, and one for what has no year, if anything has none."""
    counts = Counter(item.year for item in items)
    undated = counts.pop("", 0)
    years = [int(year) for year in sorted(counts)]
    found: list[tuple[str, int]] = []
    for before, year in zip((None, *years), years, strict=False):
        if before is not None and year - before > 1:
            found.append((str(before + 1) if year - before == 2 else f"{before + 1}–{year - 1}", 0))  # noqa: PLR2004 - one year
        found.append((str(year), counts[str(year)]))
    found += [("?", undated)] if undated else []
    most = max((count for _, count in found), default=1)
    return tuple(Bar(label, count, -(-STEPS * count // most)) for label, count in found)


def shade(count: int, most: int) -> int:
    """Return the shade of a cell of a grid: from 1 to SHADES, or 0 for nothing."""
    return -(-SHADES * count // most) if count else 0
