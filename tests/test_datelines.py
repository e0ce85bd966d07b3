"""What stands before a report's first sentence."""

from __future__ import annotations

from typing import Any

import pytest

from generator.datelines import find_dateline
from tests.data import load_cases
from tests.extract.reading import make_seed


@pytest.mark.parametrize("case", load_cases("datelines"), ids=lambda case: case["intent"])
def test_dateline_is_read(case: dict[str, Any]) -> None:
    """Each case is the line below a title, and the parts of it that are there."""
    seed = make_seed(f"Hai nước họp bàn\n{case['text']}")
    found = find_dateline(seed)
    spans: dict[str, tuple[int, int] | None] = {}
    if found:
        day = (found.date.start, found.date.end) if found.date else None
        spans = {"place": found.place, "agency": found.agency, "date": day}

    assert (case["dateline"] or {}) == {name: seed.text[slice(*span)] for name, span in spans.items() if span}
