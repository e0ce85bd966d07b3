"""Which words are a name, and whose."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.matcher import split_tokens
from generator.names import Namesakes, is_same_person, read_name
from tests.data import load_cases

CASES = load_cases("names")
NAMES = st.lists(st.sampled_from(["Lê", "Thu", "Hằng", "Walter", "P.", "Higgins", "Kim-chi", "bin"]), min_size=1, max_size=4)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["intent"])
def test_names_are_compared(case: dict[str, Any]) -> None:
    """One person's names may differ in order, marks, initials and length."""
    assert case["same"] == is_same_person(case["one"], case["other"])


@given(NAMES, NAMES)
def test_sameness_goes_both_ways(one: list[str], other: list[str]) -> None:
    """Whether two names are one person's does not depend on which comes first, and a name is always its own."""
    first, second = " ".join(one), " ".join(other)

    assert is_same_person(first, second) == is_same_person(second, first)
    assert is_same_person(first, first)


@given(st.lists(NAMES, max_size=12), NAMES)
def test_namesakes_are_found_without_looking_at_every_name(names: list[list[str]], wanted: list[str]) -> None:
    """What is found by the words that few names have is what comparing with each of them finds."""
    known, name = [" ".join(words) for words in names], " ".join(wanted)

    assert {one for one in known if is_same_person(name, one)} == set(Namesakes(known).find(name))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lê Thu Hằng khẳng định", "Lê Thu Hằng"),
        ("Park Dong-hyun said", "Park Dong-hyun"),
        ("Zulkifli bin Rahman arrived", "Zulkifli bin Rahman"),
        ("A.Méc-ken phát biểu", "A.Méc-ken"),
        ("Walter P. Higgins said", "Walter P. Higgins"),
        ("Higgins Meets Stone", "Higgins"),
        ("tại Huế", None),
        ("Theo ông", None),
        ("SOM họp", None),
    ],
)
def test_name_is_read(text: str, expected: str | None) -> None:
    """A name ends where its capitals, particles and hyphens do."""
    tokens = split_tokens(text)
    end = read_name(text, tokens, 0)

    assert expected == (text[: tokens[end - 1].end] if end else None)
