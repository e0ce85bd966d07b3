"""Where the words of a fact stand on a report's page."""

from __future__ import annotations

from generator.anchors import Anchors
from generator.models import Block, Evidence, Fact, Seed

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

    assert [(2, "s2", "Hai câu.", "a.md", 2, "vi"), (0, "s0", "Họp bàn", "a.md", 2, "vi")] == list(found)


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

    assert {mark.target for mark in ANCHORS.marks(fact)} == ANCHORS.targets(fact)
