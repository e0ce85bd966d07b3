"""Terms in a text: what counts as the same words."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.entries import Entry
from generator.matcher import Match, Matcher, Wordings, fold_tokens, split_tokens
from tests.data import load_cases

CASES: list[dict[str, Any]] = load_cases("matcher")
LABEL = {"vi": "x", "en": "x"}
SYLLABLES = st.sampled_from(["an", "An", "AN", "ninh", "biển", "Đông", "hoà", "+", "3"])


def make_entry(identifier: str, *terms: str, unless: tuple[str, ...] = ()) -> Entry:
    """Return an entry with Vietnamese terms."""
    return Entry(id=identifier, label=LABEL, terms={"vi": terms}, unless={"vi": unless})


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["intent"])
def test_finds_terms(case: dict[str, Any]) -> None:
    """Each match is an entry and the very words of the text."""
    unless = case.get("unless", {})
    entries = [make_entry(name, *terms, unless=tuple(unless.get(name, ()))) for name, terms in case["entries"].items()]

    found = Matcher(entries).find(split_tokens(case["text"]))

    assert case["found"] == [[match.id, case["text"][match.start : match.end]] for match in found]


def test_finds_only_terms_of_the_languages_asked_for() -> None:
    """An English text is not looked through for Vietnamese terms."""
    entry = Entry(id="ru", label=LABEL, terms={"vi": ("Nga",), "en": ("Russia",)})

    assert Matcher([entry], languages=("en",)).find(split_tokens("Nga, Russia")) == (Match(5, 11, "ru"),)


def test_words_of_a_stretch_count_from_the_start_of_the_text() -> None:
    """Tokens of a part have the offsets they have in the whole."""
    assert [(t.text, t.start) for t in split_tokens("một hai ba", 4)] == [("hai", 4), ("ba", 8)]


@given(st.text(max_size=200))
def test_folded_words_are_those_of_the_tokens(text: str) -> None:
    """Whoever wants the words alone gets the same ones."""
    assert [token.fold for token in split_tokens(text)] == fold_tokens(text)


@given(st.lists(SYLLABLES, min_size=1, max_size=5), st.lists(SYLLABLES, max_size=4), st.sampled_from([" ", "-", " – ", "/"]))
def test_a_term_is_found_wherever_it_stands(term: list[str], before: list[str], gap: str) -> None:
    """Whatever stands before it, a term written out is found, unless an earlier match has taken its words."""
    text = gap.join(["khác", *before]) + ". " + gap.join(term)
    found = Matcher([make_entry("x", " ".join(term))]).find(split_tokens(text))

    assert (found[-1].start, found[-1].end) == (len(text) - len(gap.join(term)), len(text))


@given(st.text(max_size=200))
def test_matches_are_in_order_and_apart(text: str) -> None:
    """No text makes matches overlap or leave the text."""
    found = Matcher([make_entry("a", "a", "a b", "b a"), make_entry("0", "0 1")]).find(split_tokens(text))

    assert all(0 <= one.start < one.end <= other.start for one, other in pairwise(found))


WORDINGS = Wordings(
    {
        "words": [
            make_entry("filler", "các", "của"),
            make_entry("meeting", "hội nghị", "cuộc họp"),
            make_entry("fm", "Ngoại trưởng", "Bộ trưởng Ngoại giao"),
        ],
        "parties": [make_entry("ASEAN", "ASEAN"), make_entry("US", "Mỹ", "Hoa Kỳ")],
    },
    languages=("vi",),
    filler="words/filler",
    unordered="parties",
)


@pytest.mark.parametrize(
    "text",
    [
        "Hội nghị Bộ trưởng Ngoại giao ASEAN - Hoa Kỳ",
        "cuộc họp Ngoại trưởng Mỹ - ASEAN",
        "cuộc họp các Ngoại trưởng ASEAN-Mỹ",
        "Hội nghị của các Ngoại trưởng ASEAN – Mỹ",
    ],
)
def test_a_name_is_found_under_every_wording(text: str) -> None:
    """Synonyms stand for each other, parties come in any order, fillers may be there or not."""
    matcher = Matcher([make_entry("asean-us", "hội nghị Ngoại trưởng ASEAN - Mỹ")], languages=("vi",), wordings=WORDINGS)

    assert matcher.find(split_tokens(f"Tại {text}, hai bên")) == (Match(4, 4 + len(text), "asean-us"),)


@pytest.mark.parametrize("text", ["hội nghị Ngoại trưởng ASEAN, Mỹ", "Ngoại trưởng ASEAN - Mỹ", "hội nghị Ngoại trưởng ASEAN"])
def test_a_name_is_not_found_in_less_than_it(text: str) -> None:
    """A wording stands for its own words and no others; a comma still parts."""
    matcher = Matcher([make_entry("asean-us", "hội nghị Ngoại trưởng ASEAN - Mỹ")], languages=("vi",), wordings=WORDINGS)

    assert matcher.find(split_tokens(text)) == ()
