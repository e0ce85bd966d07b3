"""Whom the words for a speaker mean."""

from __future__ import annotations

from typing import Any

import pytest

from generator.extract import extract_brief
from tests.data import load_cases
from tests.extract.reading import get_reader, make_seed


@pytest.mark.parametrize("case", load_cases("actors"), ids=lambda case: case["intent"])
def test_actors(case: dict[str, Any]) -> None:
    """Each case lists the speakers of a text's statements, with the ids of those they are."""
    brief = extract_brief(make_seed(case["text"]), reader=get_reader())

    assert case["actors"] == [
        f"{s.speaker.value} -> {' '.join(actor.value for actor in s.actors)}".strip() for s in brief.statements
    ]
