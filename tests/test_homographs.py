"""Countries and names that are spelt the same."""

from __future__ import annotations

from typing import Any

import pytest

from generator.homographs import drop_homographs
from generator.matcher import split_tokens
from tests.data import load_cases
from tests.extract.reading import get_reader


@pytest.mark.parametrize("case", load_cases("homographs"), ids=lambda case: case["intent"])
def test_countries_are_told_from_names(case: dict[str, Any]) -> None:
    """The words around say whether a syllable is a country; a part of somebody's name is none."""
    tokens = split_tokens(case["text"])
    found = get_reader().matcher("parties", "vi").find(tokens)

    assert case["parties"] == [match.id for match in drop_homographs(found, tokens, text=case["text"])]
