"""Where sentences end, where paragraphs ran together, where lines were wrapped."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.models import Evidence
from generator.sentences import find_lost_breaks, join_wrapped_lines, split_sentences
from tests.data import load_cases

CASES = load_cases("sentences")
PIECES = [
    "A",
    "a",
    "Ông",
    "nói",
    "TP",
    "v.v",
    "U.S",
    "1",
    "26",
    ".",
    "...",
    "…",
    "?",
    "!",
    "”",
    '"',
    ")",
    "(",
    "“",
    " ",
    "  ",
    "\n",
    ";",
    "- ",
]
TEXTS = st.one_of(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.text(max_size=60))


def find_marks(marked: str) -> tuple[str, list[int]]:
    """Return a text without its `|`, and where they stood."""
    parts = marked.split("|")
    return "".join(parts), [sum(map(len, parts[:count])) for count in range(1, len(parts))]


@pytest.mark.parametrize("case", CASES["sentences"], ids=lambda case: case["intent"])
def test_sentences_end_where_they_end(case: dict[str, Any]) -> None:
    """A text falls into the sentences that a reader sees."""
    text, _ = find_marks(case["text"])

    assert [part.strip() for part in case["text"].split("|")] == [text[s.start : s.end] for s in split_sentences(text)]


@pytest.mark.parametrize("case", CASES["lost breaks"], ids=lambda case: case["intent"])
def test_lost_breaks_are_found(case: dict[str, Any]) -> None:
    """A line that holds several paragraphs is cut between them and nowhere else."""
    text, marks = find_marks(case["text"])

    assert marks == find_lost_breaks(text, 0, len(text), wide_gaps=case.get("wide gaps", True))


@pytest.mark.parametrize("case", CASES["wrapped"], ids=lambda case: case["intent"])
def test_wrapped_lines_are_joined(case: dict[str, Any]) -> None:
    """Line ends that only a fixed width explains are taken back; others stay."""
    assert case.get("joined", case["text"]) == join_wrapped_lines(case["text"])


@given(TEXTS)
def test_sentences_cover_the_text(text: str) -> None:
    """Sentences stand in order, overlap nowhere, begin and end in words, and leave nothing but white space out."""
    sentences = split_sentences(text)

    assert text.split() == "".join(rebuild(text, sentences)).split()
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() != "" for s in sentences)


def rebuild(text: str, sentences: tuple[Evidence, ...]) -> list[str]:
    """Return the sentences with the white space around them, in their order."""
    parts, end = [], 0
    for sentence in sentences:
        assert sentence.start >= end
        between = text[end : sentence.start]
        assert not between.strip()
        parts += [between, text[sentence.start : sentence.end]]
        end = sentence.end
    return parts


@given(TEXTS)
def test_a_part_of_a_text_is_split_as_if_it_were_alone(text: str) -> None:
    """What stands around a part of a text has no say in how it is split."""
    alone = split_sentences(text)
    within = split_sentences(f"Hết. {text}. Sau", 5, 5 + len(text))

    assert alone == tuple(Evidence(s.start - 5, s.end - 5) for s in within)


@given(TEXTS, st.booleans())
def test_lost_breaks_are_within_and_in_order(text: str, wide_gaps: bool) -> None:  # noqa: FBT001 - a given
    """Cuts stand in order and inside the line, never at its start."""
    cuts = find_lost_breaks(text, 0, len(text), wide_gaps=wide_gaps)

    assert sorted(set(cuts)) == cuts
    assert all(0 < cut < len(text) for cut in cuts)


@given(st.lists(st.text(st.sampled_from("Ab ,.-1"), max_size=30), max_size=12).map("\n".join))
def test_joining_lines_keeps_every_offset(text: str) -> None:
    """Joining changes line feeds into spaces and nothing else."""
    joined = join_wrapped_lines(text)

    assert len(text) == len(joined)
    assert all(a == b or (a, b) == ("\n", " ") for a, b in zip(text, joined, strict=True))
