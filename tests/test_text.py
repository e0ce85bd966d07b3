"""What counts as the same text, the same word, the same name."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.text import clean_text, fold_word, on_one_line, slugify, strip_marks
from tests.data import load_cases

# PyYAML makes no surrogates, and neither does a decoded file.
CASES = load_cases("text")


@pytest.mark.parametrize("case", CASES["clean"], ids=lambda case: case["intent"])
def test_text_is_cleaned(case: dict[str, Any]) -> None:
    """Text comes out composed, with line feeds, without what no reader sees; what was dropped is counted."""
    cleaned, dropped = clean_text(case["text"])

    assert (case["cleaned"], case["dropped"]) == (cleaned, len(dropped))


@given(st.text())
def test_cleaning_is_final(text: str) -> None:
    """Clean text is clean: nothing more is dropped, and nothing unseen is left."""
    cleaned, _ = clean_text(text)

    assert (cleaned, "") == clean_text(cleaned)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not {unicodedata.category(c) for c in cleaned if c not in "\n\t"} & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


@pytest.mark.parametrize("case", CASES["fold"], ids=lambda case: case["intent"])
def test_spellings_of_one_word_are_equal(case: dict[str, str]) -> None:
    """Two ways to write a word are one word."""
    assert fold_word(case["one"]) == fold_word(case["other"])


@pytest.mark.parametrize("case", CASES["differ"], ids=lambda case: case["intent"])
def test_two_words_stay_two(case: dict[str, str]) -> None:
    """Words that mean different things are never taken for each other."""
    assert fold_word(case["one"]) != fold_word(case["other"])


@given(st.text(max_size=12))
def test_folding_is_final(word: str) -> None:
    """A folded word folds to itself."""
    assert fold_word(word) == fold_word(fold_word(word))


@pytest.mark.parametrize("case", CASES["slugs"], ids=lambda case: case["intent"])
def test_slug(case: dict[str, str]) -> None:
    """A name for files and addresses says what it stands for."""
    assert case["slug"] == slugify(case["text"])


@given(st.text())
@example("\udcff\udcfe")
def test_slug_is_safe_and_final(text: str) -> None:
    """Whatever the text, its slug is short plain ASCII, and its own slug."""
    slug = slugify(text)

    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug)
    assert len(slug) <= 82
    assert slug == slugify(slug)


@pytest.mark.parametrize("text", ["Đặng Thùy Trâm", "ĐẶNG THÙY TRÂM", "Da\u0323\u0306ng"])
def test_marks_are_taken_off(text: str) -> None:
    """What is left is what someone types without a Vietnamese keyboard."""
    assert re.fullmatch(r"[A-Za-z ]+", strip_marks(text))


@given(
    st.one_of(
        st.text(), st.lists(st.sampled_from([" ", "\n", "\t", "\xa0", "\u2028", "\u3000", "a", "Đ", "\u200b"])).map("".join)
    )
)
def test_one_line_is_the_words_with_a_space_between_them(text: str) -> None:
    """Whatever white space there is, the words stay and one space stands between two of them."""
    assert " ".join(text.split()) == on_one_line(text)
