"""Bars and shades."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from generator.charts import SHADES, STEPS, bars, shade


@dataclass(frozen=True)
class Thing:
    """Something of a year."""

    year: str


def test_years_without_anything_are_one_bar() -> None:
    """A gap is drawn once, however long, and what has no year comes last."""
    found = bars(map(Thing, ["2012", "2014", "2014", "2020", ""]))

    assert [("2012", 1), ("2013", 0), ("2014", 2), ("2015–2019", 0), ("2020", 1), ("?", 1)] == [
        (b.label, b.count) for b in found
    ]


@given(st.lists(st.integers(1950, 2050).map(str)))
def test_bars_are_in_proportion(years: list[str]) -> None:
    """The most has the longest bar, nothing has none, and what is there is seen."""
    found = bars(map(Thing, years))

    assert sum(bar.count for bar in found) == len(years)
    assert not found or max(bar.length for bar in found) == STEPS
    assert all((bar.length > 0) == (bar.count > 0) for bar in found)


@given(st.integers(1, 500), st.data())
def test_shades_tell_something_from_nothing(most: int, data: st.DataObject) -> None:
    """Nothing has no shade, the most the darkest."""
    count = data.draw(st.integers(0, most))

    assert (shade(count, most) == 0) == (count == 0)
    assert shade(most, most) == SHADES
