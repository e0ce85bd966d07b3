"""The table: what was measured, what was not and why, and stages where a build tells of them."""

from __future__ import annotations

import pytest

from benchmarks.measure import Run
from benchmarks.project import Site
from benchmarks.table import Row, format_growth, format_rows, format_stages, read_stages

SITE = Site(pages=100, size=5_000_000, largest=70_000, largest_page="parties/asean/index.html")


def row(what: str, seconds: float, *, pages: int = 100, stages: dict[str, float] | None = None) -> Row:
    """Return a row that was measured."""
    site = Site(pages, 50_000 * pages, SITE.largest, SITE.largest_page)
    return Row(what, Run(seconds, 2 * seconds, 200_000_000, 0, ""), site, stages=stages or {})


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("INFO - Documentation built in 295.51 seconds", {}),
        ("INFO - 30 briefs, 18 meetings; 191 pages changed", {}),
        ("INFO    -  read 1.5 s, render pages 10 s, index 0.25 s", {"read": 1.5, "render pages": 10.0, "index": 0.25}),
        ("stages: read=1.5s write=2s", {"read": 1.5, "write": 2.0}),
        ("read: 1.5 seconds; write: 2 seconds", {"read": 1.5, "write": 2.0}),
        ("", {}),
    ],
)
def test_stages_are_read_where_they_are_told(said: str, expected: dict[str, float]) -> None:
    """A line that names several stages with their seconds is a summary; a build without one has none."""
    assert expected == read_stages(said)


def test_times_are_compared_with_the_yardstick() -> None:
    """Each row has its ratio; what was not measured has the reason, and what was not compared a dash."""
    rows = [row("ours", 3), row("Hugo", 2), Row("Zensical", problem="zensical is not installed")]

    table = format_rows(rows, yardstick="Hugo").splitlines()

    assert ["ours", "3.0", "1.50", "6.0", "200", "100", "", "5.0", "70"] == [cell.strip() for cell in table[2].split("|")[1:-1]]
    assert "1.00" in table[3]
    assert "| Zensical | not measured: zensical is not installed |" == table[4]
    assert "-" == format_rows(rows[:1], yardstick="Hugo").splitlines()[2].split("|")[3].strip()


def test_a_failure_is_not_called_anything_else() -> None:
    """A build that failed has no figures, and its last words."""
    table = format_rows([Row("Zensical", problem="failed with exit code 1: oh", failed=True)], yardstick="Hugo")

    assert table.endswith("| Zensical | failed with exit code 1: oh |")


def test_stages_stand_in_a_table_of_their_own() -> None:
    """Each build has the seconds of each stage that any build tells of; without any there is no table."""
    rows = [row("one", 1, stages={"read": 0.5, "render": 0.4}), row("two", 1, stages={"render": 0.1}), row("three", 1)]

    lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in format_stages(rows).splitlines()]

    assert [["seconds", "read", "render"], ["one", "0.50", "0.40"], ["two", "-", "0.10"]] == [lines[0], *lines[2:]]
    assert "" == format_stages([row("one", 1)])


def test_growth_is_what_a_page_costs_more() -> None:
    """Ten times the pages in twenty times the time: each page costs twice as much."""
    pairs = {
        "ours": (row("ours", 1, pages=10), row("ours", 20, pages=100)),
        "Hugo": (row("Hugo", 1), Row("Hugo", problem="left out")),
    }

    lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in format_growth(pairs).splitlines()]

    assert ["ours: ratio", "", "2.00", "2.00", "0.10", "1.00"] == lines[4]
    assert ["Hugo", "not measured: left out"] == lines[6]
