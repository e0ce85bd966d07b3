"""Under which words a text is found, and under which other names."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.searchwords import NameFinder, exact_word, index_words, plain_word, split_words
from tests.data import load_cases

DIGITS = {f"q{letter}": str(digit) for digit, letter in enumerate("abcdefghij")}
NAMES = (("Biển Đông", "South China Sea", "East Sea"), ("COC", "bộ quy tắc ứng xử"), ("Hoa Kỳ", "United States", "US"))


def spell(text: str, form: int) -> str:
    """Return the index's words of a text without their endings, digits as digits, a stroke where neighbours are none."""
    words = re.sub(r"q[a-j]", lambda match: DIGITS[match[0]], index_words(split_words(text))[form]).split()
    return " ".join("/" if word == "." else word[:-3] for word in words).removeprefix("/ ")


@pytest.mark.parametrize("case", load_cases("search_words"), ids=lambda case: case["intent"])
def test_text_is_cut_into_words(case: dict[str, Any]) -> None:
    """Each word is there without its marks, and again with them."""
    assert (case["plain"], case["exact"]) == (spell(case["text"], 0), spell(case["text"], 1))


@given(st.text())
def test_both_forms_have_the_same_words(text: str) -> None:
    """A phrase can be looked for in either form: its words stand at the same distance."""
    words = split_words(text)
    plain, exact = (form.split() for form in index_words(words))

    assert [word == "." for word in plain] == [word == "." for word in exact]
    assert len(words) == sum(word != "." for word in plain)


@given(st.text(alphabet="aăâeêioôơuưyáàảãạớờđdtnghc’'. "))
def test_without_marks_is_with_marks_but_for_the_digits(text: str) -> None:
    """What is found with marks is found without them."""
    for word, _ in split_words(text):
        assert plain_word(word) == plain_word(exact_word(word).translate(str.maketrans("", "", "123456789")))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Hai bên bàn về Biển Đông."], ["South China Sea", "East Sea"]),
        (["ships in the South China Sea", "Biển Đông"], ["East Sea"]),
        (["giá cả biến động"], []),
        (["ra biển. Đông đảo người"], []),
        (["the COC (bộ quy tắc ứng xử)"], []),
        (["they told us"], []),
        (["the United States"], ["Hoa Kỳ", "US"]),
    ],
)
def test_the_other_names_of_what_is_named_are_found(texts: list[str], expected: list[str]) -> None:
    """By the exact name, its words side by side; a name of two letters is as often another word."""
    assert expected == list(NameFinder(NAMES).others(map(split_words, texts)))
