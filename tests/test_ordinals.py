"""Which round of a series a name speaks of."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

import pytest

from generator.ordinals import find_ordinal_after, find_ordinal_attached, find_ordinal_before, find_ordinal_headed
from tests.data import load_cases

CASES = load_cases("ordinals")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["intent"])
def test_ordinal_follows_a_vietnamese_name(case: dict[str, Any]) -> None:
    """The ordinal may stand behind all that belongs to the name, but not behind a verb."""
    found = find_ordinal_after(case["text"], len(case["name"]), len(case["text"]))

    assert case["ordinal"] == (found[0] if found else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the 26th ", 26),
        ("the Twenty-first ", 21),
        ("the inaugural ", 1),
        ("the third annual ", 3),
        ("in the second half of the year, the ", None),
        ("the ", None),
    ],
)
def test_ordinal_precedes_an_english_name(text: str, expected: int | None) -> None:
    """The ordinal stands three words before the name at most, and no comma between."""
    found = find_ordinal_before(text, 0, len(text))

    assert expected == (found[0] if found else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AMM-50", 50),
        ("ACMECS 7", 7),
        ("COP2", 2),
        ("AMM 10 nước", None),
        ("SOM 10/5", None),
        ("EAS 10 July", None),
        ("AMM", None),
    ],
)
def test_number_behind_an_acronym(text: str, expected: int | None) -> None:
    """A number belongs to the acronym before it unless it counts or dates something."""
    found = find_ordinal_attached(text, len("".join(takewhile(str.isalpha, text))), len(text))

    assert expected == (found[0] if found else None)


def test_ordinal_between_noun_and_name() -> None:
    """`Kỳ họp lần thứ 5 Ủy ban …`: the ordinal with its offsets, and where the noun begins."""
    text = "Sáng nay, Kỳ họp lần thứ 5 Ủy ban"

    assert find_ordinal_headed(text, 0, len("Sáng nay, Kỳ họp lần thứ 5 ")) == ((5, 25, 26), 10)
