"""Names of meetings turned round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.wordorder import turn_name
from tests.data import load_cases


@pytest.mark.parametrize("case", load_cases("wordorder"))
def test_name_is_turned(case: dict[str, object]) -> None:
    """Each order that reports write a name in is found."""
    assert case["turned"] == list(turn_name(str(case["name"])))


@given(st.text(alphabet="ASEN oficalMtgu'’", max_size=80))
def test_any_name_keeps_its_words(name: str) -> None:
    """Nothing is said of a meeting that its name does not say, but that leaders meet at a summit."""
    words = {word.rstrip("'’") for word in f"{name} of from Leaders Summit Meeting".split()}

    assert all({word.rstrip("'’") for word in turned.split()} <= words for turned in turn_name(name))
