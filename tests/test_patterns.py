"""A pattern that is looked for sooner finds what it would find without."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.patterns import compile_words

# Each begins in another way, so that together they are all that a pattern may begin with.
PIECES = [
    "họp", r"\bsummit", r"(?<!phó )thủ tướng", r"(?:the )?(?:meeting|talks)", r"(?P<who>Kim|Ích)\b", r"(?-i:Vụ|vụ)", r"[hk]ội",
    r"[\d–-]+x", r"\d{1,2}/", r"s?ign(?!ed)", r"(?:a|b)*c", r"\(ảnh", r"x{0,2}y", r"(?=k)\w+g", r"đ{2}", r"(?:|in )at", r"k+?g",
]  # fmt: skip
WORDS = st.sampled_from(
    "họp HỌP summit Summit thủ tướng phó thủ tướng the meeting talks Kim ích vụ Vụ VỤ hội kội 7–x -x 12/ sign ign signed c "
    "abac y xxy xy kg KING king \u212aing Đđ đĐ at in AT (ảnh (Ảnh ſign ſummit İch ıch".split()
)  # fmt: skip


@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=5, unique=True), st.lists(WORDS, max_size=8), st.sampled_from(" .,")
)
def test_what_is_found_is_the_same(pieces: list[str], words: list[str], gap: str) -> None:
    """Whatever a pattern begins with, and whatever the case of the letters, the same stretches are found, and no other."""
    pattern, text = "|".join(pieces), gap.join(words)
    plain = re.compile(pattern, re.IGNORECASE)

    assert [m.span() for m in plain.finditer(text)] == [m.span() for m in compile_words(pattern).finditer(text)]


@pytest.mark.parametrize("letter", "aăâbcdđeêfghiíịjklmnoôơpqrstuưvwxyýz5–")
def test_case_is_ignored_as_ever(letter: str) -> None:
    """Every character that stands for a letter where case is ignored can begin what is found: K and the sign of the kelvin."""
    every = "".join(map(chr, range(0xD800)))

    assert re.findall(letter, every, re.IGNORECASE) == compile_words(letter).findall(every)


@pytest.mark.parametrize("pattern", [".họp", "[^a]họp", "họp|", "(?:họp)?", r"\b", "a|.b", "(?:h|x*)(?:.|y)"])
def test_what_may_begin_with_anything_is_refused(pattern: str) -> None:
    """Where no letter tells where a pattern begins, whoever wrote it learns that it will be slow."""
    with pytest.raises(ValueError, match="no letter tells"):
        compile_words(pattern)
