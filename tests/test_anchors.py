"""Where the words of a fact stand on a report's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from generator.anchors import Anchors
from generator.models import Block, Evidence, Fact, Seed
from generator.seeds import read_seed

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "https://a.vn\nHọp bàn\nMột câu.  Hai\ncâu. Ba câu.\nTin khác"
TITLE, ONE, TWO, THREE = Evidence(13, 20), Evidence(21, 29), Evidence(31, 39), Evidence(40, 47)
HIDDEN, ADDRESS = Evidence(48, 56), Evidence(0, 12)
SEED = Seed(
    "a.txt", "a", "seeds/a.txt", TEXT, "0" * 64, "vi",
    (
        Block("url", 0, 12, ()), Block("title", 13, 20, (TITLE,)), Block("paragraph", 21, 47, (ONE, TWO, THREE)),
        Block("boilerplate", 48, 56, (HIDDEN,)),
    ),
    None,
)  # fmt: skip
ANCHORS = Anchors(SEED)


def make(*evidence: Evidence) -> Fact[str]:
    """Return a fact read from several places."""
    return Fact("x", evidence, "test")


def test_each_sentence_is_marked_once() -> None:
    """A mark has the number, the anchor and, on one line, the first words that were read there."""
    found = ANCHORS.marks(make(TWO, Evidence(31, 34)), None, make(TITLE), page="a.md", report=2)

    names = ANCHORS.names
    assert [(2, names[2], "Hai câu.", "a.md", 2, "vi"), (0, names[0], "Họp bàn", "a.md", 2, "vi")] == list(found)
    # On its own page a sentence goes by its number, which the reader sees.
    assert ["s2", "s0"] == [mark.target for mark in ANCHORS.marks(make(TWO, TITLE))]


def test_what_no_sentence_shows_leads_to_the_source_or_nowhere() -> None:
    """The address has a place of its own; what the page hides is told apart by its words."""
    found = ANCHORS.marks(make(ADDRESS, HIDDEN, Evidence(48, 51)))

    assert [("source", None), ("", None), ("", None)] == [(mark.target, mark.number) for mark in found]
    assert ["https://a.vn", "Tin khác", "Tin"] == [mark.words for mark in found]


def test_of_many_marks_the_first_are_enough() -> None:
    """Who asks for so many gets the same as the first of all."""
    fact = make(ONE, ONE, TWO, HIDDEN, THREE)

    assert [ANCHORS.marks(fact)[:most] for most in range(6)] == [ANCHORS.marks(fact, most=most) for most in range(6)]


def test_targets_are_those_of_the_marks() -> None:
    """Where something stands can be asked without its words."""
    fact = make(THREE, ONE, ONE, HIDDEN)

    assert tuple(mark.target for mark in ANCHORS.marks(fact) if mark.target) == ANCHORS.targets(fact)


LINES = [
    "Hội nghị hẹp",
    "Hai bên nhất trí nối lại đàm phán.",
    "Bà Hoà thúy nói: Việt Nam hoan nghênh.",
    "Hai bên nhất trí nối lại đàm phán.",
]


def names_of(folder: Path, lines: list[str]) -> dict[str, str]:
    """Return the words of each sentence of a report by its name."""
    (folder / "bai.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    seed = read_seed(folder / "bai.txt")
    return dict(zip(Anchors(seed).names, map(seed.words, seed.sentences), strict=True))


def test_a_name_outlasts_what_changes_around_it(tmp_path: Path) -> None:
    """A sentence put before it, one taken away, other signs, capitals or places of tone marks: the name is the same."""
    before = names_of(tmp_path, LINES)
    more = names_of(tmp_path, [LINES[0], "Tin vừa nhận được từ Hà Nội.", *LINES[1:]])
    less = names_of(tmp_path, [LINES[0], *LINES[2:]])
    other = names_of(
        tmp_path, [LINES[0], "HAI bên nhất trí “nối lại” đàm phán!", "Bà Hòa thuý nói, Việt Nam hoan nghênh…", LINES[3]]
    )

    assert 4 == len(before), "equal sentences have names of their own"
    assert before.items() <= more.items()
    assert set(less) <= set(before)
    assert list(before) == list(other)


def test_a_name_is_that_of_its_words(tmp_path: Path) -> None:
    """Another word is another sentence; and a name that was once given out stays what it is."""
    assert "q296ae0f2" not in names_of(tmp_path, [LINES[0], "Hai bên không nhất trí nối lại đàm phán."])
    assert ["qde88142d", "q296ae0f2"] == list(names_of(tmp_path, LINES[:2]))


@given(st.lists(st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1), min_size=1))
def test_names_are_unique_and_fit_for_addresses(words: list[str]) -> None:
    """Whatever the words: no name twice on a page, none that is a number's, the source's or the theme's."""
    text = "\n".join(words)
    ends = [end for end in range(len(text) + 1) if end == len(text) or text[end] == "\n"]
    starts = [0, *(end + 1 for end in ends[:-1])]
    places = tuple(Evidence(start, end) for start, end in zip(starts, ends, strict=True))
    names = Anchors(Seed("a.txt", "a", "a.txt", text, "", "vi", (Block("title", 0, len(text), places),), None)).names

    assert len(set(names)) == len(names) == len(places)
    assert all(name[0] == "q" and name.replace("-", "").isalnum() and name.isascii() for name in names)
